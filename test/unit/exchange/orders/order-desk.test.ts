import { describe, expect, it } from 'vitest';
import type { AccountOrder, WorldEvent } from '#electron/exchange/world.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { createQuietWorld, intentOf } from '#test/support/quiet-world.ts';

/** Ten shares offered at 253,500 and a hundred at 254,000; bids from 253,000. */
const ASKS = [
  { symbol: '005930', venue: 'KRX', side: 'sell', price: 253_500, quantity: 10 },
  { symbol: '005930', venue: 'KRX', side: 'sell', price: 254_000, quantity: 100 },
  { symbol: '005930', venue: 'KRX', side: 'buy', price: 253_000, quantity: 50 },
] as const;

function must(result: {
  readonly ok: boolean;
  readonly value?: AccountOrder;
  readonly error?: string;
}): AccountOrder {
  if (result.value === undefined) throw new Error(`refused: ${result.error ?? ''}`);
  return result.value;
}

function changesOf(events: readonly WorldEvent[]) {
  return events.flatMap((event) =>
    event.type === 'order'
      ? [`${event.order.number} ${event.order.kind} ${event.change} ${event.order.status}`]
      : [],
  );
}

describe('an order of an account', () => {
  it('fills in part against the book and leaves the rest at its price', () => {
    const { world, events } = createQuietWorld({ seedBooks: ASKS });
    const order = must(world.submit('trader', intentOf({ quantity: 30 })));
    expect(order).toMatchObject({
      number: 1,
      status: 'partiallyFilled',
      filled: 10,
      leaves: 20,
      routedVenue: 'KRX',
    });
    expect(order.filledTurnover).toBe(2_535_000);
    expect(world.book('005930', 'KRX').bids[0]).toEqual({ price: 253_500, size: 20 });
    expect(world.day('005930', 'KRX')).toMatchObject({ lastPrice: 253_500, volume: 10, buyVolume: 10 });
    expect(changesOf(events)).toEqual(['1 new accepted accepted', '1 new filled partiallyFilled']);
  });

  it('announces the print before the fill, and the fill before the holding', () => {
    const { world, events } = createQuietWorld({ seedBooks: ASKS });
    world.submit('trader', intentOf({ quantity: 10 }));
    const types = events.map(({ type }) => type);
    expect(types.filter((type) => type !== 'book')).toEqual(['order', 'print', 'order', 'holding']);
  });

  it('is booked in cash and holdings', () => {
    const { world } = createQuietWorld({ seedBooks: ASKS });
    world.submit('trader', intentOf({ quantity: 10 }));
    expect(world.holdings('trader')).toMatchObject([
      { symbol: '005930', quantity: 10, sellable: 10, cost: 2_535_000 },
    ]);
    const [fill] = world.fills('trader');
    expect(fill).toMatchObject({ number: 1, price: 253_500, quantity: 10, commission: 380, tax: 0 });
    expect(world.cash('trader').depositD2).toBe(100_000_000 - 2_535_000 - 380);
  });

  it('gets a number of its own, also for amend and cancel requests', () => {
    const { world } = createQuietWorld();
    const first = must(world.submit('trader', intentOf({ price: 250_000, quantity: 5 })));
    const amended = must(
      world.amend('trader', first.number, {
        symbol: '005930',
        venue: 'KRX',
        quantity: quantity(5),
        price: price(251_000),
        stopPrice: null,
      }),
    );
    const canceled = must(
      world.cancel('trader', amended.number, { symbol: '005930', venue: 'KRX', quantity: null }),
    );
    expect([first.number, amended.number, canceled.number]).toEqual([1, 2, 3]);
    expect(amended).toMatchObject({
      kind: 'amend',
      originalNumber: 1,
      rootNumber: 1,
      status: 'accepted',
      leaves: 5,
    });
    expect(canceled).toMatchObject({
      kind: 'cancel',
      originalNumber: 2,
      rootNumber: 1,
      status: 'confirmed',
      leaves: 0,
    });
    expect(world.orders('trader').map(({ status }) => status)).toEqual(['amended', 'canceled', 'confirmed']);
    expect(world.cash('trader').reserved).toBe(0);
  });
});

