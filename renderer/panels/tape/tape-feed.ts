import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { subscribeTrades, tradesStore } from '#renderer/stores/market/market-stores.ts';
import { subscribeTradeGap } from '#renderer/stores/market/trade-gaps.ts';
import { Tape } from './tape.ts';

/** A tape that follows the prints of one instrument. */
export interface TapeFeed {
  readonly tape: Tape;
  /** Calls at most once per frame, after the tape has changed. */
  onChange(listener: () => void): Unsubscribe;
  dispose(): void;
}

export function openTapeFeed(symbol: InstrumentSymbol): TapeFeed {
  const tape = new Tape();
  const listeners = new Set<() => void>();
  const announce = (): void => {
    for (const listener of [...listeners]) listener();
  };
  tape.append(tradesStore.recent(symbol));
  const ends = [
    subscribeTrades(symbol, ({ trades, isReplaced }) => {
      if (isReplaced) tape.merge(tradesStore.recent(symbol));
      else tape.append(trades);
      announce();
    }),
    subscribeTradeGap(symbol, () => {
      tape.markGap();
      announce();
    }),
  ];
  return {
    tape,
    onChange(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    dispose() {
      for (const end of ends) end();
      listeners.clear();
    },
  };
}
