import { KIWOOM_ORDER_TYPES } from '#shared/catalogue/kiwoom-codes.ts';
import type { AllowedOrders } from '#shared/catalogue/order-rules.ts';
import { ORDER_RULES, SOR_ORDERS } from '#shared/catalogue/order-rules.ts';
import type { BrokerEnvironment } from '#shared/domain/account.ts';
import { CANDLE_INTERVALS } from '#shared/domain/candle.ts';
import type { Funding } from '#shared/domain/funding.ts';
import { FUNDING_KINDS } from '#shared/domain/funding.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { OrderType } from '#shared/domain/order.ts';
import { ORDER_TYPES, TIMES_IN_FORCE } from '#shared/domain/order.ts';
import type { BookVenue, Venue } from '#shared/domain/venue.ts';
import type { BrokerCapabilities, OrderCapability } from '../broker.ts';
import { hasGoldMarket } from './gold.ts';

/** @source Kiwoom REST API guide: the mock server knows KRX only */
const VENUES_BY_ENVIRONMENT: Readonly<Record<BrokerEnvironment, readonly Venue[]>> = {
  real: ['KRX', 'NXT', 'SOR'],
  mock: ['KRX'],
  embedded: ['KRX', 'NXT', 'SOR'],
};

/** That the mock server lends money is not written anywhere: it is taken not to. */
const FUNDING_BY_ENVIRONMENT: Readonly<Record<BrokerEnvironment, readonly Funding['kind'][]>> = {
  real: FUNDING_KINDS,
  mock: ['cash'],
  embedded: FUNDING_KINDS,
};

/**
 * What Kiwoom takes in one environment: its own codes, as far as some session of the venue has a use for them.
 *
 * @param date  leaves out types that were of no use any more on that day; null: all that there ever were
 */
export function kiwoomCapabilities(
  environment: BrokerEnvironment,
  maxItems: number,
  date: KstDate | null = null,
): BrokerCapabilities {
  return {
    orders: VENUES_BY_ENVIRONMENT[environment].flatMap((venue) => ordersOf(venue, date)),
    funding: FUNDING_BY_ENVIRONMENT[environment],
    goldOrders: hasGoldMarket(environment)
      ? [{ venue: 'KRX', type: 'limit', timesInForce: TIMES_IN_FORCE }]
      : [],
    candleIntervals: CANDLE_INTERVALS,
    maxRegistrations: maxItems,
    hasViFeed: true,
    hasSessionFeed: true,
    hasBuyingPowerQuery: true,
  };
}

function ordersOf(venue: Venue, date: KstDate | null): OrderCapability[] {
  return ORDER_TYPES.flatMap((type) => {
    const timesInForce = TIMES_IN_FORCE.filter(
      (timeInForce) =>
        KIWOOM_ORDER_TYPES.some(
          (row) => row.type === type && row.timeInForce === timeInForce && !isOver(row.to, date),
        ) && allowedAt(venue).some((allowed) => allowed[type]?.includes(timeInForce)),
    );
    return timesInForce.length === 0 ? [] : [{ venue, type, timesInForce }];
  });
}

const isOver = (to: KstDate | null, date: KstDate | null): boolean =>
  to !== null && date !== null && to < date;

function allowedAt(venue: Venue): readonly AllowedOrders[] {
  if (venue === 'SOR') return [SOR_ORDERS];
  const book: BookVenue = venue;
  return ORDER_RULES.filter((row) => row.venue === book).map(({ allowed }) => allowed);
}

/** Types that carry a limit price of their own; the others go out with an empty one. */
export const PRICED_TYPES: ReadonlySet<OrderType> = new Set([
  'limit',
  'conditionalLimit',
  'stopLimit',
  'offHoursSinglePrice',
]);
