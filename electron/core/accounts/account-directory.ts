import type { AccountId } from '#shared/domain/account.ts';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { ClientOrderId } from '#shared/domain/order.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import type { DeskEvent } from '#shared/contract/events.ts';
import type { AccountSummary } from '#shared/contract/requests.ts';
import type { Broker } from '../brokers/broker.ts';
import { createBroker } from '../brokers/create-broker.ts';
import type { DeskOptions, DeskPorts } from '../desk.ts';
import type { LedgerIntegrity } from '../ledger/integrity.ts';
import type { MarketDataService } from '../market-data/market-data-service.ts';
import type { AccountDesk } from './account-desk.ts';
import { createAccountDesk } from './account-desk.ts';
import { embeddedKeysOf } from './embedded-keys.ts';
import type { MarketWorld } from './market-choice.ts';
import { chooseMarket, worldOf } from './market-choice.ts';
import type { Credentials, Profile, ProfileStore } from './profiles.ts';
import { EMBEDDED_PROFILE } from './profiles.ts';

export interface AccountDirectoryOptions {
  readonly ports: DeskPorts;
  readonly integrity: Pick<LedgerIntegrity, 'error' | 'onChange'>;
  readonly embedded: DeskOptions['embedded'];
  readonly profiles: ProfileStore;
  readonly market: MarketDataService;
  publish(event: DeskEvent): void;
  /**
   * Market data comes from this account's link from now on.
   *
   * @param isOtherWorld  what was known of instruments is of another market
   */
  onSource(broker: Broker | null, isOtherWorld: boolean): void;
}

/**
 * The accounts of the desk. Each has a link, quota, queue, limits, book and ledger scope of its own; all that they share is
 * the market data of the one that `chooseMarket` names.
 */
export class AccountDirectory {
  private readonly accounts = new Map<AccountId, AccountDesk>();
  /** Ends following each account's link. */
  private readonly unfollows = new Map<AccountId, Unsubscribe>();
  /** Accounts that have been online since they were enabled. */
  private readonly seen = new Set<AccountId>();
  /** Whose link feeds market data. */
  private source: AccountId | null = null;
  private world: MarketWorld = 'embedded';

  constructor(private readonly options: AccountDirectoryOptions) {}

  /** Opens the embedded account and all that are stored. Returns what could not be opened. */
  open(): readonly HogaError[] {
    const stored = this.options.profiles.list();
    const faults: HogaError[] = stored.ok ? [] : [stored.error];
    const known = stored.ok ? stored.value : [];
    const first = known.find(({ accountId }) => accountId === EMBEDDED_PROFILE.accountId) ?? EMBEDDED_PROFILE;
    const others = known.filter(({ accountId }) => accountId !== EMBEDDED_PROFILE.accountId);
    for (const profile of this.options.embedded === null ? others : [first, ...others]) {
      const added = this.add(profile);
      if (!added.ok) faults.push(added.error);
    }
    return faults;
  }

  all(): readonly AccountDesk[] {
    return [...this.accounts.values()];
  }

  summaries(): readonly AccountSummary[] {
    return this.all().map((account) => account.summary());
  }

  isAnyOnline(): boolean {
    return this.all().some(isOnline);
  }

  find(accountId: AccountId): Result<AccountDesk> {
    const found = this.accounts.get(accountId);
    if (found !== undefined) return ok(found);
    return err(hogaError('validation', 'ACCOUNT_UNKNOWN', 'no such account', { accountId }));
  }

  ofOrder(clientOrderId: ClientOrderId): Result<AccountDesk> {
    const found = this.all().find(({ orders }) => orders.owns(clientOrderId));
    if (found !== undefined) return ok(found);
    return err(hogaError('validation', 'ORDER_UNKNOWN', 'no such order', { clientOrderId }));
  }

  /** Tells windows of all accounts. */
  announce(): void {
    this.options.publish({ type: 'accounts', accounts: this.summaries() });
  }

