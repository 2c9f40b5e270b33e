import type { WantedRegistration } from './subscription-plan.ts';
import type { SubscriptionRegistry } from './subscription-registry.ts';

/** Several parties that share one budget of registrations: each declares its own, priorities decide between them. */
export class SharedRegistrations {
  private readonly wishes = new Map<string, readonly WantedRegistration[]>();

  constructor(private readonly registry: SubscriptionRegistry) {}

  /** Returns the registry as one party sees it. */
  of(party: string): Pick<SubscriptionRegistry, 'want'> {
    return {
      want: <T extends WantedRegistration>(wanted: readonly T[]): readonly T[] => {
        this.wishes.set(party, wanted);
        const own = new Set<WantedRegistration>(wanted);
        const overflow = this.registry.want([...this.wishes.values()].flat());
        return overflow.filter((registration): registration is T => own.has(registration));
      },
    };
  }
}
