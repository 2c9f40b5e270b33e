import { afterEach, describe, expect, it } from 'vitest';
import type { ExecutionReport } from '#electron/core/brokers/broker.ts';
import { createKiwoomBroker } from '#electron/core/brokers/kiwoom/create-kiwoom-broker.ts';
import type { KiwoomSettings } from '#electron/core/brokers/kiwoom/kiwoom-settings.ts';
import { DEFAULT_KIWOOM_SETTINGS } from '#electron/core/brokers/kiwoom/kiwoom-settings.ts';
import { createExchange } from '#electron/exchange/exchange.ts';
import { NO_QUOTA } from '#electron/exchange/kiwoom-server/settings.ts';
import { systemClock } from '#electron/platform/system-clock.ts';
import { createUndiciHttp } from '#electron/platform/undici-http.ts';
import { createUuidIds } from '#electron/platform/uuid-ids.ts';
import { createWsConnector } from '#electron/platform/ws-connector.ts';
import { CASH, MARGIN_LOAN } from '#shared/domain/funding.ts';
import type { OrderIntent } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import { TEST_LISTINGS } from '#test/support/kiwoom-exchange.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';

const SYMBOL = '005930';
const GOLD = 'M04020000';
const SELLS = [{ symbol: SYMBOL, venue: 'KRX', side: 'sell', price: 68_100, quantity: 50 }] as const;
const BUYS = [{ symbol: SYMBOL, venue: 'KRX', side: 'buy', price: 67_900, quantity: 50 }] as const;