  /** Builds the account. It is not started. */
  add(profile: Profile): Result<AccountDesk> {
    const { ports, market, publish, embedded } = this.options;
    const broker = this.createBroker(profile);
    if (!broker.ok) return broker;
    const account = createAccountDesk({
      profile,
      ledgerScope: ledgerScopeOf(profile, embedded),
      broker: broker.value,
      ledger: ports.ledger,
      integrity: this.options.integrity,
      market,
      clock: ports.clock,
      ids: ports.ids,
      log: ports.log,
      hasOwnMarket: () => worldOf(profile.environment) === this.world,
      publish,
      onSummary: () => this.announce(),
    });
    this.accounts.set(profile.accountId, account);
    const unfollow = broker.value.onConnection(({ phase }) => {
      if (phase === 'online') this.seen.add(profile.accountId);
      this.chooseSource();
    });
    this.unfollows.set(profile.accountId, unfollow);
    return ok(account);
  }

  /** Ends all that listens to it or that it listens to. */
  async remove(account: AccountDesk): Promise<void> {
    const { accountId } = account.profile;
    this.accounts.delete(accountId);
    this.unfollows.get(accountId)?.();
    this.unfollows.delete(accountId);
    this.seen.delete(accountId);
    this.chooseSource();
    await account.stop();
  }

  /** The owner enabled or disabled the account. */
  enabledChanged(account: AccountDesk): void {
    if (!account.profile.isEnabled) this.seen.delete(account.profile.accountId);
    this.chooseSource();
  }

  /**
   * Returns `validation` APP_KEY_IN_USE when another account of the broker has the key: it stands for one account there, and
   * two sessions of it throw each other out.
   */
  async keyIsFree({ profile }: AccountDesk, appKey: string): Promise<Result<void>> {
    const { accountId, broker, environment } = profile;
    const others = this.all().filter(
      (each) =>
        each.profile.accountId !== accountId &&
        each.profile.broker === broker &&
        each.profile.environment === environment,
    );
    for (const other of others) {
      const known = await this.credentials(other.profile);
      if (!known.ok || known.value.appKey !== appKey) continue;
      const { label } = other.profile;
      return err(hogaError('validation', 'APP_KEY_IN_USE', 'another account has this app key', { label }));
    }
    return ok(undefined);
  }

  /** Builds a link of its own for the profile. Nothing is sent before it is told to connect. */
  createBroker(profile: Profile): Result<Broker> {
    const { ports, embedded } = this.options;
    return createBroker(profile, ports, embedded, () => this.credentials(profile));
  }

  credentials(profile: Profile): Promise<Result<Credentials>> {
    const { embedded, profiles } = this.options;
    if (profile.environment === 'embedded' && embedded !== null) {
      return Promise.resolve(ok(embeddedKeysOf(profile.accountId, embedded)));
    }
    return profiles.credentials(profile.accountId);
  }

  private chooseSource(): void {
    const candidates = this.all().map((account) => {
      const { accountId, environment, isEnabled } = account.profile;
      return { accountId, environment, isEnabled, isOnline: isOnline(account) };
    });
    const { world, accountId } = chooseMarket(candidates, this.seen, this.source);
    const isOtherWorld = world !== this.world;
    const isGone = this.source !== null && this.accounts.get(this.source)?.profile.isEnabled !== true;
    // A link that broke comes back, and while no other is there its feed stays and is shown as stale.
    if (accountId === null && !isOtherWorld && !isGone) return;
    this.source = accountId;
    this.world = world;
    const chosen = accountId === null ? undefined : this.accounts.get(accountId);
    this.options.onSource(chosen?.broker ?? null, isOtherWorld);
    if (isOtherWorld) for (const account of this.all()) account.marketChanged();
  }
}

function isOnline({ broker }: AccountDesk): boolean {
  return broker.connection().phase === 'online';
}

/** Order numbers of the embedded exchange mean something within one of its markets; all others are the owner's for good. */
function ledgerScopeOf({ accountId, environment }: Profile, embedded: DeskOptions['embedded']): string {
  return environment === 'embedded' && embedded !== null ? `${accountId}-${embedded.marketId}` : accountId;
}
