import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Order, OrderSide } from '#shared/domain/order.ts';
import { isWorking } from '#renderer/stores/orders-store.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';

/** What I have at one price, orders of a side summed. Shares. */
export interface MyOrdersAtPrice {
  readonly buy: number;
  readonly sell: number;
  /** Of stop orders that wait for their trigger: not in the book yet. */
  readonly stopBuy: number;
  readonly stopSell: number;
  /** One of them may not be there, or may have changed: its outcome is not known. */
  readonly isUncertain: boolean;
}

const NOTHING: MyOrdersAtPrice = { buy: 0, sell: 0, stopBuy: 0, stopSell: 0, isUncertain: false };

/** Sums the leaves of working orders of one instrument by price. Orders without a price have no level. */
export function sumMyOrders(
  orders: readonly Order[],
  symbol: InstrumentSymbol,
): ReadonlyMap<number, MyOrdersAtPrice> {
  const byPrice = new Map<number, MyOrdersAtPrice>();
  for (const order of orders) {
    if (order.symbol !== symbol || order.price === null || order.leavesQuantity === 0 || !isWorking(order)) {
      continue;
    }
    const before = byPrice.get(order.price) ?? NOTHING;
    const key = keyOf(order);
    byPrice.set(order.price, {
      ...before,
      [key]: before[key] + order.leavesQuantity,
      isUncertain: before.isUncertain || order.status === 'unknown',
    });
  }
  return byPrice;
}

function keyOf({ side, type }: Order): 'buy' | 'sell' | 'stopBuy' | 'stopSell' {
  if (type !== 'stopLimit') return side;
  return side === 'buy' ? 'stopBuy' : 'stopSell';
}

export interface MyOrdersWords {
  readonly side: Readonly<Record<OrderSide, string>>;
  readonly stop: string;
}

/** Returns `매수 200`, `매수 200 · 매도 5`, `스톱 매도 30`; a question mark when it is not certain. Empty for nothing. */
export function myOrdersText(mine: MyOrdersAtPrice | null, { side, stop }: MyOrdersWords): string {
  if (mine === null) return '';
  const parts: readonly (readonly [string, number])[] = [
    [side.buy, mine.buy],
    [side.sell, mine.sell],
    [`${stop} ${side.buy}`, mine.stopBuy],
    [`${stop} ${side.sell}`, mine.stopSell],
  ];
  const text = parts
    .filter(([, shares]) => shares > 0)
    .map(([word, shares]) => `${word} ${formatQuantity(shares)}`)
    .join(' · ');
  return mine.isUncertain ? `${text} ?` : text;
}
