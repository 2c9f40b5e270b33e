import type { Candle, CandleInterval } from '#shared/domain/candle.ts';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Trade } from '#shared/domain/trade.ts';
import { CandleSeries } from '#renderer/charting/candle-series.ts';

export interface CandlePage {
  readonly candles: readonly Candle[];
  readonly cursor: string | null;
}

/** Where a chart gets its bars and prints; the panel gives the real ones, a test its own. */
export interface ChartFeedSource {
  fetchPage(
    symbol: InstrumentSymbol,
    interval: CandleInterval,
    cursor: string | null,
  ): Promise<Result<CandlePage>>;
  /** Calls with the prints of one frame, oldest first; `hasGap` when some before them were lost. */
  subscribe(
    symbol: InstrumentSymbol,
    listener: (trades: readonly Trade[], hasGap: boolean) => void,
  ): Unsubscribe;
}

/** What a chart draws on; `CandleChart` is one. */
export interface ChartFeedTarget {
  setCandles(candles: readonly Candle[], interval: CandleInterval): void;
  prependCandles(candles: readonly Candle[], added: number): void;
  updateEnd(candles: readonly Candle[], appended: number): void;
}

export type ChartFeedState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly isLoadingOlder: boolean; readonly hasOlder: boolean }
  | { readonly status: 'empty' }
  | { readonly status: 'failed'; readonly error: HogaError };

/**
 * Keeps a chart's bars complete for one instrument and interval: the newest page, older pages as the view asks for them,
 * live prints at the end. Prints that come while a page is on its way are applied after it, in order.
 */
export class ChartFeed {
  readonly #series: CandleSeries;
  readonly #unsubscribe: Unsubscribe;
  #waiting: Trade[] = [];
  #cursor: string | null = null;
  #state: ChartFeedState = { status: 'loading' };
  #isClosed = false;

  constructor(
    private readonly source: ChartFeedSource,
    private readonly target: ChartFeedTarget,
    private readonly symbol: InstrumentSymbol,
    interval: CandleInterval,
    private readonly onState: (state: ChartFeedState) => void,
  ) {
    this.#series = new CandleSeries(interval);
    this.#unsubscribe = source.subscribe(symbol, (trades, hasGap) => {
      if (hasGap) void this.load();
      else this.#take(trades);
    });
    void this.load();
  }

  /** Loads the newest page again, as at the start or after an error or a gap. */
  async load(): Promise<void> {
    this.#setState({ status: 'loading' });
    const page = await this.source.fetchPage(this.symbol, this.#series.interval, null);
    if (this.#isClosed) return;
    if (!page.ok) {
      this.#setState({ status: 'failed', error: page.error });
      return;
    }
    this.#cursor = page.value.cursor;
    this.#series.reset(page.value.candles);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const trade of waiting) this.#series.apply(trade);
    this.target.setCandles(this.#series.candles, this.#series.interval);
    this.#setReady(false);
  }

  /** Loads one older page; does nothing while one is on its way or when there is none. */
  async loadOlder(): Promise<void> {
    if (this.#state.status !== 'ready' || this.#state.isLoadingOlder || this.#cursor === null) return;
    this.#setReady(true);
    const page = await this.source.fetchPage(this.symbol, this.#series.interval, this.#cursor);
    if (this.#isClosed) return;
    if (page.ok) {
      this.#cursor = page.value.cursor;
      const added = this.#series.prepend(page.value.candles);
      if (added > 0) this.target.prependCandles(this.#series.candles, added);
    }
    this.#setReady(false);
  }

  close(): void {
    this.#isClosed = true;
    this.#unsubscribe();
  }

  #take(trades: readonly Trade[]): void {
    if (this.#state.status === 'loading' || this.#state.status === 'failed') {
      this.#waiting.push(...trades);
      return;
    }
    let appended = 0;
    let isChanged = false;
    for (const trade of trades) {
      const change = this.#series.apply(trade);
      if (change === 'appended') appended += 1;
      isChanged ||= change !== 'none';
    }
    if (!isChanged) return;
    this.target.updateEnd(this.#series.candles, appended);
    if (this.#state.status === 'empty') this.#setReady(false);
  }

  #setReady(isLoadingOlder: boolean): void {
    if (this.#series.candles.length === 0) this.#setState({ status: 'empty' });
    else this.#setState({ status: 'ready', isLoadingOlder, hasOlder: this.#cursor !== null });
  }

  #setState(state: ChartFeedState): void {
    this.#state = state;
    this.onState(state);
  }
}
