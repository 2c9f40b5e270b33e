import type { DayColumns } from './past-days.ts';

/** A band of prices with what traded in it (매물대). */
export interface Shelf {
  readonly low: number;
  readonly high: number;
  readonly volume: number;
  /** Percent of all that traded in the days looked at. */
  readonly share: number;
}

/**
 * Splits the prices of the last `days` days into `count` equal bands, lowest first; every share that traded is in one of them.
 *
 * What a day traded is spread evenly from its low to its high.
 */
export function volumeProfile(columns: DayColumns, days: number, count: number): readonly Shelf[] {
  const length = Math.min(days, columns.length);
  if (length === 0) return [];
  const lowest = Math.min(...columns.low.subarray(0, length));
  const highest = Math.max(...columns.high.subarray(0, length));
  const width = (highest - lowest) / count;
  const volumes = new Float64Array(count);
  let total = 0;
  for (let day = 0; day < length; day += 1) {
    const low = columns.low[day] ?? 0;
    const volume = columns.volume[day] ?? 0;
    spread(volumes, (low - lowest) / width, ((columns.high[day] ?? 0) - lowest) / width, volume);
    total += volume;
  }
  return Array.from(volumes, (volume, place) => ({
    low: lowest + width * place,
    high: lowest + width * (place + 1),
    volume,
    share: total === 0 ? 0 : (volume / total) * 100,
  }));
}

/** Adds `volume` to the bands between two positions, each by how much of the way lies in it. */
function spread(volumes: Float64Array, from: number, to: number, volume: number): void {
  const last = volumes.length - 1;
  if (!(to > from)) {
    const place = Number.isFinite(from) ? Math.max(0, Math.min(last, Math.floor(from))) : 0;
    volumes[place] = (volumes[place] ?? 0) + volume;
    return;
  }
  const end = Math.min(last, Math.ceil(to) - 1);
  for (let place = Math.max(0, Math.floor(from)); place <= end; place += 1) {
    const part = Math.min(to, place + 1) - Math.max(from, place);
    volumes[place] = (volumes[place] ?? 0) + (volume * part) / (to - from);
  }
}
