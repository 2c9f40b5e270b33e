import { describe, expect, it } from 'vitest';
import { isOrderAllowed, isSorOrderAllowed, ORDER_RULES } from '#shared/catalogue/order-rules.ts';
import type { OrderType, TimeInForce } from '#shared/domain/order.ts';
import { ORDER_TYPES, TIMES_IN_FORCE } from '#shared/domain/order.ts';
import type { TradingSessionPhase } from '#shared/domain/trading-session.ts';
import { TRADING_SESSION_PHASES } from '#shared/domain/trading-session.ts';
import type { BookVenue } from '#shared/domain/venue.ts';

/** Writes what a phase takes: `limit+ioc+fok` for day, IOC and FOK; `?` marks an uncertain yes. */
function taken(venue: BookVenue, phase: TradingSessionPhase): string {
  return ORDER_TYPES.flatMap((type) => {
    const times = TIMES_IN_FORCE.flatMap((timeInForce) => {
      const verdict = isOrderAllowed({ venue, phase, type, timeInForce, kind: 'share' });
      return verdict.isAllowed ? [`${timeInForce}${verdict.isCertain ? '' : '?'}`] : [];
    });
    return times.length === 0 ? [] : [`${type} ${times.join(' ')}`];
  }).join('; ');
}

const NOTHING = '';
const AUCTION = 'limit day; market day';
const AFTER = 'limit day ioc fok; bestCounter day ioc fok; bestSame day';
const MATRIX: Record<BookVenue, Record<TradingSessionPhase, string>> = {
  KRX: {
    closed: NOTHING,
    preOpenClosePrice: 'limit day; market day; preOpenClosePrice day',
    openingAuction: AUCTION,
    preMarket: NOTHING,
    continuous:
      'limit day ioc fok; market day ioc fok; conditionalLimit day; bestCounter day ioc fok; bestSame day; midpoint day ioc? fok?; stopLimit day',
    closingAuction: AUCTION,
    postCloseWait: 'postCloseClosePrice day',
    postCloseClosePrice: 'postCloseClosePrice day',
    offHoursSinglePrice: 'offHoursSinglePrice day',
    afterMarketAuction: NOTHING,
    afterMarket: AFTER,
    paused: NOTHING,
    unknown: NOTHING,
  },
  NXT: {
    closed: NOTHING,
    preOpenClosePrice: NOTHING,
    openingAuction: NOTHING,
    preMarket: AFTER,
    continuous:
      'limit day ioc fok; market ioc? fok?; bestCounter day ioc fok; bestSame day; midpoint day ioc? fok?; stopLimit day',
    closingAuction: NOTHING,
    postCloseWait: NOTHING,
    postCloseClosePrice: NOTHING,
    offHoursSinglePrice: NOTHING,
    afterMarketAuction: 'limit day?',
    afterMarket: AFTER,
    paused: NOTHING,
    unknown: NOTHING,
  },
};

describe('order types by venue and phase', () => {
  it.each(
    (['KRX', 'NXT'] as const).flatMap((venue) =>
      TRADING_SESSION_PHASES.map((phase) => [venue, phase, MATRIX[venue][phase]] as const),
    ),
  )('%s in %s takes: %s', (venue, phase, orders) => {
    expect(taken(venue, phase)).toBe(orders);
  });
});

describe('a refusal names its reason', () => {
  const ask = (
    venue: BookVenue,
    phase: TradingSessionPhase,
    type: OrderType,
    timeInForce: TimeInForce = 'day',
    kind: 'share' | 'etf' | 'etn' | 'elw' = 'share',
  ) => isOrderAllowed({ venue, phase, type, timeInForce, kind });

  it.each([
    ['a day outside the calendar', ask('KRX', 'unknown', 'limit'), 'SESSION_UNKNOWN', true],
    ['a pause', ask('NXT', 'paused', 'limit'), 'SESSION_CLOSED', true],
    ['market orders after hours', ask('KRX', 'afterMarket', 'market'), 'TYPE_NOT_ALLOWED', true],
    [
      'FOK on a conditional limit',
      ask('KRX', 'continuous', 'conditionalLimit', 'fok'),
      'TIME_IN_FORCE_NOT_ALLOWED',
      true,
    ],
    ['IOC in an auction', ask('KRX', 'openingAuction', 'limit', 'ioc'), 'TIME_IN_FORCE_NOT_ALLOWED', false],
    ['midpoint before the open on NXT', ask('NXT', 'preMarket', 'midpoint'), 'TYPE_NOT_ALLOWED', false],
    ['plain market orders on NXT', ask('NXT', 'continuous', 'market'), 'TIME_IN_FORCE_NOT_ALLOWED', true],
    ['ETF after hours', ask('KRX', 'afterMarket', 'limit', 'day', 'etf'), 'NOT_ON_VENUE', true],
    ['ETN after hours', ask('KRX', 'afterMarket', 'limit', 'day', 'etn'), 'NOT_ON_VENUE', true],
    ['ETF on NXT', ask('NXT', 'continuous', 'limit', 'day', 'etf'), 'NOT_ON_VENUE', true],
    ['market orders for ELW', ask('KRX', 'continuous', 'market', 'day', 'elw'), 'TYPE_NOT_ALLOWED', true],
  ])('to %s', (_title, verdict, reason, isCertain) => {
    expect(verdict).toEqual({ isAllowed: false, isCertain, reason });
  });

  it('but ETF trade on KRX in regular hours', () => {
    expect(ask('KRX', 'continuous', 'market', 'day', 'etf')).toEqual({ isAllowed: true, isCertain: true });
  });
});

describe('orders left to routing', () => {
  const share = { kind: 'share', timeInForce: 'day', isNxtEligible: true } as const;

  it('go to NXT while KRX is closed', () => {
    const phases = { KRX: 'closed', NXT: 'preMarket' } as const;
    expect(isSorOrderAllowed({ ...share, type: 'limit', phases }).isAllowed).toBe(true);
    expect(isSorOrderAllowed({ ...share, type: 'limit', phases, isNxtEligible: false })).toMatchObject({
      isAllowed: false,
      reason: 'SESSION_CLOSED',
    });
  });

  it.each([
    ['limit', true],
    ['market', true],
    ['conditionalLimit', false],
    ['bestCounter', true],
    ['bestSame', true],
    ['midpoint', false],
    ['stopLimit', false],
    ['preOpenClosePrice', false],
    ['postCloseClosePrice', false],
    ['offHoursSinglePrice', false],
  ] as const)('of type %s in regular hours: %s', (type, isAllowed) => {
    const phases = { KRX: 'continuous', NXT: 'continuous' } as const;
    expect(isSorOrderAllowed({ ...share, type, phases }).isAllowed).toBe(isAllowed);
  });

  it('are refused when no venue is open', () => {
    const phases = { KRX: 'closed', NXT: 'closed' } as const;
    expect(isSorOrderAllowed({ ...share, type: 'market', phases })).toMatchObject({
      reason: 'SESSION_CLOSED',
    });
  });
});

describe('uncertain entries', () => {
  it('can be settled by another table', () => {
    const rules = ORDER_RULES.map((row) =>
      row.venue === 'NXT' && row.phase === 'preMarket'
        ? { ...row, allowed: { ...row.allowed, midpoint: ['day'] as const }, uncertain: {} }
        : row,
    );
    const question = {
      venue: 'NXT',
      phase: 'preMarket',
      type: 'midpoint',
      timeInForce: 'day',
      kind: 'share',
    } as const;
    expect(isOrderAllowed(question, rules)).toEqual({ isAllowed: true, isCertain: true });
  });
});
