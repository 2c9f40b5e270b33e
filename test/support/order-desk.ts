import type { AccountId, CashBalance } from '#shared/domain/account.ts';
import type { LoanLot } from '#shared/domain/funding.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import type { Money } from '#shared/domain/money.ts';
import { money } from '#shared/domain/money.ts';
import type { Order, OrderIntent } from '#shared/domain/order.ts';
import type { Fill } from '#shared/domain/fill.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { Result } from '#shared/domain/result.ts';
import type { RiskLimits } from '#shared/domain/risk-limits.ts';
import { DEFAULT_RISK_LIMITS } from '#shared/catalogue/risk-limits.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import type { TradingSession } from '#shared/domain/trading-session.ts';
import { createOrderService } from '#electron/core/orders/create-order-service.ts';
import type { CreditPower } from '#electron/core/brokers/broker.ts';
import type { OrderService } from '#electron/core/orders/order-service.ts';
import type { Ids } from '#electron/core/ports/ids.ts';
import type { LedgerIntegrity } from '#electron/core/ledger/integrity.ts';
import type { LedgerStorage } from '#electron/core/ports/ledger-storage.ts';
import type { FakeBroker } from './fake-broker.ts';
import { createFakeBroker } from './fake-broker.ts';
import type { MemoryLedger } from './memory-ledger.ts';
import { createMemoryLedger } from './memory-ledger.ts';
import type { VirtualClock } from './virtual-clock.ts';
import { settle } from './settle.ts';
import { SILENT_LOG } from './silent-log.ts';
import { createVirtualClock } from './virtual-clock.ts';

export const SAMSUNG: Instrument = {
  symbol: '005930',
  name: '삼성전자',
  market: 'KOSPI',
  kind: 'share',
  basePrice: price(71_400),
  listedShares: 5_969_782_550,
  isNxtEligible: true,
  isHalted: false,
  leverage: 1,
  marginRate: 20,
};

export const SAMSUNG_QUOTE: Quote = {
  symbol: '005930',
  lastPrice: price(71_400),
  basePrice: price(71_400),
  change: 0,
  changePercent: 0,
  open: price(71_400),
  high: price(71_400),
  low: price(71_400),
  volume: quantity(1),
  turnover: money(71_400),
  bestBid: price(71_300),
  bestAsk: price(71_400),
  upperLimit: price(92_800),
  lowerLimit: price(50_000),
  strength: null,
  vi: null,
  eventTime: Date.UTC(2026, 10, 20, 1) as Quote['eventTime'],
};

export const CASH: CashBalance = {
  deposit: money(100_000_000),
  depositD2: money(100_000_000),
  buyingPower: money(100_000_000),
  withdrawable: money(100_000_000),
};

export function buyIntent(change: Partial<OrderIntent> = {}): OrderIntent {
  return {
    symbol: '005930',
    side: 'buy',
    type: 'limit',
    timeInForce: 'day',
    venue: 'KRX',
    price: price(71_000),
    stopPrice: null,
    funding: { kind: 'cash' },
    quantity: quantity(10),
    ...change,
  };
}

/** The outside of an order service, all of it in the test's hands. It outlives a restart of the service. */
export interface OrderDesk {
  readonly clock: VirtualClock;
  readonly broker: FakeBroker;
  readonly ledger: MemoryLedger;
  /** Changed by the test at will. */
  readonly world: {
    instruments: readonly Instrument[];
    quotes: readonly Quote[];
    sessions: readonly TradingSession[];
    cash: CashBalance | null;
    sellable: number | null;
    credit: CreditPower | null;
    /** Instruments whose credit was asked for. */
    creditWanted: string[];
    loans: readonly LoanLot[] | null;
    dayResult: Money | null;
    limits: RiskLimits;
  };
  service: OrderService;
  /** Everything told since the service was started. */
  readonly orderEvents: Order[];
  readonly fillEvents: Fill[];
  /** Starts a new service on the same ledger, as after a crash. Not reconciled. */
  restart(storage?: Result<LedgerStorage>, integrity?: LedgerIntegrity): void;
  /** Places with a request id of its own. */
  place(change?: Partial<OrderIntent>, requestId?: string): Promise<Result<Order>>;
  order(clientOrderId: string): Order;
  /** The list of instruments has come, or has changed. */
  announceInstruments(): void;
  instrumentListenerCount(): number;
}

