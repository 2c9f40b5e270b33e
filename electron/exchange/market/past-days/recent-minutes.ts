import { kstInstant, timeOfDay } from '#shared/domain/time.ts';
import type { Bar, BookScope, World } from '../../world.ts';

/** Minutes of today up to the running one, newest first. */
export interface RecentMinutes {
  /** At most `count` minutes that had a trade. Read once a minute: the running minute may lag behind the last print. */
  of(symbol: string, scope: BookScope, count: number): readonly Bar[];
}

/** Two-digit requests reach back 99 minutes, and a surge compares that long with as long before. */
const MOST_MINUTES = 200;
const MINUTES_OF_A_DAY = 1_440;
const OPEN_MS = timeOfDay('09:00');

export function createRecentMinutes(world: World): RecentMinutes {
  const known = new Map<string, readonly Bar[]>();
  let minute = -1;
  return {
    of(symbol, scope, count) {
      const now = Math.floor(world.clock.now() / 60_000);
      if (now !== minute) {
        minute = now;
        known.clear();
      }
      const key = `${symbol}/${scope}`;
      const kept = known.get(key) ?? readMinutes(world, symbol, scope);
      known.set(key, kept);
      return count >= kept.length ? kept : kept.slice(0, count);
    },
  };
}

function readMinutes(world: World, symbol: string, scope: BookScope): readonly Bar[] {
  const count = Math.min(MOST_MINUTES, minutesSinceOpen(world));
  return world.day(symbol, scope).open === null ? [] : minutesBackTo(world, symbol, scope, count);
}

/**
 * Returns every minute of today that had a trade, newest first.
 *
 * Asks for no more than there are, because minutes of the days before are dear to draw: those of today add up to its volume.
 */
export function minutesOfToday(world: World, symbol: string, scope: BookScope): readonly Bar[] {
  const { volume } = world.day(symbol, scope);
  if (volume === 0) return [];
  for (let count = minutesSinceOpen(world); ; count *= 2) {
    const bars = minutesBackTo(world, symbol, scope, count);
    const found = bars.reduce((sum, bar) => sum + bar.volume, 0);
    if (found >= volume || bars.length < count || count > MINUTES_OF_A_DAY) return bars;
  }
}

function minutesBackTo(world: World, symbol: string, scope: BookScope, count: number): readonly Bar[] {
  const start = kstInstant(world.tradingDate(), 0);
  const bars = world.bars(symbol, scope, { unit: 'minute', count: 1 }, null, count);
  const end = bars.findIndex(({ time }) => time < start);
  return end === -1 ? bars : bars.slice(0, end);
}

function minutesSinceOpen(world: World): number {
  const open = kstInstant(world.tradingDate(), OPEN_MS);
  return Math.max(1, Math.ceil((world.clock.now() - open) / 60_000));
}
