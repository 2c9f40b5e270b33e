import { afterEach, describe, expect, it } from 'vitest';
import type {
  Broker,
  ExecutionReport,
  MarketEvent,
  MarketSubscription,
} from '#electron/core/brokers/broker.ts';
import { createKiwoomBroker } from '#electron/core/brokers/kiwoom/create-kiwoom-broker.ts';
import type { KiwoomSettings } from '#electron/core/brokers/kiwoom/kiwoom-settings.ts';
import { DEFAULT_KIWOOM_SETTINGS } from '#electron/core/brokers/kiwoom/kiwoom-settings.ts';
import type { Exchange, ExchangeOptions } from '#electron/exchange/exchange.ts';
import { createExchange } from '#electron/exchange/exchange.ts';
import { NO_QUOTA, REAL_QUOTA } from '#electron/exchange/kiwoom-server/settings.ts';
import type { Traffic } from '#electron/exchange/kiwoom-server/traffic.ts';
import { PLAIN_TRAFFIC } from '#electron/exchange/kiwoom-server/traffic.ts';
import { systemClock } from '#electron/platform/system-clock.ts';
import { createUndiciHttp } from '#electron/platform/undici-http.ts';
import { createUuidIds } from '#electron/platform/uuid-ids.ts';
import { createWsConnector } from '#electron/platform/ws-connector.ts';
import { CANDLE_INTERVALS } from '#shared/domain/candle.ts';
import type { OrderIntent } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import { TEST_LISTINGS } from '#test/support/kiwoom-exchange.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';

const SYMBOL = '005930';
const SELLS = [
  { symbol: SYMBOL, venue: 'KRX', side: 'sell', price: 68_100, quantity: 6 },
  { symbol: SYMBOL, venue: 'KRX', side: 'sell', price: 68_200, quantity: 50 },
] as const;

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function startExchange(change: Partial<ExchangeOptions> = {}): Promise<Exchange> {
  const exchange = await createExchange({
    clock: systemClock,
    seed: 1,
    settings: { quota: NO_QUOTA },
    world: { listings: TEST_LISTINGS, activity: 0, seedBooks: SELLS },
    ...change,
  });
  cleanups.push(() => exchange.stop());
  return exchange;
}

/** As fast as the machine goes, unless a test is about the pace. */
const UNHURRIED: Partial<KiwoomSettings> = {
  requestsPerSecond: 1_000,
  apiRate: { perSecond: 1_000, burst: 1_000 },
  socket: { ...DEFAULT_KIWOOM_SETTINGS.socket, backOff: { firstMs: 20, maxMs: 200, factor: 2 } },
};

function createBroker(
  exchange: Pick<Exchange, 'restUrl' | 'wsUrl'>,
  settings: Partial<KiwoomSettings> = UNHURRIED,
  appKey = 'desk',
) {
  const http = createUndiciHttp({ clock: systemClock });
  const broker = createKiwoomBroker({
    clock: systemClock,
    ids: createUuidIds(systemClock),
    log: SILENT_LOG,
    http,
    sockets: createWsConnector(),
    credentials: () => Promise.resolve(ok({ appKey, secretKey: `secret of ${appKey}` })),
    environment: 'embedded',
    restUrl: exchange.restUrl,
    socketUrl: exchange.wsUrl,
    settings,
  });
  cleanups.push(async () => {
    await broker.disconnect();
    await http.close();
  });
  const reports: ExecutionReport[] = [];
  const events: MarketEvent[] = [];
  broker.execution.onReport((report) => reports.push(report));
  broker.marketData.onEvent((event) => events.push(event));
  return { broker, reports, events };
}

