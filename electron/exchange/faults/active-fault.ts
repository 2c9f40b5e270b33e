import type { Clock } from '#shared/domain/clock.ts';
import { createRandom, type Random } from '../market/random.ts';
import type { Fault } from './fault.ts';

/** A fault that is switched on, and what it has done. */
export class ActiveFault {
  /** Opportunities that it had while it was due. */
  seen = 0;
  /** How many of them it took. */
  applied = 0;
  readonly random: Random;
  private readonly since: number;

  /** @param seed  decides, with `chance`, which opportunities it takes */
  constructor(
    readonly spec: string,
    readonly fault: Fault,
    private readonly clock: Clock,
    seed: number,
  ) {
    this.random = createRandom(seed);
    this.since = clock.monotonicNow();
  }

  /** Whether it is between its first and its last moment. */
  isDue(): boolean {
    const { afterMs, forMs } = this.fault.trigger;
    const age = this.clock.monotonicNow() - this.since;
    return age >= afterMs && (forMs === null || age < afterMs + forMs);
  }

  /** Takes an opportunity, or leaves it. The same opportunities in the same order end the same way for the same seed. */
  strikes(names: ReadonlySet<string>): boolean {
    if (!this.isDue() || !this.fault.targets.some((target) => names.has(target))) return false;
    this.seen += 1;
    const { chance, skip, times } = this.fault.trigger;
    if (this.seen <= skip || (times !== null && this.applied >= times)) return false;
    if (chance < 1 && !this.random.chance(chance)) return false;
    this.applied += 1;
    return true;
  }
}