describe('an amend', () => {
  it('turns part of an order into a new one and leaves the rest where it was', () => {
    const { world, events } = createQuietWorld();
    world.submit('trader', intentOf({ price: 250_000, quantity: 10 }));
    events.length = 0;
    world.amend('trader', 1, {
      symbol: '005930',
      venue: 'KRX',
      quantity: quantity(4),
      price: price(251_000),
      stopPrice: null,
    });
    expect(world.book('005930', 'KRX').bids).toEqual([
      { price: 251_000, size: 4 },
      { price: 250_000, size: 6 },
    ]);
    expect(changesOf(events)).toEqual([
      '2 amend accepted accepted',
      '2 amend confirmed accepted',
      '1 new confirmed accepted',
    ]);
  });

  it('may fill at once at its new price', () => {
    const { world } = createQuietWorld({ seedBooks: ASKS });
    world.submit('trader', intentOf({ price: 250_000, quantity: 10 }));
    const amended = must(
      world.amend('trader', 1, {
        symbol: '005930',
        venue: 'KRX',
        quantity: quantity(10),
        price: price(253_500),
        stopPrice: null,
      }),
    );
    expect(amended).toMatchObject({ number: 2, status: 'filled', filled: 10 });
  });

  it.each([
    ['more than is left', 11, 251_000, 'QUANTITY_EXCEEDS_LEAVES'],
    ['nothing', 0, 251_000, 'QUANTITY_INVALID'],
    ['to a price off tick', 5, 251_100, 'PRICE_OFF_TICK'],
    ['to a price over the limit', 5, 400_000, 'PRICE_OUTSIDE_LIMITS'],
  ])('of %s is refused and changes nothing', (_, shares, limit, reason) => {
    const { world, events } = createQuietWorld();
    world.submit('trader', intentOf({ price: 250_000, quantity: 10 }));
    const before = { cash: world.cash('trader'), orders: world.orders('trader') };
    events.length = 0;
    const result = world.amend('trader', 1, {
      symbol: '005930',
      venue: 'KRX',
      quantity: quantity(shares),
      price: price(limit),
      stopPrice: null,
    });
    expect(result).toEqual({ ok: false, error: reason });
    expect({ cash: world.cash('trader'), orders: world.orders('trader') }).toEqual(before);
    expect(events).toEqual([]);
  });
});

describe('a cancel', () => {
  it('takes part of an order away and frees its cash', () => {
    const { world } = createQuietWorld();
    world.submit('trader', intentOf({ price: 250_000, quantity: 10 }));
    const reserved = world.cash('trader').reserved;
    world.cancel('trader', 1, { symbol: '005930', venue: 'KRX', quantity: quantity(4) });
    expect(world.orders('trader')[0]).toMatchObject({ status: 'accepted', leaves: 6 });
    expect(world.cash('trader').reserved).toBeLessThan(reserved);
    expect(world.book('005930', 'KRX').bids).toEqual([{ price: 250_000, size: 6 }]);
  });

  it('of an order that is filled is refused as no longer open', () => {
    const { world } = createQuietWorld({ seedBooks: ASKS });
    world.submit('trader', intentOf({ quantity: 10 }));
    const result = world.cancel('trader', 1, { symbol: '005930', venue: 'KRX', quantity: null });
    expect(result).toEqual({ ok: false, error: 'ORDER_NOT_OPEN' });
  });

  it.each([
    ['a number that does not exist', 99, '005930'],
    ['a number of another instrument', 1, '068760'],
  ])('of %s is refused as unknown', (_, number, symbol) => {
    const { world } = createQuietWorld();
    world.submit('trader', intentOf({ price: 250_000 }));
    expect(world.cancel('trader', number, { symbol, venue: 'KRX', quantity: null })).toEqual({
      ok: false,
      error: 'UNKNOWN_ORDER',
    });
  });

  it('of somebody else’s order is refused as unknown', () => {
    const { world } = createQuietWorld();
    world.openAccount('other');
    world.submit('trader', intentOf({ price: 250_000 }));
    expect(world.cancel('other', 1, { symbol: '005930', venue: 'KRX', quantity: null })).toEqual({
      ok: false,
      error: 'UNKNOWN_ORDER',
    });
  });

  it('of a cancel request is refused: only orders can be canceled', () => {
    const { world } = createQuietWorld();
    world.submit('trader', intentOf({ price: 250_000, quantity: 2 }));
    world.cancel('trader', 1, { symbol: '005930', venue: 'KRX', quantity: quantity(1) });
    expect(world.cancel('trader', 2, { symbol: '005930', venue: 'KRX', quantity: null })).toEqual({
      ok: false,
      error: 'ORDER_NOT_OPEN',
    });
  });
});

