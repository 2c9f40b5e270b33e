/** One real-time registration, in the broker's terms: a feed of an item. */
export interface Registration {
  readonly item: string;
  readonly feed: string;
}

export interface WantedRegistration extends Registration {
  readonly priority: number;
}

/**
 * What brokers allow in one session.
 *
 * - `item`          each item counts once, however many feeds of it are registered
 * - `registration`  each feed of each item counts
 */
export interface SubscriptionBudget {
  readonly countedBy: 'item' | 'registration';
  readonly limit: number;
}

export interface SubscriptionPlan<T extends WantedRegistration> {
  /** Highest priority first. */
  readonly accepted: readonly T[];
  /** Lowest priority first. */
  readonly overflow: readonly T[];
}

export const registrationKey = ({ feed, item }: Registration): string => `${feed}:${item}`;

/**
 * Fits what is wanted into the budget: the highest priority goes first, the order of asking decides among equals.
 *
 * Where items count, an item that is in brings its other feeds along for free.
 */
export function planSubscriptions<T extends WantedRegistration>(
  wanted: readonly T[],
  budget: SubscriptionBudget,
): SubscriptionPlan<T> {
  const byPriority = [...wanted].sort((a, b) => b.priority - a.priority);
  const unitOf = budget.countedBy === 'item' ? (of: Registration) => of.item : registrationKey;
  const units = new Set<string>();
  const accepted: T[] = [];
  const overflow: T[] = [];
  for (const registration of byPriority) {
    const unit = unitOf(registration);
    if (!units.has(unit) && units.size >= budget.limit) {
      overflow.push(registration);
      continue;
    }
    units.add(unit);
    accepted.push(registration);
  }
  return { accepted, overflow: overflow.reverse() };
}
