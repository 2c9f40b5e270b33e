import type { World } from '../../../world.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { formatEntry, topicOf, type RealtimeHub } from '../hub.ts';
import { holdingValues } from '../values/holding-values.ts';
import { orderValues, type OrderEvent } from '../values/order-values.ts';

export interface AccountFeed {
  order(event: OrderEvent): void;
  /** `onCredit`: what changed is what was bought on credit; each loan is told apart. */
  holding(accountId: string, symbol: string, onCredit?: boolean): void;
}

/** Sends what happens to an account's orders (00) and holdings (04), whatever items were registered. Nothing is ever left out. */
export function createAccountFeed(world: World, hub: RealtimeHub): AccountFeed {
  return {
    order(event) {
      const topic = topicOf('00', event.accountId);
      if (!hub.hasSubscribers(topic)) return;
      hub.publish(topic, formatEntry('00', event.order.intent.symbol, orderValues(world, event)));
    },
    holding(accountId, symbol, onCredit = false) {
      const topic = topicOf('04', accountId);
      if (!hub.hasSubscribers(topic)) return;
      const dates: ReadonlySet<KstDate | null> = onCredit
        ? loanDates(world, accountId, symbol)
        : new Set([null]);
      for (const date of dates) {
        hub.publish(topic, formatEntry('04', symbol, holdingValues(world, accountId, symbol, date)));
      }
    },
  };
}

/** Days of the loans on an instrument that are open, or that today's fills repaid. */
function loanDates(world: World, accountId: string, symbol: string): ReadonlySet<KstDate> {
  const held = world.holdingParts(accountId).filter((part) => part.symbol === symbol);
  const filled = world.fills(accountId).filter((fill) => fill.symbol === symbol);
  return new Set([...held, ...filled].flatMap(({ loan }) => loan?.date ?? []));
}
