import type { BrokerEnvironment } from '#shared/domain/account.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import type { Clock } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import type { TokenManager } from '../../auth/token-manager.ts';
import { createTokenManager } from '../../auth/token-manager.ts';
import { ListenerSet } from '../../listener-set.ts';
import type { Http } from '../../ports/http.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { SocketConnector } from '../../ports/socket.ts';
import { createRateLimiter } from '../../rate-limit/rate-limiter.ts';
import { createBrokerTime } from '../../transport/broker-time.ts';
import { createRequestPipeline } from '../../transport/request-pipeline.ts';
import { createSocketSession } from '../../transport/socket-session.ts';
import type { LinkState } from '../../transport/socket-session.ts';
import { SharedRegistrations } from '../../transport/shared-registrations.ts';
import { SubscriptionRegistry } from '../../transport/subscription-registry.ts';
import type { BrokerApi } from '../broker-api.ts';
import type { Broker, ConnectionState, ExecutionReport, MarketEvent } from '../broker.ts';
import { KiwoomConditions } from './api/condition-search.ts';
import { createKiwoomApi } from './api/kiwoom-api.ts';
import { RawStreams } from './api/raw-streams.ts';
import { createAccountClient } from './account-client.ts';
import { kiwoomCapabilities } from './capabilities.ts';
import { judgeAnswer } from './errors.ts';
import { createExecutionClient } from './execution-client.ts';
import { createGoldAccount } from './gold-account.ts';
import { GoldMarket } from './gold-market.ts';
import { GoldOrders } from './gold-orders.ts';
import { hasGoldMarket, isGold } from './gold.ts';
import { createKiwoomDialect } from './kiwoom-dialect.ts';
import type { KiwoomSettings } from './kiwoom-settings.ts';
import { buildQuotaPolicy, DEFAULT_KIWOOM_SETTINGS, ENVIRONMENT_SETTINGS } from './kiwoom-settings.ts';
import { createMarketDataClient } from './market-data-client.ts';
import { KstDay } from './parse/kst-stamp.ts';
import { decodeFrame, type RealSink } from './parse/real-frame.ts';
import { OrderFees } from './parse/real-order.ts';
import { createRawClient } from './raw-client.ts';
import { registerAccountFeeds, RegistrationGroups } from './registration-groups.ts';
import type { KiwoomCredentials } from './token-source.ts';
import { createTokenSource } from './token-source.ts';

export interface KiwoomBrokerParts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly http: Http;
  readonly sockets: SocketConnector;
  /** Asked whenever a token is issued or voided; the keys are not kept. */
  readonly credentials: () => Promise<Result<KiwoomCredentials>>;
  readonly environment: BrokerEnvironment;
  /** Scheme and host, without a path. */
  readonly restUrl: string;
  readonly socketUrl: string;
  readonly settings?: Partial<KiwoomSettings>;
}

