import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import type { MarketBatch } from '#shared/contract/events.ts';
import type { MarketInterest, MarketSnapshot } from '#shared/contract/requests.ts';
import type { Candle, CandleInterval } from '#shared/domain/candle.ts';
import type { Instrument, InstrumentSymbol } from '#shared/domain/instrument.ts';
import { money } from '#shared/domain/money.ts';
import type { OrderBook, OrderBookLevel } from '#shared/domain/order-book.ts';
import { priceLimits } from '#shared/domain/price-limits.ts';
import type { Price } from '#shared/domain/price.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { TickLadder } from '#shared/domain/tick-size.ts';
import { roundDownToTick, stepBy } from '#shared/domain/tick-size.ts';
import { DAY_MS, epochMs, kstDateOf } from '#shared/domain/time.ts';
import type { Trade } from '#shared/domain/trade.ts';
import { seededRandom } from './random.ts';

const TAPE_LENGTH = 60;

/** The day of one made-up instrument. */
interface FakeDay {
  readonly instrument: Instrument;
  readonly ladder: TickLadder;
  last: Price;
  high: Price;
  low: Price;
  volume: number;
  turnover: number;
  strength: number;
  readonly tape: Trade[];
}

/** Prices that move by themselves when told to, in the domain's types, the same for the same seed. */
export class FakeMarket {
  readonly #days: ReadonlyMap<InstrumentSymbol, FakeDay>;
  readonly #random: () => number;
  #now: number;

  constructor(instruments: readonly Instrument[], seed: number, now: number) {
    this.#random = seededRandom(seed);
    this.#now = now;
    this.#days = new Map(instruments.map((instrument) => [instrument.symbol, this.#openDay(instrument)]));
  }

  get now(): number {
    return this.#now;
  }

  last(symbol: InstrumentSymbol): Price {
    return this.#day(symbol).last;
  }

