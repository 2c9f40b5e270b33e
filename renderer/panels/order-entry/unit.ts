import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';

/** Key of the words for a quantity: gold is counted in grams, everything else in shares. */
export function unitOf(symbol: InstrumentSymbol | null): 'shares' | 'grams' {
  const instrument = symbol === null ? undefined : instrumentsStore.getState().bySymbol.get(symbol);
  return instrument?.kind === 'gold' ? 'grams' : 'shares';
}
