import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { price } from '#shared/domain/price.ts';
import { roundDownToTick } from '#shared/domain/tick-size.ts';
import { epochMs, kstDateOf, kstInstant, type EpochMs } from '#shared/domain/time.ts';
import type { Bar, BookScope, World } from '../../world.ts';
import { sharesPerPrint } from '../activity.ts';
import { ticksOf, type HistoryTick } from '../history/minute-ticks.ts';
import { profileOf } from '../instrument-profile.ts';

/** A trade of the day before today, with what had traded by then. */
export interface PastTrade extends HistoryTick {
  readonly volume: number;
  /** Won. */
  readonly turnover: number;
}

/** More than a trading day has. */
const MINUTES_OF_A_DAY = 1_440;

/** Returns the minutes of the last trading day before today, newest first. */
export function minutesOfYesterday(world: World, symbol: string, scope: BookScope): readonly Bar[] {
  const start = kstInstant(world.tradingDate(), 0);
  const bars = world.bars(symbol, scope, { unit: 'minute', count: 1 }, start, MINUTES_OF_A_DAY);
  const [newest] = bars;
  const date = newest === undefined ? null : kstDateOf(newest.time);
  return bars.filter(({ time }) => kstDateOf(time) === date);
}

/**
 * Tells the last trading day before today as trades, newest first, at most `count` that happened before `before`.
 *
 * The day is kept as minutes; the trades are drawn from the seed and add up to them.
 */
export function tradesOfYesterday(
  world: World,
  seed: number,
  query: {
    readonly symbol: string;
    readonly scope: BookScope;
    readonly before: EpochMs | null;
    readonly count: number;
  },
): readonly PastTrade[] {
  const { symbol, scope, before, count } = query;
  const listing = world.listing(symbol);
  if (listing === null) return [];
  const minutes = minutesOfYesterday(world, symbol, scope);
  const ladder = ladderFor(listing.kind, world.tradingDate());
  const perTrade = Math.max(1, sharesPerPrint(profileOf(listing)));
  const snap = (value: number) => roundDownToTick(price(Math.max(1, Math.round(value))), ladder);
  const sums = minutes.reduce(
    (sum, { volume, turnover }) => ({ volume: sum.volume + volume, turnover: sum.turnover + turnover }),
    { volume: 0, turnover: 0 },
  );
  let { volume, turnover } = sums;
  const found: PastTrade[] = [];
  for (const minute of minutes) {
    if (found.length >= count) break;
    if (before !== null && minute.time >= before) {
      volume -= minute.volume;
      turnover -= minute.turnover;
      continue;
    }
    for (const tick of ticksOf(seed, symbol, minute, perTrade, snap).toReversed()) {
      if (before === null || tick.at < before) found.push({ ...tick, volume, turnover });
      volume -= tick.quantity;
      turnover -= tick.quantity * tick.price;
    }
  }
  return found.slice(0, count);
}

/** The end of the minute `HHMM` of the day that `at` is in. */
export function endOfMinute(at: EpochMs, text: string): EpochMs {
  const minutes = Number(text.slice(0, 2)) * 60 + Number(text.slice(2, 4));
  return epochMs(kstInstant(kstDateOf(at), (minutes + 1) * 60_000));
}
