import type { OrderSide } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { EngineState } from './engine-state.ts';
import type { BookEntry } from './order-queue.ts';

/** Returns the one price of the close-price trade: the previous close before the open, today's close after it. */
export function closeTradePrice(state: EngineState, entry: BookEntry): Price {
  if (entry.order.intent.type === 'preOpenClosePrice') return state.settings.previousClose;
  return state.closePrice ?? state.lastPrice;
}

/** Trades an order at the fixed close with whoever waits longest on the other side; what is left waits. */
export function bringInClosePrice(state: EngineState, incoming: BookEntry, at: EpochMs): void {
  if (state.phase !== 'postCloseWait') tradeAtClose(state, incoming, incoming.side, at);
  if (incoming.leaves > 0) state.rest(incoming);
}

/** Starts the trade after the close: orders collected before it meet in time order. */
export function matchClosePriceOrders(state: EngineState, at: EpochMs): void {
  for (;;) {
    const { head } = state.closePriceOrders.buy;
    if (head === null || state.closePriceOrders.sell.head === null) return;
    tradeAtClose(state, head, null, at);
  }
}

function tradeAtClose(state: EngineState, entry: BookEntry, aggressor: OrderSide | null, at: EpochMs): void {
  const price = closeTradePrice(state, entry);
  const queue = state.closePriceOrders[entry.side === 'buy' ? 'sell' : 'buy'];
  while (entry.leaves > 0 && queue.head !== null) {
    const [buy, sell] = entry.side === 'buy' ? [entry, queue.head] : [queue.head, entry];
    state.trade({ buy, sell, aggressor }, price, Math.min(buy.leaves, sell.leaves), at);
  }
}