const continuous: readonly TradingSession[] = [
  { venue: 'KRX', phase: 'continuous', endsAt: null },
  { venue: 'NXT', phase: 'continuous', endsAt: null },
];

/** Returns a desk whose service is restored and not reconciled yet. */
export function createOrderDesk(): OrderDesk {
  const clock = createVirtualClock();
  const broker = createFakeBroker(clock);
  const ledger = createMemoryLedger();
  const ids = createCountingIds();
  const orderEvents: Order[] = [];
  const fillEvents: Fill[] = [];
  const instrumentListeners = new Set<() => void>();
  let requests = 0;
  const world: OrderDesk['world'] = {
    instruments: [SAMSUNG],
    quotes: [SAMSUNG_QUOTE],
    sessions: continuous,
    cash: CASH,
    sellable: 1_000,
    credit: null,
    creditWanted: [],
    loans: [],
    dayResult: money(0),
    limits: {
      ...DEFAULT_RISK_LIMITS,
      duplicateWindowMs: 0,
      ordersPerSecond: { confirmAbove: null, refuseAbove: 1_000 },
    },
  };

  function start(storage: Result<LedgerStorage>, integrity?: LedgerIntegrity): OrderService {
    const service = createOrderService({
      accountId: 'test' as AccountId,
      ledgerScope: 'test',
      broker,
      ledger: storage,
      ...(integrity === undefined ? {} : { integrity }),
      clock,
      ids,
      log: SILENT_LOG,
      limits: () => world.limits,
      market: {
        instrument: (symbol) => world.instruments.find((each) => each.symbol === symbol) ?? null,
        quote: (symbol) => world.quotes.find((each) => each.symbol === symbol) ?? null,
        sessions: () => world.sessions,
        hasInstruments: () => world.instruments.length > 0,
        onInstruments(listener) {
          instrumentListeners.add(listener);
          return () => instrumentListeners.delete(listener);
        },
      },
      account: {
        cash: () => world.cash,
        dayResult: () => world.dayResult,
        sellableQuantity: () => (world.sellable === null ? null : quantity(world.sellable)),
        creditPower: () => world.credit,
        wantCreditPower: (symbol) => world.creditWanted.push(symbol),
        loans: () => world.loans,
      },
      tradingDate: () => kstDateOf(clock.now()),
    });
    service.onOrder((order) => orderEvents.push(order));
    service.onFill((fill) => fillEvents.push(fill));
    service.restore();
    return service;
  }

  const desk: OrderDesk = {
    clock,
    broker,
    ledger,
    world,
    service: start({ ok: true, value: ledger }),
    orderEvents,
    fillEvents,
    restart(storage = { ok: true, value: ledger }, integrity) {
      desk.service.close();
      orderEvents.length = 0;
      fillEvents.length = 0;
      desk.service = start(storage, integrity);
    },
    place(change = {}, requestId = `request-${++requests}`) {
      return desk.service.place({ requestId, intent: buyIntent(change), accepted: [] });
    },
    announceInstruments() {
      for (const listener of [...instrumentListeners]) listener();
    },
    instrumentListenerCount: () => instrumentListeners.size,
    order(clientOrderId) {
      const found = desk.service.orders().find((each) => each.clientOrderId === clientOrderId);
      if (found === undefined) throw new Error(`no order ${clientOrderId}`);
      return found;
    },
  };
  return desk;
}

/** Returns a desk that may trade. */
export async function createArmedDesk(): Promise<OrderDesk> {
  const desk = createOrderDesk();
  await desk.service.reconcile();
  return desk;
}

/** Moves time in small steps, so that answers come between timers as they do in life. */
export async function pass(clock: VirtualClock, ms: number, step = 250): Promise<void> {
  for (let left = ms; left > 0; left -= step) {
    clock.advance(Math.min(step, left));
    await settle();
  }
}

function createCountingIds(): Ids {
  let count = 0;
  return { next: () => `id-${String(++count).padStart(6, '0')}`, random: () => 0.5 };
}
