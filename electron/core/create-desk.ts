import type { AccountId } from '#shared/domain/account.ts';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { ClientOrderId } from '#shared/domain/order.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import type { DeskSnapshot } from '#shared/contract/requests.ts';
import type { AccountDesk } from './accounts/account-desk.ts';
import { createAccountDesk, EMBEDDED_PROFILE } from './accounts/account-desk.ts';
import type { Credentials, Profile } from './accounts/profiles.ts';
import { ProfileStore } from './accounts/profiles.ts';
import { createApiHandlers } from './api-handlers.ts';
import { createBroker } from './brokers/create-broker.ts';
import type { Desk, DeskOptions, DeskPorts } from './desk.ts';
import { EventHub } from './event-hub.ts';
import { InstrumentList } from './instrument-list.ts';
import { createMarketDataService } from './market-data/create-market-data-service.ts';
import { nothing, Preferences } from './preferences.ts';
import type { RequestHandlers } from './request-handlers.ts';
import { serveRequest, withoutCause } from './request-handlers.ts';

/** The embedded account is as old as its market; every other one is the owner's for good. */
function ledgerScopeOf({ accountId, environment }: Profile, embedded: DeskOptions['embedded']): string {
  return environment === 'embedded' && embedded !== null ? `${accountId}-${embedded.marketId}` : accountId;
}

