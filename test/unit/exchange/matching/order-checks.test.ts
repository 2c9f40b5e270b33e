import { describe, expect, it } from 'vitest';
import { ORDER_TYPES, TIMES_IN_FORCE } from '#shared/domain/order.ts';
import type { OrderType, TimeInForce } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import type { TradingSessionPhase } from '#shared/domain/trading-session.ts';
import { BookHarness, buildInstrument } from './book-harness.ts';

/** Terms that are right for each type at a last price of 10,000 won. */
function submitValid(book: BookHarness, type: OrderType, timeInForce: TimeInForce = 'day') {
  const isPriced = ['limit', 'conditionalLimit', 'stopLimit', 'offHoursSinglePrice'].includes(type);
  const stop = type === 'stopLimit' ? { stop: 10_100 } : {};
  return book.refusalOf('buy', isPriced ? 10_000 : null, 1, { type, timeInForce, ...stop });
}

/** Kiwoom's codes with what they stand for, and the KRX phases that take them. */
const KIWOOM_CODES: readonly (readonly [string, OrderType, TimeInForce, readonly TradingSessionPhase[]])[] = [
  [
    '0',
    'limit',
    'day',
    ['preOpenClosePrice', 'openingAuction', 'continuous', 'closingAuction', 'afterMarket'],
  ],
  ['3', 'market', 'day', ['preOpenClosePrice', 'openingAuction', 'continuous', 'closingAuction']],
  ['5', 'conditionalLimit', 'day', ['continuous']],
  ['6', 'bestCounter', 'day', ['continuous', 'afterMarket']],
  ['7', 'bestSame', 'day', ['continuous', 'afterMarket']],
  ['10', 'limit', 'ioc', ['continuous', 'afterMarket']],
  ['13', 'market', 'ioc', ['continuous']],
  ['16', 'bestCounter', 'ioc', ['continuous', 'afterMarket']],
  ['20', 'limit', 'fok', ['continuous', 'afterMarket']],
  ['23', 'market', 'fok', ['continuous']],
  ['26', 'bestCounter', 'fok', ['continuous', 'afterMarket']],
  ['28', 'stopLimit', 'day', ['continuous']],
  ['29', 'midpoint', 'day', ['continuous']],
  ['30', 'midpoint', 'ioc', ['continuous']],
  ['31', 'midpoint', 'fok', ['continuous']],
  ['61', 'preOpenClosePrice', 'day', ['preOpenClosePrice']],
  ['81', 'postCloseClosePrice', 'day', ['postCloseWait', 'postCloseClosePrice']],
];

const KRX_PHASES: readonly TradingSessionPhase[] = [
  'preOpenClosePrice',
  'openingAuction',
  'continuous',
  'closingAuction',
  'postCloseWait',
  'postCloseClosePrice',
  'afterMarket',
];

describe('order types by session', () => {
  it.each(KIWOOM_CODES)(
    'takes code %s (%s, %s) in its phases and in no other',
    (_code, type, timeInForce, phases) => {
      for (const phase of KRX_PHASES) {
        const expected = phases.includes(phase) ? null : 'TYPE_NOT_ALLOWED';
        expect([phase, submitValid(new BookHarness({}, phase), type, timeInForce)]).toEqual([
          phase,
          expected,
        ]);
      }
    },
  );

  it('knows no off-hours single-price order any more (code 62)', () => {
    for (const phase of [...KRX_PHASES, 'closed'] as const) {
      expect(submitValid(new BookHarness({}, phase), 'offHoursSinglePrice')).toBe('TYPE_NOT_ALLOWED');
    }
  });

  it.each(['closed', 'paused', 'unknown'] as const)('takes nothing while %s', (phase) => {
    const types = ORDER_TYPES.filter((type) => type !== 'offHoursSinglePrice');
    for (const type of types) {
      for (const timeInForce of TIMES_IN_FORCE) {
        expect(submitValid(new BookHarness({}, phase), type, timeInForce)).toBe('SESSION_CLOSED');
      }
    }
  });

  it('takes no plain market, conditional or close-price order on NXT', () => {
    const book = new BookHarness({ venue: 'NXT' });
    expect(submitValid(book, 'market')).toBe('TYPE_NOT_ALLOWED');
    expect(submitValid(book, 'conditionalLimit')).toBe('TYPE_NOT_ALLOWED');
    expect(submitValid(book, 'midpoint')).toBeNull();
    expect(submitValid(new BookHarness({ venue: 'NXT' }, 'preMarket'), 'limit')).toBeNull();
    expect(submitValid(new BookHarness({ venue: 'NXT' }, 'preMarket'), 'market', 'ioc')).toBe(
      'TYPE_NOT_ALLOWED',
    );
    expect(submitValid(new BookHarness({ venue: 'NXT' }, 'afterMarketAuction'), 'bestSame')).toBe(
      'TYPE_NOT_ALLOWED',
    );
  });
});