const UNHURRIED: Partial<KiwoomSettings> = {
  requestsPerSecond: 1_000,
  apiRate: { perSecond: 1_000, burst: 1_000 },
  socket: { ...DEFAULT_KIWOOM_SETTINGS.socket, backOff: { firstMs: 20, maxMs: 200, factor: 2 } },
};

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** A desk's client on a market that stands still. */
async function online() {
  const exchange = await createExchange({
    clock: systemClock,
    seed: 1,
    settings: { quota: NO_QUOTA },
    world: { listings: TEST_LISTINGS, activity: 0, seedBooks: [...SELLS, ...BUYS] },
  });
  cleanups.push(() => exchange.stop());
  const http = createUndiciHttp({ clock: systemClock });
  const broker = createKiwoomBroker({
    clock: systemClock,
    ids: createUuidIds(systemClock),
    log: SILENT_LOG,
    http,
    sockets: createWsConnector(),
    credentials: () => Promise.resolve(ok({ appKey: 'desk', secretKey: 'secret of desk' })),
    environment: 'embedded',
    restUrl: exchange.restUrl,
    socketUrl: exchange.wsUrl,
    settings: UNHURRIED,
  });
  cleanups.push(async () => {
    await broker.disconnect();
    await http.close();
  });
  const reports: ExecutionReport[] = [];
  broker.execution.onReport((report) => reports.push(report));
  value(await broker.connect());
  return { broker, reports, world: exchange.world };
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.kind} ${result.error.code} ${result.error.detail}`);
  return result.value;
}

const until = (claim: () => void) =>
  expect.poll(() => (claim(), true), { timeout: 10_000, interval: 10 }).toBe(true);

const order = (change: Partial<OrderIntent> = {}): OrderIntent => ({
  symbol: SYMBOL,
  side: 'buy',
  type: 'limit',
  timeInForce: 'day',
  venue: 'KRX',
  price: price(68_100),
  stopPrice: null,
  funding: MARGIN_LOAN,
  quantity: quantity(10),
  ...change,
});

const nothing = () => undefined;

describe('credit', () => {
  it('is bought with a loan, told apart in the holdings, and repaid by the day of the loan', async () => {
    const { broker, reports, world } = await online();
    const { execution, account } = broker;
    expect(await account.fetchCreditPower?.(SYMBOL)).toMatchObject({ value: { guaranteeRate: 40 } });
    const before = value(await account.fetchCash());

    const bought = value(await execution.placeOrder(order(), nothing));
    expect(bought.handle).toBe(`KRX:${bought.venueOrderId}:credit`);
    await until(() => expect(reports.some(({ event }) => event === 'filled')).toBe(true));
    expect(reports.at(-1)).toMatchObject({ handle: bought.handle, funding: MARGIN_LOAN });
    expect(value(await execution.fetchOrders())).toMatchObject([
      { handle: bought.handle, funding: MARGIN_LOAN, filledQuantity: 10 },
    ]);

    // 40 % guarantee of 681,000, and the commission.
    const spent = before.buyingPower - value(await account.fetchCash()).buyingPower;
    expect(spent).toBe(272_400 + 102);
    const [held] = value(await account.fetchPositions());
    const loanDate = world.tradingDate();
    expect(held).toMatchObject({
      symbol: SYMBOL,
      quantity: 10,
      sellableQuantity: 0,
      loans: [{ loanDate, quantity: 10, sellableQuantity: 10, loanAmount: 408_600, interest: 0 }],
    });
    expect(held?.loans[0]?.dueDate).not.toBeNull();

    const sale = order({ side: 'sell', price: price(67_900), quantity: quantity(4) });
    expect(await execution.placeOrder({ ...sale, funding: CASH }, nothing)).toMatchObject({ ok: false });
    const funding = { kind: 'marginLoan', loanDate } as const;
    const sold = value(await execution.placeOrder({ ...sale, funding }, nothing));
    await until(() =>
      expect(reports.some((each) => each.venueOrderId === sold.venueOrderId && each.fill)).toBe(true),
    );
    expect(reports.at(-1)).toMatchObject({ funding });
    const merged = { ...sale, funding: MARGIN_LOAN, quantity: quantity(6) };
    const rest = value(await execution.placeOrder(merged, nothing));
    await until(() =>
      expect(reports.some((each) => each.venueOrderId === rest.venueOrderId && each.fill)).toBe(true),
    );
    expect(value(await account.fetchPositions())).toEqual([]);
  });

  it('amends and cancels by the APIs of credit, also under a handle that does not know', async () => {
    const { broker } = await online();
    const { execution } = broker;
    const resting = order({ price: price(60_000) });
    const placed = value(await execution.placeOrder(resting, nothing));
    const change = { quantity: quantity(10), price: price(60_100), stopPrice: null };
    const amended = value(await execution.amendOrder(placed.handle, resting, change, nothing));
    expect(amended.handle).toBe(`KRX:${amended.venueOrderId}:credit`);
    const bare = amended.handle.replace(':credit', '') as typeof amended.handle;
    expect(await execution.cancelOrder(bare, { ...resting, funding: CASH }, nothing)).toMatchObject({
      ok: false,
    });
    expect(await execution.cancelOrder(bare, resting, nothing)).toMatchObject({ ok: true });
  });
});

describe('gold', () => {
  it('is listed with the shares, quoted and charted', async () => {
    const { broker } = await online();
    const { marketData } = broker;
    const listed = value(await marketData.fetchInstruments()).filter(({ kind }) => kind === 'gold');
    expect(listed.map(({ symbol }) => symbol)).toEqual([GOLD, 'M04020100']);
    const [quote] = value(await marketData.fetchQuotes([GOLD]));
    expect(quote?.lastPrice).toBe((quote?.basePrice ?? 0) + (quote?.change ?? Number.NaN));
    for (const interval of ['5m', 'day', 'week', 'month'] as const) {
      const query = { symbol: GOLD, interval, isAdjusted: true, cursor: null };
      expect(value(await marketData.fetchCandles(query)).items.length, interval).toBeGreaterThan(0);
    }
    expect(value(await marketData.fetchOrderBook(GOLD)).asks).toEqual([]);
  });

  it('is ordered, amended, filled and canceled in grams, out of the gold account', async () => {
    const { broker, reports } = await online();
    const { execution, account, marketData } = broker;
    const before = value((await account.gold?.fetchHoldings()) ?? ok(null));
    const quote = value(await marketData.fetchQuote(GOLD));
    const low = (quote.lowerLimit + 1_000) as Price;
    const rest = order({ symbol: GOLD, price: low, quantity: quantity(20), funding: CASH });
    const placed = value(await execution.placeOrder(rest, nothing));
    expect(placed.handle).toBe(`KRX:${placed.venueOrderId}:gold`);
    const change = { quantity: quantity(20), price: (low + 100) as Price, stopPrice: null };
    const amended = value(await execution.amendOrder(placed.handle, rest, change, nothing));

    await until(() => expect(reports.some(({ event }) => event === 'amended')).toBe(true));
    expect(value(await execution.fetchOpenOrders())).toMatchObject([
      { venueOrderId: amended.venueOrderId, symbol: GOLD, leavesQuantity: 20, handle: amended.handle },
    ]);
    const held = value((await account.gold?.fetchHoldings()) ?? ok(null));
    expect(held?.cash.buyingPower).toBeLessThan(before?.cash.buyingPower ?? 0);
    value(await execution.cancelOrder(amended.handle, rest, nothing));
    await until(() => expect(reports.some(({ event }) => event === 'canceled')).toBe(true));
    const all = value(await execution.fetchOrders());
    expect(all.map(({ kind }) => kind)).toEqual(['new', 'amend', 'cancel']);
    expect(all.every(({ symbol }) => symbol === GOLD)).toBe(true);
  });
});
