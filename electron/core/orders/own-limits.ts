import type { Instrument } from '#shared/domain/instrument.ts';
import type { OrderIntent } from '#shared/domain/order.ts';
import type { ThresholdName } from '#shared/domain/risk-limits.ts';
import { ticksBetween } from '#shared/domain/tick-size.ts';
import type { IntentProblem } from '#shared/contract/requests.ts';
import { valuationPrice } from './funds-checks.ts';
import type { RiskContext } from './risk-context.ts';
import { ladderOf, problem } from './risk-context.ts';
import type { TrackedOrder } from './tracked-order.ts';
import { isOver, placeCommand } from './tracked-order.ts';

/** What own limits say of an order: what refuses it, and what the trader has to confirm. */
export interface Verdict {
  readonly problems: readonly IntentProblem[];
  readonly warnings: readonly IntentProblem[];
}

/** A measured value: how it is shown, and whether it is past a mark. Compared in integers. */
interface Measured {
  readonly value: number;
  isAbove(mark: number): boolean;
}

/** `unknown`: what it is measured by is not there, which counts against the order. Null: does not apply. */
type Measurement = Measured | 'unknown' | null;

interface Limit {
  readonly name: ThresholdName;
  readonly field: IntentProblem['field'];
  readonly confirm: string;
  readonly refuse: string;
  readonly unknown: string;
  measure(intent: OrderIntent, instrument: Instrument, context: RiskContext): Measurement;
}

const SECOND_MS = 1_000;
/** Percent are compared in whole hundredths of a percent. */
const PARTS_PER_PERCENT = 100;

const LIMITS: readonly Limit[] = [
  {
    name: 'orderValue',
    field: 'quantity',
    confirm: 'CONFIRM_ORDER_VALUE',
    refuse: 'ORDER_VALUE_ABOVE_LIMIT',
    unknown: 'LAST_PRICE_UNKNOWN',
    measure(intent, instrument, context) {
      const unit = valuationPrice(intent, instrument, context);
      return unit === null ? 'unknown' : whole(unit * intent.quantity);
    },
  },
  {
    name: 'orderQuantity',
    field: 'quantity',
    confirm: 'CONFIRM_ORDER_QUANTITY',
    refuse: 'ORDER_QUANTITY_ABOVE_LIMIT',
    unknown: 'LAST_PRICE_UNKNOWN',
    measure: (intent) => whole(intent.quantity),
  },
  {
    name: 'distancePercent',
    field: 'price',
    confirm: 'CONFIRM_PRICE_DISTANCE',
    refuse: 'PRICE_DISTANCE_ABOVE_LIMIT',
    unknown: 'LAST_PRICE_UNKNOWN',
    measure({ side, price }, _instrument, { quote }) {
      if (price === null) return null;
      if (quote === null) return 'unknown';
      const last = quote.lastPrice;
      const parts = (side === 'buy' ? price - last : last - price) * 100 * PARTS_PER_PERCENT;
      return {
        // Rounded up: what is past a mark is also shown so.
        value: Math.ceil(parts / last) / PARTS_PER_PERCENT,
        isAbove: (mark) => parts > Math.round(mark * PARTS_PER_PERCENT) * last,
      };
    },
  },
  {
    name: 'distanceTicks',
    field: 'price',
    confirm: 'CONFIRM_PRICE_TICKS',
    refuse: 'PRICE_TICKS_ABOVE_LIMIT',
    unknown: 'LAST_PRICE_UNKNOWN',
    measure({ side, price }, instrument, context) {
      if (price === null) return null;
      if (context.quote === null) return 'unknown';
      const above = ticksBetween(context.quote.lastPrice, price, ladderOf(instrument, context));
      return whole(side === 'buy' ? above : -above);
    },
  },
  {
    name: 'dailyLoss',
    field: 'account',
    confirm: 'CONFIRM_DAILY_LOSS',
    refuse: 'DAILY_LOSS_ABOVE_LIMIT',
    unknown: 'DAILY_LOSS_UNKNOWN',
    // Who may not sell is locked into what loses: only more risk is held back.
    measure({ side }, _instrument, { dayResult }) {
      if (side === 'sell') return null;
      return dayResult === null ? 'unknown' : whole(-dayResult);
    },
  },
];

