import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import type { BookScope, Print, World } from '../../world.ts';

/** What a day's prints tell that the day's state does not. */
export interface DayMarks {
  readonly openAt: EpochMs | null;
  readonly highAt: EpochMs | null;
  readonly lowAt: EpochMs | null;
  /** First touch of the daily limits. */
  readonly upperLimitAt: EpochMs | null;
  readonly lowerLimitAt: EpochMs | null;
  readonly buyCount: number;
  readonly sellCount: number;
  /** Shares and won up to the last print that was followed, over the books of the scope. */
  readonly volume: number;
  readonly turnover: number;
}

/** Follows the prints of the instruments that someone listens to. */
export interface DayMarkBook {
  /** Returns the marks as of `print`, which must come in order; the first call for an instrument reads back what the day has had. */
  follow(symbol: string, scope: BookScope, print: Print): DayMarks;
  /** Keeps the marks of instruments already followed up to date while nobody listens. */
  pass(symbol: string, scope: BookScope, print: Print): void;
}

interface Track {
  date: KstDate;
  lastSequence: number;
  high: number;
  low: number;
  openAt: EpochMs | null;
  highAt: EpochMs | null;
  lowAt: EpochMs | null;
  upperLimitAt: EpochMs | null;
  lowerLimitAt: EpochMs | null;
  buyCount: number;
  sellCount: number;
  readonly byVenue: Map<string, { volume: number; turnover: number }>;
}

export function createDayMarkBook(world: World): DayMarkBook {
  const tracks = new Map<string, Track>();

  const begin = (symbol: string, scope: BookScope): Track => {
    const track: Track = {
      date: world.tradingDate(),
      lastSequence: 0,
      high: 0,
      low: Infinity,
      openAt: null,
      highAt: null,
      lowAt: null,
      upperLimitAt: null,
      lowerLimitAt: null,
      buyCount: 0,
      sellCount: 0,
      byVenue: new Map(),
    };
    const { tradeCount } = world.day(symbol, scope);
    const limits = world.day(symbol, scope);
    for (const past of world.prints(symbol, scope, tradeCount).toReversed()) apply(track, past, limits);
    return track;
  };

  const advance = (symbol: string, scope: BookScope, print: Print): Track => {
    const key = `${symbol}/${scope}`;
    let track = tracks.get(key);
    if (track === undefined || track.date !== world.tradingDate()) {
      track = begin(symbol, scope);
      tracks.set(key, track);
    }
    if (print.sequence > track.lastSequence) apply(track, print, world.day(symbol, scope));
    return track;
  };

  return {
    follow(symbol, scope, print) {
      const track = advance(symbol, scope, print);
      const sums = [...track.byVenue.values()];
      return {
        ...track,
        volume: sums.reduce((sum, { volume }) => sum + volume, 0),
        turnover: sums.reduce((sum, { turnover }) => sum + turnover, 0),
      };
    },
    pass(symbol, scope, print) {
      if (tracks.has(`${symbol}/${scope}`)) advance(symbol, scope, print);
    },
  };
}

function apply(
  track: Track,
  print: Print,
  limits: { readonly upperLimit: number; readonly lowerLimit: number },
): void {
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
