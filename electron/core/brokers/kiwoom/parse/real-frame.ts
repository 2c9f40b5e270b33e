import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { ExecutionReport, MarketEvent } from '../../broker.ts';
import { parseSymbol } from './code.ts';
import { isObject } from './field-reader.ts';
import type { KstDay } from './kst-stamp.ts';
import { decodeBook } from './real-book.ts';
import { decodeReference, decodeSession, decodeVi } from './real-market.ts';
import { decodeReport, type OrderFees } from './real-order.ts';
import { decodeExpected, decodeTrade } from './real-trade.ts';
import type { RealValues } from './real-values.ts';

/** Where decoded events go. */
export interface RealSink {
  market(event: MarketEvent): void;
  report(report: ExecutionReport): void;
  /** A holding changed; null when it cannot be told which. */
  holding(symbol: InstrumentSymbol | null): void;
  /** An entry that could not be read. `isVital`: it was an order event, so something must be asked anew. */
  unreadable(type: string, isVital: boolean): void;
}

/**
 * Decodes the entries of a REAL frame, in order, straight from the parsed JSON to domain events.
 *
 * Never throws and never stops at a bad entry: the others of the frame are as good as they were. Types that nobody asked
 * for are passed over.
 */
export function decodeFrame(data: unknown, day: KstDay, fees: OrderFees, sink: RealSink): void {
  if (!Array.isArray(data)) return sink.unreadable('REAL', true);
  for (let place = 0; place < data.length; place += 1) {
    const entry: unknown = data[place];
    if (isObject(entry)) decodeEntry(entry, day, fees, sink);
    else sink.unreadable('REAL', true);
  }
}

function decodeEntry(
  entry: Readonly<Record<string, unknown>>,
  day: KstDay,
  fees: OrderFees,
  sink: RealSink,
): void {
  const { type, item, values } = entry;
  if (!isObject(values)) return sink.unreadable(String(type).slice(0, 8), type === '00');
  switch (type) {
    case '0B':
    case '0D':
    case '0H':
    case '0g':
      return decodeInstrument(type, parseSymbol(item), values, day, sink);
    case '00': {
      const report = decodeReport(item, values, day, fees);
      return report === null ? sink.unreadable(type, true) : sink.report(report);
    }
    case '04':
      return sink.holding(parseSymbol((values as RealValues)[9001]) ?? parseSymbol(item));
    case '0s':
      return emit(decodeSession(values, day), sink);
    case '1h': {
      const event = decodeVi(values, day);
      return event === null ? sink.unreadable(type, false) : sink.market(event);
    }
    default:
  }
}

function decodeInstrument(
  type: '0B' | '0D' | '0H' | '0g',
  symbol: InstrumentSymbol | null,
  values: RealValues,
  day: KstDay,
  sink: RealSink,
): void {
  if (symbol === null) return sink.unreadable(type, false);
  const event = DECODERS[type](symbol, values, day);
  if (event === null) sink.unreadable(type, false);
  else sink.market(event);
}

const DECODERS = {
  '0B': decodeTrade,
  '0D': decodeBook,
  '0H': decodeExpected,
  '0g': decodeReference,
} as const;

function emit(event: MarketEvent | null, sink: RealSink): void {
  if (event !== null) sink.market(event);
}
