import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { Instrument, InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { OrderBook } from '#shared/domain/order-book.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import type { Trade } from '#shared/domain/trade.ts';
import type { MarketEvent } from '../broker.ts';
import { GOLD_SYMBOLS, isGold } from './gold.ts';
import { goldInstrument, goldQuote, parseGoldDay, parseGoldPrints, tradeOf } from './parse/gold.ts';
import type { KstDay } from './parse/kst-stamp.ts';
import type { RawClient } from './raw-client.ts';

/** The socket has no type for the gold spot market, so its prices are asked for while somebody looks, this often. */
export const GOLD_POLL_MS = 3_000;

export interface GoldMarketParts {
  readonly raw: RawClient;
  readonly day: KstDay;
  readonly clock: Clock;
  readonly emit: (event: MarketEvent) => void;
}

/**
 * Prices of the gold market. Trades of the day are told with the best prices beside them; how much is bid and offered at which
 * price is told nowhere, so there is no order book.
 */
export class GoldMarket {
  private watched: ReadonlySet<InstrumentSymbol> = new Set();
  private cancelTimer: Unsubscribe | null = null;
  /** Volume of the day at the newest trade that was told. */
  private readonly toldVolume = new Map<InstrumentSymbol, number>();

  constructor(private readonly parts: GoldMarketParts) {}

  /** A product whose quote fails is left out: the list of shares must not hang on the gold market. */
  async fetchInstruments(): Promise<readonly Instrument[]> {
    const found: Instrument[] = [];
    for (const symbol of GOLD_SYMBOLS) {
      const day = await this.fetchDay(symbol);
      if (day.ok && isGold(symbol)) found.push(goldInstrument(symbol, day.value));
    }
    return found;
  }

  async fetchQuote(symbol: InstrumentSymbol): Promise<Result<Quote>> {
    const day = await this.fetchDay(symbol);
    if (!day.ok) return day;
    const prints = await this.fetchPrints(symbol);
    return prints.ok ? ok(goldQuote(symbol, day.value, prints.value[0] ?? null, this.parts.day)) : prints;
  }

  fetchOrderBook(symbol: InstrumentSymbol): OrderBook {
    const none = 0 as Quantity;
    const eventTime = this.parts.day.instant(null);
    return { symbol, asks: [], bids: [], totalAskSize: none, totalBidSize: none, expected: null, eventTime };
  }

  async fetchTrades(symbol: InstrumentSymbol): Promise<Result<readonly Trade[]>> {
    const prints = await this.fetchPrints(symbol);
    return prints.ok ? ok(prints.value.map(tradeOf)) : prints;
  }

  /** Asks for the trades of these from now on; none ends the asking. */
  watch(symbols: readonly InstrumentSymbol[]): void {
    this.watched = new Set(symbols);
    if (symbols.length === 0) {
      this.cancelTimer?.();
      this.cancelTimer = null;
    } else if (this.cancelTimer === null) {
      this.pollLater(0);
    }
  }

  private pollLater(delayMs: number): void {
    this.cancelTimer = this.parts.clock.after(delayMs, () => void this.poll());
  }

  private async poll(): Promise<void> {
    for (const symbol of this.watched) await this.tellNewTrades(symbol);
    if (this.watched.size > 0) this.pollLater(GOLD_POLL_MS);
    else this.cancelTimer = null;
  }

  /** Oldest first, each once: the volume of the day only grows. A smaller one is the next day's. */
  private async tellNewTrades(symbol: InstrumentSymbol): Promise<void> {
    const prints = await this.fetchPrints(symbol);
    if (!prints.ok) return;
    const newest: number = prints.value[0]?.cumulativeVolume ?? 0;
    const told = this.toldVolume.get(symbol);
    this.toldVolume.set(symbol, newest);
    // The first look is what the snapshot shows too.
    if (told === undefined) return;
    const since = newest < told ? 0 : told;
    for (const print of prints.value.toReversed()) {
      if (print.cumulativeVolume > since) this.parts.emit(print);
    }
  }

  private async fetchDay(symbol: InstrumentSymbol) {
    const answer = await this.parts.raw.read('ka50100', { stk_cd: symbol });
    return answer.ok ? parseGoldDay(answer.value.body) : answer;
  }

  private async fetchPrints(symbol: InstrumentSymbol) {
    const answer = await this.parts.raw.read('ka50010', { stk_cd: symbol });
    return answer.ok ? parseGoldPrints(answer.value.body, symbol, this.parts.day) : answer;
  }
}