async function online(exchange: Exchange, settings?: Partial<KiwoomSettings>, appKey?: string) {
  const desk = createBroker(exchange, settings, appKey);
  value(await desk.broker.connect());
  return desk;
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.kind} ${result.error.code} ${result.error.detail}`);
  return result.value;
}

const until = (claim: () => void) =>
  expect.poll(() => (claim(), true), { timeout: 10_000, interval: 10 }).toBe(true);

const buy = (change: Partial<OrderIntent> = {}): OrderIntent => ({
  symbol: SYMBOL,
  side: 'buy',
  type: 'limit',
  timeInForce: 'day',
  venue: 'KRX',
  price: price(67_000),
  stopPrice: null,
  funding: { kind: 'cash' },
  quantity: quantity(10),
  ...change,
});

const nothing = () => undefined;
const want = (channel: MarketSubscription['channel'], symbol = SYMBOL) => ({ symbol, channel, priority: 1 });

describe('a Kiwoom account on the embedded exchange', () => {
  it('places, amends, fills in part, cancels, and hears of it all', async () => {
    const { broker, reports } = await online(await startExchange());
    const placed = value(await broker.execution.placeOrder(buy(), nothing));
    const amended = value(
      await broker.execution.amendOrder(
        placed.handle,
        buy(),
        { quantity: quantity(10), price: price(68_100), stopPrice: null },
        nothing,
      ),
    );
    expect(amended.venueOrderId).not.toBe(placed.venueOrderId);
    const canceled = value(await broker.execution.cancelOrder(amended.handle, buy(), nothing));

    await until(() => expect(reports.filter(({ event }) => event === 'canceled')).not.toEqual([]));
    const heard = reports.map(({ venueOrderId, originalVenueOrderId, event, leavesQuantity }) => ({
      venueOrderId,
      originalVenueOrderId,
      event,
      leavesQuantity,
    }));
    const { venueOrderId: first } = placed;
    const { venueOrderId: second } = amended;
    expect(heard).toContainEqual({
      venueOrderId: first,
      originalVenueOrderId: null,
      event: 'accepted',
      leavesQuantity: 10,
    });
    expect(heard).toContainEqual(
      expect.objectContaining({ venueOrderId: second, originalVenueOrderId: first, event: 'amended' }),
    );
    expect(heard).toContainEqual(
      expect.objectContaining({ venueOrderId: second, event: 'filled', leavesQuantity: 4 }),
    );
    expect(heard).toContainEqual(
      expect.objectContaining({
        venueOrderId: canceled.venueOrderId,
        originalVenueOrderId: second,
        event: 'canceled',
      }),
    );
    expect(reports.find(({ fill }) => fill !== null)?.fill).toMatchObject({
      price: 68_100,
      quantity: 6,
      tax: 0,
    });

    const orders = value(await broker.execution.fetchOrders());
    expect(
      orders.map(({ kind, filledQuantity, leavesQuantity }) => [kind, filledQuantity, leavesQuantity]),
    ).toEqual([
      ['new', 0, 0],
      ['amend', 6, 0],
      ['cancel', 0, 0],
    ]);
    expect(value(await broker.execution.fetchOpenOrders())).toEqual([]);
    expect(value(await broker.execution.fetchFills())).toMatchObject([
      { venueOrderId: second, quantity: 6, price: 68_100, side: 'buy' },
    ]);
  });

  it('knows its cash, its holdings and what it can buy, and is told when they change', async () => {
    const { broker, reports } = await online(await startExchange());
    const changed: (string | null)[] = [];
    broker.account.onChange(({ symbol }) => changed.push(symbol));
    expect(value(await broker.account.fetchAccountNumber())).toMatch(/^\d{10}$/);
    const before = value(await broker.account.fetchCash());
    expect(before.deposit).toBe(100_000_000);
    const buyable = value(await broker.account.fetchBuyableQuantity(SYMBOL, price(68_100)));
    expect(buyable).toBeGreaterThan(1_400);
    expect(value(await broker.account.fetchBuyableQuantity(SYMBOL, null))).toBeLessThan(buyable);

    value(await broker.execution.placeOrder(buy({ price: price(68_200) }), nothing));
    await until(() => expect(reports.filter(({ event }) => event === 'filled')).toHaveLength(2));
    await until(() => expect(changed).toContain(SYMBOL));
    const fees = reports.reduce((sum, { fill }) => sum + (fill?.commission ?? 0), 0);
    expect(value(await broker.account.fetchPositions())).toMatchObject([
      { symbol: SYMBOL, quantity: 10, sellableQuantity: 10, cost: 6 * 68_100 + 4 * 68_200 },
    ]);
    const [fill] = value(await broker.execution.fetchFills());
    expect(fill).toMatchObject({ quantity: 10, commission: fees });
    expect(value(await broker.account.fetchCash()).buyingPower).toBeLessThan(
      before.buyingPower - 10 * 68_100,
    );
  });

  it('shows the market: instruments, quotes, book, trades and bars of every width', async () => {
    const { broker, reports } = await online(await startExchange());
    const { marketData } = broker;
    expect(
      value(await marketData.fetchInstruments()).map(
        ({ symbol, kind, market, marginRate, isNxtEligible, isHalted }) => [
          symbol,
          kind,
          market,
          marginRate,
          isNxtEligible,
          isHalted,
        ],
      ),
    ).toEqual([
      ['005930', 'share', 'KOSPI', 20, true, false],
      ['000660', 'share', 'KOSPI', 20, true, true],
      ['035720', 'share', 'KOSDAQ', 40, false, false],
      ['069500', 'etf', 'KOSPI', 20, false, false],
      ['M04020000', 'gold', 'KOSPI', 100, false, false],
      ['M04020100', 'gold', 'KOSPI', 100, false, false],
    ]);
    value(await broker.execution.placeOrder(buy({ price: price(68_100), quantity: quantity(2) }), nothing));
    await until(() => expect(reports.some(({ event }) => event === 'filled')).toBe(true));
    const quote = value(await marketData.fetchQuote(SYMBOL));
    expect(quote).toMatchObject({ symbol: SYMBOL, lastPrice: 68_100, bestAsk: 68_100 });
    expect(quote.change).toBe(quote.lastPrice - quote.basePrice);
    expect(value(await marketData.fetchQuotes([SYMBOL, '035720'])).map(({ symbol }) => symbol)).toEqual([
      SYMBOL,
      '035720',
    ]);
    expect(value(await marketData.fetchOrderBook(SYMBOL)).asks).toEqual([
      { price: 68_100, size: 4 },
      { price: 68_200, size: 50 },
    ]);
    expect(value(await marketData.fetchTrades(SYMBOL))[0]).toMatchObject({
      price: 68_100,
      quantity: 2,
      aggressor: 'buy',
    });
    for (const interval of CANDLE_INTERVALS) {
      const { items } = value(
        await marketData.fetchCandles({ symbol: SYMBOL, interval, isAdjusted: true, cursor: null }),
      );
      expect([interval, items.length > 0]).toEqual([interval, true]);
      const times = items.map(({ time }) => time);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      for (const { open, high, low, close } of items) {
        expect(high >= open && high >= close && low <= open && low <= close).toBe(true);
      }
    }
  });

  it('goes back through the bars page by page without a gap or a repeat', async () => {
    const { broker } = await online(await startExchange());
    const query = { symbol: SYMBOL, interval: 'day', isAdjusted: true } as const;
    const first = value(await broker.marketData.fetchCandles({ ...query, cursor: null }));
    expect(first.next).not.toBeNull();
    const second = value(await broker.marketData.fetchCandles({ ...query, cursor: first.next }));
    const oldest = first.items[0]?.time ?? 0;
    const before = second.items.at(-1)?.time ?? Number.POSITIVE_INFINITY;
    expect(before).toBeLessThan(oldest);
    expect(oldest - before).toBeLessThan(15 * 86_400_000);
  });

  it('gets pushes of what it registered, and no longer of what it removed', async () => {
    const { broker, reports, events } = await online(await startExchange());
    broker.marketData.setSubscriptions([want('trades'), want('book')]);
    await heardBooks(broker, events);
    value(await broker.execution.placeOrder(buy({ price: price(68_100), quantity: quantity(3) }), nothing));
    await until(() => expect(events.filter(({ kind }) => kind === 'trade')).toHaveLength(1));
    expect(events.find(({ kind }) => kind === 'trade')).toMatchObject({
      symbol: SYMBOL,
      price: 68_100,
      quantity: 3,
      aggressor: 'buy',
      bestAsk: 68_100,
    });
    await until(() =>
      expect(events.some((event) => event.kind === 'book' && event.book.asks[0]?.size === 3)).toBe(true),
    );

    broker.marketData.setSubscriptions([want('book')]);
    // The socket works in order: once another registration is confirmed, the removal before it is done.
    broker.marketData.setSubscriptions([want('book'), want('book', '035720')]);
    await heardBooks(broker, events, '035720');
    events.length = 0;
    const heard = reports.length;
    value(await broker.execution.placeOrder(buy({ price: price(68_200), quantity: quantity(1) }), nothing));
    await until(() => expect(reports.length).toBeGreaterThan(heard + 1));
    await until(() => expect(events.some(({ kind }) => kind === 'book')).toBe(true));
    expect(events.filter(({ kind }) => kind === 'trade')).toEqual([]);
  });

  it('keeps the words of a refusal', async () => {
    const { broker } = await online(await startExchange());
    expect(await broker.execution.placeOrder(buy({ price: price(67_050) }), nothing)).toMatchObject({
      ok: false,
      error: { kind: 'venueRejected', context: { venueCode: 'RC4003' } },
    });
    expect(value(await broker.execution.fetchOpenOrders())).toEqual([]);
  });
});

/** Places small orders far from the market, each of which changes the book, until a push of the book tells of it. */
async function heardBooks(broker: Broker, events: readonly MarketEvent[], symbol = SYMBOL): Promise<void> {
  const heard = () => events.some((event) => event.kind === 'book' && event.book.symbol === symbol);
  const { lowerLimit } = value(await broker.marketData.fetchQuote(symbol));
  while (!heard()) {
    value(
      await broker.execution.placeOrder(buy({ symbol, price: lowerLimit, quantity: quantity(1) }), nothing),
    );
    await new Promise((resolve) => systemClock.after(20, () => resolve(null)));
  }
}

/** Traffic that loses the answer of one API, before or after the exchange has done the work. */
function losing(api: string, when: 'before' | 'after'): Traffic & { lost: number } {
  const traffic = {
    ...PLAIN_TRAFFIC,
    lost: 0,
    call: ((call, proceed) => {
      if (call.headers['api-id'] !== api) return proceed();
      traffic.lost += 1;
      if (when === 'after') void proceed();
      return null;
    }) satisfies Traffic['call'] as Traffic['call'],
  };
  return traffic;
}

describe('an order whose answer is lost', () => {
  it.each(['before', 'after'] as const)(
    '%s the exchange did its work has an unknown outcome; the order list tells',
    async (when) => {
      const traffic = losing('kt10000', when);
      const { broker } = await online(await startExchange({ traffic }));
      let sent = 0;
      const placed = await broker.execution.placeOrder(buy(), () => (sent += 1));
      expect(placed).toMatchObject({ ok: false, error: { kind: 'outcomeUnknown' } });
      expect([traffic.lost, sent]).toEqual([1, 1]);
      expect(value(await broker.execution.fetchOrders())).toHaveLength(when === 'after' ? 1 : 0);
      expect(traffic.lost).toBe(1);
    },
  );

  it('is not said to be unknown when there was nobody to send it to', async () => {
    const exchange = await startExchange();
    const { broker } = await online(exchange);
    await exchange.stop();
    await until(() => expect(broker.connection().phase).toBe('waitingToRetry'));
    const placed = await broker.execution.placeOrder(buy(), nothing);
    expect(placed).toMatchObject({ ok: false, error: { kind: 'connectivity' } });
  });
});

describe('a link that breaks', () => {
  it('comes back with a new token when the exchange was restarted, and registers everything anew', async () => {
    const first = await startExchange();
    const { broker, events, reports } = await online(first);
    let gaps = 0;
    broker.marketData.onGap(() => (gaps += 1));
    broker.marketData.setSubscriptions([want('book')]);
    await heardBooks(broker, events);
    const ports = { port: Number(new URL(first.restUrl).port), wsPort: Number(new URL(first.wsUrl).port) };
    await first.stop();
    await until(() => expect(broker.connection().phase).toBe('waitingToRetry'));
    events.length = 0;
    await startExchange(ports);
    await until(() => expect(broker.connection().phase).toBe('online'));
    expect(gaps).toBe(1);
    expect(value(await broker.account.fetchCash()).deposit).toBe(100_000_000);
    reports.length = 0;
    await heardBooks(broker, events);
    await until(() => expect(reports.some(({ event }) => event === 'accepted')).toBe(true));
  });

  it('is not fought over with another program that uses the same key', async () => {
    const exchange = await startExchange();
    const { broker: older } = await online(exchange);
    const { broker: newer } = await online(exchange);
    await until(() => expect(older.connection().phase).toBe('replaced'));
    await new Promise((resolve) => systemClock.after(300, () => resolve(null)));
    expect(older.connection().phase).toBe('replaced');
    expect(newer.connection().phase).toBe('online');
    expect(await older.account.fetchCash()).toMatchObject({ ok: true });
  });

  it('is refused for good with the wrong key', async () => {
    const exchange = await startExchange({
      settings: { quota: NO_QUOTA, strictKeys: { appKey: 'desk', secretKey: 'another secret' } },
    });
    const { broker } = createBroker(exchange);
    expect(await broker.connect()).toMatchObject({ ok: false, error: { kind: 'auth' } });
    expect(broker.connection().phase).toBe('refused');
  });
});

describe('the quota of the real server', () => {
  it('is never exceeded by a flood of queries, and an order passes them', async () => {
    const statuses: number[] = [];
    const order: string[] = [];
    const traffic: Traffic = {
      ...PLAIN_TRAFFIC,
      async call(call, proceed) {
        const answer = await proceed();
        statuses.push(answer.status);
        order.push(call.headers['api-id'] ?? '');
        return answer;
      },
    };
    const exchange = await startExchange({ traffic, settings: { quota: REAL_QUOTA } });
    const { broker } = await online(exchange, { requestsPerSecond: 5 });
    const queries = [
      ...Array.from({ length: 4 }, () => broker.marketData.fetchOrderBook(SYMBOL)),
      ...Array.from({ length: 4 }, () => broker.marketData.fetchQuotes([SYMBOL])),
      ...Array.from({ length: 4 }, () => broker.marketData.fetchTrades(SYMBOL)),
    ];
    const placed = broker.execution.placeOrder(buy(), nothing);
    expect(await placed).toMatchObject({ ok: true });
    expect(order.filter((api) => api !== 'au10001').indexOf('kt10000')).toBeLessThanOrEqual(4);
    for (const answer of await Promise.all(queries)) expect(answer.ok).toBe(true);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
