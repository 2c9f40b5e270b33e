import { kstInstant } from '#shared/domain/time.ts';
import type { Bar, BookScope, World } from '../../world.ts';

/** Minutes of today up to the running one, newest first. */
export interface RecentMinutes {
  /** At most `count` minutes that had a trade. Read once a minute: the running minute may lag behind the last print. */
  of(symbol: string, scope: BookScope, count: number): readonly Bar[];
}

/** Two-digit requests reach back 99 minutes, and a surge compares that long with as long before. */
const MOST_MINUTES = 200;

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
  if (world.day(symbol, scope).open === null) return [];
  const start = kstInstant(world.tradingDate(), 0);
  const bars = world.bars(symbol, scope, { unit: 'minute', count: 1 }, null, MOST_MINUTES);
  const end = bars.findIndex(({ time }) => time < start);
  return end === -1 ? bars : bars.slice(0, end);
}
