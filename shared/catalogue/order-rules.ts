import type { SecurityKind } from '../domain/instrument.ts';
import type { OrderType, TimeInForce } from '../domain/order.ts';
import type { TradingSessionPhase } from '../domain/trading-session.ts';
import type { BookVenue } from '../domain/venue.ts';

/** How long an order of a type may work. */
export type AllowedOrders = { readonly [Type in OrderType]?: readonly TimeInForce[] };

/**
 * What one phase of one venue takes. When a rule began or ended is in the timetable: it dates the phases.
 *
 * `uncertain` lists combinations that the sources disagree about; what `allowed` says of them is an assumption.
 */
export interface OrderRuleRow {
  readonly venue: BookVenue;
  readonly phase: TradingSessionPhase;
  readonly allowed: AllowedOrders;
  readonly uncertain: AllowedOrders;
  readonly source: string;
}

const ALL = ['day', 'ioc', 'fok'] as const;
const DAY = ['day'] as const;
const NOW = ['ioc', 'fok'] as const;

const KRX =
  'KRX KOSPI Market Business Regulation §2.4, Enforcement Rule §3-§4-3, §10.1, §15 (edition of 2026-04-28)';
const KRX_AFTER =
  'KIS Open API notice 2026-09-09; Samsung Securities notice 24420; KB Securities notice 2026-09-04';
const NXT =
  'KIS Open API notice 2026-09-09; koreainvestment/open-trading-api order_cash; Kiwoom REST API guide';

export const ORDER_RULES: readonly OrderRuleRow[] = [
  {
    venue: 'KRX',
    phase: 'preOpenClosePrice',
    allowed: { limit: DAY, market: DAY, preOpenClosePrice: DAY },
    uncertain: { limit: NOW, market: NOW },
    source: KRX,
  },
  {
    venue: 'KRX',
    phase: 'openingAuction',
    allowed: { limit: DAY, market: DAY },
    uncertain: { limit: NOW, market: NOW },
    source: KRX,
  },
  {
    // The rule's digest forbids IOC and FOK on midpoint orders, but both brokers publish codes for them.
    venue: 'KRX',
    phase: 'continuous',
    allowed: {
      limit: ALL,
      market: ALL,
      conditionalLimit: DAY,
      bestCounter: ALL,
      bestSame: DAY,
      midpoint: ALL,
      stopLimit: DAY,
    },
    uncertain: { midpoint: NOW },
    source: KRX,
  },
  {
    venue: 'KRX',
    phase: 'closingAuction',
    allowed: { limit: DAY, market: DAY },
    uncertain: { limit: NOW, market: NOW },
    source: KRX,
  },
  { venue: 'KRX', phase: 'postCloseWait', allowed: { postCloseClosePrice: DAY }, uncertain: {}, source: KRX },
  {
    venue: 'KRX',
    phase: 'postCloseClosePrice',
    allowed: { postCloseClosePrice: DAY },
    uncertain: {},
    source: KRX,
  },
  {
    venue: 'KRX',
    phase: 'offHoursSinglePrice',
    allowed: { offHoursSinglePrice: DAY },
    uncertain: {},
    source: KRX,
  },
  {
    venue: 'KRX',
    phase: 'afterMarket',
    allowed: { limit: ALL, bestCounter: ALL, bestSame: DAY },
    uncertain: {},
    source: KRX_AFTER,
  },
  {
    venue: 'NXT',
    phase: 'preMarket',
    allowed: { limit: ALL, bestCounter: ALL, bestSame: DAY },
    uncertain: { midpoint: ALL, stopLimit: DAY },
    source: NXT,
  },
  {
    // Plain market orders are not taken; KIS nevertheless lists market IOC and FOK.
    venue: 'NXT',
    phase: 'continuous',
    allowed: { limit: ALL, market: NOW, bestCounter: ALL, bestSame: DAY, midpoint: ALL, stopLimit: DAY },
    uncertain: { market: NOW, midpoint: NOW, postCloseClosePrice: DAY },
    source: NXT,
  },
  {
    venue: 'NXT',
    phase: 'afterMarketAuction',
    allowed: { limit: DAY },
    uncertain: { limit: ALL, postCloseClosePrice: DAY },
    source: 'Kiwoom REST API guide, real-time type 0s; Kiwoom guide to NXT after-market orders',
  },
  {
    venue: 'NXT',
    phase: 'afterMarket',
    allowed: { limit: ALL, bestCounter: ALL, bestSame: DAY },
    uncertain: { midpoint: ALL, stopLimit: DAY, postCloseClosePrice: DAY },
    source: NXT,
  },
];

/** What the brokers take for an order that they route themselves. @source koreainvestment/open-trading-api order_cash */
export const SOR_ORDERS: AllowedOrders = { limit: ALL, market: ALL, bestCounter: ALL, bestSame: DAY };

