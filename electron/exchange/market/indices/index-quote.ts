import type { EpochMs } from '#shared/domain/time.ts';
import type { DayState } from '../../world.ts';
import type { Sector } from './sectors.ts';

/** What the members of an index have done today, added up. */
export interface SectorTally {
  readonly volume: number;
  /** Won. */
  readonly turnover: number;
  readonly previousVolume: number;
  /** Listed value at the last prices, in won. */
  readonly value: number;
  /** Members above their base price, those at the upper limit included. */
  readonly rising: number;
  readonly unchanged: number;
  readonly falling: number;
  readonly atUpperLimit: number;
  readonly atLowerLimit: number;
  /** Members that have traded today. */
  readonly traded: number;
}

/** An index now. Levels are hundredths of a point. */
export interface IndexQuote extends SectorTally {
  readonly sector: Sector;
  readonly level: number;
  /** Close of the day before. */
  readonly baseLevel: number;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly lastTradeAt: EpochMs | null;
  /** Shares that traded in the last second in which any did; zero before the first. */
  readonly lastVolume: number;
}

export function tallyOf(sector: Sector, dayOf: (symbol: string) => DayState): SectorTally {
  const tally = {
    volume: 0,
    turnover: 0,
    previousVolume: 0,
    value: 0,
    rising: 0,
    unchanged: 0,
    falling: 0,
    atUpperLimit: 0,
    atLowerLimit: 0,
    traded: 0,
  };
  for (const { symbol, shares } of sector.members) {
    const day = dayOf(symbol);
    tally.volume += day.volume;
    tally.turnover += day.turnover;
    tally.previousVolume += day.previousVolume;
    tally.value += day.lastPrice * shares;
    if (day.lastPrice > day.basePrice) tally.rising += 1;
    else if (day.lastPrice < day.basePrice) tally.falling += 1;
    else tally.unchanged += 1;
    if (day.volume === 0) continue;
    tally.traded += 1;
    if (day.lastPrice === day.upperLimit) tally.atUpperLimit += 1;
    if (day.lastPrice === day.lowerLimit) tally.atLowerLimit += 1;
  }
  return tally;
}
