import type { KstDate } from '#shared/domain/time.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import type { BookScope, Print, World } from '../../../world.ts';
import { SCOPE_SUFFIX } from '../../wording/symbol-code.ts';
import { createDayMarkBook } from '../day-marks.ts';
import { formatEntry, topicOf, type RealtimeHub } from '../hub.ts';
import { tradeValues } from '../values/trade-values.ts';

/** Sends every print (0B) as it happens, to those who registered its exchange and to those who registered both together. */
export function createTradeFeed(world: World, hub: RealtimeHub): (symbol: string, print: Print) => void {
  const marks = createDayMarkBook(world);
  const previousTurnovers = new Map<string, { readonly date: KstDate; readonly turnover: number | null }>();

  const previousTurnover = (symbol: string, scope: BookScope): number | null => {
    const key = `${symbol}/${scope}`;
    const date = world.tradingDate();
    const known = previousTurnovers.get(key);
    if (known?.date === date) return known.turnover;
    const before = world
      .bars(symbol, scope, { unit: 'day' }, null, 2)
      .find((bar) => kstDateOf(bar.time) !== date);
    const turnover = before?.turnover ?? null;
    previousTurnovers.set(key, { date, turnover });
    return turnover;
  };

  return (symbol, print) => {
    const listing = world.listing(symbol);
    if (listing === null) return;
    for (const scope of [print.venue, 'ALL'] as const) {
      const item = symbol + SCOPE_SUFFIX[scope];
      const topic = topicOf('0B', item);
      if (!hub.hasSubscribers(topic)) {
        marks.pass(symbol, scope, print);
        continue;
      }
      const book = world.book(symbol, scope);
      const values = tradeValues(world, {
        listing,
        print,
        day: world.day(symbol, scope),
        bestAsk: book.asks[0]?.price ?? null,
        bestBid: book.bids[0]?.price ?? null,
        marks: marks.follow(symbol, scope, print),
        previousTurnover: previousTurnover(symbol, scope),
      });
      hub.publish(topic, formatEntry('0B', item, values));
    }
  };
}
