import type { ApiStream } from '#shared/contract/api.ts';
import type { Bridge, BridgeLink } from '#shared/contract/bridge.ts';
import type { AccountCondition, DeskEvent, DeskEventEnvelope, MarketBatch } from '#shared/contract/events.ts';
import type {
  AccountSnapshot,
  DeskSnapshot,
  JsonValue,
  MarketInterest,
  RequestName,
  RequestPayload,
  RequestReplies,
  RequestReply,
} from '#shared/contract/requests.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Instrument, InstrumentSymbol } from '#shared/domain/instrument.ts';
import { money } from '#shared/domain/money.ts';
import type { Order, OrderIntent, VenueOrderId } from '#shared/domain/order.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { epochMs } from '#shared/domain/time.ts';
import {
  FAKE_ACCOUNT,
  fakeAccountSnapshot,
  fakeAccountSummary,
  fakeOrder,
} from './fake-desk/fake-account.ts';
import type { FakeCondition } from './fake-desk/fake-conditions.ts';
import { FAKE_CONDITIONS } from './fake-desk/fake-conditions.ts';
import { fakeApiReply } from './fake-desk/fake-api.ts';
import { FAKE_INSTRUMENTS } from './fake-desk/fake-instruments.ts';
import { fakeLedgerOrders, fakePack, fakeStory, fakeVerdict } from './fake-desk/fake-ledger.ts';
import { FakeMarket } from './fake-desk/fake-market.ts';

/** 2026-11-20 13:05:42 in Korea. */
export const FAKE_NOW = Date.UTC(2026, 10, 20, 4, 5, 42);

interface FakeBridgeOptions {
  readonly seed?: number;
  readonly now?: number;
  readonly instruments?: readonly Instrument[];
  readonly settings?: Readonly<Record<string, JsonValue>>;
  readonly layout?: JsonValue | null;
}

type ConnectionPhase = AccountCondition['phase'];
type Handlers = { readonly [Name in RequestName]?: (payload: never) => RequestReplies[Name] };

/**
 * A bridge with a small desk behind it: deterministic, without time of its own. `advance` moves the market, `emit` sends
 * an event, `fail` makes the next request of a name fail. Every request is kept in `requests`.
 */
export class FakeBridge implements Bridge {
  readonly requests: { readonly name: RequestName; readonly payload: unknown }[] = [];
  readonly market: FakeMarket;
  /** The trader's conditions and who meets them; a test may put others. */
  conditions: readonly FakeCondition[] = FAKE_CONDITIONS;
  readonly #instruments: readonly Instrument[];
  readonly #openedAt: number;
  readonly #eventListeners = new Set<(envelope: DeskEventEnvelope) => void>();
  readonly #marketListeners = new Set<(batch: MarketBatch) => void>();
  readonly #linkListeners = new Set<(link: BridgeLink) => void>();
  readonly #failures = new Map<RequestName, string>();
  readonly #afterAnswers = new Map<RequestName, () => void>();
  readonly #settings: Record<string, JsonValue>;
  #layout: JsonValue | null;
  #account: AccountSnapshot;
  #isHalted = false;
  #phase: ConnectionPhase = 'online';
  #interests: readonly MarketInterest[] = [];
  #streams: readonly ApiStream[] = [];
  #sequence = 100;
  #orderNumber = 140;
  #link: BridgeLink = 'connected';
  #links = { amber: '005930', violet: '000660', green: '035720', cyan: '069500' };

  constructor(options: FakeBridgeOptions = {}) {
    const {
      seed = 1,
      now = FAKE_NOW,
      instruments = FAKE_INSTRUMENTS,
      settings = {},
      layout = null,
    } = options;
    this.#instruments = instruments;
    this.#openedAt = now;
    this.market = new FakeMarket(instruments, seed, now);
    this.#settings = { ...settings };
    this.#layout = layout;
    this.#account = fakeAccountSnapshot(this.#sequence, now);
  }

  async request<Name extends RequestName>(
    name: Name,
    payload: RequestPayload<Name>,
  ): Promise<Result<RequestReply<Name>>> {
    this.requests.push({ name, payload });
    const failure = this.#failures.get(name);
    if (failure !== undefined) {
      this.#failures.delete(name);
      return err(hogaError('connectivity', failure, `told to fail ${name}`));
    }
    const handler = this.#handlers[name] as ((payload: unknown) => RequestReply<Name>) | undefined;
    // As over a wire: the reply comes later and shares no object with the desk.
    await Promise.resolve();
    if (handler === undefined) return err(hogaError('protocol', 'NOT_FAKED', name));
    const answer = ok(structuredClone(handler(payload)));
    this.#afterAnswers.get(name)?.();
    this.#afterAnswers.delete(name);
    return answer;
  }

