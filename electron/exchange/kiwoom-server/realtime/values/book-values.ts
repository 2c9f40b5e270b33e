import { BOOK_DEPTH } from '#shared/domain/order-book.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { BookLevelView } from '../../../matching/engine.ts';
import type { BookScope, BookView, DayState, World } from '../../../world.ts';
import { formatPercent, formatSigned } from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import { createQuoteWords, volumeRatio, type QuoteWords } from '../../wording/quote-words.ts';
import type { BookReading } from '../book-changes.ts';
import type { RealtimeValues } from '../hub.ts';
import { marketPhaseCode } from './market-phase.ts';

/** First FIDs of a level block: level n is the base plus n. @source Kiwoom REST API guide, real-time 0D */
const ASK = { price: 40, size: 60, change: 80 };
const BID = { price: 50, size: 70, change: 90 };
const PARTS: Readonly<Record<BookVenue, { ask: number; bid: number; totalAsk: number; totalBid: number }>> = {
  KRX: { ask: 6043, bid: 6053, totalAsk: 6064, totalBid: 6065 },
  NXT: { ask: 6065, bid: 6075, totalAsk: 6086, totalBid: 6087 },
};

/** Type 0D 주식호가잔량: the book of a scope, and how much of it stands on which exchange. */
export function bookValues(
  world: World,
  symbol: string,
  scope: BookScope,
  reading: BookReading,
  at: EpochMs,
): RealtimeValues {
  const day = world.day(symbol, scope);
  const words = createQuoteWords(day);
  const { book } = reading;
  const values: Record<string, string> = { '21': formatTime(at) };
  fillSide(values, ASK, book.asks, reading.askChanges, words);
  fillSide(values, BID, book.bids, reading.bidChanges, words);
  fillTotals(values, reading);
  fillExpected(values, book, day, words);
  for (let level = 1; level <= BOOK_DEPTH; level += 1) {
    // Orders of liquidity providers are not told apart here.
    values[String(620 + level)] = '0';
    values[String(630 + level)] = '0';
  }
  values['13'] = String(day.volume);
  values['215'] = marketPhaseCode(world.session(scope === 'NXT' ? 'NXT' : 'KRX').phase);
  values['216'] = '';
  fillVenue(values, 'KRX', scope === 'NXT' ? null : world.book(symbol, 'KRX'), book, words, 6100, 6110);
  const hasNxt = scope !== 'KRX' && world.listing(symbol)?.isNxtEligible === true;
  fillVenue(values, 'NXT', hasNxt ? world.book(symbol, 'NXT') : null, book, words, 6105, 6113);
  return values;
}

function fillSide(
  values: Record<string, string>,
  fids: typeof ASK,
  levels: readonly BookLevelView[],
  changes: readonly number[],
  words: QuoteWords,
): void {
  for (let level = 1; level <= BOOK_DEPTH; level += 1) {
    const shown = levels[level - 1];
    values[String(fids.price + level)] = words.signed(shown?.price ?? null);
    values[String(fids.size + level)] = String(shown?.size ?? 0);
    values[String(fids.change + level)] = String(changes[level - 1] ?? 0);
  }
}

function fillTotals(values: Record<string, string>, reading: BookReading): void {
  const { totalAsk, totalBid } = reading.book;
  values['121'] = String(totalAsk);
  values['122'] = formatSigned(reading.totalAskChange);
  values['125'] = String(totalBid);
  values['126'] = formatSigned(reading.totalBidChange);
  values['128'] = formatSigned(totalBid - totalAsk);
  values['129'] = formatPercent(totalAsk === 0 ? 0 : (totalBid / totalAsk) * 100);
  values['138'] = formatSigned(totalAsk - totalBid);
  values['139'] = formatPercent(totalBid === 0 ? 0 : (totalAsk / totalBid) * 100);
}

/** Expected price and quantity, zero outside auctions. */
function fillExpected(
  values: Record<string, string>,
  book: BookView,
  day: DayState,
  words: QuoteWords,
): void {
  const expected = book.indicative;
  const change = expected === null ? '0' : words.change(expected.price);
  const rate = expected === null ? '0.00' : words.changeRate(expected.price);
  const sign = expected === null ? '3' : words.direction(expected.price);
  values['23'] = String(expected?.price ?? 0);
  values['24'] = String(expected?.quantity ?? 0);
  values['200'] = change;
  values['201'] = rate;
  values['238'] = sign;
  values['291'] = String(expected?.price ?? 0);
  values['292'] = String(expected?.quantity ?? 0);
  values['293'] = sign;
  values['294'] = change;
  values['295'] = rate;
  values['299'] = expected === null ? '0.00' : volumeRatio(expected.quantity, day.previousVolume);
}

/** The part of the shown levels that one exchange holds, and its midpoint. Midpoint orders are not published, so their sizes are zero. */
function fillVenue(
  values: Record<string, string>,
  venue: BookVenue,
  own: BookView | null,
  shown: BookView,
  words: QuoteWords,
  midBlock: number,
  midChangeBlock: number,
): void {
  const fids = PARTS[venue];
  const sizeAt = (levels: readonly BookLevelView[] | undefined, price: number | undefined) =>
    levels?.find((level) => level.price === price)?.size ?? 0;
  for (let level = 1; level <= BOOK_DEPTH; level += 1) {
    values[String(fids.ask + level)] = String(sizeAt(own?.asks, shown.asks[level - 1]?.price));
    values[String(fids.bid + level)] = String(sizeAt(own?.bids, shown.bids[level - 1]?.price));
  }
  values[String(fids.totalAsk)] = String(own?.totalAsk ?? 0);
  values[String(fids.totalBid)] = String(own?.totalBid ?? 0);
  const ask = own?.asks[0]?.price;
  const bid = own?.bids[0]?.price;
  const mid = ask === undefined || bid === undefined ? null : Math.floor((ask + bid) / 2);
  values[String(midBlock)] = '0';
  values[String(midBlock + 1)] = '0';
  values[String(midBlock + 2)] = String(mid ?? 0);
  values[String(midBlock + 3)] = '0';
  values[String(midBlock + 4)] = '0';
  values[String(midChangeBlock)] = mid === null ? '0' : words.change(mid);
  values[String(midChangeBlock + 1)] = mid === null ? '3' : words.direction(mid);
  values[String(midChangeBlock + 2)] = mid === null ? '0.00' : words.changeRate(mid);
}
