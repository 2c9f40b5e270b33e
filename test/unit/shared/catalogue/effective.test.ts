import { describe, expect, it } from 'vitest';
import { TRANSACTION_TAXES } from '#shared/catalogue/costs.ts';
import type { EffectiveRow } from '#shared/catalogue/effective.ts';
import { rowOn } from '#shared/catalogue/effective.ts';
import { SESSION_TIMETABLE } from '#shared/catalogue/session-timetable.ts';
import { TICK_LADDERS } from '#shared/catalogue/tick-ladders.ts';
import { VOLATILITY_RATES } from '#shared/catalogue/volatility-interruption.ts';
import { kstDate } from '#shared/domain/time.ts';

const row = (from: string, to: string | null) => ({
  from: kstDate(from),
  to: to === null ? null : kstDate(to),
  source: 'test',
});

describe('dated row', () => {
  const rows = [row('20260101', '20260913'), row('20260914', null)];

  it.each([
    ['20251231', null],
    ['20260101', 0],
    ['20260913', 0],
    ['20260914', 1],
    ['20991231', 1],
  ])('on %s is number %j', (date, index) => {
    expect(rowOn(rows, kstDate(date))).toBe(index === null ? null : rows[index]);
  });
});

/** What a row is about: rows about the same thing must not overlap in time. */
const TABLES: readonly [
  string,
  readonly { readonly subjects: readonly string[]; readonly row: EffectiveRow }[],
][] = [
  ['tick ladders', TICK_LADDERS.map((row) => ({ subjects: row.kinds, row }))],
  [
    'transaction taxes',
    TRANSACTION_TAXES.map((row) => ({
      subjects: row.markets.flatMap((market) => row.kinds.map((kind) => `${market} ${kind}`)),
      row,
    })),
  ],
  [
    'volatility rates',
    VOLATILITY_RATES.map((row) => ({ subjects: row.phases.map((phase) => `${row.venue} ${phase}`), row })),
  ],
  ['session timetable', SESSION_TIMETABLE.map((row) => ({ subjects: [`${row.venue} ${row.day}`], row }))],
];

describe.each(TABLES)('table of %s', (_name, entries) => {
  it('has one answer for each subject and day', () => {
    const clashes = entries.flatMap((one, place) =>
      entries
        .slice(place + 1)
        .filter(({ row: other }) => one.row.from <= (other.to ?? '9') && other.from <= (one.row.to ?? '9'))
        .flatMap((other) => one.subjects.filter((subject) => other.subjects.includes(subject))),
    );
    expect(clashes).toEqual([]);
  });

  it('names a source for every row', () => {
    expect(entries.filter(({ row: { source } }) => source.trim() === '')).toEqual([]);
  });
});
