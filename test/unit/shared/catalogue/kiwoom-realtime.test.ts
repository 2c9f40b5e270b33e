import { describe, expect, it } from 'vitest';
import {
  isKiwoomRealtimeTypeId,
  KIWOOM_REALTIME_TYPES,
  kiwoomRealtimeType,
} from '#shared/catalogue/kiwoom-realtime.ts';
import type { KiwoomRealtimeType } from '#shared/catalogue/kiwoom/realtime-row.ts';

const types: readonly KiwoomRealtimeType[] = Object.values(KIWOOM_REALTIME_TYPES);
const fids = (type: keyof typeof KIWOOM_REALTIME_TYPES) =>
  new Set<string>(KIWOOM_REALTIME_TYPES[type].fields.map(({ fid }) => fid));

describe('Kiwoom real-time types', () => {
  it('are all 19, with as many fields as the guide lists', () => {
    expect(Object.fromEntries(types.map(({ type, fields }) => [type, fields.length]))).toEqual({
      '00': 35,
      '04': 27,
      '0A': 19,
      '0B': 43,
      '0C': 2,
      '0D': 163,
      '0E': 5,
      '0F': 57,
      '0G': 15,
      '0H': 7,
      '0I': 4,
      '0J': 12,
      '0U': 14,
      '0g': 10,
      '0m': 10,
      '0s': 3,
      '0u': 6,
      '0w': 17,
      '1h': 19,
    });
    expect(types).toHaveLength(19);
  });

  it('say what their item is, and want one exactly where it is something', () => {
    for (const { isItemRequired, itemFormat } of types) expect(isItemRequired).toBe(itemFormat !== 'none');
    expect(kiwoomRealtimeType('0J').itemFormat).toBe('sectorCode');
    expect(kiwoomRealtimeType('0I').itemFormat).toBe('goldUnit');
    expect(kiwoomRealtimeType('1h').itemFormat).toBe('codeOrAll');
  });

  it('tell 0G from 0g, and types from other names', () => {
    expect(kiwoomRealtimeType('0G').nameKo).toBe('ETF NAV');
    expect(kiwoomRealtimeType('0g').nameKo).toBe('주식종목정보');
    expect(['02', '0b', '00-00', 'toString'].filter(isKiwoomRealtimeTypeId)).toEqual([]);
  });

  it.each(types.map((row) => [row.type, row] as const))('%s has every field number once', (type, row) => {
    expect(Object.keys(KIWOOM_REALTIME_TYPES)).toContain(type);
    const numbers = row.fields.map(({ fid }) => fid);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.filter((fid) => !/^\d+$/.test(fid))).toEqual([]);
  });

  it('lay out ten book levels: ask 40+n, bid 50+n, sizes 60+n and 70+n', () => {
    for (let level = 1; level <= 10; level += 1) {
      for (const block of [40, 50, 60, 70, 80, 90]) expect(fids('0D')).toContain(String(block + level));
    }
    expect(fids('0D')).toContain('121');
    expect(fids('0D')).toContain('125');
  });

  it('carry price, size and running volume in every trade', () => {
    for (const fid of [
      '20',
      '10',
      '11',
      '12',
      '15',
      '13',
      '14',
      '16',
      '17',
      '18',
      '25',
      '228',
      '290',
      '9081',
    ]) {
      expect(fids('0B')).toContain(fid);
    }
  });

  it('ignore the item where they follow the account or the market', () => {
    expect(types.filter((row) => !row.isItemRequired).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['00', '04', '0s']),
    );
  });
});
