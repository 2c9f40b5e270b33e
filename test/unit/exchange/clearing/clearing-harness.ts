import type { Clearing } from '#electron/exchange/clearing/clearing.ts';
import type { BookedFill, LoanTerms } from '#electron/exchange/clearing/clearing.ts';
import { createClearing } from '#electron/exchange/clearing/create-clearing.ts';
import type { ClearingOptions } from '#electron/exchange/clearing/create-clearing.ts';
import type { RejectReason } from '#electron/exchange/matching/engine.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import { money } from '#shared/domain/money.ts';
import type { OrderTerms, OrderSide, OrderType } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { kstDate, kstInstant } from '#shared/domain/time.ts';

/** Friday; its trades settle on Tuesday the 24th. */
export const FRIDAY = kstDate('20261120');
export const MONDAY = kstDate('20261123');
export const TUESDAY = kstDate('20261124');
export const WEDNESDAY = kstDate('20261125');
export const SHARE = '005930';
export const KOSDAQ_SHARE = '247540';
export const FUND = '069500';
export const UPPER = price(13_000);

const INSTRUMENTS: Readonly<Record<string, Pick<Instrument, 'market' | 'kind'>>> = {
  [SHARE]: { market: 'KOSPI', kind: 'share' },
  [KOSDAQ_SHARE]: { market: 'KOSDAQ', kind: 'share' },
  [FUND]: { market: 'KOSPI', kind: 'etf' },
};

export interface Terms {
  readonly symbol?: string;
  readonly type?: OrderType;
  readonly accountId?: string;
  readonly credit?: LoanTerms;
}

/** Clearing with one account of 1,000,000 won and orders in one line each. */
export class ClearingHarness {
  readonly clearing: Clearing;
  private lastNumber = 0;

  constructor(options: Partial<ClearingOptions> = {}, cash = 1_000_000) {
    this.clearing = createClearing({
      date: FRIDAY,
      instrumentOf: (symbol) => INSTRUMENTS[symbol] ?? null,
      ...options,
    });
    this.clearing.openAccount('A', money(cash));
  }

  /** Reserves and returns the order's number; throws when clearing refuses. */
  order(side: OrderSide, at: number | null, size: number, terms: Terms = {}): number {
    const refusal = this.refusalOf(side, at, size, terms);
    if (refusal !== null) throw new Error(`refused: ${refusal}`);
    return this.lastNumber;
  }

  refusalOf(side: OrderSide, at: number | null, size: number, terms: Terms = {}): RejectReason | null {
    const { symbol = SHARE, type = 'limit', accountId = 'A' } = terms;
    this.lastNumber += 1;
    const intent: OrderTerms = {
      symbol,
      side,
      type,
      timeInForce: 'day',
      venue: 'KRX',
      price: at === null ? null : price(at),
      stopPrice: null,
      quantity: quantity(size),
    };
    const answer = this.clearing.reserve(accountId, this.lastNumber, intent, UPPER, terms.credit);
    return answer.ok ? null : answer.error;
  }

  fill(number: number, side: OrderSide, at: number, size: number, terms: Terms = {}): BookedFill {
    const { symbol = SHARE, accountId = 'A' } = terms;
    return this.clearing.bookFill({
      number,
      accountId,
      symbol,
      side,
      price: price(at),
      quantity: quantity(size),
      venue: 'KRX',
      at: kstInstant(FRIDAY, 36_000_000),
    });
  }

  /** Orders and fills at once. */
  trade(side: OrderSide, at: number, size: number, terms: Terms = {}): BookedFill {
    return this.fill(this.order(side, at, size, terms), side, at, size, terms);
  }

  /** Number of the order tried last. */
  get lastOrder(): number {
    return this.lastNumber;
  }

  get cash() {
    return this.clearing.cash('A');
  }

  holding(symbol: string = SHARE) {
    const found = this.clearing.holdings('A').find((holding) => holding.symbol === symbol);
    if (found === undefined) throw new Error(`no ${symbol}`);
    return found;
  }
}

/** Won and shares that exist beyond what was put in; both must be empty of anything but zero. */
export function imbalance(clearing: Clearing): { readonly cash: number; readonly shares: readonly number[] } {
  const totals = clearing.totals();
  const symbols = new Set([...totals.accountShares.keys(), ...totals.marketShares.keys()]);
  return {
    cash:
      totals.accountCash +
      totals.marketCash +
      totals.commission +
      totals.tax +
      totals.interest -
      totals.openedWith -
      totals.loans,
    shares: [...symbols]
      .map((symbol) => (totals.accountShares.get(symbol) ?? 0) + (totals.marketShares.get(symbol) ?? 0))
      .filter((difference) => difference !== 0),
  };
}
