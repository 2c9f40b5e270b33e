import type { Log } from '../ports/log.ts';
import type { Registration, SubscriptionBudget, WantedRegistration } from './subscription-plan.ts';
import { planSubscriptions, registrationKey } from './subscription-plan.ts';

/** The broker's side: changes registrations and says which could not be changed. */
export interface Registrar {
  /** Highest priority first. Returns those that were refused. */
  register(registrations: readonly Registration[]): Promise<readonly Registration[]>;
  /** Returns those that were refused. */
  unregister(registrations: readonly Registration[]): Promise<readonly Registration[]>;
  /** The connection is gone and all registrations with it. */
  forget(): void;
}

/**
 * Keeps what is registered at the broker equal to what is wanted, one change at a time.
 *
 * Removals go before additions, so that the broker's limit is never passed on the way. While a change is under way newer
 * wishes wait and are then joined into one.
 */
export class SubscriptionRegistry {
  private wanted = new Map<string, Registration>();
  private readonly registered = new Map<string, Registration>();
  /** Refused by the broker: not asked for again before the next connection. */
  private readonly refused = new Set<string>();
  private isLinked = false;
  private isWorking = false;
  private generation = 0;

  constructor(
    private readonly registrar: Registrar,
    private readonly budget: SubscriptionBudget,
    private readonly log: Log,
  ) {}

  /** Declares all that is wanted from now on. Returns what does not fit, lowest priority first. */
  want<T extends WantedRegistration>(wanted: readonly T[]): readonly T[] {
    const { accepted, overflow } = planSubscriptions(wanted, this.budget);
    this.wanted = new Map(accepted.map((registration) => [registrationKey(registration), registration]));
    this.work();
    return overflow;
  }

  /** A new connection is ready: registers everything on it. */
  linked(): void {
    this.unlinked();
    this.isLinked = true;
    this.work();
  }

  unlinked(): void {
    this.generation += 1;
    this.isLinked = false;
    this.isWorking = false;
    this.registered.clear();
    this.refused.clear();
    this.registrar.forget();
  }

  private work(): void {
    if (!this.isLinked || this.isWorking) return;
    this.isWorking = true;
    void this.catchUp(this.generation);
  }

  private async catchUp(generation: number): Promise<void> {
    for (;;) {
      const surplus = [...this.registered].filter(([key]) => !this.wanted.has(key)).map(([, value]) => value);
      const missing = [...this.wanted]
        .filter(([key]) => !this.registered.has(key) && !this.refused.has(key))
        .map(([, value]) => value);
      if (surplus.length > 0) {
        const kept = await this.registrar.unregister(surplus);
        if (generation !== this.generation) return;
        if (kept.length > 0) this.log.warn('registrations not removed', { count: kept.length });
        // Kept or not, asking again would not help: what still comes is ignored by whoever does not want it.
        for (const registration of surplus) this.registered.delete(registrationKey(registration));
      } else if (missing.length > 0) {
        const refused = await this.registrar.register(missing);
        if (generation !== this.generation) return;
        if (refused.length > 0) this.log.warn('registrations refused', { count: refused.length });
        for (const registration of missing) this.registered.set(registrationKey(registration), registration);
        for (const registration of refused) {
          this.registered.delete(registrationKey(registration));
          this.refused.add(registrationKey(registration));
        }
      } else {
        this.isWorking = false;
        return;
      }
    }
  }
}