/** Kinds that a venue does not trade, at all (`phase` null) or in one phase. */
export const KIND_EXCLUSIONS: readonly {
  readonly venue: BookVenue;
  readonly phase: TradingSessionPhase | null;
  readonly kinds: readonly SecurityKind[];
  readonly source: string;
}[] = [
  { venue: 'KRX', phase: 'afterMarket', kinds: ['etf', 'etn'], source: KRX_AFTER },
  // Not named in the notices, which speak of shares.
  { venue: 'KRX', phase: 'afterMarket', kinds: ['elw'], source: 'assumed' },
  {
    venue: 'NXT',
    phase: null,
    kinds: ['etf', 'etn', 'elw'],
    source: 'Nextrade, eligible issues as of mid-2026',
  },
  { venue: 'KRX', phase: 'afterMarket', kinds: ['gold'], source: 'KRX gold market: 09:00 to 15:30' },
  { venue: 'NXT', phase: null, kinds: ['gold'], source: 'KRX gold market: traded there alone' },
];

/** @source KRX Enforcement Rule §10.1 */
export const LIMIT_ONLY_KINDS: readonly SecurityKind[] = ['elw'];

export interface OrderQuestion {
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly kind: SecurityKind;
}

export type OrderRefusal =
  'SESSION_UNKNOWN' | 'SESSION_CLOSED' | 'NOT_ON_VENUE' | 'TYPE_NOT_ALLOWED' | 'TIME_IN_FORCE_NOT_ALLOWED';

/** `isCertain` is false where the sources disagree: the answer is then this table's assumption. */
export type OrderVerdict =
  | { readonly isAllowed: true; readonly isCertain: boolean }
  | { readonly isAllowed: false; readonly isCertain: boolean; readonly reason: OrderRefusal };

/** Tells whether a book in `phase` takes an order of this type. Another table of `rules` may settle uncertain entries. */
export function isOrderAllowed(
  { venue, phase, type, timeInForce, kind }: OrderQuestion & { venue: BookVenue; phase: TradingSessionPhase },
  rules: readonly OrderRuleRow[] = ORDER_RULES,
): OrderVerdict {
  const row = rules.find((candidate) => candidate.venue === venue && candidate.phase === phase);
  if (row === undefined) return refuse(phase === 'unknown' ? 'SESSION_UNKNOWN' : 'SESSION_CLOSED');
  if (isExcluded(venue, phase, kind)) return refuse('NOT_ON_VENUE');
  const isCertain = !takes(row.uncertain, type, timeInForce);
  if (row.allowed[type] === undefined) return refuse('TYPE_NOT_ALLOWED', isCertain);
  if (LIMIT_ONLY_KINDS.includes(kind) && type !== 'limit') return refuse('TYPE_NOT_ALLOWED');
  if (!takes(row.allowed, type, timeInForce)) return refuse('TIME_IN_FORCE_NOT_ALLOWED', isCertain);
  return { isAllowed: true, isCertain };
}

/**
 * Tells whether an order may be left to the broker's routing: its type is routable and a venue in reach takes it now.
 *
 * When no venue does, the answer is that of KRX, where every issue trades.
 */
export function isSorOrderAllowed(
  question: OrderQuestion & {
    readonly phases: Readonly<Record<BookVenue, TradingSessionPhase>>;
    readonly isNxtEligible: boolean;
  },
  rules: readonly OrderRuleRow[] = ORDER_RULES,
): OrderVerdict {
  const { type, timeInForce, phases, isNxtEligible } = question;
  const onKrx = isOrderAllowed({ ...question, venue: 'KRX', phase: phases.KRX }, rules);
  if (SOR_ORDERS[type] === undefined) return refuse('TYPE_NOT_ALLOWED');
  if (!takes(SOR_ORDERS, type, timeInForce)) return refuse('TIME_IN_FORCE_NOT_ALLOWED');
  if (onKrx.isAllowed || !isNxtEligible) return onKrx;
  const onNxt = isOrderAllowed({ ...question, venue: 'NXT', phase: phases.NXT }, rules);
  return onNxt.isAllowed ? onNxt : onKrx;
}

function isExcluded(venue: BookVenue, phase: TradingSessionPhase, kind: SecurityKind): boolean {
  return KIND_EXCLUSIONS.some(
    (rule) =>
      rule.venue === venue && (rule.phase === null || rule.phase === phase) && rule.kinds.includes(kind),
  );
}

function takes(orders: AllowedOrders, type: OrderType, timeInForce: TimeInForce): boolean {
  return orders[type]?.includes(timeInForce) ?? false;
}

function refuse(reason: OrderRefusal, isCertain = true): OrderVerdict {
  return { isAllowed: false, isCertain, reason };
}
