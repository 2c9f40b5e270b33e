import { kstDateOf, kstInstant, type EpochMs, type KstDate } from '#shared/domain/time.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Listing } from '../world.ts';
import { BackgroundFlow } from './flow/background-flow.ts';
import { BookFlow } from './flow/book-flow.ts';
import { FairValue, MarketFactors } from './flow/fair-value.ts';
import type { FlowBook } from './flow/flow-book.ts';
import type { Floor } from './floor.ts';
import type { DayBar } from './history/day-bar.ts';
import type { PriceAnchor } from './history/price-history.ts';
import { tradingDayBefore } from './history/trading-days.ts';
import { NXT_SHARE } from './history/venue-share.ts';
import { buildIssue, type Book, type Issue } from './issue.ts';
import { createRandom, seedOf } from './random.ts';
import type { SessionMode } from './session/session-driver.ts';

/** Numbers of the background traders' orders start here, far above any account's. */
const FIRST_BACKGROUND_NUMBER = 1_000_000_000;
/** A market that never closes trades at this pace outside the hours, a real evening session at the other. */
const PACE_OUTSIDE = { regular: 0.8, kst: 0.12 };

/** What is known of an instrument's price from before. */
export interface PriceRecord {
  readonly anchor: PriceAnchor;
  readonly lived: readonly DayBar[];
  /** Where it last traded today, when the day is taken up again. */
  readonly resumeAt: number | null;
  /** Today's regular close from before a restart; null while there is none. */
  readonly close: number | null;
}

export interface MarketDayOptions {
  readonly seed: number;
  readonly date: KstDate;
  readonly listings: readonly Listing[];
  readonly recordOf: (symbol: string) => PriceRecord | null;
  /** When trading began. */
  readonly opensAt: EpochMs;
  /** Tells the day up to here as having happened; null for a day that begins now. */
  readonly warmUpUntil: EpochMs | null;
}

/** Makes the books of a day. */
export function buildIssues(options: MarketDayOptions): readonly Issue[] {
  const { seed, date, opensAt, warmUpUntil } = options;
  return options.listings.map((listing, index) => {
    const record = options.recordOf(listing.symbol);
    const anchor = record?.anchor ?? { date: tradingDayBefore(date), close: listing.basePrice };
    return buildIssue({
      seed,
      index,
      listing,
      date,
      anchor,
      lived: record?.lived ?? [],
      warmUp:
        warmUpUntil === null
          ? null
          : (history) => ({
              day: history.plannedDay(),
              opensAt,
              until: minuteBefore(date, warmUpUntil),
              endAt: record?.resumeAt ?? null,
            }),
    });
  });
}

/** Puts the background traders into the books of a day. */
export function populate(
  floor: Floor,
  issues: readonly Issue[],
  options: {
    readonly seed: number;
    readonly activity: number;
    readonly mode: SessionMode;
    readonly opensAt: EpochMs;
  },
): BackgroundFlow {
  const { seed, activity, mode, opensAt } = options;
  const factors = new MarketFactors(createRandom(seedOf(seed, 'factors', floor.tradingDate)));
  const numbers = { next: FIRST_BACKGROUND_NUMBER };
  const flows = issues.flatMap((issue) => {
    const { listing, history } = issue;
    const random = createRandom(seedOf(seed, 'fair', listing.symbol, floor.tradingDate));
    const { profile } = history.source;
    const last = issue.today.day('ALL').lastPrice;
    const fair = new FairValue(listing.basePrice, last, profile, listing.leverage, factors, random);
    return [...issue.books.values()].map((book) => {
      const flowSeed = seedOf(seed, 'flow', listing.symbol, book.venue, floor.tradingDate);
      book.flow = new BookFlow(flowBook(floor, issue, book, numbers), fair, listing.kind, flowSeed, activity);
      return book.flow;
    });
  });
  return new BackgroundFlow(factors, flows, { opensAt, outside: PACE_OUTSIDE[mode] });
}

/** Lets the background traders reach a book under numbers of their own. */
function flowBook(floor: Floor, issue: Issue, book: Book, numbers: { next: number }): FlowBook {
  const { symbol } = issue.listing;
  return {
    engine: book.engine,
    grid: issue.grid,
    profile: issue.history.source.profile,
    scale: book.venue === 'KRX' ? 1 : NXT_SHARE,
    submit(order, at) {
      const number = numbers.next;
      numbers.next += 1;
      const intent = {
        symbol,
        side: order.side,
        type: order.type,
        timeInForce: order.timeInForce,
        venue: book.venue,
        price: order.price,
        stopPrice: null,
        quantity: quantity(order.quantity),
      };
      return floor.submit(issue, book, { number, owner: null, intent, receivedAt: floor.stamp(at) }).ok
        ? number
        : null;
    },
    cancel(number, at) {
      floor.cancel(issue, book, number, null, floor.stamp(at));
    },
  };
}

/** Minutes of the day that are over at `at`; all of them when it is a later day. */
function minuteBefore(date: KstDate, at: EpochMs): EpochMs {
  return kstDateOf(at) === date ? ((at - (at % 60_000)) as EpochMs) : kstInstant(date, 24 * 3_600_000);
}
