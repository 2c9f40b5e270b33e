import { describe, expect, it } from 'vitest';
import type { SeedOrder } from '#electron/exchange/create-world.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import { createQuietWorld, intentOf } from '#test/support/quiet-world.ts';

const offer = (venue: BookVenue, price: number, quantity: number): SeedOrder => ({
  symbol: '005930',
  venue,
  side: 'sell',
  price,
  quantity,
});
const bid = (venue: BookVenue, price: number, quantity: number): SeedOrder => ({
  ...offer(venue, price, quantity),
  side: 'buy',
});

function routeOf(seedBooks: readonly SeedOrder[], change: Parameters<typeof intentOf>[0]) {
  const { world } = createQuietWorld({ seedBooks });
  const result = world.submit('trader', intentOf({ venue: 'SOR', ...change }));
  return result.ok ? result.value.routedVenue : result.error;
}

describe('an order left to the router', () => {
  it('goes where it trades at the better price', () => {
    const books = [offer('KRX', 253_500, 10), offer('NXT', 253_000, 10)];
    expect(routeOf(books, { quantity: 10 })).toBe('NXT');
    expect(routeOf([offer('KRX', 253_000, 10), offer('NXT', 253_500, 10)], { quantity: 10 })).toBe('KRX');
  });

  it('compares the mean price of all it can trade at once, not the best level alone', () => {
    const books = [offer('KRX', 253_500, 100), offer('NXT', 253_000, 1), offer('NXT', 255_000, 100)];
    expect(routeOf(books, { price: 256_000, quantity: 100 })).toBe('KRX');
  });

  it('takes the lower fee at equal prices', () => {
    const books = [offer('KRX', 253_500, 10), offer('NXT', 253_500, 10)];
    expect(routeOf(books, { quantity: 10 })).toBe('NXT');
  });

  it('goes where it can trade at all', () => {
    expect(routeOf([offer('KRX', 253_500, 10)], { quantity: 10 })).toBe('KRX');
    expect(routeOf([offer('NXT', 253_500, 10)], { quantity: 10 })).toBe('NXT');
  });

  it('rests in the deeper queue when it cannot trade, on KRX when both are equal', () => {
    expect(routeOf([bid('KRX', 250_000, 10), bid('NXT', 250_000, 90)], { price: 250_000 })).toBe('NXT');
    expect(routeOf([bid('KRX', 250_000, 90), bid('NXT', 250_000, 10)], { price: 250_000 })).toBe('KRX');
    expect(routeOf([], { price: 250_000 })).toBe('KRX');
  });

  it('goes to KRX for an issue that is not on NXT', () => {
    expect(routeOf([], { symbol: '068760', price: 39_000 })).toBe('KRX');
  });

  it('goes to KRX with a market order, which NXT does not take', () => {
    const books = [offer('KRX', 254_000, 10), offer('NXT', 253_000, 10)];
    expect(routeOf(books, { type: 'market', price: null })).toBe('KRX');
  });

  it('keeps SOR as the venue its owner sent it to, and can be amended and canceled under it', () => {
    const { world } = createQuietWorld();
    world.submit('trader', intentOf({ venue: 'SOR', price: 250_000 }));
    expect(world.orders('trader')[0]).toMatchObject({ routedVenue: 'KRX', intent: { venue: 'SOR' } });
    const canceled = world.cancel('trader', 1, { symbol: '005930', venue: 'SOR', quantity: null });
    expect(canceled.ok).toBe(true);
  });
});