  /** Lets `ms` pass, with about `tradeCount` prints among the instruments wanted. */
  advance(ms: number, interests: readonly MarketInterest[], tradeCount: number): MarketBatch {
    this.#now += ms;
    const trades: Trade[] = [];
    const touched = new Set<InstrumentSymbol>();
    for (let count = 0; count < tradeCount && interests.length > 0; count += 1) {
      const interest = interests[Math.floor(this.#random() * interests.length)];
      if (interest === undefined || !this.#days.has(interest.symbol)) continue;
      const trade = this.#trade(this.#day(interest.symbol));
      touched.add(trade.symbol);
      if (interest.channels.includes('trades')) trades.push(trade);
    }
    const books = interests.filter(
      ({ symbol, channels }) => channels.includes('book') && this.#days.has(symbol),
    );
    return {
      quotes: [...touched].map((symbol) => this.quote(symbol)),
      books: books.map(({ symbol }) => this.book(symbol)),
      trades,
      stale: [],
      fresh: [],
      tradeGaps: [],
      streams: [],
      receivedAt: this.#now - 3,
    };
  }

  snapshot(symbol: InstrumentSymbol): MarketSnapshot {
    return {
      quote: this.quote(symbol),
      book: this.book(symbol),
      trades: this.#day(symbol).tape.toReversed(),
    };
  }

  quote(symbol: InstrumentSymbol): Quote {
    const { instrument, ladder, last, high, low, volume, turnover, strength } = this.#day(symbol);
    const limits = priceLimits(instrument.basePrice, ladder, { leverage: instrument.leverage });
    const change = last - instrument.basePrice;
    return {
      symbol,
      lastPrice: last,
      basePrice: instrument.basePrice,
      change,
      changePercent: Math.round((change / instrument.basePrice) * 10_000) / 100,
      open: instrument.basePrice,
      high,
      low,
      volume: quantity(volume),
      turnover: money(turnover),
      bestBid: stepBy(last, -1, ladder),
      bestAsk: last,
      upperLimit: limits.upper,
      lowerLimit: limits.lower,
      strength,
      vi: {
        isActive: false,
        kind: null,
        referencePrice: instrument.basePrice,
        upperTrigger: roundDownToTick(instrument.basePrice * 1.1, ladder),
        lowerTrigger: roundDownToTick(instrument.basePrice * 0.9, ladder),
        endsAt: null,
      },
      eventTime: epochMs(this.#now),
    };
  }

  book(symbol: InstrumentSymbol): OrderBook {
    const { last, ladder } = this.#day(symbol);
    const side = (direction: 1 | -1): readonly OrderBookLevel[] =>
      Array.from({ length: 10 }, (_, place) => ({
        price: stepBy(last, direction === 1 ? place : -place - 1, ladder),
        size: quantity(Math.floor(4000 + this.#random() * 52_000)),
      }));
    const [asks, bids] = [side(1), side(-1)];
    const total = (levels: readonly OrderBookLevel[]) =>
      quantity(levels.reduce((sum, { size }) => sum + size, 0));
    return {
      symbol,
      asks,
      bids,
      totalAskSize: total(asks),
      totalBidSize: total(bids),
      expected: null,
      eventTime: epochMs(this.#now),
    };
  }

  /** One page of candles that ends at the last price, or before `cursor`. Three pages are there in all. */
  candles(symbol: InstrumentSymbol, interval: CandleInterval, cursor: string | null) {
    const { last, ladder } = this.#day(symbol);
    const page = cursor === null ? 0 : Number(cursor);
    const random = seededRandom(page + symbol.charCodeAt(1) * 7 + last);
    const step = INTERVAL_MS[interval];
    const candles: Candle[] = [];
    let close: number = page === 0 ? last : last * (1 - page * 0.05);
    for (let place = 0; place < 300; place += 1) {
      const open = close * (1 + (random() - 0.53) * 0.008);
      const at = (value: number) => roundDownToTick(value, ladder);
      candles.push({
        time: epochMs(Math.floor(this.#now / step) * step - (page * 300 + place) * step),
        open: at(open),
        close: at(close),
        high: at(Math.max(open, close) * (1 + random() * 0.003)),
        low: at(Math.min(open, close) * (1 - random() * 0.003)),
        volume: quantity(Math.floor(1000 + random() * 90_000)),
      });
      close = open;
    }
    return { candles: candles.toReversed(), cursor: page < 2 ? String(page + 1) : null };
  }

  #openDay(instrument: Instrument): FakeDay {
    const ladder = ladderFor(instrument.kind, kstDateOf(epochMs(this.#now)));
    const base = instrument.basePrice;
    const last = roundDownToTick(base * (1 + (this.#random() - 0.42) * 0.08), ladder);
    const volume = Math.floor(100_000 + this.#random() * 9_000_000);
    const day: FakeDay = {
      instrument,
      ladder,
      last,
      high: price(Math.max(last, base)),
      low: price(Math.min(last, base)),
      volume,
      turnover: volume * base,
      strength: 80 + Math.floor(this.#random() * 500) / 10,
      tape: [],
    };
    for (let count = 0; count < TAPE_LENGTH; count += 1) this.#trade(day);
    return day;
  }

  #trade(day: FakeDay): Trade {
    const move = this.#random();
    if (move < 0.12) day.last = stepBy(day.last, -1, day.ladder);
    else if (move > 0.88) day.last = stepBy(day.last, 1, day.ladder);
    const size = quantity(1 + Math.floor(this.#random() ** 4 * 900));
    day.high = price(Math.max(day.high, day.last));
    day.low = price(Math.min(day.low, day.last));
    day.volume += size;
    day.turnover += size * day.last;
    const trade: Trade = {
      symbol: day.instrument.symbol,
      price: day.last,
      quantity: size,
      aggressor: this.#random() < 0.5 ? 'buy' : 'sell',
      cumulativeVolume: quantity(day.volume),
      eventTime: epochMs(this.#now),
    };
    day.tape.push(trade);
    if (day.tape.length > TAPE_LENGTH) day.tape.shift();
    return trade;
  }

  #day(symbol: InstrumentSymbol): FakeDay {
    const day = this.#days.get(symbol);
    if (day === undefined) throw new Error(`no such instrument on the fake desk: ${symbol}`);
    return day;
  }
}

const MINUTE_MS = 60_000;
const INTERVAL_MS: Readonly<Record<CandleInterval, number>> = {
  tick: 1000,
  '1m': MINUTE_MS,
  '3m': 3 * MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '10m': 10 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '60m': 60 * MINUTE_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  year: 365 * DAY_MS,
};
