import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { OrderBookLevel } from '#shared/domain/order-book.ts';
import { BOOK_DEPTH } from '#shared/domain/order-book.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { MarketEvent } from '../../broker.ts';
import type { KstDay } from './kst-stamp.ts';
import { parseMagnitude } from './number.ts';
import type { RealValues } from './real-values.ts';

/** Level n has its price at ASK + n and its size at ASK_SIZE + n, and so on. @source Kiwoom REST API guide, type 0D */
const ASK = 40;
const BID = 50;
const ASK_SIZE = 60;
const BID_SIZE = 70;

/** Decodes type 0D. Returns null when a level or a total cannot be read: a book with a wrong level is worse than none. */
export function decodeBook(symbol: InstrumentSymbol, values: RealValues, day: KstDay): MarketEvent | null {
  const asks = readLevels(values, ASK, ASK_SIZE);
  const bids = readLevels(values, BID, BID_SIZE);
  const totalAskSize = parseMagnitude(values[121]);
  const totalBidSize = parseMagnitude(values[125]);
  if (asks === null || bids === null || !(totalAskSize >= 0) || !(totalBidSize >= 0)) return null;
  return {
    kind: 'book',
    book: {
      symbol,
      asks,
      bids,
      totalAskSize: totalAskSize as Quantity,
      totalBidSize: totalBidSize as Quantity,
      expected: readExpected(values),
      eventTime: day.instant(values[21]),
    },
  };
}

/** Levels best first. A level without a price or without a size is not there; the broker sends zeros for it. */
function readLevels(values: RealValues, priceBase: number, sizeBase: number): OrderBookLevel[] | null {
  const levels: OrderBookLevel[] = [];
  for (let level = 1; level <= BOOK_DEPTH; level += 1) {
    const text = values[priceBase + level];
    if (text === undefined || text === '' || text === '0') continue;
    const price = parseMagnitude(text);
    const size = parseMagnitude(values[sizeBase + level]);
    if (!(price >= 0) || !(size >= 0)) return null;
    if (price > 0 && size > 0) levels.push({ price: price as Price, size: size as Quantity });
  }
  return levels;
}

/** Outside an auction the fields hold zeros. They come twice, for KRX and for both venues together. */
function readExpected(values: RealValues): { readonly price: Price; readonly quantity: Quantity } | null {
  let price = parseMagnitude(values[23]);
  let quantity = parseMagnitude(values[24]);
  if (!(price > 0)) {
    price = parseMagnitude(values[291]);
    quantity = parseMagnitude(values[292]);
  }
  if (!(price > 0) || !(quantity > 0)) return null;
  return { price: price as Price, quantity: quantity as Quantity };
}
