import { describe, expect, expectTypeOf, it } from 'vitest';
import type { AccountId } from '#shared/domain/account.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { ApiReply, ApiStreamUpdate } from '#shared/contract/api.ts';
import type { DeskEvent, MarketBatch } from '#shared/contract/events.ts';
import type { RequestPayload, RequestReply } from '#shared/contract/requests.ts';
import { REQUEST_SCHEMAS } from '#shared/contract/schemas.ts';

const CALL = { accountId: 'embedded', apiId: 'ka10001', request: { stk_cd: '005930' }, cursor: null };

const fits = (name: keyof typeof REQUEST_SCHEMAS, payload: unknown) =>
  REQUEST_SCHEMAS[name].safeParse(payload).success;

describe('requests about a broker’s own API', () => {
  it('are typed by what they ask and answer', () => {
    expectTypeOf<RequestPayload<'api.call'>>().toEqualTypeOf<{
      accountId: AccountId;
      apiId: string;
      request: Record<string, string>;
      cursor: string | null;
    }>();
    expectTypeOf<RequestReply<'api.call'>>().toEqualTypeOf<ApiReply>();
    expectTypeOf<RequestPayload<'api.watch'>>().toEqualTypeOf<{
      streams: { type: string; item: string }[];
    }>();
    expectTypeOf<RequestReply<'conditions.list'>[number]>().toEqualTypeOf<{
      readonly id: string;
      readonly name: string;
    }>();
    expectTypeOf<RequestReply<'conditions.start'>['members']>().toEqualTypeOf<readonly string[]>();
    expectTypeOf<MarketBatch['streams']>().toEqualTypeOf<readonly ApiStreamUpdate[]>();
  });

  it('bring what a condition does as events', () => {
    type Match = Extract<DeskEvent, { type: 'condition-match' }>;
    expectTypeOf<Match['change']>().toEqualTypeOf<'enter' | 'leave'>();
    expectTypeOf<Match['at']>().toEqualTypeOf<EpochMs>();
    expectTypeOf<Match['conditionId']>().toEqualTypeOf<string>();
  });

  it('take a call with a body of texts', () => {
    expect(fits('api.call', CALL)).toBe(true);
    expect(fits('api.call', { ...CALL, request: {}, cursor: 'ka10001.x.next' })).toBe(true);
  });

  it.each([
    ['an id with a path in it', { ...CALL, apiId: '../ka10001' }],
    ['a number in the body', { ...CALL, request: { stk_cd: 5930 } }],
    ['a key with a dot', { ...CALL, request: { 'a.b': '1' } }],
    ['a value without end', { ...CALL, request: { stk_cd: '0'.repeat(2000) } }],
    [
      'too many fields',
      { ...CALL, request: Object.fromEntries(Array.from({ length: 41 }, (_, n) => [`f${n}`, ''])) },
    ],
    ['a cursor without end', { ...CALL, cursor: 'x'.repeat(600) }],
    ['an unknown key', { ...CALL, lane: 'order' }],
  ])('refuse %s', (_title, payload) => {
    expect(fits('api.call', payload)).toBe(false);
  });

  it('take streams with and without an item, and no more than a window can show', () => {
    expect(
      fits('api.watch', {
        streams: [
          { type: '0J', item: '001' },
          { type: '0B', item: '005930_AL' },
          { type: '1h', item: '' },
        ],
      }),
    ).toBe(true);
    expect(fits('api.watch', { streams: [{ type: '0B', item: '00 5930' }] })).toBe(false);
    expect(
      fits('api.watch', { streams: Array.from({ length: 501 }, () => ({ type: '0B', item: '005930' })) }),
    ).toBe(false);
  });
});
