import type { JsonValue } from '#shared/contract/requests.ts';
import { isOpen } from '#shared/domain/order-status.ts';
import type { ClientOrderId, Order, OrderSide, Rejection } from '#shared/domain/order.ts';
import { carriesPrice } from '#shared/domain/order.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { NO_VALUE } from '#renderer/format/number.ts';
import { isWorking } from '#renderer/stores/orders-store.ts';
import { mayBeSplit } from './split-parts.ts';

/** 미체결, or everything of today. */
export type OrdersFilter = 'working' | 'today';

export function readFilter(saved: JsonValue | null): OrdersFilter {
  const filter =
    typeof saved === 'object' && saved !== null && !Array.isArray(saved) ? saved['filter'] : null;
  return filter === 'today' ? 'today' : 'working';
}

/** How a status is to be shown: its words' key, and how loud. */
export interface StatusView {
  readonly key: string;
  readonly tone: 'normal' | 'checking' | 'refused' | 'done';
  /** Why it was refused, by us or by the venue. */
  readonly reason: Rejection | null;
}

/** One line of the list. */
export interface OrderRow {
  readonly order: Order;
  readonly id: ClientOrderId;
  readonly time: number;
  readonly symbol: string;
  readonly name: string;
  readonly side: OrderSide;
  readonly price: number | null;
  readonly quantity: number;
  /** Null while it is not known whether the order arrived at all. */
  readonly leaves: number | null;
  readonly filled: number;
  readonly venue: string;
  readonly status: StatusView;
  readonly number: string | null;
  readonly canAmend: boolean;
  readonly canCancel: boolean;
  /** The broker routed it and may have divided it between venues. */
  readonly canSplit: boolean;
  /** The broker's lists have lacked it twice: the trader may declare it never accepted. */
  readonly canResolve: boolean;
}

export function selectOrders(orders: readonly Order[], filter: OrdersFilter): readonly Order[] {
  return filter === 'today' ? orders : orders.filter(isWorking);
}

export function buildOrderRow(order: Order, name: string): OrderRow {
  const isUnplaced = order.status === 'unknown' && order.unknownCommand === 'place';
  return {
    order,
    id: order.clientOrderId,
    time: order.createdTime,
    symbol: order.symbol,
    name,
    side: order.side,
    price: carriesPrice(order.type) ? order.price : null,
    quantity: order.quantity,
    leaves: isUnplaced ? null : order.leavesQuantity,
    filled: order.filledQuantity,
    venue: venueText(order),
    status: statusOf(order),
    number: order.venueOrderId,
    canAmend: isOpen(order.status) && carriesPrice(order.type),
    canCancel: isCancelable(order),
    canSplit: isWorking(order) && mayBeSplit(order),
    canResolve: order.absence === 'proven',
  };
}

/** Works, or waits to be sent and can be withdrawn. What is under way or unknown already has to be answered first. */
export function isCancelable({ status }: Order): boolean {
  return isOpen(status) || status === 'submitted';
}

export function statusOf(order: Order): StatusView {
  const reason = order.rejection;
  switch (order.status) {
    case 'unknown':
      return { key: `trading:unknown.${order.unknownCommand ?? 'place'}`, tone: 'checking', reason };
    case 'lost':
      return { key: 'trading:status.lost', tone: 'checking', reason };
    case 'rejected':
    case 'denied':
      return { key: `trading:status.${order.status}`, tone: 'refused', reason };
    case 'filled':
    case 'canceled':
    case 'expired':
      return { key: `trading:status.${order.status}`, tone: 'done', reason };
    case 'draft':
    case 'submitted':
    case 'accepted':
    case 'partiallyFilled':
    case 'pendingAmend':
    case 'pendingCancel':
      return { key: `trading:status.${order.status}`, tone: 'normal', reason };
  }
}

/** `SOR→KRX` where the broker told its choice, else the venue the order was sent to. */
function venueText({ venue, routedVenue }: Order): string {
  return routedVenue === null || routedVenue === venue ? venue : `${venue}→${routedVenue}`;
}

/** `71,000`, `71,000 (스톱 70,500)`; a dash for types without a price. */
export function priceText({ type, price, stopPrice }: Order, stopWord: string): string {
  if (!carriesPrice(type)) return NO_VALUE;
  return type === 'stopLimit'
    ? `${formatPrice(price)} (${stopWord} ${formatPrice(stopPrice)})`
    : formatPrice(price);
}

/** `최유리 IOC`, `신용 보통`. */
export function typeText({ timeInForce, funding }: Order, typeWord: string, creditWord: string): string {
  const name = funding.kind === 'marginLoan' ? `${creditWord} ${typeWord}` : typeWord;
  return timeInForce === 'day' ? name : `${name} ${timeInForce.toUpperCase()}`;
}

/** What 전량취소 would take back. */
export interface CancelScope {
  readonly all: number;
  /** Of the instrument the colour group shows. */
  readonly ofSymbol: number;
}

export function countCancelable(orders: readonly Order[], symbol: string | null): CancelScope {
  const cancelable = orders.filter(isCancelable);
  return {
    all: cancelable.length,
    ofSymbol: cancelable.filter((order) => order.symbol === symbol).length,
  };
}
