import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Trade } from '#shared/domain/trade.ts';
import { oncePerFrame } from '../frame.ts';
import { SymbolListeners } from '../listeners.ts';

/** Prints kept per instrument for a tape that opens later. */
export const KEPT_TRADES = 500;

/** What came in one frame: every print since the last call, oldest first, none left out. */
export interface NewTrades {
  readonly trades: readonly Trade[];
  /** The tape was replaced by a snapshot: draw `recent` anew instead of adding. */
  readonly isReplaced: boolean;
}

/** Public prints per instrument. Unlike quotes and books nothing is conflated here. */
export class TradeStore {
  readonly #recent = new Map<InstrumentSymbol, Trade[]>();
  readonly #listeners = new SymbolListeners<NewTrades>();
  #pending = new Map<InstrumentSymbol, { trades: Trade[]; isReplaced: boolean }>();
  readonly #flushSoon = oncePerFrame(() => this.#flush());

  /** The last prints, oldest first, up to `KEPT_TRADES`. */
  recent(symbol: InstrumentSymbol): readonly Trade[] {
    return this.#recent.get(symbol) ?? [];
  }

  /** @param trades oldest first per instrument */
  apply(trades: readonly Trade[]): void {
    for (const trade of trades) {
      this.#keep(trade);
      this.#pendingOf(trade.symbol).trades.push(trade);
    }
    if (this.#pending.size > 0) this.#flushSoon();
  }

  /**
   * Takes a fetched tape as the past of what has streamed in. Prints up to the newest streamed volume are known by their
   * cumulative volume, which only grows in a day.
   * @param trades newest first, as the contract has them
   */
  applySnapshot(symbol: InstrumentSymbol, trades: readonly Trade[]): void {
    const streamed = this.recent(symbol);
    const firstStreamed = streamed[0]?.cumulativeVolume ?? Number.POSITIVE_INFINITY;
    const older = trades.toReversed().filter(({ cumulativeVolume }) => cumulativeVolume < firstStreamed);
    this.#recent.set(symbol, [...older, ...streamed].slice(-KEPT_TRADES));
    this.#pendingOf(symbol).isReplaced = true;
    this.#flushSoon();
  }

  subscribe(symbol: InstrumentSymbol, listener: (added: NewTrades) => void): Unsubscribe {
    return this.#listeners.add(symbol, listener);
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  /** Forgets an instrument that no panel shows: its tape has a gap from here on. */
  forget(symbol: InstrumentSymbol): void {
    this.#recent.delete(symbol);
    this.#pending.delete(symbol);
  }

  clear(): void {
    this.#recent.clear();
    this.#pending.clear();
  }

  #keep(trade: Trade): void {
    const recent = this.#recent.get(trade.symbol);
    if (recent === undefined) {
      this.#recent.set(trade.symbol, [trade]);
      return;
    }
    recent.push(trade);
    // Cut in large steps: shifting an array for each print would cost more than the print.
    if (recent.length > KEPT_TRADES * 2) recent.splice(0, recent.length - KEPT_TRADES);
  }

  #pendingOf(symbol: InstrumentSymbol): { trades: Trade[]; isReplaced: boolean } {
    const known = this.#pending.get(symbol);
    if (known !== undefined) return known;
    const fresh = { trades: [], isReplaced: false };
    this.#pending.set(symbol, fresh);
    return fresh;
  }

  #flush(): void {
    const pending = this.#pending;
    this.#pending = new Map();
    for (const [symbol, added] of pending) this.#listeners.call(symbol, added);
  }
}
