import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountId } from '#shared/domain/account.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import { money } from '#shared/domain/money.ts';
import type { ClientOrderId, OrderIntent } from '#shared/domain/order.ts';
import { ORDER_SIDES, ORDER_TYPES, TIMES_IN_FORCE } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import type { Price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import { kstDate } from '#shared/domain/time.ts';
import type { TradingSessionPhase } from '#shared/domain/trading-session.ts';
import { DEFAULT_RISK_LIMITS } from '#shared/catalogue/risk-limits.ts';
import type { RiskLimits } from '#shared/domain/risk-limits.ts';
import { VENUES } from '#shared/domain/venue.ts';
import { applyFact, beginOrder } from '#electron/core/orders/apply-fact.ts';
import { checkOrder } from '#electron/core/orders/risk-checks.ts';
import type { RiskContext } from '#electron/core/orders/risk-context.ts';
import type { TrackedOrder } from '#electron/core/orders/tracked-order.ts';
import { buyIntent, CASH, SAMSUNG, SAMSUNG_QUOTE } from '#test/support/order-desk.ts';

const NOW = 1_795_136_400_000 as EpochMs;

const OFF = { confirmAbove: null, refuseAbove: null };

const NO_LIMITS: RiskLimits = {
  ...DEFAULT_RISK_LIMITS,
  orderValue: OFF,
  orderQuantity: OFF,
  distancePercent: OFF,
  distanceTicks: OFF,
  ordersPerSecond: OFF,
  openOrders: OFF,
  dailyLoss: OFF,
};

function context(change: Partial<RiskContext> = {}): RiskContext {
  return {
    instrument: SAMSUNG,
    quote: SAMSUNG_QUOTE,
    sessions: phases('continuous', 'continuous'),
    capabilities: {
      orders: VENUES.flatMap((venue) =>
        ORDER_TYPES.map((type) => ({ venue, type, timesInForce: TIMES_IN_FORCE })),
      ),
      funding: ['cash', 'marginLoan'],
      goldOrders: [],
    },
    limits: {
      ...NO_LIMITS,
      orderValue: { confirmAbove: 20_000_000, refuseAbove: 50_000_000 },
      distancePercent: { confirmAbove: 3, refuseAbove: 10 },
    },
    cash: CASH,
    sellableQuantity: quantity(100),
    credit: null,
    loans: [],
    dayResult: money(0),
    orders: [],
    amended: null,
    tradingDate: kstDate('20261120'),
    now: NOW,
    ...change,
  };
}

function phases(krx: TradingSessionPhase, nxt: TradingSessionPhase): RiskContext['sessions'] {
  return [
    { venue: 'KRX', phase: krx, endsAt: null },
    { venue: 'NXT', phase: nxt, endsAt: null },
  ];
}

/** Codes of what refuses the order, with the field each stands beside. */
function problems(intent: Partial<OrderIntent> = {}, change: Partial<RiskContext> = {}): string[] {
  return checkOrder(buyIntent(intent), context(change)).problems.map(
    ({ field, error }) => `${field}: ${error.code}`,
  );
}

function other(change: Partial<Instrument>): Partial<RiskContext> {
  return { instrument: { ...SAMSUNG, ...change } };
}

/** Another order of the account, in the given stage. */
function earlier(
  intent: Partial<OrderIntent>,
  ageMs: number,
  phase: 'recorded' | 'unknown' | 'accepted',
): TrackedOrder {
  const order = beginOrder(
    'test' as AccountId,
    `order-${ageMs}` as ClientOrderId,
    {
      kind: 'placeRecorded',
      commandId: 'place-1',
      requestId: 'request-1',
      intent: buyIntent(intent),
      tradingDate: '20261120' as KstDate,
    },
    (NOW - ageMs) as EpochMs,
  );
  const lost = { kind: 'outcomeLost' as const, commandId: 'place-1', code: 'LOST' };
  const acked = {
    kind: 'acked' as const,
    commandId: 'place-1',
    venueOrderId: '0000009' as never,
    handle: 'h' as never,
  };
  if (phase === 'recorded') return order;
  return applyFact(order, phase === 'unknown' ? lost : acked, NOW);
}

describe('an order that is fine', () => {
  it('has no problem and no warning', () => {
    expect(checkOrder(buyIntent(), context())).toEqual({
      notional: 710_000,
      commission: 106,
      tax: 0,
      maxQuantity: 1_408,
      problems: [],
      warnings: [],
    });
  });
});

describe('the session', () => {
  it.each<[string, Partial<OrderIntent>, Partial<RiskContext>, string[]]>([
    ['closed', {}, { sessions: phases('closed', 'closed') }, ['venue: SESSION_CLOSED']],
    ['unknown', {}, { sessions: phases('unknown', 'unknown') }, ['venue: SESSION_UNKNOWN']],
    ['not told at all', {}, { sessions: [] }, ['venue: SESSION_UNKNOWN']],
    [
      'of another venue only',
      { venue: 'NXT' },
      { sessions: phases('continuous', 'paused') },
      ['venue: SESSION_CLOSED'],
    ],
    [
      'an auction, for a stop order',
      { type: 'stopLimit', stopPrice: price(71_000) },
      { sessions: phases('openingAuction', 'paused') },
      ['type: TYPE_NOT_ALLOWED'],
    ],
    [
      'an auction, for IOC',
      { timeInForce: 'ioc' },
      { sessions: phases('closingAuction', 'paused') },
      ['timeInForce: TIME_IN_FORCE_NOT_ALLOWED'],
    ],
    [
      'the after-market, for a market order',
      { type: 'market', price: null },
      { sessions: phases('afterMarket', 'afterMarket') },
      ['type: TYPE_NOT_ALLOWED'],
    ],
    ['open on NXT alone, for SOR', { venue: 'SOR' }, { sessions: phases('closed', 'preMarket') }, []],
    [
      'closed on both, for SOR',
      { venue: 'SOR' },
      { sessions: phases('closed', 'paused') },
      ['venue: SESSION_CLOSED'],
    ],
  ])('%s', (_title, intent, change, expected) => {
    expect(problems(intent, change)).toEqual(expected);
  });

  it('of the after-market does not take funds', () => {
    const fund = { ...other({ kind: 'etf' }), sessions: phases('afterMarket', 'closed') };
    expect(problems({ price: price(71_000) }, fund)).toEqual(['venue: NOT_ON_VENUE']);
  });
});

describe('the instrument', () => {
  it('has to be known', () => {
    expect(problems({}, { instrument: null })).toEqual(['symbol: SYMBOL_UNKNOWN']);
  });

  it('must not be halted', () => {
    expect(problems({}, other({ isHalted: true }))).toEqual(['symbol: SYMBOL_HALTED']);
  });

  it('has to be traded on NXT for an order there', () => {
    expect(problems({ venue: 'NXT' }, other({ isNxtEligible: false }))).toEqual(['venue: NOT_ON_VENUE']);
    expect(problems({ venue: 'SOR' }, other({ isNxtEligible: false }))).toEqual([]);
  });
});

describe('the quantity', () => {
  it.each([
    ['zero', 0, {}, 'QUANTITY_BELOW_MINIMUM'],
    ['negative', -1, {}, 'QUANTITY_BELOW_MINIMUM'],
    ['a fraction', 1.5, {}, 'QUANTITY_BELOW_MINIMUM'],
    ['no number', Number.NaN, {}, 'QUANTITY_BELOW_MINIMUM'],
    ['less than a lot', 9, other({ kind: 'elw' }), 'QUANTITY_BELOW_MINIMUM'],
    ['not whole lots', 15, other({ kind: 'elw' }), 'QUANTITY_NOT_LOT'],
    [
      'more than 1 % of a KOSDAQ share',
      1_001,
      other({ market: 'KOSDAQ', listedShares: 100_000 }),
      'QUANTITY_ABOVE_MAXIMUM',
    ],
    ['more than is listed', 100_001, other({ listedShares: 100_000 }), 'QUANTITY_ABOVE_MAXIMUM'],
    ['beyond exact sums', Number.MAX_SAFE_INTEGER, other({ listedShares: 0 }), 'QUANTITY_ABOVE_MAXIMUM'],
  ])('%s is refused', (_title, shares, change, code) => {
    expect(problems({ quantity: shares as Quantity }, change)).toContain(`quantity: ${code}`);
  });

  it('of exactly 1 % of a KOSDAQ share passes', () => {
    const kosdaq = other({ market: 'KOSDAQ', listedShares: 10_000 });
    expect(problems({ quantity: quantity(100) }, kosdaq)).toEqual([]);
  });
});

describe('the price', () => {
  const elw = { ...other({ kind: 'elw' }), quote: null };

  it.each<[string, Partial<OrderIntent>, string[]]>([
    ['missing on a limit order', { price: null }, ['price: PRICE_REQUIRED']],
    ['given on a market order', { type: 'market' }, ['price: PRICE_NOT_ALLOWED']],
    ['given on a midpoint order', { type: 'midpoint' }, ['price: PRICE_NOT_ALLOWED']],
    ['a fraction', { price: 71_000.5 as Price }, ['price: PRICE_NOT_INTEGER']],
    ['zero', { price: 0 as Price }, ['price: PRICE_NOT_INTEGER']],
    ['between ticks', { price: price(71_050) }, ['price: PRICE_OFF_TICK']],
    ['above the upper limit', { price: price(92_900) }, ['price: PRICE_OUTSIDE_LIMITS']],
    ['below the lower limit', { price: price(49_950) }, ['price: PRICE_OUTSIDE_LIMITS']],
    ['missing a stop price', { type: 'stopLimit' }, ['stopPrice: STOP_PRICE_REQUIRED']],
    ['with a stop price nobody wants', { stopPrice: price(71_000) }, ['stopPrice: STOP_PRICE_NOT_ALLOWED']],
    [
      'with a stop price between ticks',
      { type: 'stopLimit', stopPrice: price(71_010) },
      ['stopPrice: STOP_PRICE_OFF_TICK'],
    ],
    [
      'with a stop price outside the band',
      { type: 'stopLimit', stopPrice: price(93_000) },
      ['stopPrice: STOP_PRICE_OUTSIDE_LIMITS'],
    ],
    [
      'conditional at the lower limit, selling',
      { type: 'conditionalLimit', side: 'sell', price: price(50_000) },
      ['price: PRICE_AT_LIMIT'],
    ],
  ])('%s is refused', (_title, intent, expected) => {
    expect(problems(intent)).toEqual(expected);
  });

  it('between ticks names the ticks around it', () => {
    expect(checkOrder(buyIntent({ price: price(71_050) }), context()).problems[0]?.error.context).toEqual({
      field: 'price',
      price: 71_050,
      tick: 100,
      below: 71_000,
      above: 71_100,
    });
  });

  it('is held against the band that the broker told, before the computed one', () => {
    const quote = { ...SAMSUNG_QUOTE, upperLimit: price(72_000), lowerLimit: price(70_000) };
    expect(problems({ price: price(72_100) }, { quote })).toEqual(['price: PRICE_OUTSIDE_LIMITS']);
  });

  it('is held against the computed band when the broker told none', () => {
    expect(problems({ price: price(92_900) }, { quote: null })).toContain('price: PRICE_OUTSIDE_LIMITS');
    expect(problems({ price: price(92_800) }, { quote: null })).not.toContain('price: PRICE_OUTSIDE_LIMITS');
  });

  it('has no band for an ELW', () => {
    expect(problems({ price: price(500_000) }, elw)).not.toContain('price: PRICE_OUTSIDE_LIMITS');
  });
});

describe('what the broker carries', () => {
  it('has to include the type on the venue, and the condition', () => {
    const capabilities = {
      orders: [{ venue: 'KRX', type: 'limit', timesInForce: ['day'] }],
      funding: ['cash'],
      goldOrders: [],
    } as const;
    expect(problems({}, { capabilities })).toEqual([]);
    expect(problems({ venue: 'NXT' }, { capabilities })).toEqual(['type: TYPE_NOT_OFFERED']);
    expect(problems({ timeInForce: 'ioc' }, { capabilities })).toEqual([
      'timeInForce: TIME_IN_FORCE_NOT_OFFERED',
    ]);
  });
});

describe('the money', () => {
  it('has to cover value and commission, to the won', () => {
    const exactly = { ...CASH, buyingPower: money(710_106) };
    expect(problems({}, { cash: exactly })).toEqual([]);
    expect(problems({}, { cash: { ...exactly, buyingPower: money(710_105) } })).toEqual([
      'quantity: BUYING_POWER_INSUFFICIENT',
    ]);
  });

  it('is reserved at the upper limit for an order without a price', () => {
    const cash = { ...CASH, buyingPower: money(928_138) };
    expect(problems({ type: 'market', price: null }, { cash })).toEqual([
      'quantity: BUYING_POWER_INSUFFICIENT',
    ]);
    expect(
      problems({ type: 'market', price: null }, { cash: { ...cash, buyingPower: money(928_139) } }),
    ).toEqual([]);
  });

  it('must not be promised twice: orders on their way count', () => {
    const orders = [earlier({ price: price(60_000) }, 5_000, 'recorded')];
    const cash = { ...CASH, buyingPower: money(1_310_195) };
    expect(problems({}, { cash, orders })).toEqual(['quantity: BUYING_POWER_INSUFFICIENT']);
    expect(problems({}, { cash: { ...cash, buyingPower: money(1_310_196) }, orders })).toEqual([]);
  });

  it('leaves out orders that the broker has taken: its figure knows them', () => {
    const orders = [earlier({ price: price(60_000) }, 5_000, 'accepted')];
    expect(problems({}, { cash: { ...CASH, buyingPower: money(710_106) }, orders })).toEqual([]);
  });

  it('has to be known', () => {
    expect(problems({}, { cash: null })).toEqual(['account: BUYING_POWER_UNKNOWN']);
    expect(problems({ side: 'sell' }, { sellableQuantity: null })).toEqual([
      'account: SELLABLE_QUANTITY_UNKNOWN',
    ]);
    expect(problems({ side: 'sell' }, { cash: null })).toEqual([]);
  });

  it('does not cover selling what is not held, or is being sold', () => {
    expect(problems({ side: 'sell', quantity: quantity(101) })).toEqual([
      'quantity: SELLABLE_QUANTITY_INSUFFICIENT',
    ]);
    const orders = [
      earlier({ side: 'sell', quantity: quantity(95), price: price(75_000) }, 5_000, 'recorded'),
    ];
    expect(problems({ side: 'sell' }, { orders })).toEqual(['quantity: SELLABLE_QUANTITY_INSUFFICIENT']);
  });
});

describe('costs', () => {
  it('of a sale hold the tax of its settlement day', () => {
    const sale = { side: 'sell' as const, price: price(71_400), quantity: quantity(100) };
    // 0.05 % and 0.15 % of 7,140,000, each cut to whole won.
    expect(checkOrder(buyIntent(sale), context())).toMatchObject({
      notional: 7_140_000,
      commission: 1_071,
      tax: 14_280,
    });
    const atYearsEnd = context({ tradingDate: kstDate('20261229') });
    expect(checkOrder(buyIntent(sale), atYearsEnd).tax).toBe(14_280);
  });

  it('of a fund hold no tax', () => {
    const fund = context({ ...other({ kind: 'etf' }), sellableQuantity: quantity(100) });
    expect(checkOrder(buyIntent({ side: 'sell' }), fund).tax).toBe(0);
  });
});

describe('the largest quantity', () => {
  it('is exactly what the money buys, commission included', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000_000 }),
        fc.integer({ min: 500, max: 928 }),
        (won, hundreds) => {
          const unit = price(hundreds * 100);
          const cash = { ...CASH, buyingPower: money(won) };
          const { maxQuantity } = checkOrder(buyIntent({ price: unit }), context({ cash }));
          if (maxQuantity === null) throw new Error('no quantity');
          const cost = (shares: number) => unit * shares + Math.floor((unit * shares * 15) / 100_000);
          expect(cost(maxQuantity)).toBeLessThanOrEqual(won);
          expect(cost(maxQuantity + 1)).toBeGreaterThan(won);
        },
      ),
    );
  });

  it('is what can be sold, for a sale', () => {
    expect(checkOrder(buyIntent({ side: 'sell' }), context()).maxQuantity).toBe(100);
  });

  it('is in whole lots', () => {
    const elw = context({ ...other({ kind: 'elw' }), sellableQuantity: quantity(57) });
    expect(checkOrder(buyIntent({ side: 'sell' }), elw).maxQuantity).toBe(50);
  });

  it('is not known before the account was read', () => {
    expect(checkOrder(buyIntent(), context({ cash: null })).maxQuantity).toBeNull();
  });
});

