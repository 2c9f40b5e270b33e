import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { atMostEvery, oncePerFrame } from '../frame.ts';
import { SymbolListeners } from '../listeners.ts';

/** How often a row of a list is told of changes: more of them are a blur to the eye and a load to the page. */
const ROW_GAP_MS = 66;

interface Stamped {
  readonly symbol: InstrumentSymbol;
  readonly eventTime: EpochMs;
}

/**
 * The latest value of each instrument, outside React. Values are replaced in place as batches arrive; listeners hear of
 * a change once per frame, with the value as it is then.
 */
export class LatestStore<Value extends Stamped> {
  readonly #values = new Map<InstrumentSymbol, Value>();
  readonly #listeners = new SymbolListeners<Value>();
  readonly #rowListeners = new SymbolListeners<Value>();
  readonly #allListeners = new Set<(changed: ReadonlySet<InstrumentSymbol>) => void>();
  #changed = new Set<InstrumentSymbol>();
  #changedRows = new Set<InstrumentSymbol>();
  readonly #flushSoon = oncePerFrame(() => this.#flush());
  readonly #flushRowsSoon = atMostEvery(ROW_GAP_MS, () => this.#flushRows());

  get(symbol: InstrumentSymbol): Value | undefined {
    return this.#values.get(symbol);
  }

  apply(values: readonly Value[]): void {
    for (const value of values) {
      this.#values.set(value.symbol, value);
      this.#changed.add(value.symbol);
      if (this.#rowListeners.has(value.symbol)) this.#changedRows.add(value.symbol);
    }
    if (this.#changed.size > 0) this.#flushSoon();
    if (this.#changedRows.size > 0) this.#flushRowsSoon();
  }

  /** Takes a value that was asked for, unless the stream has brought a later one meanwhile. */
  applySnapshot(value: Value): void {
    const current = this.#values.get(value.symbol);
    if (current === undefined || current.eventTime <= value.eventTime) this.apply([value]);
  }

  /** Calls at most once per frame, and not for the value that is there already: read that with `get`. */
  subscribe(symbol: InstrumentSymbol, listener: (value: Value) => void): Unsubscribe {
    return this.#listeners.add(symbol, listener);
  }

  /** As `subscribe`, for one of many rows: at most fifteen calls a second. */
  subscribeRow(symbol: InstrumentSymbol, listener: (value: Value) => void): Unsubscribe {
    return this.#rowListeners.add(symbol, listener);
  }

  /** Calls once per frame with all instruments that changed since the last call. */
  subscribeAll(listener: (changed: ReadonlySet<InstrumentSymbol>) => void): Unsubscribe {
    const own = (changed: ReadonlySet<InstrumentSymbol>): void => listener(changed);
    this.#allListeners.add(own);
    return () => void this.#allListeners.delete(own);
  }

  get listenerCount(): number {
    return this.#listeners.size + this.#rowListeners.size + this.#allListeners.size;
  }

  clear(): void {
    this.#values.clear();
    this.#changed.clear();
    this.#changedRows.clear();
  }

  #flush(): void {
    const changed = this.#changed;
    this.#changed = new Set();
    this.#tell(this.#listeners, changed);
    for (const listener of [...this.#allListeners]) listener(changed);
  }

  #flushRows(): void {
    const changed = this.#changedRows;
    this.#changedRows = new Set();
    this.#tell(this.#rowListeners, changed);
  }

  #tell(listeners: SymbolListeners<Value>, changed: ReadonlySet<InstrumentSymbol>): void {
    for (const symbol of changed) {
      const value = this.#values.get(symbol);
      if (value !== undefined) listeners.call(symbol, value);
    }
  }
}
