import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAnswer } from '#electron/core/brokers/kiwoom/api/parse-answer.ts';
import type { AnswerBody } from '#electron/core/transport/broker-call.ts';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { KIWOOM_API_IDS, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import { isNumber, sampleAnswer } from '#test/support/api-samples.ts';

const parse = (id: KiwoomApiId, body: AnswerBody) => parseAnswer(kiwoomEndpoint(id).response, body);
const sample = (id: KiwoomApiId, rowCount = 2) => sampleAnswer(kiwoomEndpoint(id).response, rowCount);

describe('an answer', () => {
  it('of any API has every field of the catalogue, numbers as numbers', () => {
    for (const id of KIWOOM_API_IDS) {
      const parsed = parse(id, sample(id));
      if (!parsed.ok) throw new Error(`${id}: ${parsed.error.detail}`);
      for (const field of kiwoomEndpoint(id).response) {
        if (field.kind === 'list') expect(parsed.value.lists[field.key]).toHaveLength(2);
        else {
          const records = field.list === undefined ? [parsed.value.fields] : parsed.value.lists[field.list];
          for (const record of records ?? []) {
            expect([id, field.key, typeof record[field.key]]).toEqual([
              id,
              field.key,
              isNumber(field) ? 'number' : 'string',
            ]);
          }
        }
      }
      expect(parsed.value.fields).not.toHaveProperty('return_code');
      expect(parsed.value.fields).not.toHaveProperty('return_msg');
    }
  });

  it('without a required field is a protocol error that names it', () => {
    for (const id of KIWOOM_API_IDS) {
      for (const { key, list, optional } of kiwoomEndpoint(id).response) {
        const body = sample(id);
        const path = list === undefined ? key : `${list}[1].${key}`;
        const holder = list === undefined ? body : (body[list] as Record<string, unknown>[])[1];
        delete holder?.[key];
        const parsed = parse(id, body);
        if (optional === true) expect([id, path, parsed.ok]).toEqual([id, path, true]);
        else
          expect(parsed).toMatchObject({
            error: { kind: 'protocol', code: 'FIELD_MISSING', context: { path } },
          });
      }
    }
  });

  it('keeps what the catalogue does not list, as text', () => {
    const rows = sample('ka10014').shrts_trnsn as object[];
    const body = {
      shrts_trnsn: [{ ...rows[0], extra: '-5' }, rows[1]],
      brand_new: '0012',
      answer_id: 7,
      note: { a: 1 },
    };
    const parsed = parse('ka10014', body);
    if (!parsed.ok) throw new Error(parsed.error.detail);
    expect(parsed.value.fields).toEqual({ brand_new: '0012', answer_id: '7', note: '{"a":1}' });
    expect(parsed.value.lists.shrts_trnsn?.[0]).toMatchObject({ extra: '-5', close_pric: 71_000 });
  });

  it('keeps a list the catalogue does not list', () => {
    const parsed = parse('ka10014', { ...sample('ka10014'), more: [{ x: '1' }, { x: '2' }] });
    expect(parsed).toMatchObject({ value: { lists: { more: [{ x: '1' }, { x: '2' }] } } });
  });

  it('may have empty lists, also as an empty text', () => {
    for (const empty of [[], '', null]) {
      expect(parse('ka10014', { shrts_trnsn: empty })).toMatchObject({
        value: { lists: { shrts_trnsn: [] } },
      });
    }
  });

  it('may spell its result either way, and that is no field', () => {
    const parsed = parse('ka10014', { shrts_trnsn: [], returnCode: 0, returnMsg: 'ok' });
    expect(parsed).toEqual({ ok: true, value: { fields: {}, lists: { shrts_trnsn: [] } } });
  });

  it('with a value that is not of its kind names it and shows no digit of it', () => {
    const body = sample('ka10014', 1);
    (body.shrts_trnsn as Record<string, unknown>[])[0] = {
      ...(body.shrts_trnsn as object[])[0],
      close_pric: 'x1234567890',
    };
    const parsed = parse('ka10014', body);
    expect(parsed).toMatchObject({
      error: { kind: 'protocol', code: 'FIELD_UNREADABLE', context: { path: 'shrts_trnsn[0].close_pric' } },
    });
    expect(JSON.stringify(parsed)).not.toContain('1234567890');
  });

  it('never throws, whatever a hostile server sends', () => {
    const ids = fc.constantFrom(...KIWOOM_API_IDS);
    const hostile = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(null, '', '--', '9'.repeat(400), '\u0000', '-1e999', [[]], [{}], [null], {
        length: 1e9,
      }),
    );
    fc.assert(
      fc.property(ids, fc.nat(), hostile, fc.boolean(), (id, place, value, isRow) => {
        const body = sample(id, 1);
        const fields = kiwoomEndpoint(id).response;
        const field = fields[fields.length === 0 ? 0 : place % fields.length];
        const rows = field?.list === undefined ? undefined : (body[field.list] as Record<string, unknown>[]);
        const holder = isRow ? (rows?.[0] ?? body) : body;
        holder[field?.key ?? 'x'] = value;
        Object.defineProperty(holder, '__proto__', { value, enumerable: true, configurable: true });
        const parsed = parse(id, body);
        if (!parsed.ok) expect(parsed.error.kind).toBe('protocol');
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      }),
      { numRuns: 10_000 },
    );
  }, 60_000);
});
