import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ConditionPage } from '#shared/contract/api.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Result } from '#shared/domain/result.ts';
import { symbolOfCode } from '#renderer/panels/api-data/row-instrument.ts';

/** Most pages of one search: each costs a request of the broker's quota. */
const MAX_PAGES = 20;

export interface SearchState {
  readonly phase: 'searching' | 'ready' | 'failed';
  /** Each once, in the broker's order. */
  readonly symbols: readonly InstrumentSymbol[];
  readonly at: number | null;
  readonly error: HogaError | null;
}

const SEARCHING: SearchState = { phase: 'searching', symbols: [], at: null, error: null };

/** Searches one condition once, page after page; a search that was overtaken by another is dropped. */
export class ConditionSearch {
  readonly store: StoreApi<SearchState> = createStore(() => SEARCHING);
  readonly #read: (conditionId: string, cursor: string | null) => Promise<Result<ConditionPage>>;
  readonly #now: () => number;
  #searching = 0;

  constructor(
    read: (conditionId: string, cursor: string | null) => Promise<Result<ConditionPage>>,
    now: () => number,
  ) {
    this.#read = read;
    this.#now = now;
  }

  async search(conditionId: string): Promise<void> {
    const searching = (this.#searching += 1);
    this.store.setState(SEARCHING);
    const symbols = new Set<InstrumentSymbol>();
    let cursor: string | null = null;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const answer: Result<ConditionPage> = await this.#read(conditionId, cursor);
      if (searching !== this.#searching) return;
      if (!answer.ok) {
        this.store.setState({ phase: 'failed', error: answer.error });
        return;
      }
      for (const row of answer.value.rows) {
        const symbol = symbolOfCode(row['9001']);
        if (symbol !== null) symbols.add(symbol);
      }
      this.store.setState({ symbols: [...symbols] });
      cursor = answer.value.cursor;
      if (cursor === null) break;
    }
    this.store.setState({ phase: 'ready', at: this.#now(), error: null });
  }

  cancel(): void {
    this.#searching += 1;
  }
}