  onEvent(listener: (envelope: DeskEventEnvelope) => void) {
    return addTo(this.#eventListeners, listener);
  }

  onMarket(listener: (batch: MarketBatch) => void) {
    return addTo(this.#marketListeners, listener);
  }

  onLink(listener: (link: BridgeLink) => void) {
    listener(this.#link);
    return addTo(this.#linkListeners, listener);
  }

  get listenerCount(): number {
    return this.#eventListeners.size + this.#marketListeners.size + this.#linkListeners.size;
  }

  get savedLayout(): JsonValue | null {
    return this.#layout;
  }

  get interests(): readonly MarketInterest[] {
    return this.#interests;
  }

  /** Raw streams that the window wants. */
  get streams(): readonly ApiStream[] {
    return this.#streams;
  }

  requestsOf(name: RequestName): readonly unknown[] {
    return this.requests.filter((request) => request.name === name).map(({ payload }) => payload);
  }

  /** Lets time pass and sends what changed. */
  advance(ms: number, tradeCount = 8): void {
    this.sendMarket(this.market.advance(ms, this.#interests, tradeCount));
  }

  sendMarket(batch: MarketBatch): void {
    for (const listener of this.#marketListeners) listener(batch);
  }

  /** Sends an event with the next number. */
  emit(event: DeskEvent): void {
    this.#sequence += 1;
    if (event.type === 'link') this.#links = { ...this.#links, [event.group]: event.symbol };
    for (const listener of this.#eventListeners) listener({ sequence: this.#sequence, event });
  }

  /** Numbers an event that never arrives. */
  loseEvent(): void {
    this.#sequence += 1;
  }

  setLink(link: BridgeLink): void {
    this.#link = link;
    for (const listener of this.#linkListeners) listener(link);
  }

  /** How far the account's connection has come when the desk is opened next. */
  setPhase(phase: ConnectionPhase): void {
    this.#phase = phase;
  }

  /** Makes the next request of this name fail with `code`. */
  fail(name: RequestName, code: string): void {
    this.#failures.set(name, code);
  }

  /** Does something once the next answer of this name has been made, before it arrives. */
  afterAnswer(name: RequestName, act: () => void): void {
    this.#afterAnswers.set(name, act);
  }

  /** Changes what the next account snapshot holds, without an event. */
  changeAccount(change: Partial<AccountSnapshot>): void {
    this.#account = { ...this.#account, ...change };
  }

  putOrder(order: Order): Order {
    const others = this.#account.orders.filter(({ clientOrderId }) => clientOrderId !== order.clientOrderId);
    this.changeAccount({ orders: [order, ...others] });
    this.emit({ type: 'order', order });
    return order;
  }

  readonly #handlers: Handlers = {
    'desk.open': (): DeskSnapshot => ({
      sequence: this.#sequence,
      version: '0.1.0',
      host: 'browser',
      accounts: [this.#summary()],
      sessions: [
        {
          venue: 'KRX',
          phase: 'continuous',
          endsAt: epochMs(this.#openedAt + (2 * 60 + 14) * 60_000 + 8000),
        },
        { venue: 'NXT', phase: 'continuous', endsAt: epochMs(this.#openedAt + (2 * 60 + 4) * 60_000) },
      ],
      settings: this.#settings,
      links: this.#links,
      halts: [],
      layout: this.#layout,
      now: this.market.now,
    }),
    'instruments.list': () => this.#instruments,
    'market.watch': ({ interests }: RequestPayload<'market.watch'>) => {
      this.#interests = interests;
      queueMicrotask(() => this.#sendQuotes(interests));
      return { denied: [] };
    },
    'market.snapshot': ({ symbol }: RequestPayload<'market.snapshot'>) => this.market.snapshot(symbol),
    'candles.fetch': ({ symbol, interval, cursor }: RequestPayload<'candles.fetch'>) =>
      this.market.candles(symbol, interval, cursor),
    'order.preview': ({ intent }: RequestPayload<'order.preview'>) => this.#preview(intent),
    'order.place': ({ intent }: RequestPayload<'order.place'>) => this.#place(intent),
    'order.amend': ({ clientOrderId, price, quantity: amended }: RequestPayload<'order.amend'>) => {
      const order = this.#order(clientOrderId);
      return this.putOrder({ ...order, price, quantity: amended, leavesQuantity: amended });
    },
    'order.cancel': ({ clientOrderId }: RequestPayload<'order.cancel'>) =>
      this.putOrder({ ...this.#order(clientOrderId), status: 'canceled', leavesQuantity: quantity(0) }),
    'order.cancelAll': () => ({ requested: this.#cancelAll(), failed: [] }),
    'trading.halt': () => {
      this.#setHalted(true);
      return { canceling: this.#cancelAll() };
    },
    'trading.resume': () => {
      this.#setHalted(false);
      return null;
    },
    'account.snapshot': () => this.#snapshot(),
    'account.refresh': () => this.#snapshot(),
    'trading.arm': () => this.#summary(),
    'profiles.list': () => [this.#summary()],
    'profiles.test': (): RequestReplies['profiles.test'] => ({
      steps: [
        { step: 'keys', isOk: true, error: null },
        {
          step: 'token',
          isOk: false,
          error: hogaError('auth', 'AUTH_DEVICE_REFUSED', 'told to', { venueCode: '8050' }),
        },
      ],
    }),
    'profiles.connect': () => null,
    'profiles.disconnect': () => null,
    'profiles.enterCredentials': () => null,
    'secrets.unlock': () => null,
    'settings.set': ({ key, value }: RequestPayload<'settings.set'>) => {
      this.#settings[key] = value;
      this.emit({ type: 'setting', key, value });
      return null;
    },
    'layout.load': () => this.#layout,
    'layout.save': ({ layout }: RequestPayload<'layout.save'>) => {
      this.#layout = layout;
      return null;
    },
    'window.open': () => null,
    'api.call': (payload: RequestPayload<'api.call'>) =>
      fakeApiReply(payload, this.#instruments, this.market.now),
    'api.watch': ({ streams }: RequestPayload<'api.watch'>) => {
      this.#streams = streams;
      return { denied: [] };
    },
    'conditions.list': () => this.conditions.map(({ id, name }) => ({ id, name })),
    'conditions.search': ({ conditionId }: RequestPayload<'conditions.search'>) => ({
      rows: this.#membersOf(conditionId).map((symbol) => ({ '9001': symbol })),
      cursor: null,
    }),
    'conditions.start': ({ conditionId }: RequestPayload<'conditions.start'>) => ({
      members: this.#membersOf(conditionId),
    }),
    'conditions.stop': () => null,
    'ledger.orders': (query: RequestPayload<'ledger.orders'>) =>
      fakeLedgerOrders(this.#account.orders, query),
    'ledger.story': ({ clientOrderId }: RequestPayload<'ledger.story'>) =>
      fakeStory(this.#order(clientOrderId)),
    'ledger.export': (query: RequestPayload<'ledger.export'>) => fakePack(query),
    'ledger.verify': () => fakeVerdict(2 * this.#account.orders.length, this.market.now),
    'link.set': ({ group, symbol }: RequestPayload<'link.set'>) => {
      this.emit({ type: 'link', group, symbol });
      return null;
    },
  };

  #membersOf(conditionId: string): readonly InstrumentSymbol[] {
    return this.conditions.find(({ id }) => id === conditionId)?.members ?? [];
  }

  #summary() {
    const usual = fakeAccountSummary(this.market.now);
    const summary = { ...usual, condition: { ...usual.condition, phase: this.#phase } };
    if (!this.#isHalted) return summary;
    const gate = { state: 'blocked', reason: 'halted', error: null } as const;
    return { ...summary, condition: { ...summary.condition, gate } };
  }

  #snapshot(): AccountSnapshot {
    return { ...this.#account, sequence: this.#sequence };
  }

  /** As core does for an instrument that is newly watched. */
  #sendQuotes(interests: readonly MarketInterest[]): void {
    const known = interests.filter(({ symbol }) => this.#isKnown(symbol));
    this.sendMarket({
      ...this.market.advance(0, [], 0),
      quotes: known.map(({ symbol }) => this.market.quote(symbol)),
    });
  }

  #isKnown(symbol: InstrumentSymbol): boolean {
    return this.#instruments.some((instrument) => instrument.symbol === symbol);
  }

  #preview(intent: OrderIntent): RequestReplies['order.preview'] {
    const unit = intent.price ?? this.market.last(intent.symbol);
    const total = unit * intent.quantity;
    return {
      notional: money(total),
      commission: money(Math.floor(total * 0.00015)),
      tax: money(intent.side === 'sell' ? Math.floor(total * 0.002) : 0),
      maxQuantity: quantity(Math.floor((this.#account.cash?.buyingPower ?? 0) / unit)),
      problems: [],
      warnings: [],
    };
  }

  #place(intent: OrderIntent): Order {
    const number = String((this.#orderNumber += 1)).padStart(7, '0');
    const facts = { id: `o${number}`, number, symbol: intent.symbol, side: intent.side };
    const order = fakeOrder(this.market.now, {
      ...facts,
      price: intent.price ?? this.market.last(intent.symbol),
      quantity: intent.quantity,
    });
    return this.putOrder({ ...order, ...intent, venueOrderId: number as VenueOrderId });
  }

  #order(clientOrderId: string): Order {
    const order = this.#account.orders.find((candidate) => candidate.clientOrderId === clientOrderId);
    if (order === undefined) throw new Error(`no such order on the fake desk: ${clientOrderId}`);
    return order;
  }

  #cancelAll(): number {
    const working = this.#account.orders.filter(({ leavesQuantity }) => leavesQuantity > 0);
    for (const order of working) this.putOrder({ ...order, status: 'canceled', leavesQuantity: quantity(0) });
    return working.length;
  }

  #setHalted(isHalted: boolean): void {
    this.#isHalted = isHalted;
    this.emit({ type: 'condition', accountId: FAKE_ACCOUNT, condition: this.#summary().condition });
  }
}

function addTo<Listener>(listeners: Set<Listener>, listener: Listener) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
