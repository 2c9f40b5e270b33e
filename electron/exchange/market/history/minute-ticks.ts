import { epochMs } from '#shared/domain/time.ts';
import type { Bar } from '../../world.ts';
import { createRandom, seedOf } from '../random.ts';

/** A trade of made-up history. */
export interface HistoryTick {
  readonly at: number;
  readonly price: number;
  readonly quantity: number;
  readonly aggressor: 'buy' | 'sell' | null;
}

const MOST_PER_MINUTE = 60;

/** How many trades a minute is told in. */
export function tickCount(bar: Bar, sharesPerTrade: number): number {
  if (bar.volume < 4) return 1;
  return Math.max(4, Math.min(MOST_PER_MINUTE, bar.volume, Math.round(bar.volume / sharesPerTrade)));
}

/** Tells a minute as trades, oldest first, that aggregate exactly to its bar. */
export function ticksOf(
  seed: number,
  symbol: string,
  bar: Bar,
  sharesPerTrade: number,
  tickAt: (value: number) => number,
): readonly HistoryTick[] {
  const random = createRandom(seedOf(seed, 'ticks', symbol, bar.time));
  const count = tickCount(bar, sharesPerTrade);
  const prices = pricePath(bar, count, random.next() < 0.5, tickAt);
  const cuts = Array.from({ length: count }, () => random.exponential(1) + 0.05);
  const sum = cuts.reduce((all, cut) => all + cut, 0);
  let passed = 0;
  let given = 0;
  let previous = bar.open as number;
  return prices.map((price, place) => {
    passed += cuts[place] ?? 0;
    // One share each is set aside, so that no trade is empty.
    const upTo = place + 1 + Math.round(((bar.volume - count) * passed) / sum);
    const quantity = upTo - given;
    given = upTo;
    const up = price === previous ? random.chance(0.5) : price > previous;
    previous = price;
    return {
      at: epochMs(bar.time + Math.floor(((place + random.next()) * 60_000) / count)),
      price,
      quantity,
      aggressor: up ? 'buy' : 'sell',
    };
  });
}

/** Open, then one extreme, then the other, then close, with the way between them in ticks. */
function pricePath(bar: Bar, count: number, highFirst: boolean, tickAt: (value: number) => number): number[] {
  if (count < 4) return Array.from({ length: count }, () => bar.close);
  const corners = highFirst
    ? [bar.open, bar.high, bar.low, bar.close]
    : [bar.open, bar.low, bar.high, bar.close];
  const last = count - 1;
  const places = [0, Math.round(last / 3), Math.round((2 * last) / 3), last];
  return Array.from({ length: count }, (_, place) => {
    const leg = Math.max(
      1,
      places.findIndex((end) => place <= end),
    );
    const [start = 0, end = last] = places.slice(leg - 1, leg + 1);
    const [from = bar.open, to = bar.close] = corners.slice(leg - 1, leg + 1);
    // Corners exactly; between them the nearest tick inside the bar.
    if (place === start) return from;
    if (place === end) return to;
    const value = from + ((to - from) * (place - start)) / (end - start);
    return Math.min(bar.high, Math.max(bar.low, tickAt(value)));
  });
}