/** The limits that do not depend on the order's own terms. */
const ACCOUNT_LIMITS: readonly Limit[] = [
  {
    name: 'ordersPerSecond',
    field: 'account',
    confirm: 'CONFIRM_ORDER_RATE',
    refuse: 'ORDER_RATE_ABOVE_LIMIT',
    unknown: 'LAST_PRICE_UNKNOWN',
    measure: (_intent, _instrument, context) => whole(recentCommands(context) + 1),
  },
  {
    name: 'openOrders',
    field: 'account',
    confirm: 'CONFIRM_OPEN_ORDERS',
    refuse: 'OPEN_ORDERS_ABOVE_LIMIT',
    unknown: 'LAST_PRICE_UNKNOWN',
    measure: (_intent, _instrument, { orders, amended }) =>
      amended === null ? whole(orders.filter(mayWork).length + 1) : null,
  },
];

/** Checks what an order is worth and how far from the market it is, and what the account has lost today. */
export function termsVerdict(intent: OrderIntent, instrument: Instrument, context: RiskContext): Verdict {
  const measured = verdictOf(LIMITS, intent, instrument, context);
  const market = marketOrderVerdict(intent, context);
  return {
    problems: [...market.problems, ...measured.problems],
    warnings: [...market.warnings, ...measured.warnings],
  };
}

/** Checks what the owner allows whatever the terms are: the instrument, the pace, the number of orders at work. */
export function accountVerdict(intent: OrderIntent, instrument: Instrument, context: RiskContext): Verdict {
  const { allowedSymbols } = context.limits;
  const measured = verdictOf(ACCOUNT_LIMITS, intent, instrument, context);
  if (allowedSymbols === null || allowedSymbols.includes(intent.symbol)) return measured;
  const detail = 'not one of the instruments that may be traded';
  const unlisted = problem('symbol', 'SYMBOL_NOT_IN_ALLOWED_LIST', detail, { symbol: intent.symbol });
  return { ...measured, problems: [unlisted, ...measured.problems] };
}

function marketOrderVerdict({ type }: OrderIntent, { limits }: RiskContext): Verdict {
  if (type !== 'market' || limits.marketOrders === 'allow') return { problems: [], warnings: [] };
  return limits.marketOrders === 'refuse'
    ? { problems: [problem('type', 'MARKET_ORDER_NOT_ALLOWED', 'market orders are off')], warnings: [] }
    : { problems: [], warnings: [problem('type', 'CONFIRM_MARKET_ORDER', 'a market order')] };
}

function verdictOf(
  limits: readonly Limit[],
  intent: OrderIntent,
  instrument: Instrument,
  context: RiskContext,
): Verdict {
  const problems: IntentProblem[] = [];
  const warnings: IntentProblem[] = [];
  for (const limit of limits) {
    const { confirmAbove, refuseAbove } = context.limits[limit.name];
    if (confirmAbove === null && refuseAbove === null) continue;
    const measured = limit.measure(intent, instrument, context);
    if (measured === null) continue;
    if (measured === 'unknown') {
      // One missing price is one problem, however many limits need it.
      if (!problems.some(({ error }) => error.code === limit.unknown)) {
        problems.push(problem(limit.field, limit.unknown, `${limit.name} cannot be checked`));
      }
    } else if (refuseAbove !== null && measured.isAbove(refuseAbove)) {
      const values = { value: measured.value, limit: refuseAbove };
      problems.push(problem(limit.field, limit.refuse, `${limit.name} is above the limit`, values));
    } else if (confirmAbove !== null && measured.isAbove(confirmAbove)) {
      const values = { value: measured.value, limit: confirmAbove };
      warnings.push(problem(limit.field, limit.confirm, `${limit.name} has to be confirmed`, values));
    }
  }
  return { problems, warnings };
}

function whole(value: number): Measured {
  return { value, isAbove: (mark) => value > mark };
}

/** New orders and amends of this desk within the last second. */
function recentCommands({ orders, amended, now }: RiskContext): number {
  const since = now - SECOND_MS;
  const recent = (order: TrackedOrder) =>
    order.updatedTime <= since || order.origin !== 'desk'
      ? 0
      : order.commands.filter(({ kind, recordedTime }) => kind !== 'cancel' && recordedTime > since).length;
  const own = amended === null ? 0 : recent(amended);
  return orders.reduce((sum, order) => sum + recent(order), own);
}

/** At work, on its way, or of unknown outcome. */
function mayWork(order: TrackedOrder): boolean {
  if (order.legs.length > 0) return !isOver(order);
  const phase = placeCommand(order)?.phase;
  return phase === 'recorded' || phase === 'dispatched' || phase === 'sent' || phase === 'unknown';
}
