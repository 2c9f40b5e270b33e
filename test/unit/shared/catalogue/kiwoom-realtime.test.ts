import { describe, expect, it } from 'vitest';
import { KIWOOM_REALTIME_TYPES } from '#shared/catalogue/kiwoom-realtime.ts';
import type { KiwoomRealtimeType } from '#shared/catalogue/kiwoom/realtime-row.ts';

const types: readonly KiwoomRealtimeType[] = Object.values(KIWOOM_REALTIME_TYPES);
const fids = (type: keyof typeof KIWOOM_REALTIME_TYPES) =>
  new Set<string>(KIWOOM_REALTIME_TYPES[type].fields.map(({ fid }) => fid));

describe('Kiwoom real-time types', () => {
  it('are those of the first slice, with as many fields as the guide lists', () => {
    expect(types.map(({ type, fields }) => [type, fields.length])).toEqual(
      expect.arrayContaining([
        ['00', 35],
        ['04', 27],
        ['0B', 43],
        ['0D', 163],
        ['0H', 7],
        ['0s', 3],
        ['0g', 10],
        ['1h', 19],
      ]),
    );
    expect(types).toHaveLength(8);
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
