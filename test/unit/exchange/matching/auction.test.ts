import { describe, expect, it } from 'vitest';
import { DEFAULT_ENGINE_POLICY } from '#electron/exchange/matching/engine-policy.ts';
import { BookHarness } from './book-harness.ts';
import type { OrderTerms } from './book-harness.ts';

const MARKET: OrderTerms = { type: 'market' };

function openingAuction(options: ConstructorParameters<typeof BookHarness>[0] = {}): BookHarness {
  return new BookHarness({ hasVolatilityInterruption: false, ...options }, 'openingAuction', '08:40');
}

describe('clearing price', () => {
  it('is the price at which the most can trade', () => {
    const book = openingAuction();
    book.buy(10_100, 100);
    book.buy(10_050, 200);
    book.buy(10_000, 300);
    book.sell(9_900, 150);
    book.sell(10_000, 100);
    book.sell(10_080, 500);
    // 250 shares at 10,050: the bids above are filled, the bid there in part.
    expect(book.engine.indicative()).toEqual({ price: 10_050, quantity: 250 });
  });

  it('fills every better order completely and one side at the price itself', () => {
    const book = openingAuction();
    const [above, at, below] = [book.buy(10_100, 100), book.buy(10_050, 200), book.buy(10_000, 300)];
    const asks = [book.sell(9_900, 150), book.sell(10_000, 100)];
    book.enter('continuous', '09:00:10');
    expect([above, at, below].map((number) => book.filledOf(number))).toEqual([100, 150, 0]);
    expect(asks.map((number) => book.filledOf(number))).toEqual([150, 100]);
    expect(new Set(book.trades.map(([price]) => price))).toEqual(new Set([10_050]));
  });

  it('prints a cross without an aggressor and fills the partly filled price by time', () => {
    const book = openingAuction();
    const first = book.buy(10_000, 10);
    const second = book.buy(10_000, 10);
    const sell = book.sell(10_000, 15);
    book.enter('continuous', '09:00:10');
    expect(book.trades).toEqual([
      [10_000, 10, first, sell, null],
      [10_000, 5, second, sell, null],
    ]);
    expect(book.leavesOf(second)).toBe(5);
  });

  it('is the previous price when that is one of several', () => {
    const book = openingAuction();
    book.buy(10_100, 100);
    book.sell(9_900, 100);
    expect(book.engine.indicative()).toEqual({ price: 10_000, quantity: 100 });
  });

  it('is the one closest to the previous price when that is none of them', () => {
    const above = openingAuction();
    above.buy(10_300, 100);
    above.sell(10_100, 100);
    expect(above.engine.indicative()?.price).toBe(10_100);
    const below = openingAuction();
    below.buy(9_900, 100);
    below.sell(9_700, 100);
    expect(below.engine.indicative()?.price).toBe(9_900);
  });

  it('is kept from passing an order that it leaves unfilled', () => {
    const book = openingAuction();
    book.buy(10_300, 100);
    book.buy(10_200, 50);
    book.sell(10_100, 100);
    // At 10,100 the bid at 10,200 would be better than the price and yet unfilled.
    expect(book.engine.indicative()).toEqual({ price: 10_200, quantity: 100 });
  });

  it('lies on a tick although the previous price may not', () => {
    const lower = new BookHarness(
      { hasVolatilityInterruption: false, lastPrice: 10_005 as never },
      'closingAuction',
    );
    lower.buy(10_100, 1);
    lower.sell(9_900, 1);
    expect(lower.engine.indicative()?.price).toBe(10_000);
    const policy = { ...DEFAULT_ENGINE_POLICY, equallyCloseClearingPrice: 'higher' as const };
    const higher = new BookHarness(
      { hasVolatilityInterruption: false, lastPrice: 10_005 as never, policy },
      'closingAuction',
    );
    higher.buy(10_100, 1);
    higher.sell(9_900, 1);
    expect(higher.engine.indicative()?.price).toBe(10_010);
    const nearer = new BookHarness(
      { hasVolatilityInterruption: false, lastPrice: 10_007 as never },
      'closingAuction',
    );
    nearer.buy(10_100, 1);
    nearer.sell(9_900, 1);
    expect(nearer.engine.indicative()?.price).toBe(10_010);
  });

  it('does not exist while bids and asks do not meet', () => {
    const book = openingAuction();
    book.buy(9_900, 10);
    book.sell(10_000, 10);
    expect(book.engine.indicative()).toBeNull();
    book.enter('continuous', '09:00:10');
    expect(book.trades).toEqual([]);
    expect(book.bids()).toEqual([[9_900, 10]]);
  });
});

