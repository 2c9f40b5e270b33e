import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { World } from '../../../world.ts';
import type { ServerLog } from '../../server-log.ts';
import type { RealtimeHub } from '../hub.ts';
import { createAccountFeed } from './account-feed.ts';

/**
 * Sends what happens to gold orders (00) and gold holdings (04), as for shares. The guide does not say whether the real server does so
 * for gold: this is an assumption.
 */
export function connectGoldAccounts(world: World, hub: RealtimeHub, log: ServerLog): Unsubscribe {
  const account = createAccountFeed(world, hub);
  return world.onEvent((event) => {
    try {
      if (event.type === 'order') account.order(event);
      else if (event.type === 'holding') account.holding(event.accountId, event.symbol);
    } catch (error) {
      log.error(`feed of gold ${event.type} failed`, error);
    }
  });
}
