import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Quote } from '#shared/domain/quote.ts';
import { instrumentName } from '#renderer/stores/instruments-store.ts';
import { quotesStore } from '#renderer/stores/market/market-stores.ts';

/** A line of the list: an instrument and the last that is known of it. */
export interface QuoteRow {
  readonly symbol: InstrumentSymbol;
  readonly name: string;
  readonly lastPrice: number | null;
  readonly change: number;
  readonly changePercent: number | null;
  readonly turnover: number | null;
  /** Stands at the upper or lower limit of the day. */
  readonly isAtLimit: boolean;
}

export function quoteRow(symbol: InstrumentSymbol): QuoteRow {
  return buildQuoteRow(symbol, instrumentName(symbol), quotesStore.get(symbol));
}

export function buildQuoteRow(symbol: InstrumentSymbol, name: string, quote: Quote | undefined): QuoteRow {
  if (quote === undefined) {
    return {
      symbol,
      name,
      lastPrice: null,
      change: 0,
      changePercent: null,
      turnover: null,
      isAtLimit: false,
    };
  }
  const { lastPrice, change, changePercent, turnover, upperLimit, lowerLimit } = quote;
  const isAtLimit = lastPrice === upperLimit || lastPrice === lowerLimit;
  return { symbol, name, lastPrice, change, changePercent, turnover, isAtLimit };
}
