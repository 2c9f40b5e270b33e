import type { SecurityKind } from '../domain/instrument.ts';
import type { TickLadder } from '../domain/tick-size.ts';
import type { KstDate } from '../domain/time.ts';
import { kstDate } from '../domain/time.ts';
import type { EffectiveRow } from './effective.ts';
import { rowOn } from './effective.ts';

export interface TickLadderRow extends EffectiveRow {
  readonly kinds: readonly SecurityKind[];
  readonly ladder: TickLadder;
}

/** Smallest price steps in won. Shares are the same on KOSPI and KOSDAQ. */
export const TICK_LADDERS: readonly TickLadderRow[] = [
  {
    kinds: ['share'],
    from: kstDate('20230125'),
    to: null,
    ladder: [
      { from: 1, tick: 1 },
      { from: 2_000, tick: 5 },
      { from: 5_000, tick: 10 },
      { from: 20_000, tick: 50 },
      { from: 50_000, tick: 100 },
      { from: 200_000, tick: 500 },
      { from: 500_000, tick: 1_000 },
    ],
    source: 'KRX KOSPI Market Business Regulation, Enforcement Rule §32.2; etoday 2023-01-17',
  },
  {
    // The press names 8 and 18 December 2023 as the first day; the later one is used.
    kinds: ['etf', 'etn'],
    from: kstDate('20231218'),
    to: null,
    ladder: [
      { from: 1, tick: 1 },
      { from: 2_000, tick: 5 },
    ],
    source: 'KRX KOSPI Market Business Regulation, Enforcement Rule §32.2.2; bizwatch 2023-10-05',
  },
  {
    // Older than this, but the edition read is the one in force from this day.
    kinds: ['elw'],
    from: kstDate('20260428'),
    to: null,
    ladder: [{ from: 5, tick: 5 }],
    source: 'KRX KOSPI Market Business Regulation, Enforcement Rule §32.2.3 (edition of 2026-04-28)',
  },
  {
    kinds: ['gold'],
    from: kstDate('20140324'),
    to: null,
    ladder: [{ from: 10, tick: 10 }],
    source: 'KRX gold market, trading system at a glance: 10 won per gram',
  },
];

/**
 * Returns the tick ladder of a kind of security on a day.
 *
 * Throws on a day before the table's first row: rows reach back to 2023 and stay in force, so a live day always has one.
 */
export function ladderFor(kind: SecurityKind, date: KstDate): TickLadder {
  const row = rowOn(
    TICK_LADDERS.filter(({ kinds }) => kinds.includes(kind)),
    date,
  );
  if (row === null) throw new RangeError(`no tick ladder known for ${kind} on ${date}`);
  return row.ladder;
}
