import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { SymbolListeners } from '../listeners.ts';

const gapListeners = new SymbolListeners<void>();

/** Subscribes to holes in an instrument's prints: what is shown lacks some, and must be asked for again. */
export function subscribeTradeGap(symbol: InstrumentSymbol, listener: () => void): Unsubscribe {
  return gapListeners.add(symbol, listener);
}

export function applyTradeGaps(symbols: readonly InstrumentSymbol[]): void {
  for (const symbol of symbols) gapListeners.call(symbol, undefined);
}
