import type { AccountId, BrokerEnvironment } from '#shared/domain/account.ts';

/** Real and mock accounts trade at the prices of the exchanges; embedded ones at those of the market inside the program. */
export type MarketWorld = 'exchanges' | 'embedded';

export function worldOf(environment: BrokerEnvironment): MarketWorld {
  return environment === 'embedded' ? 'embedded' : 'exchanges';
}

/** An account as far as its market data matters. */
export interface MarketCandidate {
  readonly accountId: AccountId;
  readonly environment: BrokerEnvironment;
  readonly isEnabled: boolean;
  readonly isOnline: boolean;
}

/** Whose link brings market data; null while nobody of that world is online: what is shown is stale then. */
export interface MarketChoice {
  readonly world: MarketWorld;
  readonly accountId: AccountId | null;
}

/**
 * Chooses the account whose link feeds the desk's one market data service.
 *
 * The exchanges' prices go before the embedded ones from the first time that a real or mock account is online until none
 * of those is enabled any more: a broken link must not put simulated prices in the place of real ones. Within a world the
 * choice stays while its account is online, and falls on the next one that is, real before mock.
 *
 * @param seen  accounts that have been online since they were enabled
 */
export function chooseMarket(
  candidates: readonly MarketCandidate[],
  seen: ReadonlySet<AccountId>,
  present: AccountId | null,
): MarketChoice {
  const enabled = candidates.filter(({ isEnabled }) => isEnabled);
  const isOutside = enabled.some(
    ({ accountId, environment }) => worldOf(environment) === 'exchanges' && seen.has(accountId),
  );
  const world = isOutside ? 'exchanges' : 'embedded';
  const fit = enabled.filter((each) => each.isOnline && worldOf(each.environment) === world);
  const kept = fit.find(({ accountId }) => accountId === present);
  const next = kept ?? fit.find(({ environment }) => environment === 'real') ?? fit[0];
  return { world, accountId: next?.accountId ?? null };
}