describe('where an order may go', () => {
  it('is the venue it names, or where the broker routed a SOR order', () => {
    const book = new BookHarness();
    expect(book.refusalOf('buy', 10_000, 1, { venue: 'NXT' })).toBe('NOT_ON_VENUE');
    expect(book.refusalOf('buy', 10_000, 1, { venue: 'SOR' })).toBeNull();
  });

  it('is not NXT for an issue that does not trade there', () => {
    const instrument = buildInstrument({ isNxtEligible: false });
    expect(new BookHarness({ instrument, venue: 'NXT' }).refusalOf('buy', 10_000, 1)).toBe('NOT_ON_VENUE');
  });

  it('is not the after-market for a fund', () => {
    const instrument = buildInstrument({ kind: 'etf' });
    expect(new BookHarness({ instrument }).refusalOf('buy', 10_000, 1)).toBeNull();
    expect(new BookHarness({ instrument }, 'afterMarket').refusalOf('buy', 10_000, 1)).toBe('NOT_ON_VENUE');
  });

  it('is the book of its own symbol', () => {
    expect(new BookHarness().refusalOf('buy', 10_000, 1, { symbol: '000660' })).toBe('UNKNOWN_SYMBOL');
  });

  it('is nowhere while the issue is halted', () => {
    const instrument = buildInstrument({ isHalted: true });
    expect(new BookHarness({ instrument }).refusalOf('buy', 10_000, 1)).toBe('INSTRUMENT_HALTED');
  });

  it('is a limit order for an ELW', () => {
    const instrument = buildInstrument({ kind: 'elw', basePrice: price(1_000) });
    const book = new BookHarness({ instrument });
    expect(book.refusalOf('buy', 1_000, 1)).toBeNull();
    expect(book.refusalOf('buy', null, 1, { type: 'market' })).toBe('TYPE_NOT_ALLOWED');
  });
});

describe('price of an order', () => {
  it.each([
    [10_005, 'PRICE_OFF_TICK'],
    [10_000.5, 'PRICE_OFF_TICK'],
    [0, 'PRICE_OFF_TICK'],
    [-10_000, 'PRICE_OFF_TICK'],
    [Number.NaN, 'PRICE_OFF_TICK'],
    [null, 'PRICE_OFF_TICK'],
    [13_010, 'PRICE_OUTSIDE_LIMITS'],
    [6_990, 'PRICE_OUTSIDE_LIMITS'],
    [13_000, null],
    [7_000, null],
  ])('of %s is answered with %s', (at, expected) => {
    expect(new BookHarness().refusalOf('buy', at, 1)).toBe(expected);
  });

  it('follows the ladder of a fund', () => {
    const instrument = buildInstrument({ kind: 'etf', basePrice: price(12_345) });
    const book = new BookHarness({ instrument });
    expect(book.refusalOf('buy', 16_045, 1)).toBeNull();
    expect(book.refusalOf('buy', 16_050, 1)).toBe('PRICE_OUTSIDE_LIMITS');
    expect(book.refusalOf('buy', 12_346, 1)).toBe('PRICE_OFF_TICK');
  });

  it('is twice as wide for a fund of double leverage', () => {
    const instrument = buildInstrument({ kind: 'etf', basePrice: price(12_345), leverage: 2 });
    const book = new BookHarness({ instrument });
    expect(book.refusalOf('buy', 19_750, 1)).toBeNull();
    expect(book.refusalOf('sell', 4_940, 1)).toBeNull();
    expect(book.refusalOf('sell', 4_935, 1)).toBe('PRICE_OUTSIDE_LIMITS');
  });

  it('follows the published band where one is given', () => {
    const book = new BookHarness({ limits: { upper: price(40_000), lower: price(6_000) } });
    expect(book.refusalOf('buy', 40_000, 1)).toBeNull();
    expect(book.refusalOf('sell', 5_990, 1)).toBe('PRICE_OUTSIDE_LIMITS');
  });

  it.each(['market', 'bestCounter', 'bestSame', 'midpoint'] as const)('is no part of a %s order', (type) => {
    expect(new BookHarness().refusalOf('buy', 10_000, 1, { type })).toBe('TYPE_NOT_ALLOWED');
  });
});

describe('quantity of an order', () => {
  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('of %s is refused', (size) => {
    expect(new BookHarness().refusalOf('buy', 10_000, size)).toBe('QUANTITY_INVALID');
  });

  it('is at most 1 % of the listed shares on KOSDAQ, in the regular session', () => {
    const instrument = buildInstrument({ market: 'KOSDAQ', listedShares: 1_000_050 });
    const book = new BookHarness({ instrument });
    expect(book.refusalOf('buy', 10_000, 10_000)).toBeNull();
    expect(book.refusalOf('buy', 10_000, 10_001)).toBe('QUANTITY_INVALID');
    expect(new BookHarness({ instrument }, 'afterMarket').refusalOf('buy', 10_000, 10_001)).toBeNull();
  });
});

describe('order of the checks', () => {
  it('is session, issue, quantity, price, type', () => {
    const halted = { instrument: buildInstrument({ isHalted: true }) };
    const wrong = { type: 'midpoint' } as const;
    expect(new BookHarness(halted, 'closed').refusalOf('buy', 10_005, 0, wrong)).toBe('SESSION_CLOSED');
    expect(new BookHarness(halted, 'openingAuction').refusalOf('buy', 10_005, 0, wrong)).toBe(
      'INSTRUMENT_HALTED',
    );
    expect(new BookHarness({}, 'openingAuction').refusalOf('buy', null, 0, wrong)).toBe('QUANTITY_INVALID');
    const conditional = { type: 'conditionalLimit' } as const;
    expect(new BookHarness({}, 'openingAuction').refusalOf('buy', 10_005, 1, conditional)).toBe(
      'PRICE_OFF_TICK',
    );
    expect(new BookHarness({}, 'openingAuction').refusalOf('buy', 10_000, 1, conditional)).toBe(
      'TYPE_NOT_ALLOWED',
    );
  });
});
