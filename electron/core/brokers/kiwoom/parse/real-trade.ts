import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { MarketEvent, TradeEvent } from '../../broker.ts';
import type { KstDay } from './kst-stamp.ts';
import { parseDecimal, parseInteger, parseMagnitude } from './number.ts';
import type { RealValues } from './real-values.ts';
import { priceOrNull } from './real-values.ts';

/** Field 14 counts in millions of won. */
const TURNOVER_UNIT = 1_000_000;
const PLUS = 0x2b;
const MINUS = 0x2d;

/**
 * Decodes type 0B. Returns null when it is no print: without a price, a size or the day's volume.
 *
 * @source Kiwoom REST API guide, real-time type 0B; the sign of field 15 is the aggressor's side
 */
export function decodeTrade(symbol: InstrumentSymbol, values: RealValues, day: KstDay): TradeEvent | null {
  const price = parseMagnitude(values[10]);
  const size = values[15];
  const quantity = parseMagnitude(size);
  const cumulativeVolume = parseMagnitude(values[13]);
  if (!(price > 0) || !(quantity > 0) || !(cumulativeVolume >= 0)) return null;
  const sign = typeof size === 'string' ? size.charCodeAt(0) : 0;
  const turnover = parseMagnitude(values[14]) * TURNOVER_UNIT;
  const strength = parseDecimal(values[228]);
  return {
    kind: 'trade',
    symbol,
    price: price as Price,
    quantity: quantity as Quantity,
    aggressor: sign === PLUS ? 'buy' : sign === MINUS ? 'sell' : null,
    cumulativeVolume: cumulativeVolume as Quantity,
    eventTime: day.instant(values[20]),
    cumulativeTurnover: (Number.isSafeInteger(turnover) ? turnover : 0) as Money,
    open: priceOrNull(values[16]),
    high: priceOrNull(values[17]),
    low: priceOrNull(values[18]),
    bestAsk: priceOrNull(values[27]),
    bestBid: priceOrNull(values[28]),
    change: parseInteger(values[11]) || 0,
    changePercent: parseDecimal(values[12]) || 0,
    strength: Number.isNaN(strength) ? null : strength,
  };
}

/** Decodes type 0H, the price and quantity an auction would give now. */
export function decodeExpected(
  symbol: InstrumentSymbol,
  values: RealValues,
  day: KstDay,
): MarketEvent | null {
  const price = parseMagnitude(values[10]);
  const quantity = parseMagnitude(values[15]);
  if (!(price > 0) || !(quantity >= 0)) return null;
  return {
    kind: 'expected',
    symbol,
    price: price as Price,
    quantity: quantity as Quantity,
    eventTime: day.instant(values[20]),
  };
}
