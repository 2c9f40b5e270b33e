import { describe, expect, it } from 'vitest';
import { allocateLimitLock } from '#electron/exchange/matching/allocation.ts';
import type { BookEntry } from '#electron/exchange/matching/order-queue.ts';
import { BookHarness } from './book-harness.ts';

/** Orders of these sizes, in the order they arrived. */
function entries(sizes: readonly number[]): readonly BookEntry[] {
  return sizes.map((leaves, index) => ({ leaves, priority: index }) as BookEntry);
}

function shares(sizes: readonly number[], quantity: number, half: 'down' | 'up' = 'down'): readonly number[] {
  const all = entries(sizes);
  const allocated = allocateLimitLock(all, quantity, half);
  return all.map((entry) => allocated.find((share) => share.entry === entry)?.quantity ?? 0);
}

describe('limit-lock allocation', () => {
  it('gives the exchange example 550, 150, 9,850 and 2,550', () => {
    expect(shares([1_000, 200, 10_000, 5_000], 13_100)).toEqual([550, 150, 9_850, 2_550]);
  });

  it('gives up to 100 lots each in the first pass, largest order first', () => {
    expect(shares([50, 300, 200], 250)).toEqual([50, 100, 100]);
    expect(shares([50, 300, 200], 150)).toEqual([0, 100, 50]);
  });

  it('gives half of what each still wants in the second pass', () => {
    // 100 each leaves 400 for halves of 900 and 500: 450 does not fit any more.
    expect(shares([1_000, 600], 600)).toEqual([500, 100]);
    expect(shares([1_000, 600], 900)).toEqual([550, 350]);
  });

  it('gives the rest to the largest order in the third pass', () => {
    expect(shares([1_000, 600], 1_000)).toEqual([650, 350]);
  });

  it('prefers the earlier of two orders of equal size', () => {
    expect(shares([300, 300], 101)).toEqual([100, 1]);
  });

  it('cuts half of an odd quantity, or rounds it up where the policy says so', () => {
    expect(shares([103, 101], 202)).toEqual([102, 100]);
    expect(shares([103, 101], 202, 'up')).toEqual([102, 100]);
    expect(shares([105, 101], 203, 'down')).toEqual([103, 100]);
    expect(shares([105, 103], 205, 'up')).toEqual([103, 102]);
    expect(shares([105, 103], 204, 'down')).toEqual([103, 101]);
  });

  it('never gives more than there is or than an order wants', () => {
    expect(shares([10, 20], 30)).toEqual([10, 20]);
    expect(shares([10, 20], 0)).toEqual([0, 0]);
  });
});

describe('an auction locked at the daily limit', () => {
  it('allocates by size at the open', () => {
    const book = new BookHarness({ hasVolatilityInterruption: false }, 'openingAuction', '08:40');
    const buys = [1_000, 200, 10_000, 5_000].map((size) => book.buy(13_000, size));
    book.sell(12_000, 13_100);
    book.enter('continuous', '09:00:10');
    expect(buys.map((number) => book.filledOf(number))).toEqual([550, 150, 9_850, 2_550]);
    expect(book.engine.lastPrice).toBe(13_000);
  });

  it('counts market orders as orders at the limit', () => {
    const book = new BookHarness({ hasVolatilityInterruption: false }, 'openingAuction', '08:40');
    const limit = book.sell(7_000, 1_000);
    const market = book.sell(null, 10_000, { type: 'market' });
    book.buy(7_000, 1_000);
    book.enter('continuous', '09:00:10');
    // 100 each, then half of 9,900 takes what is left.
    expect([book.filledOf(limit), book.filledOf(market)]).toEqual([100, 900]);
  });

  it('allocates by time at the close', () => {
    const book = new BookHarness({ hasVolatilityInterruption: false }, 'closingAuction', '15:20');
    const buys = [1_000, 200, 10_000, 5_000].map((size) => book.buy(13_000, size));
    book.sell(12_000, 13_100);
    book.enter('postCloseWait', '15:30:10');
    expect(buys.map((number) => book.filledOf(number))).toEqual([1_000, 200, 10_000, 1_900]);
  });

  it('allocates by time when everything at the limit fills anyway', () => {
    const book = new BookHarness({ hasVolatilityInterruption: false }, 'openingAuction', '08:40');
    const buys = [300, 200].map((size) => book.buy(13_000, size));
    book.sell(13_000, 600);
    book.enter('continuous', '09:00:10');
    expect(buys.map((number) => book.filledOf(number))).toEqual([300, 200]);
  });
});
