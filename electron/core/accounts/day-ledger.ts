import type { Fill } from '#shared/domain/fill.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Money } from '#shared/domain/money.ts';
import { money } from '#shared/domain/money.ts';
import type { Price } from '#shared/domain/price.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import type { BrokerPosition } from '../brokers/broker.ts';

/** What an instrument is valued at: now, and at the start of the day. Null while unknown. */
export interface DayPrices {
  readonly last: Price | null;
  /** When `last` was; an instrument that nobody watches any more keeps an old one. */
  readonly lastTime: EpochMs | null;
  readonly base: Price | null;
}

/** What fills of one instrument and day came to. */
interface DaySum {
  /** Shares bought less shares sold. */
  net: number;
  /** Won received less won paid, costs included. */
  received: number;
}

type Held = Pick<BrokerPosition, 'symbol' | 'quantity' | 'lastPrice' | 'averageEntryPrice'>;

/** Of a holding that was read: how many shares without the fills known then, and what it is valued at if nobody knows better. */
interface Ground {
  readonly quantity: number;
  readonly lastPrice: Price | null;
  readonly lastTime: EpochMs;
  readonly averageEntryPrice: number;
}

/**
 * What an account makes in a day, realised and unrealised: from yesterday's close, through every fill, to the last price.
 * A loss of earlier days is no loss of today.
 *
 * Fills count from the moment they are known; a holding that was read before is carried forward by them, so that neither
 * has to wait for the other.
 */
export class DayLedger {
  private readonly days = new Map<KstDate, Map<InstrumentSymbol, DaySum>>();
  /** Shares bought less shares sold, all days. */
  private readonly nets = new Map<InstrumentSymbol, number>();
  /** What was held when the broker was asked last, with the fills known then taken out. */
  private readonly grounds = new Map<InstrumentSymbol, Ground>();
  private hasReading = false;

  /** Counts a fill. The caller sees to it that none comes twice. */
  noteFill({ symbol, side, price, quantity, commission, tax, eventTime }: Fill): void {
    const date = kstDateOf(eventTime);
    const day = this.days.get(date) ?? new Map<InstrumentSymbol, DaySum>();
    this.days.set(date, day);
    const sum = day.get(symbol) ?? { net: 0, received: 0 };
    day.set(symbol, sum);
    const signed: number = side === 'buy' ? quantity : -quantity;
    sum.net += signed;
    sum.received -= signed * price + (commission ?? 0) + (tax ?? 0);
    this.nets.set(symbol, (this.nets.get(symbol) ?? 0) + signed);
    if (this.grounds.has(symbol)) return;
    // New to the account: what it was bought for is the latest that is known of its price.
    this.grounds.set(symbol, {
      quantity: 0,
      lastPrice: price,
      lastTime: eventTime,
      averageEntryPrice: price,
    });
  }

  /** Takes over what the broker says is held, and at which prices, at `now`. */
  noteReading(holdings: readonly Held[], now: EpochMs): void {
    this.hasReading = true;
    this.grounds.clear();
    for (const [symbol, net] of this.nets) {
      this.grounds.set(symbol, { quantity: -net, lastPrice: null, lastTime: now, averageEntryPrice: 0 });
    }
    for (const { symbol, quantity, lastPrice, averageEntryPrice } of holdings) {
      const shares = quantity - (this.nets.get(symbol) ?? 0);
      this.grounds.set(symbol, { quantity: shares, lastPrice, lastTime: now, averageEntryPrice });
    }
  }

  /**
   * Returns the result of the day in whole won; null before the holdings were read, or while a holding has no price. What has
   * no price of yesterday counts from what it was bought for.
   */
  result(now: EpochMs, pricesOf: (symbol: InstrumentSymbol) => DayPrices): Money | null {
    if (!this.hasReading) return null;
    const today = this.days.get(kstDateOf(now));
    let result = 0;
    for (const symbol of this.grounds.keys()) {
      const part = this.resultOf(symbol, today?.get(symbol), pricesOf(symbol));
      if (part === null) return null;
      result += part;
    }
    return money(result);
  }

  private resultOf(symbol: InstrumentSymbol, sum: DaySum | undefined, prices: DayPrices): number | null {
    const ground = this.grounds.get(symbol);
    const quantity = (ground?.quantity ?? 0) + (this.nets.get(symbol) ?? 0);
    const { net, received } = sum ?? { net: 0, received: 0 };
    const atStart = quantity - net;
    const last = latest(prices, ground);
    if (quantity !== 0 && last === null) return null;
    const base = prices.base ?? Math.ceil(ground?.averageEntryPrice ?? 0);
    return received + quantity * (last ?? 0) - atStart * base;
  }
}

/** The newer of the market's price and the broker's; the one that there is. */
function latest({ last, lastTime }: DayPrices, ground: Ground | undefined): Price | null {
  const told = ground?.lastPrice ?? null;
  if (last === null || told === null) return last ?? told;
  return ground !== undefined && (lastTime ?? 0) < ground.lastTime ? told : last;
}