describe('market orders in an auction', () => {
  it('fill before every limit order', () => {
    const book = openingAuction();
    const limit = book.buy(10_100, 100);
    const market = book.buy(null, 100, MARKET);
    book.sell(10_000, 120);
    book.enter('continuous', '09:00:10');
    expect([book.filledOf(market), book.filledOf(limit)]).toEqual([100, 20]);
  });

  it('trade among themselves at the previous price when both sides are equal', () => {
    const book = openingAuction();
    book.buy(null, 100, MARKET);
    book.sell(null, 100, MARKET);
    expect(book.engine.indicative()).toEqual({ price: 10_000, quantity: 100 });
  });

  it('trade among themselves one tick towards the larger side', () => {
    const rising = openingAuction();
    rising.buy(null, 101, MARKET);
    rising.sell(null, 100, MARKET);
    expect(rising.engine.indicative()).toEqual({ price: 10_010, quantity: 100 });
    const falling = openingAuction();
    falling.buy(null, 100, MARKET);
    falling.sell(null, 101, MARKET);
    expect(falling.engine.indicative()).toEqual({ price: 9_990, quantity: 100 });
  });

  it('buy at the dearest ask they need, not at the dearest there is', () => {
    const book = openingAuction();
    book.buy(null, 100, MARKET);
    book.sell(10_200, 60);
    book.sell(10_300, 60);
    book.sell(10_900, 60);
    expect(book.engine.indicative()).toEqual({ price: 10_300, quantity: 100 });
  });

  it('count one tick above the best bid when they outweigh every ask', () => {
    const book = openingAuction();
    book.buy(null, 100, MARKET);
    book.buy(10_400, 10);
    book.sell(10_200, 60);
    // Deemed at 10,410, the market order alone is left, so the price is its own.
    expect(book.engine.indicative()).toEqual({ price: 10_410, quantity: 60 });
  });

  it('sell one tick below the best ask or lower when they outweigh every bid', () => {
    const book = openingAuction();
    book.sell(null, 100, MARKET);
    book.sell(9_600, 10);
    book.buy(9_800, 60);
    expect(book.engine.indicative()).toEqual({ price: 9_590, quantity: 60 });
  });

  it('never count with a price outside the daily limits', () => {
    const book = openingAuction();
    book.buy(null, 100, MARKET);
    book.buy(13_000, 10);
    book.sell(13_000, 60);
    expect(book.engine.indicative()).toEqual({ price: 13_000, quantity: 60 });
  });

  it('stay when the open leaves them unfilled', () => {
    const book = openingAuction();
    const market = book.buy(null, 100, MARKET);
    book.sell(10_000, 30);
    book.enter('continuous', '09:00:10');
    expect(book.leavesOf(market)).toBe(70);
    const late = book.sell(10_000, 70);
    expect(book.filledOf(late)).toBe(70);
  });
});

describe('the book shown while an auction collects', () => {
  it('is what the indicative cross would leave, so it is never crossed', () => {
    const book = openingAuction();
    book.buy(10_100, 100);
    book.buy(9_900, 70);
    book.sell(9_950, 40);
    book.sell(10_200, 10);
    expect(book.engine.indicative()).toEqual({ price: 10_100, quantity: 40 });
    expect(book.bids()).toEqual([
      [10_100, 60],
      [9_900, 70],
    ]);
    expect(book.asks()).toEqual([[10_200, 10]]);
    expect(book.engine.bestPrice('sell')).toBe(10_200);
    expect(book.engine.totalSize('buy')).toBe(170);
  });

  it('shows market orders at the price they count with', () => {
    const book = openingAuction();
    book.buy(null, 100, MARKET);
    book.buy(10_000, 5);
    expect(book.bids()).toEqual([
      [10_010, 100],
      [10_000, 5],
    ]);
  });

  it('collects without trading until its phase ends', () => {
    const book = openingAuction();
    book.buy(10_100, 100);
    book.sell(9_900, 100);
    expect(book.trades).toEqual([]);
    book.enter('continuous', '09:00:10');
    expect(book.trades.length).toBe(1);
    expect(book.engine.indicative()).toBeNull();
  });
});