describe('the same order again', () => {
  it('is refused within the window, and not after it', () => {
    expect(problems({}, { orders: [earlier({}, 999, 'accepted')] })).toEqual(['account: DUPLICATE_WINDOW']);
    expect(problems({}, { orders: [earlier({}, 1_000, 'accepted')] })).toEqual([]);
  });

  it('is another order when anything differs', () => {
    for (const change of [{ quantity: quantity(11) }, { price: price(70_900) }, { venue: 'SOR' as const }]) {
      expect(problems(change, { orders: [earlier({}, 10, 'accepted')] })).toEqual([]);
    }
  });

  it("is refused when the machine's clock was set back meanwhile", () => {
    expect(problems({}, { orders: [earlier({}, -500, 'accepted')] })).toContain('account: DUPLICATE_WINDOW');
  });

  it('has to be accepted as such as long as the outcome of the first is unknown', () => {
    const preview = checkOrder(buyIntent(), context({ orders: [earlier({}, 3_600_000, 'unknown')] }));
    expect(preview.problems).toEqual([]);
    expect(preview.warnings).toMatchObject([
      { field: 'account', error: { code: 'LOOKALIKE_UNKNOWN', context: { clientOrderId: 'order-3600000' } } },
    ]);
  });
});

describe('any order whatever', () => {
  it('is answered without an exception, and never passes without a known session', () => {
    const wild = fc.oneof(fc.integer(), fc.double(), fc.constant(null));
    fc.assert(
      fc.property(
        fc.record({
          symbol: fc.constant('005930'),
          side: fc.constantFrom(...ORDER_SIDES),
          type: fc.constantFrom(...ORDER_TYPES),
          timeInForce: fc.constantFrom(...TIMES_IN_FORCE),
          venue: fc.constantFrom(...VENUES),
          price: wild,
          stopPrice: wild,
          quantity: fc.oneof(fc.integer(), fc.double()),
          funding: fc.constant({ kind: 'cash' as const }),
        }),
        fc.boolean(),
        (intent, isKnown) => {
          const sessions = isKnown ? context().sessions : [];
          const preview = checkOrder(intent as OrderIntent, context({ sessions }));
          if (!isKnown) expect(preview.problems).not.toEqual([]);
          for (const { error } of preview.problems) expect(error.code).toMatch(/^[A-Z]+(_[A-Z]+)+$/);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
