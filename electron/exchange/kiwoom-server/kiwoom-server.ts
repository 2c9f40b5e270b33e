import type { Server } from 'node:http';
import type { Clock } from '#shared/domain/clock.ts';
import type { MarketModels } from '../market/market-models.ts';
import type { World } from '../world.ts';
import { createKeyRegistry, type KeyRegistrySnapshot } from './accounts/key-registry.ts';
import { createTokenStore } from './accounts/token-store.ts';
import { API_HANDLERS } from './handlers/registry.ts';
import { createBookChanges } from './realtime/book-changes.ts';
import { createAccountFeed } from './realtime/feeds/account-feed.ts';
import { createBookFeed } from './realtime/feeds/book-feed.ts';
import { createConditionFeed } from './realtime/feeds/condition-feed.ts';
import { connectFeeds } from './realtime/feeds/connect-feeds.ts';
import { connectGoldAccounts } from './realtime/feeds/connect-gold-accounts.ts';
import { createMarketFeed } from './realtime/feeds/market-feed.ts';
import { createPulseFeed } from './realtime/feeds/pulse-feed.ts';
import { createPulses } from './realtime/feeds/pulses.ts';
import { createTradeFeed } from './realtime/feeds/trade-feed.ts';
import {
  createRealtimeHub,
  formatEntry,
  topicOf,
  type RealtimeValues,
  type ServedType,
} from './realtime/hub.ts';
import { createLoginDirectory } from './realtime/login-directory.ts';
import type { Session, SessionSocket } from './realtime/session.ts';
import { createSocketServer } from './realtime/socket-server.ts';
import { createTurnEnd } from './realtime/turn-end.ts';
import { readBearer } from './rest/bearer.ts';
import { attachRest, closeServer, createBareServer, listen, type TlsPair } from './rest/http-server.ts';
import { createQuotaMeter } from './rest/quota.ts';
import { createRestService } from './rest/rest-service.ts';
import type { ServerLog } from './server-log.ts';
import type { KiwoomServerSettings } from './settings.ts';
import type { RestAnswer, RestCall, Traffic } from './traffic.ts';

export interface KiwoomServerOptions {
  readonly world: World;
  readonly market: MarketModels;
  /** Time of sockets, tokens and quotas; the market has its own. */
  readonly clock: Clock;
  readonly settings: KiwoomServerSettings;
  readonly openingCash: number;
  readonly traffic: Traffic;
  readonly log: ServerLog;
  readonly restore?: KeyRegistrySnapshot | undefined;
  /** Called when `snapshot` has changed. */
  readonly onChange: () => void;
  /** Calls back after the current turn of the event loop; the loop's own way when left out. */
  readonly defer?: (callback: () => void) => void;
}

export interface KiwoomServer {
  /** Answers one call without a network, as the HTTP server would. */
  serve(call: RestCall, asOf?: World): RestAnswer;
  /** Takes back the access token that a call came with, as a revocation does. */
  revokeTokenOf(call: RestCall): void;
  /** Starts a socket session without a network, as a WebSocket would. */
  openSession(socket: SessionSocket): Session;
  /** Binds both ports; 0 lets the system choose. Rejects when one is taken, and then neither stays bound. */
  listen(address: {
    readonly host: string;
    readonly port: number;
    readonly wsPort: number;
    readonly tls: TlsPair | null;
  }): Promise<{ readonly port: number; readonly wsPort: number }>;
  /** Sends a message of a market type to its subscribers, as a feed would. For measurements. */
  publish(type: ServedType, item: string, values: RealtimeValues): void;
  readonly socketCount: number;
  /** Who has an account; secrets as hashes. */
  snapshot(): KeyRegistrySnapshot;
  stop(): Promise<void>;
}

/** The Kiwoom protocol over a world: REST calls and the real-time socket. */
export function createKiwoomServer(options: KiwoomServerOptions): KiwoomServer {
  const { world, clock, settings, log, traffic } = options;
  const keys = createKeyRegistry({
    strictKeys: settings.strictKeys,
    openAccount: (accountNumber) => world.openAccount(accountNumber),
    restore: options.restore,
    onChange: options.onChange,
  });
  const tokens = createTokenStore(clock);
  const bookChanges = createBookChanges(world);
  const hub = createRealtimeHub();
  const turnEnd = createTurnEnd(options.defer);
  const market = createMarketFeed(world, hub);
  const book = createBookFeed(world, hub, bookChanges, turnEnd);
  const pulse = createPulseFeed({ pulses: createPulses(world, options.market), hub, clock, log });
  const conditions = createConditionFeed({ world, conditions: options.market.conditions, clock, log });
  const disconnect = connectFeeds(
    world,
    {
      trade: createTradeFeed(world, hub),
      book,
      account: createAccountFeed(world, hub),
      market,
    },
    log,
  );
  const disconnectGold = connectGoldAccounts(options.market.gold.world, hub, log);
  const rest = createRestService({
    world,
    market: options.market,
    handlers: API_HANDLERS,
    desk: { keys, tokens },
    quota: createQuotaMeter(clock, settings.quota),
    bookChanges,
    openingCash: options.openingCash,
    log,
    defer: options.defer ?? ((callback) => setImmediate(callback)),
  });
  const sockets = createSocketServer({
    world,
    market: options.market,
    clock,
    tokens,
    hub,
    conditions,
    logins: createLoginDirectory(settings.secondLogin),
    turnEnd,
    traffic,
    log,
    rules: settings.session,
    firstEntry: (topic) => {
      book.watch(topic);
      return [...market.firstEntry(topic), ...pulse.firstEntry(topic)];
    },
  });
  let servers: Server[] = [];

  return {
    serve: (call, asOf) => rest.serve(call, asOf),
    revokeTokenOf(call) {
      const token = readBearer(call.headers['authorization']);
      const customer = token.ok ? tokens.find(token.value) : null;
      if (token.ok && customer !== null) tokens.revoke(customer, token.value);
    },
    openSession: (socket) => sockets.open(socket),
    async listen({ host, port, wsPort, tls }) {
      const http = createBareServer(tls);
      const ws = createBareServer(tls);
      servers = [http, ws];
      for (const server of servers) {
        attachRest(server, { serve: (call, asOf) => rest.serveInTurns(call, asOf), traffic, clock, log });
        sockets.attach(server);
      }
      const boundPort = await listen(http, port, host);
      try {
        return { port: boundPort, wsPort: await listen(ws, wsPort, host) };
      } catch (error) {
        await closeServer(http);
        throw error;
      }
    },
    publish: (type, item, values) => hub.publish(topicOf(type, item), formatEntry(type, item, values)),
    get socketCount() {
      return sockets.socketCount;
    },
    snapshot: () => keys.snapshot(),
    async stop() {
      disconnect();
      disconnectGold();
      pulse.stop();
      conditions.stop();
      const listening = servers.filter((server) => server.listening);
      await Promise.all([sockets.stop(), ...listening.map(closeServer)]);
    },
  };
}