/** Builds the client of one Kiwoom account. Nothing is sent before `connect` or the first query. */
export function createKiwoomBroker(parts: KiwoomBrokerParts): Broker {
  const { clock, ids, http, sockets, environment } = parts;
  const settings: KiwoomSettings = {
    ...DEFAULT_KIWOOM_SETTINGS,
    ...ENVIRONMENT_SETTINGS[environment],
    ...parts.settings,
  };
  const log = parts.log.child({ broker: 'kiwoom', environment });
  const capabilities = kiwoomCapabilities(environment, settings.maxItems, kstDateOf(clock.now()));

  const time = createBrokerTime(clock, log);
  const day = new KstDay(time.now);
  const limiter = createRateLimiter(clock, buildQuotaPolicy(settings));
  // The pipeline needs tokens and the tokens are asked for through the pipeline.
  const pipeline = createRequestPipeline({
    clock,
    ids,
    log,
    http,
    limiter,
    time,
    judge: judgeAnswer,
    tokens: (): TokenManager => tokens,
  });
  const raw = createRawClient(pipeline, parts.restUrl, settings);
  const tokens = createTokenManager({
    clock,
    log,
    brokerNow: time.now,
    source: createTokenSource(raw, parts.credentials, log),
    settings: settings.token,
  });

  const reports = new ListenerSet<ExecutionReport>();
  const changes = new ListenerSet<{ readonly symbol: InstrumentSymbol | null }>();
  const events = new ListenerSet<MarketEvent>();
  const gaps = new ListenerSet<void>();
  const states = new ListenerSet<ConnectionState>();

  const hasGold = hasGoldMarket(environment);
  const goldOrders = hasGold ? new GoldOrders({ raw, day, maxPages: settings.maxPages }) : null;
  const goldMarket = hasGold
    ? new GoldMarket({ raw, day, clock, emit: (event) => events.emit(event) })
    : null;
  reports.add(({ symbol }) => {
    if (isGold(symbol)) goldOrders?.expect();
  });

  const fees = new OrderFees();
  const feed = createFeed({ day, fees, log, reports, changes, events });
  const session = createSocketSession({
    clock,
    ids,
    log,
    sockets,
    url: parts.socketUrl,
    dialect: createKiwoomDialect(
      (data) => {
        const isComplete = feed(data);
        if (streams.isWatching) streams.takeFrame(data);
        conditions.takeFrame(data);
        return isComplete;
      },
      (name, frame) => conditions.answer(name, frame),
    ),
    tokens,
    prepare: () => registerAccountFeeds(session.request),
    settings: settings.socket,
  });
  const registry = new SubscriptionRegistry(
    new RegistrationGroups(settings.itemsPerGroup, session.request, log),
    { countedBy: 'item', limit: settings.maxItems },
    log,
  );

  const shares = new SharedRegistrations(registry);
  const streams = new RawStreams(time.now, shares.of('streams'));
  const conditions = new KiwoomConditions({
    clock,
    log,
    day,
    send: (text) => session.send(text),
    venue: CONDITION_VENUES[settings.marketDataVenue],
    answerTimeoutMs: settings.socket.answerTimeoutMs,
  });
  const calls = createKiwoomApi({ raw, clock, environment, maxPages: settings.maxPages });
  const api: BrokerApi = {
    call: ({ apiId, request, cursor }) => calls.callByName(apiId, request, cursor),
    streams,
    conditions,
  };

  let hasBeenOnline = false;
  let isOnline = false;
  const withToken = (state: LinkState): ConnectionState => ({ ...state, tokenExpiresAt: tokens.expiresAt() });

  session.onState((state) => {
    if (state.phase === 'online') {
      isOnline = true;
      registry.linked();
      conditions.linked();
    } else if (isOnline) {
      isOnline = false;
      registry.unlinked();
      conditions.unlinked();
    }
    states.emit(withToken(state));
    if (state.phase !== 'online') return;
    if (hasBeenOnline) gaps.emit();
    hasBeenOnline = true;
  });
  tokens.onChange(() => {
    const isNew = tokens.expiresAt() !== null;
    if (isNew && session.state().phase === 'online') states.emit(withToken(session.state()));
  });

  return {
    id: 'kiwoom',
    environment,
    capabilities,
    execution: createExecutionClient({ raw, day, maxPages: settings.maxPages, reports, gold: goldOrders }),
    account: createAccountClient({
      raw,
      maxPages: settings.maxPages,
      changes,
      canLend: capabilities.funding.includes('marginLoan'),
      gold: hasGold ? createGoldAccount(raw) : null,
    }),
    marketData: createMarketDataClient({
      raw,
      day,
      settings,
      registry: shares.of('market'),
      events,
      gaps,
      gold: goldMarket,
    }),
    api,
    async authenticate() {
      const token = await tokens.get();
      return token.ok ? ok(undefined) : token;
    },
    connect() {
      pipeline.open();
      return session.connect();
    },
    async disconnect() {
      session.disconnect();
      goldMarket?.watch([]);
      if (settings.isTokenRevokedOnDisconnect) {
        const revoked = await tokens.revoke();
        if (!revoked.ok) log.warn('token not revoked', { code: revoked.error.code });
      }
      pipeline.close();
      tokens.drop();
    },
    connection: () => withToken(session.state()),
    budget: () => limiter.budget(),
    now: time.now,
    lastMessageAt: () => session.lastMessageAt(),
    onConnection: (listener) => states.add(listener),
  };
}

/** `stex_tp` of the condition search. @source Kiwoom-Securities/Kiwoom-REST-API */
const CONDITION_VENUES = { KRX: 'K', NXT: 'N', all: 'A' } as const;

interface FeedParts {
  readonly day: KstDay;
  readonly fees: OrderFees;
  readonly log: Log;
  readonly reports: ListenerSet<ExecutionReport>;
  readonly changes: ListenerSet<{ readonly symbol: InstrumentSymbol | null }>;
  readonly events: ListenerSet<MarketEvent>;
}

/** Returns what takes the entries of REAL frames; it answers false when a vital one could not be read. */
function createFeed({ day, fees, log, reports, changes, events }: FeedParts): (data: unknown) => boolean {
  let isComplete = true;
  let unreadableCount = 0;
  const sink: RealSink = {
    market: (event) => events.emit(event),
    report: (report) => reports.emit(report),
    holding: (symbol) => changes.emit({ symbol }),
    unreadable(type, isVital) {
      if (isVital) isComplete = false;
      unreadableCount += 1;
      // The first, then ever fewer: a feed that changed its form must not fill the log.
      if (Number.isInteger(Math.log2(unreadableCount)))
        log.warn('feed not readable', { type, unreadableCount });
    },
  };
  return (data) => {
    isComplete = true;
    decodeFrame(data, day, fees, sink);
    return isComplete;
  };
}
