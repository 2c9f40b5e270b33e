import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';

/** Listeners of one instrument each, and of all. Adding returns what removes. */
export class SymbolListeners<Value> {
  readonly #bySymbol = new Map<InstrumentSymbol, Set<(value: Value) => void>>();

  /** The same function may be added twice and is then called twice. */
  add(symbol: InstrumentSymbol, listener: (value: Value) => void): Unsubscribe {
    const own = (value: Value): void => listener(value);
    const listeners = this.#bySymbol.get(symbol) ?? new Set();
    this.#bySymbol.set(symbol, listeners.add(own));
    return () => {
      listeners.delete(own);
      if (listeners.size === 0 && this.#bySymbol.get(symbol) === listeners) this.#bySymbol.delete(symbol);
    };
  }

  call(symbol: InstrumentSymbol, value: Value): void {
    const listeners = this.#bySymbol.get(symbol);
    if (listeners === undefined) return;
    for (const listener of [...listeners]) listener(value);
  }

  has(symbol: InstrumentSymbol): boolean {
    return this.#bySymbol.has(symbol);
  }

  /** Number of listeners left; zero when every owner has cleaned up. */
  get size(): number {
    let count = 0;
    for (const listeners of this.#bySymbol.values()) count += listeners.size;
    return count;
  }
}