describe('a new order is refused, with nothing reserved and nothing announced,', () => {
  it.each([
    ['for an unknown symbol', intentOf({ symbol: '999999' }), 'UNKNOWN_SYMBOL'],
    [
      'on NXT when the issue is not traded there',
      intentOf({ symbol: '068760', price: 39_000, venue: 'NXT' }),
      'NOT_ON_VENUE',
    ],
    ['for no shares', intentOf({ quantity: 0 }), 'QUANTITY_INVALID'],
    ['without a price', intentOf({ price: null }), 'PRICE_OFF_TICK'],
    ['off tick', intentOf({ price: 253_600 }), 'PRICE_OFF_TICK'],
    ['over the upper limit', intentOf({ price: 340_000 }), 'PRICE_OUTSIDE_LIMITS'],
    ['without the cash', intentOf({ price: 253_500, quantity: 1_000 }), 'INSUFFICIENT_CASH'],
    ['without the shares', intentOf({ side: 'sell' }), 'INSUFFICIENT_HOLDING'],
    [
      'of a type that the session does not take',
      intentOf({ type: 'postCloseClosePrice', price: null }),
      'TYPE_NOT_ALLOWED',
    ],
    [
      'of a type that cannot be routed',
      intentOf({ type: 'midpoint', price: null, venue: 'SOR' }),
      'TYPE_NOT_ALLOWED',
    ],
  ])('%s', (_, intent, reason) => {
    const { world, events } = createQuietWorld();
    const before = world.cash('trader');
    expect(world.submit('trader', intent)).toEqual({ ok: false, error: reason });
    expect(world.cash('trader')).toEqual(before);
    expect(world.orders('trader')).toEqual([]);
    expect(events).toEqual([]);
  });

  it('for a halted issue', () => {
    const { world } = createQuietWorld();
    const listings = world.listings.map((listing) => ({ ...listing, isHalted: true }));
    const halted = createQuietWorld({ listings });
    expect(halted.world.submit('trader', intentOf())).toEqual({ ok: false, error: 'INSTRUMENT_HALTED' });
  });
});

describe('the exchange', () => {
  it('keeps cash and shares between two accounts that trade with each other', () => {
    const { world } = createQuietWorld({ seedBooks: ASKS });
    world.openAccount('other');
    world.submit('trader', intentOf({ quantity: 10 }));
    world.submit('other', intentOf({ price: 252_000, quantity: 6 }));
    world.submit('trader', intentOf({ side: 'sell', price: 252_000, quantity: 6, timeInForce: 'day' }));
    const [trader, other] = ['trader', 'other'].map((id) => world.holdings(id)[0]?.quantity ?? 0);
    // The bid of 50 at 253,000 is better than the other account's.
    expect([trader, other]).toEqual([4, 0]);
    world.submit('trader', intentOf({ side: 'sell', price: 252_000, quantity: 4 }));
    expect(world.book('005930', 'KRX').bids).toEqual([
      { price: 253_000, size: 40 },
      { price: 252_000, size: 6 },
    ]);
  });

  it('wakes a stop when the last price reaches it', () => {
    const { world } = createQuietWorld({ seedBooks: ASKS });
    world.submit('trader', intentOf({ type: 'stopLimit', price: 254_500, stopPrice: 254_000, quantity: 3 }));
    expect(world.orders('trader')[0]?.status).toBe('accepted');
    world.openAccount('other');
    world.submit('other', intentOf({ price: 254_000, quantity: 15 }));
    expect(world.orders('trader')[0]).toMatchObject({ status: 'filled', filled: 3, filledTurnover: 762_000 });
  });
});
