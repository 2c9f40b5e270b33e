import { describe, expect, it } from 'vitest';
import { checkQueryApi, checkRequest } from '#electron/core/brokers/kiwoom/api/request-check.ts';
import type { KiwoomRequestField } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { INVENTED_API_IDS } from '#shared/catalogue/kiwoom/unknown-apis.ts';
import { KIWOOM_API_IDS, isKiwoomOrderApi, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import { KIWOOM_CONDITION_APIS } from '#shared/catalogue/kiwoom/condition-search.ts';
import { fittingRequest, fittingValue } from '#test/support/api-samples.ts';

const FIELDS = KIWOOM_API_IDS.flatMap((id) =>
  kiwoomEndpoint(id).request.map((field): readonly [typeof id, KiwoomRequestField] => [id, field]),
);
const change = (id: (typeof KIWOOM_API_IDS)[number], key: string, value: string | undefined) => {
  const { [key]: _, ...others } = fittingRequest(id);
  return checkRequest(id, value === undefined ? others : { ...others, [key]: value });
};

describe('ids that may be asked', () => {
  it('are all of the catalogue but orders and tokens', () => {
    for (const id of KIWOOM_API_IDS) {
      const isToken = kiwoomEndpoint(id).group === 'oauth';
      const checked = checkQueryApi(id, 'real');
      const code = isKiwoomOrderApi(id) ? 'API_IS_ORDER' : isToken ? 'API_IS_TOKEN' : null;
      expect([id, checked.ok ? null : checked.error.code]).toEqual([id, code]);
    }
  });

  it.each([
    ...INVENTED_API_IDS.map(({ id }) => id),
    ...Object.keys(KIWOOM_CONDITION_APIS),
    'kt99999',
    '',
    '__proto__',
  ])('are not %s, and the refusal says why', (id) => {
    const checked = checkQueryApi(id, 'embedded');
    expect(checked).toMatchObject({ ok: false, error: { kind: 'validation', code: 'API_UNKNOWN' } });
    if (!checked.ok) expect(checked.error.context.messageKo).toContain(id);
  });

  it('are fewer on the mock server', () => {
    expect(checkQueryApi('ka01690', 'real').ok).toBe(true);
    expect(checkQueryApi('ka01690', 'mock')).toMatchObject({ error: { code: 'API_NOT_ON_MOCK' } });
  });
});

describe('a request before it is sent', () => {
  it('passes with every field filled as the catalogue says', () => {
    for (const id of KIWOOM_API_IDS) expect([id, checkRequest(id, fittingRequest(id))]).toEqual([id, null]);
  });

  it('passes with every code of every table', () => {
    for (const [id, field] of FIELDS) {
      for (const code of Object.keys(field.values ?? {})) expect(change(id, field.key, code)).toBeNull();
    }
  });

  it('is refused without a required field, by its Korean label', () => {
    for (const [id, { key, label, required, values }] of FIELDS) {
      const expected = required
        ? { kind: 'validation', code: 'API_FIELD_REQUIRED', context: { field: key, label } }
        : null;
      for (const value of [undefined, '', '  ']) {
        if (values !== undefined && Object.hasOwn(values, value ?? '')) continue;
        if (expected === null) expect([id, key, change(id, key, value)]).toEqual([id, key, null]);
        else expect(change(id, key, value)).toMatchObject(expected);
      }
    }
  });

  it('is refused with a code that is not in the table', () => {
    for (const [id, { key, label, values, isOpen }] of FIELDS) {
      if (values === undefined || isOpen === true) continue;
      expect(change(id, key, '~')).toMatchObject({ code: 'API_FIELD_CODE', context: { field: key, label } });
      expect(change(id, key, 'toString')).toMatchObject({ code: 'API_FIELD_CODE' });
    }
  });

  it('is refused with a value past the field’s length', () => {
    for (const [id, { key, label, length, values, isOpen, format }] of FIELDS) {
      if (length === undefined || format === 'codes' || (values !== undefined && isOpen !== true)) continue;
      const context = { field: key, label, length };
      expect(change(id, key, '1'.repeat(length + 1))).toMatchObject({ code: 'API_FIELD_TOO_LONG', context });
    }
  });

  it.each([
    ['a day that is none', 'ka10014', 'strt_dt', '20260231'],
    ['a date in words', 'ka10014', 'strt_dt', 'today'],
    ['a code that is too short', 'ka10100', 'stk_cd', '5930'],
    ['a code in small letters', 'ka10001', 'stk_cd', '00593a'],
    ['a venue that is none', 'ka10001', 'stk_cd', '005930_XX'],
    ['a suffix where none may be', 'ka10077', 'stk_cd', '005930_AL'],
    ['a list with a hole', 'ka10095', 'stk_cd', '005930||000660'],
    ['a sector in words', 'ka20001', 'inds_cd', 'abc'],
    ['a firm of two digits', 'ka10043', 'mmcm_cd', '05'],
  ] as const)('is refused with %s', (_title, id, key, value) => {
    expect(change(id, key, value)?.code).toMatch(/^API_FIELD_(MALFORMED|TOO_LONG)$/);
  });

  it('takes a hundred codes in one call and not one more', () => {
    const codes = (count: number) => Array.from({ length: count }, () => '005930_AL').join('|');
    expect(change('ka10095', 'stk_cd', codes(100))).toBeNull();
    expect(change('ka10095', 'stk_cd', codes(101))).toMatchObject({ code: 'API_FIELD_MALFORMED' });
  });

  it('is refused with a field the API does not have', () => {
    expect(checkRequest('ka00001', { stk_cd: '005930' })).toMatchObject({ code: 'API_FIELD_UNKNOWN' });
  });

  it('is refused with anything but text', () => {
    expect(checkRequest('ka10001', { stk_cd: 5930 })).toMatchObject({ code: 'API_FIELD_MALFORMED' });
  });

  it('repeats no value of a secret field', () => {
    const problem = checkRequest('au10001', {
      ...fittingRequest('au10001'),
      secretkey: 'TOP-SECRET'.repeat(40),
    });
    expect(JSON.stringify(problem ?? '')).not.toContain('TOP-SECRET');
  });

  it('has a sample for each form', () => {
    for (const [, field] of FIELDS) expect(fittingValue(field)).not.toBe('');
  });
});
