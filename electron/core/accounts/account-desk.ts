import type { Account } from '#shared/domain/account.ts';
import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { OrderStatus } from '#shared/domain/order-status.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import type { AccountCondition, DeskEvent } from '#shared/contract/events.ts';
import type { AccountSnapshot, AccountSummary } from '#shared/contract/requests.ts';
import type { Broker, ConnectionState } from '../brokers/broker.ts';
import type { MarketDataService } from '../market-data/market-data-service.ts';
import type { Withheld } from '../orders/trading-gate.ts';
import { createOrderService } from '../orders/create-order-service.ts';
import type { OrderService } from '../orders/order-service.ts';
import type { Ids } from '../ports/ids.ts';
import type { LedgerIntegrity } from '../ledger/integrity.ts';
import type { LedgerStorage } from '../ports/ledger-storage.ts';
import type { Log } from '../ports/log.ts';
import type { AccountBook } from './account-book.ts';
import { AccountRecorder } from './account-recorder.ts';
import { Arming } from './arming.ts';
import { createAccountBook } from './create-account-book.ts';
import type { Profile, ProfileChange } from './profiles.ts';

/** How often the status bar's budget and data age are told anew, at most. */
const CONDITION_INTERVAL_MS = 1_000;
/** How old the prices of holdings may be where a limit on the day's loss is held against them. */
const PRICES_AGE_MS = 30_000;
/** A failed reconcile is tried again after this; trading stays blocked meanwhile. */
const RECONCILE_RETRY_MS = 3_000;

/** With these, brokers hold back cash or shares, or give them free; no push of theirs tells. */
const RESERVE_CHANGES: ReadonlySet<OrderStatus> = new Set([
  'accepted',
  'lost',
  'partiallyFilled',
  'filled',
  'canceled',
  'expired',
]);

export interface AccountDeskOptions {
  readonly profile: Profile;
  readonly ledgerScope: string;
  readonly broker: Broker;
  readonly ledger: Result<LedgerStorage>;
  readonly integrity: Pick<LedgerIntegrity, 'error' | 'onChange'>;
  readonly market: MarketDataService;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Whether the desk's prices are those of the market that the account trades on. */
  readonly hasOwnMarket: () => boolean;
  publish(event: DeskEvent): void;
  /** What its summary says has changed. */
  onSummary(): void;
}

/** One account with all that is its own: broker link, orders, cash, positions, gate. */
export interface AccountDesk {
  /** As the owner last changed it. */
  readonly profile: Profile;
  readonly broker: Broker;
  readonly orders: OrderService;
  /** Restores the ledger's orders, then connects; arms trading once reconciled. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Connects again on the owner's word, after `replaced`, `refused` or a disconnect. ACCOUNT_DISABLED when it is. */
  connect(): Promise<Result<void>>;
  disconnect(): Promise<void>;
  /**
   * Takes over what the owner changed, at once: limits hold for the next order and are written to the ledger; a disabled
   * account blocks orders and begins to disconnect, an enabled one to connect.
   */
  change(change: ProfileChange): void;
  /** Allows real trading for the broker's present trading day. `validation` ARMING_NOT_NEEDED, ACCOUNT_DISABLED. */
  arm(): Result<void>;
  /** The market that the desk's prices are of may have changed. */
  marketChanged(): void;
  refresh(): Promise<void>;
  snapshot(sequence: number): AccountSnapshot;
  summary(): AccountSummary;
}

