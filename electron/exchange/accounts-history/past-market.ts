import { DAY_MS, kstDateOf, kstInstant, type KstDate } from '#shared/domain/time.ts';
import type { Bar, World } from '../world.ts';
import type { PastMarket } from './sample-past.ts';

/** Trading days of bars that are read at once. */
const DAYS_READ = 90;
const MINUTE_MS = 60_000;

/** Reads the past of the market out of its bars, so that a chart shows every invented trade where it was made. */
export function pastMarketOf(
  { listings, bars }: Pick<World, 'listings' | 'bars'>,
  today: KstDate,
): PastMarket {
  const daysOf = new Map<string, ReadonlyMap<KstDate, Bar>>();
  const readDays = (symbol: string): ReadonlyMap<KstDate, Bar> => {
    const known = daysOf.get(symbol);
    if (known !== undefined) return known;
    const read = bars(symbol, 'KRX', { unit: 'day' }, kstInstant(today, 0), DAYS_READ);
    const days = new Map(read.map((bar) => [kstDateOf(bar.time), bar]));
    daysOf.set(symbol, days);
    return days;
  };
  return {
    listings,
    priceAt(symbol, venue, at) {
      const until = (at - (at % MINUTE_MS) + MINUTE_MS) as typeof at;
      const [bar] = bars(symbol, venue, { unit: 'minute', count: 1 }, until, 1);
      return bar === undefined || at - bar.time >= DAY_MS || kstDateOf(bar.time) !== kstDateOf(at)
        ? null
        : bar.close;
    },
    dayOf(symbol, date) {
      const day = readDays(symbol).get(date);
      return day === undefined ? null : { low: day.low, close: day.close };
    },
  };
}
