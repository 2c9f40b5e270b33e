import { useCallback, useEffect, useState } from 'react';
import type { RefCallback } from 'react';
import { useStore } from 'zustand';
import type { InterestPriority, MarketInterestChannel } from '#shared/contract/vocabulary.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Quote } from '#shared/domain/quote.ts';
import { connectionStore, isDeskCurrent } from './connection-store.ts';
import { declareInterest } from './interests.ts';
import { quotesStore, subscribeQuote } from './market/market-stores.ts';
import { stalenessStore } from './market/staleness.ts';

/** Declares what the calling panel wants to see live, as long as it is mounted. */
export function useInterest(
  symbols: readonly InstrumentSymbol[],
  channels: readonly MarketInterestChannel[],
  priority: InterestPriority,
): void {
  const symbolsKey = symbols.join(' ');
  const channelsKey = channels.join(' ');
  useEffect(() => {
    if (symbolsKey === '') return;
    return declareInterest({
      symbols: symbolsKey.split(' '),
      channels: channelsKey.split(' ') as MarketInterestChannel[],
      priority,
    });
  }, [symbolsKey, channelsKey, priority]);
}

/**
 * Returns a ref for an element that shows something of a live quote. `paint` writes into the element when it mounts and
 * once per frame in which the quote changed; React does not render. Keep `paint` stable (module level or `useCallback`).
 */
export function useQuoteCell<Target extends HTMLElement>(
  symbol: InstrumentSymbol | null,
  paint: (element: Target, quote: Quote | undefined) => void,
): RefCallback<Target> {
  return useCallback(
    (element: Target | null) => {
      if (element === null) return;
      paint(element, symbol === null ? undefined : quotesStore.get(symbol));
      if (symbol === null) return;
      return subscribeQuote(symbol, (quote) => paint(element, quote));
    },
    [symbol, paint],
  );
}

/** Returns the quote as of the last `everyMs`, for sums and texts that need not follow each tick. */
export function useSampledQuotes(
  symbols: readonly InstrumentSymbol[],
  everyMs = 250,
): ReadonlyMap<InstrumentSymbol, Quote> {
  const symbolsKey = symbols.join(' ');
  const [quotes, setQuotes] = useState<ReadonlyMap<InstrumentSymbol, Quote>>(() => readQuotes(symbolsKey));
  useEffect(() => {
    let isDue = true;
    const sample = (): void => {
      if (!isDue) return;
      isDue = false;
      setQuotes(readQuotes(symbolsKey));
    };
    sample();
    const wanted = symbolsKey.split(' ');
    const unsubscribe = quotesStore.subscribeAll((changed) => {
      isDue ||= wanted.some((symbol) => changed.has(symbol));
    });
    const timer = setInterval(sample, everyMs);
    return () => {
      unsubscribe();
      clearInterval(timer);
    };
  }, [symbolsKey, everyMs]);
  return quotes;
}

function readQuotes(symbolsKey: string): ReadonlyMap<InstrumentSymbol, Quote> {
  const quotes = new Map<InstrumentSymbol, Quote>();
  for (const symbol of symbolsKey.split(' ')) {
    const quote = quotesStore.get(symbol);
    if (quote !== undefined) quotes.set(symbol, quote);
  }
  return quotes;
}

/** Returns whether what is shown of an instrument may not be taken for current. */
export function useIsStale(symbol: InstrumentSymbol | null): boolean {
  const isCurrent = useStore(connectionStore, isDeskCurrent);
  const isStale = useStore(stalenessStore, ({ stale }) => symbol !== null && stale.has(symbol));
  return !isCurrent || isStale;
}

/** Renders again every `everyMs`, for countdowns and ages. Returns a number that grows. */
export function useTicking(everyMs: number): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setCount((before) => before + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return count;
}
