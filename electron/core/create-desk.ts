import type { AccountId } from '#shared/domain/account.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { ClientOrderId } from '#shared/domain/order.ts';
import { ok } from '#shared/domain/result.ts';
import type { DeskSnapshot } from '#shared/contract/requests.ts';
import { AccountDirectory } from './accounts/account-directory.ts';
import { ProfileStore } from './accounts/profiles.ts';
import { createApiHandlers } from './api-handlers.ts';
import type { Desk, DeskOptions, DeskPorts } from './desk.ts';
import { EventHub } from './event-hub.ts';
import { InstrumentList } from './instrument-list.ts';
import { createLedgerHandlers } from './ledger-handlers.ts';
import { LedgerIntegrity } from './ledger/integrity.ts';
import { createMarketDataService } from './market-data/create-market-data-service.ts';
import { nothing, Preferences } from './preferences.ts';
import { createProfileHandlers } from './profile-handlers.ts';
import type { RequestHandlers } from './request-handlers.ts';
import { serveRequest, withoutCause } from './request-handlers.ts';
import { createSafetyHandlers, haltReports } from './safety-handlers.ts';

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
    canAsk: () => accounts.isAnyOnline(),
    onNewer: () => hub.publish({ type: 'instruments' }),
  });
  const integrity = new LedgerIntegrity({ storage: ports.ledger, clock, log, onFault: tell });
  const accounts = new AccountDirectory({
    ports,
    integrity,
    embedded: options.embedded,
    profiles,
    market,
    publish: (event) => hub.publish(event),
    onSource(broker, isOtherWorld) {
      market.setSource(broker);
      if (isOtherWorld) {
        market.forgetInstruments();
        instruments.forget();
      }
      if (broker !== null) instruments.ensure();
    },
  });
  const untold: HogaError[] = [...(options.faults ?? [])];

  market.onSessions((sessions) => hub.publish({ type: 'sessions', sessions }));

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

  const account = (accountId: AccountId) => accounts.find(accountId);
  const accountOfOrder = (clientOrderId: ClientOrderId) => accounts.ofOrder(clientOrderId);

  function deskSnapshot(windowId: string): DeskSnapshot {
    return {
      sequence: hub.sequence,
      version: options.version,
      host: options.host,
      accounts: accounts.summaries(),
      sessions: market.sessions(),
      settings: preferences.all(),
      links: preferences.links(),
      halts: haltReports(accounts),
      layout: preferences.layout(windowId),
      now: clock.now(),
    };
  }

  const api = createApiHandlers({ market, account, publish: (event) => hub.publish(event) });

  const handlers: RequestHandlers = {
    ...api.handlers,
    ...createLedgerHandlers({
      ledger: ports.ledger,
      integrity,
      clock,
      version: options.version,
      accountIds: () => accounts.all().map(({ profile }) => profile.accountId),
    }),
    ...createSafetyHandlers(accounts),
    ...createProfileHandlers({ accounts, profiles, clock, ids, log, secrets, windows }),
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
      for (const fault of accounts.open()) tell(fault);
      integrity.start();
      await Promise.all(accounts.all().map((each) => each.start()));
    },
    async stop() {
      instruments.close();
      market.close();
      await Promise.all(accounts.all().map((each) => each.stop()));
      integrity.close();
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
      const isFree = await accounts.keyIsFree(found.value, credentials.appKey);
      if (!isFree.ok) return isFree;
      const saved = await profiles.saveCredentials(found.value.profile.accountId, credentials);
      if (!saved.ok) return saved;
      if (!found.value.profile.isEnabled) return ok(undefined);
      await found.value.disconnect();
      return found.value.connect();
    },
    async secretsUnlocked() {
      const waiting = accounts.all().filter(({ broker }) => broker.connection().phase === 'refused');
      await Promise.all(waiting.map((each) => each.connect()));
    },
  };
}
