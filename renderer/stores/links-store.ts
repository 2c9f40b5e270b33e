import { createStore } from 'zustand/vanilla';
import type { LinkGroup } from '#shared/contract/vocabulary.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';

interface LinksState {
  /** The instrument each colour group shows, in every window. */
  readonly symbols: Readonly<Partial<Record<LinkGroup, InstrumentSymbol>>>;
}

export const linksStore = createStore<LinksState>(() => ({ symbols: {} }));

export function applyLink(group: LinkGroup, symbol: InstrumentSymbol): void {
  linksStore.setState(({ symbols }) =>
    symbols[group] === symbol ? {} : { symbols: { ...symbols, [group]: symbol } },
  );
}
