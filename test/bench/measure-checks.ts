import type { AccountId } from '#shared/domain/account.ts';
import { DEFAULT_RISK_LIMITS } from '#shared/catalogue/risk-limits.ts';
import { money } from '#shared/domain/money.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { createAccountBook } from '#electron/core/accounts/create-account-book.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';
import { buyIntent, CASH, createArmedDesk, SAMSUNG, SAMSUNG_QUOTE } from '#test/support/order-desk.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';
import { percentile, round } from './percentile.ts';

export interface CheckMeasure {
  readonly p50Us: number;
  readonly p99Us: number;
  /** The same in processor time: on a machine that is busy otherwise, the clock on the wall measures the others. */
  readonly cpuP99Us: number;
}

interface Taken {
  readonly wallUs: number;
  readonly cpuUs: number;
}

const OPEN_ORDERS = 200;
const POSITIONS = 500;
const WARM_UP = 2_000;
const CHECKS = 20_000;

/**
 * One check of an order as `order.preview` and, twice, `order.place` do it: all nine steps with every limit on, against 200
 * open orders and a day's result over 500 holdings. Orders that pass, so that no step is skipped.
 */
export async function measureChecks(): Promise<CheckMeasure> {
  const desk = await loadedDesk();
  const check = (index: number): Taken => {
    const intent = buyIntent({
      price: price(60_000 + (index % 50) * 100),
      quantity: quantity(1 + (index % 9)),
    });
    const cpu = process.cpuUsage();
    const before = performance.now();
    const { problems } = desk.service.preview(intent);
    const wallUs = (performance.now() - before) * 1000;
    const { user, system } = process.cpuUsage(cpu);
    if (problems.length > 0) throw new Error(`refused: ${problems[0]?.error.code ?? ''}`);
    return { wallUs, cpuUs: user + system };
  };
  for (let index = 0; index < WARM_UP; index += 1) check(index);
  const took = Array.from({ length: CHECKS }, (_, index) => check(index));
  desk.service.close();
  const wall = took.map(({ wallUs }) => wallUs);
  const cpu = took.map(({ cpuUs }) => cpuUs);
  return {
    p50Us: round(percentile(wall, 0.5)),
    p99Us: round(percentile(wall, 0.99)),
    cpuP99Us: round(percentile(cpu, 0.99)),
  };
}

async function loadedDesk(): Promise<OrderDesk> {
  const desk = await createArmedDesk();
  const { broker, clock, world } = desk;
  const symbols = Array.from({ length: POSITIONS }, (_, index) => String(100_000 + index));
  world.instruments = [SAMSUNG, ...symbols.map((symbol) => ({ ...SAMSUNG, symbol }))];
  world.quotes = world.instruments.map(({ symbol }) => ({ ...SAMSUNG_QUOTE, symbol }));
  world.cash = { ...CASH, buyingPower: money(90_000_000_000) };
  broker.setPositions(
    symbols.map((symbol) => ({
      symbol,
      name: symbol,
      quantity: quantity(10),
      sellableQuantity: quantity(10),
      loans: [],
      averageEntryPrice: 70_000,
      lastPrice: price(71_400),
      cost: money(700_000),
    })),
  );
  const base = { last: null, lastTime: null, base: SAMSUNG.basePrice };
  const book = createAccountBook({
    accountId: 'test' as AccountId,
    broker,
    clock,
    log: SILENT_LOG,
    pricesOf: () => base,
  });
  const read = await book.refresh();
  if (!read.ok) throw new Error(read.error.detail);
  Object.defineProperty(world, 'dayResult', { get: () => book.dayResult() });
  world.limits = { ...DEFAULT_RISK_LIMITS, allowedSymbols: ['005930', ...symbols] };
  for (let index = 0; index < OPEN_ORDERS; index += 1) {
    clock.advance(1_000);
    const placed = await desk.service.place({
      requestId: `request-${index}`,
      intent: buyIntent({ symbol: symbols[index] ?? '005930', price: price(50_000 + index * 100) }),
      accepted: ['CONFIRM_OPEN_ORDERS'],
    });
    if (!placed.ok) throw new Error(placed.error.detail);
  }
  clock.advance(10_000);
  return desk;
}
