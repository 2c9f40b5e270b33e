import type { Unsubscribe } from '#shared/domain/clock.ts';
import { assertNever } from '#shared/domain/result.ts';
import type { ServerLog } from '../../server-log.ts';
import type { World, WorldEvent } from '../../../world.ts';
import type { AccountFeed } from './account-feed.ts';
import type { BookFeed } from './book-feed.ts';
import type { MarketFeed } from './market-feed.ts';
import type { createTradeFeed } from './trade-feed.ts';

/** Sends every event of the world to the feed that words it. A feed that fails is logged; the market goes on. */
export function connectFeeds(
  world: World,
  feeds: {
    readonly trade: ReturnType<typeof createTradeFeed>;
    readonly book: BookFeed;
    readonly account: AccountFeed;
    readonly market: MarketFeed;
  },
  log: ServerLog,
): Unsubscribe {
  const dispatch = (event: WorldEvent): void => {
    switch (event.type) {
      case 'print':
        return feeds.trade(event.symbol, event.print);
      case 'book':
        return feeds.book.changed(event.symbol, event.venue, event.at);
      case 'order':
        return feeds.account.order(event);
      case 'holding':
        return feeds.account.holding(event.accountId, event.symbol, event.onCredit);
      case 'vi':
        return feeds.market.vi(event.symbol, event.venue, event.vi, event.at);
      case 'session':
        return feeds.market.session(event.session, event.at);
      default:
        return assertNever(event);
    }
  };
  return world.onEvent((event) => {
    try {
      dispatch(event);
    } catch (error) {
      log.error(`feed of ${event.type} failed`, error);
    }
  });
}
