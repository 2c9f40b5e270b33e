import type { OrderTerms } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { bringInClosePrice } from './close-price.ts';
import { bringIn, settle } from './continuous.ts';
import type { EngineOrder, OrderNumber, RejectReason } from './engine.ts';
import type { EngineState } from './engine-state.ts';
import { carriesPrice, checkOrder } from './order-checks.ts';
import { buildEntry } from './order-entry.ts';
import type { BookEntry } from './order-queue.ts';

/** Terms of the order that replaces a working one; null keeps what the original has. */
export interface Replacement {
  readonly number: OrderNumber;
  readonly quantity: Quantity;
  readonly price: Price | null;
  readonly stopPrice: Price | null;
}

/** Takes a new order. Each of these returns why it was refused, with nothing changed, or null. */
export function submitOrder(state: EngineState, order: EngineOrder): RejectReason | null {
  requireNewNumber(state, order.number);
  const refusal = checkOrder(state, order.intent);
  if (refusal !== null) return refusal;
  state.emit({ type: 'accepted', order, at: order.receivedAt });
  startWork(state, buildEntry(state, order), order.receivedAt);
  return null;
}

export function amendOrder(
  state: EngineState,
  original: OrderNumber,
  change: Replacement,
  at: EpochMs,
): RejectReason | null {
  requireNewNumber(state, change.number);
  const entry = state.orders.get(original);
  if (entry === undefined) return refusalOfMissing(state, original);
  const refusal = checkAmount(entry, change.quantity);
  if (refusal !== null) return refusal;
  const order: EngineOrder = {
    number: change.number,
    owner: entry.order.owner,
    intent: replacedIntent(entry, change),
    receivedAt: at,
  };
  const invalid = checkOrder(state, order.intent);
  if (invalid !== null) return invalid;
  state.shrink(entry, change.quantity);
  state.emit({ type: 'amended', order, original, at });
  startWork(state, buildEntry(state, order), at);
  return null;
}

export function cancelOrder(
  state: EngineState,
  original: OrderNumber,
  amount: Quantity | null,
  at: EpochMs,
): RejectReason | null {
  const entry = state.orders.get(original);
  if (entry === undefined) return refusalOfMissing(state, original);
  const canceled = amount ?? entry.leaves;
  const refusal = checkAmount(entry, canceled);
  if (refusal !== null) return refusal;
  state.cancel(entry, canceled, 'request', at);
  return null;
}

function startWork(state: EngineState, entry: BookEntry, at: EpochMs): void {
  if (entry.style === 'closePrice') return bringInClosePrice(state, entry, at);
  if (entry.style === 'stop') return state.rest(entry);
  bringIn(state, entry, at);
  settle(state, at);
}

/** Whatever works as a limit or market order by now is replaced by one; a price makes any order a limit order. */
function replacedIntent({ order, style }: BookEntry, change: Replacement): OrderTerms {
  const { intent } = order;
  const { quantity, stopPrice } = change;
  if (style === 'closePrice') return { ...intent, quantity, price: change.price, stopPrice };
  if (style === 'stop' || (style === 'limit' && carriesPrice(intent.type))) {
    const price = change.price ?? intent.price;
    const isAwake = style === 'limit' && intent.type === 'stopLimit';
    if (isAwake) return { ...intent, type: 'limit', quantity, price, stopPrice: null };
    return { ...intent, quantity, price, stopPrice: stopPrice ?? intent.stopPrice };
  }
  if (change.price !== null) return { ...intent, type: 'limit', quantity, price: change.price, stopPrice };
  return { ...intent, type: style === 'market' ? 'market' : intent.type, quantity, price: null, stopPrice };
}

function checkAmount(entry: BookEntry, amount: number): RejectReason | null {
  if (!Number.isSafeInteger(amount) || amount < 1) return 'QUANTITY_INVALID';
  return amount > entry.leaves ? 'QUANTITY_EXCEEDS_LEAVES' : null;
}

function refusalOfMissing(state: EngineState, number: OrderNumber): RejectReason {
  return state.closed.has(number) ? 'ORDER_NOT_OPEN' : 'UNKNOWN_ORDER';
}

/** Two orders of one number would be one order that trades twice. */
function requireNewNumber(state: EngineState, number: OrderNumber): void {
  if (state.orders.has(number)) throw new Error(`order number ${number} is already at work`);
}
