import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { ClientOrderId, Order, OrderSide } from '#shared/domain/order.ts';
import { isClosed, isLocal, isLost } from '#shared/domain/order-status.ts';
import type { Result } from '#shared/domain/result.ts';
import type { RequestReply } from '#shared/contract/requests.ts';
import type { OrderStore } from './order-store.ts';
import { toOrder } from './to-order.ts';
import type { TrackedOrder } from './tracked-order.ts';

/** Cancels one order under the id of a request of its own. */
export type CancelOne = (clientOrderId: ClientOrderId, requestId: string) => Promise<Result<Order>>;

/** Returns the orders that may still trade, oldest first; of one instrument or side where one is named. */
export function cancelableOrders(
  store: OrderStore,
  symbol: InstrumentSymbol | null = null,
  side: OrderSide | null = null,
): readonly TrackedOrder[] {
  return store.all().filter((tracked) => {
    const { status } = toOrder(tracked);
    if (isClosed(status) || isLost(status) || (isLocal(status) && status !== 'draft')) return false;
    if (symbol !== null && tracked.intent.symbol !== symbol) return false;
    return side === null || tracked.intent.side === side;
  });
}

/** Cancels each of `wanted` for itself: what becomes of one changes nothing for the others. */
export async function cancelEach(
  store: OrderStore,
  requestId: string,
  wanted: readonly TrackedOrder[],
  cancelOne: CancelOne,
): Promise<RequestReply<'order.cancelAll'>> {
  const legs = await Promise.all(
    wanted.map(async (tracked) => {
      const { clientOrderId } = tracked;
      const result = await cancelOne(clientOrderId, `${requestId}:${clientOrderId}`);
      return { order: toOrder(store.get(clientOrderId) ?? tracked), result };
    }),
  );
  const failed = legs.flatMap(({ order, result }) => (result.ok ? [] : [{ order, error: result.error }]));
  return { requested: wanted.length, failed };
}
