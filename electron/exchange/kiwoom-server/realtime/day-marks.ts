import { kstInstant, type EpochMs, type KstDate } from '#shared/domain/time.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { BookScope, DayState, Print, World } from '../../world.ts';

/** What a day's prints tell that the day's state does not. */
export interface DayMarks {
  readonly openAt: EpochMs | null;
  readonly highAt: EpochMs | null;
  readonly lowAt: EpochMs | null;
  /** First touch of the daily limits. */
  readonly upperLimitAt: EpochMs | null;
  readonly lowerLimitAt: EpochMs | null;
  /** Prints started by buyers and by sellers; for the part of the day before anyone listened, split as its volume was. */
  readonly buyCount: number;
  readonly sellCount: number;
  /** Shares and won up to the last print that was followed, over the books of the scope. */
  readonly volume: number;
  readonly turnover: number;
}

/** Follows the prints of the instruments that someone listens to. */
export interface DayMarkBook {
  /** Returns the marks as of `print`; prints must come in order. The first call for an instrument reads back what its day has had. */
  follow(symbol: string, scope: BookScope, print: Print): DayMarks;
  /** Keeps the marks of instruments already followed up to date while nobody listens. */
  pass(symbol: string, scope: BookScope, print: Print): void;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

interface Track extends Mutable<Omit<DayMarks, 'volume' | 'turnover'>> {
  readonly date: KstDate;
  lastSequence: number;
  high: number;
  low: number;
  readonly byVenue: Map<BookVenue, { readonly volume: number; readonly turnover: number }>;
}

/** More one-minute bars than a day can have. */
const MINUTES_OF_A_DAY = 1_440;

export function createDayMarkBook(world: World): DayMarkBook {
  const tracks = new Map<string, Track>();

  const advance = (symbol: string, scope: BookScope, print: Print): Track => {
    const key = `${symbol}/${scope}`;
    let track = tracks.get(key);
    if (track === undefined || track.date !== world.tradingDate()) {
      track = readBack(world, symbol, scope);
      tracks.set(key, track);
    }
    if (print.sequence > track.lastSequence) applyPrint(track, print, world.day(symbol, scope));
    return track;
  };

  return {
    follow(symbol, scope, print) {
      const track = advance(symbol, scope, print);
      let volume = 0;
      let turnover = 0;
      for (const [venue, sums] of track.byVenue) {
        // What was read back may already hold later prints of the same moment; the print knows its own place.
        volume += venue === print.venue ? print.cumulativeVolume : sums.volume;
        turnover += venue === print.venue ? print.cumulativeTurnover : sums.turnover;
      }
      return { ...track, volume, turnover };
    },
    pass(symbol, scope, print) {
      if (tracks.has(`${symbol}/${scope}`)) advance(symbol, scope, print);
    },
  };
}

/** Begins with what the day's state and its minutes tell. */
function readBack(world: World, symbol: string, scope: BookScope): Track {
  const day = world.day(symbol, scope);
  const date = world.tradingDate();
  const start = kstInstant(date, 0);
  const minutes = world
    .bars(symbol, scope, { unit: 'minute', count: 1 }, null, MINUTES_OF_A_DAY)
    .filter((bar) => bar.time >= start)
    .toReversed();
  const firstAt = (matches: (bar: (typeof minutes)[number]) => boolean) =>
    minutes.find(matches)?.time ?? null;
  const bought = countBought(day);
  const [newest] = world.prints(symbol, scope, 1);
  return {
    date,
    lastSequence: newest?.sequence ?? 0,
    high: day.high ?? 0,
    low: day.low ?? Infinity,
    openAt: minutes[0]?.time ?? null,
    highAt: firstAt((bar) => bar.high === day.high),
    lowAt: firstAt((bar) => bar.low === day.low),
    upperLimitAt: firstAt((bar) => bar.high >= day.upperLimit),
    lowerLimitAt: firstAt((bar) => bar.low <= day.lowerLimit),
    buyCount: bought,
    sellCount: day.tradeCount - bought,
    byVenue: venueSums(world, symbol, scope),
  };
}

function countBought({ tradeCount, buyVolume, sellVolume }: DayState): number {
  const aggressive = buyVolume + sellVolume;
  return aggressive === 0 ? 0 : Math.round((tradeCount * buyVolume) / aggressive);
}

function venueSums(world: World, symbol: string, scope: BookScope): Track['byVenue'] {
  const isOnNxt = world.listing(symbol)?.isNxtEligible === true;
  const both: readonly BookVenue[] = isOnNxt ? ['KRX', 'NXT'] : ['KRX'];
  const venues = scope === 'ALL' ? both : [scope];
  return new Map(
    venues.map((venue) => {
      const { volume, turnover } = world.day(symbol, venue);
      return [venue, { volume, turnover }];
    }),
  );
}

function applyPrint(track: Track, print: Print, limits: Pick<DayState, 'upperLimit' | 'lowerLimit'>): void {
  track.lastSequence = print.sequence;
  track.openAt ??= print.at;
  if (print.price > track.high) {
    track.high = print.price;
    track.highAt = print.at;
  }
  if (print.price < track.low) {
    track.low = print.price;
    track.lowAt = print.at;
  }
  if (print.price >= limits.upperLimit) track.upperLimitAt ??= print.at;
  if (print.price <= limits.lowerLimit) track.lowerLimitAt ??= print.at;
  if (print.aggressor === 'buy') track.buyCount += 1;
  if (print.aggressor === 'sell') track.sellCount += 1;
  track.byVenue.set(print.venue, { volume: print.cumulativeVolume, turnover: print.cumulativeTurnover });
}
