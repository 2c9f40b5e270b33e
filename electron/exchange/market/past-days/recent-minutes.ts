import { kstInstant, timeOfDay, type EpochMs } from '#shared/domain/time.ts';
import type { Bar, BookScope, World } from '../../world.ts';
import { NO_TURNS, type Turns } from '../turns.ts';

/** Minutes of today up to the running one, newest first. */
export interface RecentMinutes {
  /** At most `count` minutes that had a trade. Read once a minute: the running minute may lag behind the last print. */
  of(symbol: string, scope: BookScope, count: number): readonly Bar[];
}

/** Two-digit requests reach back 99 minutes, and a surge compares that long with as long before. */
const MOST_MINUTES = 200;
const OPEN_MS = timeOfDay('09:00');

export function createRecentMinutes(
  world: World,
  turns: Pick<Turns, 'beforePiece'> = NO_TURNS,
): RecentMinutes {
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
      let kept = known.get(key);
      if (kept === undefined) {
        turns.beforePiece();
        kept = readMinutes(world, symbol, scope);
        known.set(key, kept);
      }
      return count >= kept.length ? kept : kept.slice(0, count);
    },
  };
}

function readMinutes(world: World, symbol: string, scope: BookScope): readonly Bar[] {
  const count = Math.min(MOST_MINUTES, minutesSinceOpen(world));
  return minutesOfToday(world, symbol, scope).slice(0, count);
}

/** Returns every minute of today that had a trade, newest first. */
export function minutesOfToday(world: World, symbol: string, scope: BookScope): readonly Bar[] {
  const midnight = kstInstant(world.tradingDate(), 0);
  return world.todayMinutes(symbol, scope, (midnight - 1) as EpochMs).toReversed();
}

function minutesSinceOpen(world: World): number {
  const open = kstInstant(world.tradingDate(), OPEN_MS);
  return Math.max(1, Math.ceil((world.clock.now() - open) / 60_000));
}
