import { money } from '#shared/domain/money.ts';
import { kstInstant, type EpochMs } from '#shared/domain/time.ts';
import type { BookScope, BookView, DayState, Listing, World } from '../../../world.ts';
import { estimateCosts } from '../../accounts/valuation.ts';
import { formatHundredMillions, formatMillions, formatPercent, formatSigned } from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import { createQuoteWords, turnoverRate, volumeRatio } from '../../wording/quote-words.ts';
import type { BookReading } from '../book-changes.ts';
import type { RealtimeValues } from '../hub.ts';

/** Type 0C 주식우선호가: the best of both sides. */
export function bestQuoteValues(book: BookView, day: DayState): RealtimeValues {
  const { signed } = createQuoteWords(day);
  return { '27': signed(book.asks[0]?.price ?? null), '28': signed(book.bids[0]?.price ?? null) };
}

/** Type 0E 주식시간외호가: what waits to trade at the close. */
export function closeTradeValues(reading: BookReading, at: EpochMs): RealtimeValues {
  const { ask, bid } = reading.book.closeTrade;
  return {
    '21': formatTime(at),
    '131': String(ask),
    '132': formatSigned(reading.closeAskChange),
    '135': String(bid),
    '136': formatSigned(reading.closeBidChange),
  };
}

/**
 * Type 0A 주식기세: where an issue stands that has not traded today. A bid over the base price or an offer under it counts as its price.
 *
 * @source KRX KOSPI Market Business Regulation, quoted price (기세); Kiwoom REST API guide, real-time 0A
 */
export function untradedValues(
  world: World,
  listing: Listing,
  scope: BookScope,
  book: BookView,
): RealtimeValues {
  const day = world.day(listing.symbol, scope);
  const words = createQuoteWords(day);
  const price = untradedPrice(book, day);
  const before = kstInstant(world.tradingDate(), 0);
  const [yesterday] = world.bars(listing.symbol, scope, { unit: 'day' }, before, 1);
  const costs = estimateCosts(world, listing, 'sell', money(price));
  return {
    '10': words.signed(price),
    '11': words.change(price),
    '12': words.changeRate(price),
    ...bestQuoteValues(book, day),
    '13': String(day.volume),
    '14': formatMillions(day.turnover),
    '16': words.signed(day.open),
    '17': words.signed(day.high),
    '18': words.signed(day.low),
    '25': words.direction(price),
    '26': formatSigned(day.volume - day.previousVolume),
    '29': formatSigned(day.turnover - (yesterday?.turnover ?? 0)),
    '30': volumeRatio(day.volume, day.previousVolume),
    '31': formatPercent(turnoverRate(day.volume, listing.listedShares)),
    '32': String(costs.commission + costs.tax),
    '311': formatHundredMillions(listing.listedShares * price),
    '567': formatTime(null),
    '568': formatTime(null),
  };
}

function untradedPrice({ asks, bids }: BookView, { lastPrice, basePrice }: DayState): number {
  const bid = bids[0]?.price ?? 0;
  const ask = asks[0]?.price ?? Number.POSITIVE_INFINITY;
  if (bid > basePrice) return bid;
  return ask < basePrice ? ask : lastPrice;
}
