import { createStore } from 'zustand/vanilla';
import type { HogaError } from '#shared/domain/errors.ts';
import type { Instrument, InstrumentSymbol } from '#shared/domain/instrument.ts';
import { buildInstrumentIndex } from './instrument-search.ts';
import type { InstrumentIndex } from './instrument-search.ts';

interface InstrumentsState {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly error: HogaError | null;
  readonly bySymbol: ReadonlyMap<InstrumentSymbol, Instrument>;
  readonly index: InstrumentIndex;
}

export const instrumentsStore = createStore<InstrumentsState>(() => ({
  phase: 'loading',
  error: null,
  bySymbol: new Map(),
  index: [],
}));

export function setInstruments(instruments: readonly Instrument[]): void {
  instrumentsStore.setState({
    phase: 'ready',
    error: null,
    bySymbol: new Map(instruments.map((instrument) => [instrument.symbol, instrument])),
    index: buildInstrumentIndex(instruments),
  });
}

export function failInstruments(error: HogaError): void {
  instrumentsStore.setState({ phase: 'failed', error });
}

/** Returns the name, or the code while the name is not known. */
export function instrumentName(symbol: InstrumentSymbol): string {
  return instrumentsStore.getState().bySymbol.get(symbol)?.name ?? symbol;
}