/** Composes the desk from its ports. Each host calls it once. */
export function createDesk(ports: DeskPorts, options: DeskOptions): Desk {
  const { clock, ids, log, secrets, settings, windows } = ports;
  const hub = new EventHub();
  const preferences = new Preferences(settings);
  const profiles = new ProfileStore(settings, secrets);
  const market = createMarketDataService({ clock, log });
  const instruments = new InstrumentList({
    market,
    cache: ports.cache,
    clock,
    log,
    canAsk: isAnyOnline,
    onNewer: () => hub.publish({ type: 'instruments' }),
  });
  const accounts = new Map<AccountId, AccountDesk>();
  /** Ends following each account's link. */
  const unfollows = new Map<AccountId, Unsubscribe>();
  const untold: HogaError[] = [...(options.faults ?? [])];

  market.onSessions((sessions) => hub.publish({ type: 'sessions', sessions }));

  /** Market data comes from the first account that is online; it stays there while that one is. */
  function chooseSource(): void {
    const online = [...accounts.values()].find(({ broker }) => broker.connection().phase === 'online');
    if (online === undefined) return;
    market.setSource(online.broker);
    instruments.ensure();
  }

  function isAnyOnline(): boolean {
    return [...accounts.values()].some(({ broker }) => broker.connection().phase === 'online');
  }

  function credentialsOf(profile: Profile): () => Promise<Result<Credentials>> {
    const { embedded } = options;
    if (profile.environment === 'embedded' && embedded !== null) {
      return () => Promise.resolve(ok({ appKey: embedded.appKey, secretKey: embedded.secretKey }));
    }
    return () => profiles.credentials(profile.accountId);
  }

  function addAccount(profile: Profile): Result<AccountDesk> {
    const broker = createBroker(profile, ports, options.embedded, credentialsOf(profile));
    if (!broker.ok) return broker;
    const account = createAccountDesk({
      profile,
      ledgerScope: ledgerScopeOf(profile, options.embedded),
      broker: broker.value,
      ledger: ports.ledger,
      market,
      clock,
      ids,
      log,
      publish: (event) => hub.publish(event),
    });
    accounts.set(profile.accountId, account);
    const unfollow = broker.value.onConnection(chooseSource);
    unfollows.set(profile.accountId, unfollow);
    return ok(account);
  }

  /** Ends all that listens to it or that it listens to. */
  async function removeAccount(account: AccountDesk): Promise<void> {
    const { accountId } = account.profile;
    accounts.delete(accountId);
    unfollows.get(accountId)?.();
    unfollows.delete(accountId);
    await account.stop();
  }

  /** Tells windows of a fault; while none is open it waits for the first. */
  function tell(fault: HogaError): void {
    if (hub.hasClients) hub.publish({ type: 'notice', level: 'error', error: withoutCause(fault) });
    else untold.push(fault);
  }

  /** A window reads events from its snapshot on, so what waited is told right after that. */
  function tellLater(): void {
    if (untold.length === 0) return;
    clock.after(0, () => {
      for (const fault of untold.splice(0)) tell(fault);
    });
  }

  function openProfiles(): void {
    const stored = profiles.list();
    if (!stored.ok) tell(stored.error);
    const known = [
      ...(options.embedded === null ? [] : [EMBEDDED_PROFILE]),
      ...(stored.ok ? stored.value : []),
    ];
    for (const profile of known) {
      const added = addAccount(profile);
      if (!added.ok) tell(added.error);
    }
  }

  const summaries = () => [...accounts.values()].map((account) => account.summary());
  const announceAccounts = () => hub.publish({ type: 'accounts', accounts: summaries() });

  function account(accountId: AccountId): Result<AccountDesk> {
    const found = accounts.get(accountId);
    if (found !== undefined) return ok(found);
    return err(hogaError('validation', 'ACCOUNT_UNKNOWN', 'no such account', { accountId }));
  }

  function accountOfOrder(clientOrderId: ClientOrderId): Result<AccountDesk> {
    const found = [...accounts.values()].find(({ orders }) => orders.owns(clientOrderId));
    if (found !== undefined) return ok(found);
    return err(hogaError('validation', 'ORDER_UNKNOWN', 'no such order', { clientOrderId }));
  }

  function deskSnapshot(windowId: string): DeskSnapshot {
    return {
      sequence: hub.sequence,
      version: options.version,
      host: options.host,
      accounts: summaries(),
      sessions: market.sessions(),
      settings: preferences.all(),
      links: preferences.links(),
      layout: preferences.layout(windowId),
      now: clock.now(),
    };
  }

  const api = createApiHandlers({ market, account, publish: (event) => hub.publish(event) });

  const handlers: RequestHandlers = {
    ...api.handlers,
    'desk.open': ({ windowId }) => {
      tellLater();
      return ok(deskSnapshot(windowId));
    },
    'instruments.list': () => instruments.list(),

    'market.watch': ({ interests }, clientId) => ok(market.watch(clientId, interests)),
    'market.snapshot': ({ symbol }) => market.snapshot(symbol),
    'candles.fetch': (query) => market.candles(query),

    'order.preview': ({ accountId, intent }) => {
      const found = account(accountId);
      return found.ok ? ok(found.value.orders.preview(intent)) : found;
    },
    'order.place': async ({ accountId, ...command }) => {
      const found = account(accountId);
      return found.ok ? found.value.orders.place(command) : found;
    },
    'order.amend': async (command) => {
      const found = accountOfOrder(command.clientOrderId);
      return found.ok ? found.value.orders.amend(command) : found;
    },
    'order.cancel': async (command) => {
      const found = accountOfOrder(command.clientOrderId);
      return found.ok ? found.value.orders.cancel(command) : found;
    },
    'order.cancelAll': async ({ accountId, ...command }) => {
      const found = account(accountId);
      return found.ok ? found.value.orders.cancelAll(command) : found;
    },
    'trading.halt': async ({ accountId, requestId }) => {
      const found = account(accountId);
      return found.ok ? found.value.orders.halt(requestId) : found;
    },
    'trading.resume': ({ accountId }) => {
      const found = account(accountId);
      return found.ok ? nothing(found.value.orders.resume()) : found;
    },

    'account.snapshot': ({ accountId }) => {
      const found = account(accountId);
      return found.ok ? ok(found.value.snapshot(hub.sequence)) : found;
    },
    'account.refresh': async ({ accountId }) => {
      const found = account(accountId);
      if (!found.ok) return found;
      await found.value.refresh();
      return ok(found.value.snapshot(hub.sequence));
    },

    'profiles.list': () => ok(summaries()),
    'profiles.add': async (wanted) => {
      const profile: Profile = { ...wanted, accountId: ids.next() as AccountId };
      const added = addAccount(profile);
      if (!added.ok) return added;
      const stored = profiles.add(profile);
      if (!stored.ok) {
        await removeAccount(added.value);
        return stored;
      }
      announceAccounts();
      void added.value.start();
      return ok(added.value.summary());
    },
    'profiles.remove': async ({ accountId }) => {
      const found = account(accountId);
      if (!found.ok) return found;
      if (found.value.profile.environment === 'embedded') {
        return err(hogaError('validation', 'ACCOUNT_PERMANENT', 'the embedded account cannot be removed'));
      }
      const removed = await profiles.remove(accountId);
      if (!removed.ok) return removed;
      await removeAccount(found.value);
      announceAccounts();
      return ok(null);
    },
    'profiles.enterCredentials': async ({ accountId }) => {
      const found = account(accountId);
      if (!found.ok) return found;
      if (secrets.state() === 'locked') return nothing(await windows.openSecretPrompt({ kind: 'unlock' }));
      const { label } = found.value.profile;
      return nothing(await windows.openSecretPrompt({ kind: 'credentials', accountId, label }));
    },
    'profiles.connect': async ({ accountId }) => {
      const found = account(accountId);
      return found.ok ? nothing(await found.value.connect()) : found;
    },
    'profiles.disconnect': async ({ accountId }) => {
      const found = account(accountId);
      if (found.ok) await found.value.disconnect();
      return found.ok ? ok(null) : found;
    },
    'secrets.unlock': async () => nothing(await windows.openSecretPrompt({ kind: 'unlock' })),

    'settings.set': ({ key, value }) => {
      const stored = preferences.set(key, value);
      if (stored.ok) hub.publish({ type: 'setting', key, value });
      return nothing(stored);
    },
    'layout.load': ({ windowId }) => ok(preferences.layout(windowId)),
    'layout.save': ({ windowId, layout }) => nothing(preferences.setLayout(windowId, layout)),
    'window.open': async ({ windowId }) => nothing(await windows.openWindow(windowId)),
    'link.set': ({ group, symbol }) => {
      const stored = preferences.setLink(group, symbol);
      if (!stored.ok) log.warn('link not kept', { error: stored.error });
      hub.publish({ type: 'link', group, symbol });
      return ok(null);
    },
  };

  return {
    async start() {
      openProfiles();
      await Promise.all([...accounts.values()].map((each) => each.start()));
    },
    async stop() {
      instruments.close();
      market.close();
      await Promise.all([...accounts.values()].map((each) => each.stop()));
      if (ports.ledger.ok) ports.ledger.value.close();
      await ports.http.close();
    },
    attach(client) {
      const detachEvents = hub.attach(client);
      const detachMarket = market.attach(client);
      return () => {
        detachEvents();
        detachMarket();
        api.forget(client.clientId);
      };
    },
    handle: (clientId, name, payload) => serveRequest(handlers, log, clientId, name, payload),
    async acceptCredentials(accountId, credentials) {
      const found = account(accountId as AccountId);
      if (!found.ok) return found;
      log.redact(credentials.appKey);
      log.redact(credentials.secretKey);
      const saved = await profiles.saveCredentials(found.value.profile.accountId, credentials);
      if (!saved.ok) return saved;
      await found.value.disconnect();
      return found.value.connect();
    },
    async secretsUnlocked() {
      const waiting = [...accounts.values()].filter(({ broker }) => broker.connection().phase === 'refused');
      await Promise.all(waiting.map((each) => each.connect()));
    },
  };
}
