import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { priceLimits } from '#shared/domain/price-limits.ts';
import { price } from '#shared/domain/price.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import { createMatchingEngine } from '../matching/create-engine.ts';
import type { MatchingEngine } from '../matching/engine.ts';
import type { BookScope, Listing } from '../world.ts';
import type { BookFlow } from './flow/book-flow.ts';
import type { DayBar } from './history/day-bar.ts';
import type { PriceAnchor } from './history/price-history.ts';
import { PriceHistory } from './history/price-history.ts';
import { createPriceGrid, type PriceGrid } from './price-grid.ts';
import { createRandom, seedOf } from './random.ts';
import type { DayFrame } from './today/day-tally.ts';
import { TodayRecord, type WarmUp } from './today/today-record.ts';

/** One book of the day, with the traders in it. */
export interface Book {
  readonly venue: BookVenue;
  readonly engine: MatchingEngine;
  /** Tells books apart in the event hash. */
  readonly id: number;
  /** Null when nobody trades in the background. */
  flow: BookFlow | null;
}

/** One instrument on one trading day: its books, its past and what has happened today. */
export interface Issue {
  readonly listing: Listing;
  readonly grid: PriceGrid;
  readonly books: ReadonlyMap<BookVenue, Book>;
  readonly history: PriceHistory;
  readonly today: TodayRecord;
}

export interface IssueOptions {
  readonly seed: number;
  readonly index: number;
  readonly listing: Listing;
  readonly date: KstDate;
  readonly anchor: PriceAnchor;
  /** Days since the anchor that this exchange has lived through. */
  readonly lived: readonly DayBar[];
  /** Told as having happened before the start; null for a day that begins empty. */
  readonly warmUp: ((history: PriceHistory) => WarmUp) | null;
}

export function buildIssue(options: IssueOptions): Issue {
  const { seed, date } = options;
  const history = new PriceHistory(seed, options.listing, options.anchor, options.lived, date);
  const listing = { ...options.listing, basePrice: price(history.previousClose()) };
  const ladder = ladderFor(listing.kind, date);
  const limits = priceLimits(listing.basePrice, ladder, listing);
  const warmUp = options.warmUp?.(history) ?? null;
  const last = history.lastDay();
  const frameOf = (scope: BookScope): DayFrame => ({
    basePrice: listing.basePrice,
    limits,
    previousVolume: last === null ? 0 : history.volumeOf(last, scope),
  });
  const frames = { KRX: frameOf('KRX'), NXT: frameOf('NXT'), ALL: frameOf('ALL') };
  const today = new TodayRecord(frames, history, warmUp, listing.isNxtEligible);
  const venues: readonly BookVenue[] = listing.isNxtEligible ? ['KRX', 'NXT'] : ['KRX'];
  const books = venues.map((venue, place): [BookVenue, Book] => [
    venue,
    {
      venue,
      id: options.index * 2 + place,
      flow: null,
      engine: createMatchingEngine({
        instrument: listing,
        venue,
        date,
        random: drawsFrom(seedOf(seed, 'engine', listing.symbol, venue, date)),
        isIndexMember: listing.isIndexMember,
        limits,
        lastPrice: today.day(venue).lastPrice,
      }),
    },
  ]);
  return { listing, grid: createPriceGrid(limits, ladder), books: new Map(books), history, today };
}

function drawsFrom(seed: number): () => number {
  const random = createRandom(seed);
  return () => random.next();
}
