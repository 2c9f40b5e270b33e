import { describe, expect, it } from 'vitest';
import { createClearing } from '#electron/exchange/clearing/create-clearing.ts';
import type { Clearing } from '#electron/exchange/clearing/clearing.ts';
import { createRandom } from '#electron/exchange/market/random.ts';
import type { Random } from '#electron/exchange/market/random.ts';
import { addDays } from '#shared/catalogue/trading-calendar.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import { money } from '#shared/domain/money.ts';
import type { OrderSide } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import { epochMs } from '#shared/domain/time.ts';
import { FRIDAY, imbalance } from './clearing-harness.ts';

const INSTRUMENTS = new Map<string, Pick<Instrument, 'market' | 'kind'>>([
  ['005930', { market: 'KOSPI', kind: 'share' }],
  ['000660', { market: 'KOSPI', kind: 'share' }],
  ['247540', { market: 'KOSDAQ', kind: 'share' }],
  ['069500', { market: 'KOSPI', kind: 'etf' }],
]);
const SYMBOLS = [...INSTRUMENTS.keys()];
const ACCOUNTS = Array.from({ length: 20 }, (_unused, index) => `account-${index}`);
const FILLS = 1_000_000;
const CHECK_EVERY = 10_000;
const BALANCED = { cash: 0, shares: [] };

/** Random trades between random accounts and the market, through the same calls that the exchange makes. */
class RandomTrading {
  booked = 0;
  private orders = 0;

  constructor(
    private readonly clearing: Clearing,
    private readonly random: Random,
  ) {}

  /** One trade: buyer and seller are accounts or, a third of the time, the market outside clearing. */
  trade(): void {
    const symbol = SYMBOLS[this.random.integer(0, SYMBOLS.length - 1)] ?? '';
    const at = price(this.random.integer(1, 2_000_000));
    const size = this.random.integer(1, 500) as Quantity;
    const buyer = this.pickOwner();
    const seller = this.pickOwner();
    const buyOrder = buyer === null ? null : this.reserve(buyer, symbol, 'buy', at, size);
    if (buyer !== null && buyOrder === null) return;
    const sellOrder = seller === null ? null : this.reserve(seller, symbol, 'sell', at, size);
    if (seller !== null && sellOrder === null) {
      if (buyOrder !== null) this.clearing.release(buyOrder, size);
      return;
    }
    this.book(buyer, buyOrder, symbol, 'buy', at, size);
    this.book(seller, sellOrder, symbol, 'sell', at, size);
  }

  private pickOwner(): string | null {
    return this.random.chance(1 / 3) ? null : (ACCOUNTS[this.random.integer(0, ACCOUNTS.length - 1)] ?? null);
  }

  private reserve(
    accountId: string,
    symbol: string,
    side: OrderSide,
    at: Price,
    quantity: Quantity,
  ): number | null {
    this.orders += 1;
    const answer = this.clearing.reserve(
      accountId,
      this.orders,
      { symbol, side, type: 'limit', timeInForce: 'day', venue: 'KRX', price: at, stopPrice: null, quantity },
      at,
    );
    return answer.ok ? this.orders : null;
  }

  private book(
    accountId: string | null,
    number: number | null,
    symbol: string,
    side: OrderSide,
    at: Price,
    quantity: Quantity,
  ): void {
    if (accountId === null || number === null) return;
    this.clearing.bookFill({
      number,
      accountId,
      symbol,
      side,
      price: at,
      quantity,
      venue: 'KRX',
      at: epochMs(0),
    });
    this.booked += 1;
  }
}

describe('conservation', () => {
  it('keeps cash and shares to the won over 1,000,000 random fills', { timeout: 120_000 }, () => {
    const clearing = createClearing({
      date: FRIDAY,
      instrumentOf: (symbol) => INSTRUMENTS.get(symbol) ?? null,
    });
    for (const account of ACCOUNTS) clearing.openAccount(account, money(50_000_000_000_000));
    const trading = new RandomTrading(clearing, createRandom(20261120));
    let day = FRIDAY;
    let nextCheck = CHECK_EVERY;
    while (trading.booked < FILLS) {
      trading.trade();
      if (trading.booked < nextCheck) continue;
      nextCheck += CHECK_EVERY;
      expect(imbalance(clearing)).toEqual(BALANCED);
      day = addDays(day, 1);
      clearing.rollTo(day);
      expect(imbalance(clearing)).toEqual(BALANCED);
    }
    const totals = clearing.totals();
    expect(totals.commission).toBeGreaterThan(0);
    expect(totals.tax).toBeGreaterThan(0);
    expect(totals.marketCash).not.toBe(0);
    for (const account of ACCOUNTS) expect(clearing.cash(account).reserved).toBe(0);
  });
});
