import type { World } from '../../../world.ts';
import { formatEntry, topicOf, type RealtimeHub } from '../hub.ts';
import { holdingValues } from '../values/holding-values.ts';
import { orderValues, type OrderEvent } from '../values/order-values.ts';

export interface AccountFeed {
  order(event: OrderEvent): void;
  holding(accountId: string, symbol: string): void;
}

/** Sends what happens to an account's orders (00) and holdings (04), whatever items were registered. Nothing is ever left out. */
export function createAccountFeed(world: World, hub: RealtimeHub): AccountFeed {
  return {
    order(event) {
      const topic = topicOf('00', event.accountId);
      if (!hub.hasSubscribers(topic)) return;
      hub.publish(topic, formatEntry('00', event.order.intent.symbol, orderValues(world, event)));
    },
    holding(accountId, symbol) {
      const topic = topicOf('04', accountId);
      if (!hub.hasSubscribers(topic)) return;
      hub.publish(topic, formatEntry('04', symbol, holdingValues(world, accountId, symbol)));
    },
  };
}
