import { describe, expect, it } from 'vitest';
import {
  KIWOOM_ORDER_TYPES,
  KIWOOM_SESSION_CODES,
  KIWOOM_VENUES,
  kiwoomOrderTypeCode,
  kiwoomOrderTypeOf,
} from '#shared/catalogue/kiwoom-codes.ts';
import { KIWOOM_ENDPOINTS } from '#shared/catalogue/kiwoom-endpoints.ts';
import { KIWOOM_ERRORS, kiwoomError } from '#shared/catalogue/kiwoom-errors.ts';
import { KIWOOM_REALTIME_TYPES } from '#shared/catalogue/kiwoom-realtime.ts';
import { QUOTAS } from '#shared/catalogue/quotas.ts';
import { VENUES } from '#shared/domain/venue.ts';

const valuesOf = (fields: readonly { readonly key: string; readonly values?: object }[], key: string) =>
  fields.find((field) => field.key === key)?.values;

describe('Kiwoom order type codes', () => {
  it('are the ones that the order APIs list, with their labels', () => {
    const table = Object.fromEntries(KIWOOM_ORDER_TYPES.map(({ code, label }) => [code, label]));
    expect(table).toEqual(valuesOf(KIWOOM_ENDPOINTS.kt10000.request, 'trde_tp'));
    expect(table).toEqual(valuesOf(KIWOOM_ENDPOINTS.kt10001.request, 'trde_tp'));
  });

  it.each(KIWOOM_ORDER_TYPES.map((row) => [row.code, row] as const))(
    '%s reads back to itself',
    (code, row) => {
      expect(kiwoomOrderTypeCode(row.type, row.timeInForce)).toBe(code);
      expect(kiwoomOrderTypeOf(code)).toBe(row);
    },
  );

  it('do not exist for every pair, and unknown codes are not guessed', () => {
    expect(kiwoomOrderTypeCode('conditionalLimit', 'ioc')).toBeNull();
    expect(kiwoomOrderTypeCode('bestSame', 'fok')).toBeNull();
    expect(kiwoomOrderTypeOf('00')).toBeNull();
    expect(kiwoomOrderTypeOf('')).toBeNull();
  });
});

describe('Kiwoom venue codes', () => {
  it('cover every venue as the order API lists them', () => {
    expect(KIWOOM_VENUES.map(({ venue }) => venue)).toEqual([...VENUES]);
    const listed = valuesOf(KIWOOM_ENDPOINTS.kt10000.request, 'dmst_stex_tp') ?? {};
    expect(KIWOOM_VENUES.map(({ orderCode }) => orderCode)).toEqual(Object.keys(listed));
  });
});

describe('Kiwoom session codes', () => {
  it('are the ones that real-time type 0s lists', () => {
    const field = KIWOOM_REALTIME_TYPES['0s'].fields.find(({ fid }) => fid === '215');
    expect(Object.fromEntries(KIWOOM_SESSION_CODES.map(({ code, label }) => [code, label]))).toEqual(
      field !== undefined && 'values' in field ? field.values : undefined,
    );
  });
});

describe('Kiwoom error codes', () => {
  it('are four digits, each once, with a meaning', () => {
    const codes = KIWOOM_ERRORS.map(({ code }) => code);
    expect(new Set(codes).size).toBe(38);
    expect(codes).toHaveLength(38);
    expect(codes.filter((code) => !/^\d{4}$/.test(code))).toEqual([]);
    expect(KIWOOM_ERRORS.filter(({ meaningKo }) => meaningKo === '')).toEqual([]);
  });

  it.each([
    ['1505', 'input'],
    ['1700', 'rate'],
    ['1902', 'symbol'],
    ['8001', 'credentials'],
    ['8005', 'token'],
    ['8010', 'device'],
    ['8030', 'mode'],
  ])('%s is about %s', (code, group) => {
    expect(kiwoomError(code)?.group).toBe(group);
  });

  it('have no row for an unpublished code', () => {
    expect(kiwoomError('4242')).toBeNull();
  });
});

describe('quota defaults', () => {
  it('let the total bucket hold a burst of any single API', () => {
    const [api, key] = ['api', 'key'].map((scope) => QUOTAS.find((row) => row.scope === scope));
    expect(api?.burst).toBeLessThanOrEqual(key?.burst ?? 0);
    expect(api?.ratePerSecond).toBeLessThanOrEqual(key?.ratePerSecond ?? 0);
  });
});
