import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestHandlers } from '#electron/core/request-handlers.ts';
import { serveRequest } from '#electron/core/request-handlers.ts';
import type { RequestName } from '#shared/contract/requests.ts';
import { REQUEST_SCHEMAS } from '#shared/contract/schemas.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';

const NAMES = Object.keys(REQUEST_SCHEMAS) as RequestName[];

/** Handlers that count their calls and answer null. */
function countingHandlers() {
  const calls: unknown[] = [];
  const entries = NAMES.map((name) => [name, (payload: unknown) => (calls.push([name, payload]), ok(null))]);
  return { calls, handlers: Object.fromEntries(entries) as RequestHandlers };
}

const serve = (handlers: RequestHandlers, name: string, payload: unknown) =>
  serveRequest(handlers, SILENT_LOG, 'window-1', name, payload);

const PLACE = {
  requestId: 'request-1',
  accountId: 'embedded',
  intent: {
    symbol: '005930',
    side: 'buy',
    type: 'limit',
    timeInForce: 'day',
    venue: 'KRX',
    price: 71_100,
    stopPrice: null,
    quantity: 10,
    funding: { kind: 'marginLoan', loanDate: '20261102' },
  },
  accepted: [],
};

describe('requests of a window', () => {
  it('passes a well-formed order on unchanged', async () => {
    const { calls, handlers } = countingHandlers();
    expect(await serve(handlers, 'order.place', PLACE)).toEqual(ok(null));
    expect(calls).toEqual([['order.place', PLACE]]);
  });

  it('takes an order that does not say whose money it is for one in cash', async () => {
    const { calls, handlers } = countingHandlers();
    const { funding: _funding, ...intent } = PLACE.intent;
    await serve(handlers, 'order.place', { ...PLACE, intent });
    expect(calls).toEqual([['order.place', { ...PLACE, intent: { ...intent, funding: { kind: 'cash' } } }]]);
  });

  it.each([
    ['another kind of money', { funding: { kind: 'gift' } }],
    ['a loan of no day', { funding: { kind: 'marginLoan', loanDate: '20261301' } }],
    ['a loan that nobody named', { funding: { kind: 'marginLoan' } }],
    ['a fraction of a share', { quantity: 1.5 }],
    ['no share', { quantity: 0 }],
    ['a negative quantity', { quantity: -1 }],
    ['a quantity past exact integers', { quantity: 2 ** 53 }],
    ['a price in text', { price: '71100' }],
    ['a price of zero', { price: 0 }],
    ['a price that is no number', { price: Number.NaN }],
    ['an unknown side', { side: 'short' }],
    ['an unknown type', { type: 'iceberg' }],
    ['an unknown venue', { venue: 'NYSE' }],
    ['a symbol with a path in it', { symbol: '../../etc' }],
    ['a field that does not exist', { leverage: 2 }],
  ])('refuses %s before anything sees it', async (_title, change) => {
    const { calls, handlers } = countingHandlers();
    const answer = await serve(handlers, 'order.place', { ...PLACE, intent: { ...PLACE.intent, ...change } });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'validation', code: 'REQUEST_MALFORMED' } });
    expect(calls).toEqual([]);
  });

  it.each(['order.steal', '__proto__', 'constructor', 'toString', ''])(
    'refuses the unknown request "%s"',
    async (name) => {
      const { calls, handlers } = countingHandlers();
      expect(await serve(handlers, name, {})).toMatchObject({
        ok: false,
        error: { code: 'REQUEST_UNKNOWN' },
      });
      expect(calls).toEqual([]);
    },
  );

  it('answers a bug with a code, not with its text', async () => {
    const { handlers } = countingHandlers();
    const broken = { ...handlers, 'instruments.list': () => Promise.reject(new Error('secret path')) };
    const answer = await serve(broken, 'instruments.list', {});
    expect(answer).toMatchObject({ ok: false, error: { kind: 'protocol', code: 'INTERNAL_ERROR' } });
    expect(JSON.stringify(answer)).not.toContain('secret path');
  });

  it('keeps the cause of an error inside', async () => {
    const { handlers } = countingHandlers();
    const failing = {
      ...handlers,
      'instruments.list': () =>
        err(hogaError('connectivity', 'X', 'detail', {}, new Error('socket 10.0.0.1'))),
    };
    const answer = await serve(failing, 'instruments.list', {});
    expect(answer).toEqual(err({ kind: 'connectivity', code: 'X', detail: 'detail', context: {} }));
  });

  it('never throws and never reaches a handler, whatever a hostile window sends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...NAMES, 'x'),
        fc.anything({ withNullPrototype: true }),
        async (name, payload) => {
          const { calls, handlers } = countingHandlers();
          const answer = await serve(handlers, name, payload);
          const isPlainEmpty = calls.length === 1 && JSON.stringify((calls[0] as unknown[])[1]) === '{}';
          expect(answer.ok).toBe(isPlainEmpty);
        },
      ),
      { numRuns: 10_000 },
    );
  });
});