export function createAccountDesk(options: AccountDeskOptions): AccountDesk {
  const { broker, clock, ids, ledger, market, publish } = options;
  const { accountId, environment } = options.profile;
  let profile = options.profile;
  const log = options.log.child({ accountId });
  // Days and times of orders are the broker's: this machine's clock may be wrong.
  const brokerClock: Clock = {
    now: () => broker.now(),
    monotonicNow: () => clock.monotonicNow(),
    after: (delayMs, callback) => clock.after(delayMs, callback),
  };
  const tradingDate = () => kstDateOf(broker.now());
  const arming = new Arming(environment, tradingDate);
  const book: AccountBook = createAccountBook({
    accountId,
    broker,
    clock: brokerClock,
    log,
    pricesOf(symbol) {
      const quote = market.quote(symbol);
      const base = quote?.basePrice ?? market.instrument(symbol)?.basePrice ?? null;
      return { last: quote?.lastPrice ?? null, lastTime: quote?.eventTime ?? null, base };
    },
  });
  const orders: OrderService = createOrderService({
    accountId,
    ledgerScope: options.ledgerScope,
    broker,
    ledger,
    integrity: options.integrity,
    clock: brokerClock,
    ids,
    log,
    limits: () => profile.limits,
    withheld,
    market: {
      instrument: (symbol) => market.instrument(symbol),
      quote: (symbol) => market.quote(symbol),
      sessions: () => market.sessions(),
      hasInstruments: () => market.instruments().length > 0,
      onInstruments: (listener) => market.onInstruments(listener),
    },
    account: book,
    tradingDate,
  });
  const recorder = new AccountRecorder({
    machineClock: clock,
    brokerClock,
    tradingDate,
    cash: () => book.cash(),
    positions: () => book.positions(),
    write: (kind, payload) => orders.rememberAccount(kind, payload),
  });
  let accountNumber = '';
  let lastCondition = '';
  let lacksCredentials = false;
  let readAt = Number.NEGATIVE_INFINITY;
  let cancelTimer: Unsubscribe | null = null;
  let cancelReconcile: Unsubscribe | null = null;
  const subscriptions: Unsubscribe[] = [
    orders.onOrder((order) => {
      publish({ type: 'order', order });
      if (RESERVE_CHANGES.has(order.status)) book.noteReserve(order.symbol);
    }),
    orders.onFill((fill) => {
      publish({ type: 'fill', fill });
      book.noteFill(fill);
    }),
    orders.onGate(() => announceCondition()),
    orders.onHaltReport((report) => publish({ type: 'halt-report', accountId, report })),
    book.onCash((cash) => publish({ type: 'cash', accountId, cash })),
    book.onPositions((positions) => publish({ type: 'positions', accountId, positions })),
    broker.onConnection(followConnection),
  ];

  function withheld(): Withheld | null {
    if (!options.hasOwnMarket()) return 'otherMarket';
    return arming.isArmed() ? null : 'notArmed';
  }

  function followConnection(state: ConnectionState): void {
    if (state.phase === 'online') lacksCredentials = false;
    if (state.phase === 'refused') lacksCredentials = state.error?.code === 'CREDENTIALS_MISSING';
    const blocked = profile.isEnabled ? blockedReason(state) : 'disabled';
    if (blocked === null) void settle();
    else orders.connectionLost(blocked, state.error);
    announceCondition();
  }

  /** Compares our orders with the broker's; repeats until it has worked while online. */
  async function settle(): Promise<void> {
    cancelReconcile?.();
    cancelReconcile = null;
    const reconciled = await orders.reconcile();
    if (broker.connection().phase !== 'online') return;
    if (!reconciled.ok) {
      log.warn('orders not reconciled', { error: reconciled.error });
      cancelReconcile = clock.after(RECONCILE_RETRY_MS, () => void settle());
      return;
    }
    await refresh();
    recorder.reconciled();
  }

  async function refresh(): Promise<void> {
    if (accountNumber === '') {
      const answer = await broker.account.fetchAccountNumber();
      if (answer.ok) {
        accountNumber = maskAccountNumber(answer.value);
        options.onSummary();
      }
    }
    readAt = clock.monotonicNow();
    const refreshed = await book.refresh();
    if (!refreshed.ok) log.warn('account not refreshed', { error: refreshed.error });
  }

  function condition(): AccountCondition {
    const state = broker.connection();
    const budget = broker.budget();
    return {
      phase: state.phase,
      retryAt: state.retryAt,
      error: withoutCause(state.error),
      tokenExpiresAt: state.tokenExpiresAt,
      gate: orders.gate(),
      lastMessageAt: broker.lastMessageAt(),
      requestsPerSecond: budget.usedLastSecond,
      requestLimitPerSecond: budget.limitPerSecond,
      requestsWaiting: budget.waiting,
    };
  }

  function announceCondition(): void {
    const current = condition();
    const text = JSON.stringify(current);
    if (text === lastCondition) return;
    lastCondition = text;
    publish({ type: 'condition', accountId, condition: current });
  }

  function keepAnnouncing(): void {
    cancelTimer = clock.after(CONDITION_INTERVAL_MS, () => {
      announceCondition();
      recorder.tick();
      keepPricesFresh();
      keepAnnouncing();
    });
  }

  /** Nobody may watch what is held: the broker is asked for its prices now and then. */
  function keepPricesFresh(): void {
    const { confirmAbove, refuseAbove } = profile.limits.dailyLoss;
    if (confirmAbove === null && refuseAbove === null) return;
    if (broker.connection().phase !== 'online' || clock.monotonicNow() - readAt < PRICES_AGE_MS) return;
    if (book.positions().some(({ quantity }) => quantity > 0)) void refresh();
  }

  function summary(): AccountSummary {
    const { limits, ...described } = profile;
    const account: Account = { ...described, accountNumber };
    return {
      ...account,
      hasCredentials: !lacksCredentials,
      orderCapabilities: broker.capabilities.orders,
      goldCapabilities: broker.capabilities.goldOrders,
      orderFunding: broker.capabilities.funding,
      condition: condition(),
      limits,
      armedOn: arming.armedOn(),
    };
  }

  async function connect(): Promise<Result<void>> {
    if (profile.isEnabled) return broker.connect();
    return err(disabled());
  }

  function setEnabled(isEnabled: boolean): void {
    if (!isEnabled) orders.connectionLost('disabled', null);
    void (isEnabled ? broker.connect() : broker.disconnect());
  }

  return {
    get profile() {
      return profile;
    },
    broker,
    orders,
    async start() {
      const restored = orders.restore();
      for (const fill of orders.fills()) book.noteFill(fill);
      if (!restored.ok) publish({ type: 'notice', level: 'error', error: withoutCause(restored.error) });
      keepAnnouncing();
      if (profile.isEnabled) await broker.connect();
      else orders.connectionLost('disabled', null);
      announceCondition();
    },
    async stop() {
      cancelTimer?.();
      cancelReconcile?.();
      for (const unsubscribe of subscriptions) unsubscribe();
      orders.close();
      book.close();
      await broker.disconnect();
    },
    connect,
    disconnect: () => broker.disconnect(),
    change(change) {
      const before = profile;
      profile = { ...profile, ...change };
      if (change.limits !== undefined) orders.noteAccount('limitsChanged', profile.limits);
      if (profile.isEnabled !== before.isEnabled) setEnabled(profile.isEnabled);
    },
    arm() {
      if (!profile.isEnabled) return err(disabled());
      const armed = arming.arm();
      if (!armed.ok) return armed;
      orders.noteAccount('armed', { tradingDate: armed.value });
      orders.gateChanged();
      return ok(undefined);
    },
    marketChanged: () => orders.gateChanged(),
    refresh,
    snapshot: (sequence) => ({
      sequence,
      accountId,
      cash: book.cash(),
      positions: book.positions(),
      orders: orders.orders(),
      fills: orders.fills(),
      error: book.lastError() === null ? null : withoutCause(book.lastError()),
    }),
    summary,
  };
}

/** Returns why trading must stop in this phase; null while the link is up. */
function blockedReason(state: ConnectionState) {
  switch (state.phase) {
    case 'online':
      return null;
    case 'refused':
      return state.error?.code === 'CREDENTIALS_MISSING'
        ? 'noCredentials'
        : state.error?.code === 'SECRETS_LOCKED'
          ? 'locked'
          : 'refused';
    case 'replaced':
      return 'replaced';
    case 'offline':
    case 'authenticating':
    case 'connecting':
    case 'waitingToRetry':
      return 'disconnected';
  }
}

/** Keeps the last four digits: enough to tell accounts apart, too little to act on. */
function maskAccountNumber(number: string): string {
  return number.length <= 4 ? number : `${'•'.repeat(number.length - 4)}${number.slice(-4)}`;
}

function withoutCause<E extends HogaError | null>(error: E): E {
  if (error === null) return error;
  const { kind, code, detail, context } = error;
  return { kind, code, detail, context } as E;
}

const disabled = () => hogaError('validation', 'ACCOUNT_DISABLED', 'the account is disabled');
