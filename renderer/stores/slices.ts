import { useEffect, useState } from 'react';
import { shallow } from 'zustand/shallow';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { OrderBook } from '#shared/domain/order-book.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { LatestStore } from './market/latest-store.ts';
import { booksStore, quotesStore } from './market/market-stores.ts';

/**
 * Returns what `select` takes of an instrument's live quote; renders only when that changes (compared one level deep).
 * For what changes seldom, a VI or a base price; what follows each tick is painted with `useQuoteCell`. Keep `select`
 * stable.
 */
export function useQuoteSlice<Slice>(
  symbol: InstrumentSymbol,
  select: (quote: Quote | undefined) => Slice,
): Slice {
  return useSlice(quotesStore, symbol, select);
}

/** As `useQuoteSlice`, of the order book. */
export function useBookSlice<Slice>(
  symbol: InstrumentSymbol,
  select: (book: OrderBook | undefined) => Slice,
): Slice {
  return useSlice(booksStore, symbol, select);
}

function useSlice<Value extends Quote | OrderBook, Slice>(
  store: LatestStore<Value>,
  symbol: InstrumentSymbol,
  select: (value: Value | undefined) => Slice,
): Slice {
  const [slice, setSlice] = useState(() => select(store.get(symbol)));
  useEffect(() => {
    const update = (): void => {
      const next = select(store.get(symbol));
      setSlice((before) => (shallow(before, next) ? before : next));
    };
    update();
    return store.subscribe(symbol, update);
  }, [store, symbol, select]);
  return slice;
}
