import { DEFAULT_COMMISSION, transactionTaxRates } from '#shared/catalogue/costs.ts';
import { settlementDay } from '#shared/catalogue/trading-calendar.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import { money, ZERO_MONEY } from '#shared/domain/money.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Price } from '#shared/domain/price.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { commissionOf, transactionTaxOf } from '#shared/domain/trade-costs.ts';
import type { Rate, TransactionTaxRates } from '#shared/domain/trade-costs.ts';
import type { OrderNumber, RejectReason } from '../matching/engine.ts';
import { AccountBook } from './account-book.ts';
import type { BookedFill, Clearing } from './clearing.ts';
import { cashToReserve, reservedPrice } from './reservation.ts';
import type { Reservation } from './reservation.ts';
import { readSnapshot, takeSnapshot } from './snapshot.ts';
import type { ClearingRecords } from './snapshot.ts';

export interface ClearingOptions {
  /** Trading day to start on. */
  readonly date: KstDate;
  /** Returns what decides an instrument's tax; null for a symbol that does not exist. */
  readonly instrumentOf: (symbol: string) => Pick<Instrument, 'market' | 'kind'> | null;
  /** Broker's commission each side; the published online rate by default. */
  readonly commissionRate?: Rate;
  /** Share of a purchase that cash must cover, in percent (20, 30, 40, 50, 60, 100); always 100 by default. */
  readonly marginRateOf?: (symbol: string) => number;
  /** Share of a purchase on credit that the account pays itself, in percent; null where no money is lent. Nothing is lent by default. */
  readonly guaranteeRateOf?: (symbol: string) => number | null;
}

type FillReport = Parameters<Clearing['bookFill']>[0];

/** Makes the books of all accounts. Whoever has no account is the market, kept as one counter-account. */
export function createClearing(options: ClearingOptions): Clearing {
  const clearing = new ClearingHouse(options);
  return {
    openAccount: (accountId, cash) => clearing.openAccount(accountId, cash),
    hasAccount: (accountId) => clearing.records.accounts.has(accountId),
    reserve: (accountId, number, intent, upperLimit, credit = null) => {
      const { symbol, side, type, quantity } = intent;
      const price = reservedPrice(intent, upperLimit);
      return clearing.reserve(number, { accountId, symbol, side, type, price, upperLimit, credit }, quantity);
    },
    amendReservation: (original, replacement, quantity, price) =>
      clearing.moveReservation(original, replacement, quantity, price),
    release: (number, quantity) => clearing.release(number, quantity),
    bookFill: (fill) => clearing.bookFill(fill),
    cash: (accountId) => clearing.account(accountId).cashState(clearing.settlementDate),
    holdings: (accountId) => clearing.account(accountId).listHoldings(),
    holdingParts: (accountId) => clearing.account(accountId).listHoldingParts(),
    settlements: (accountId) => clearing.account(accountId).listSettlements(),
    accountIds: () => [...clearing.records.accounts.keys()],
    totals: () => clearing.totals(),
    rollTo: (date) => clearing.rollTo(date),
    snapshot: () => takeSnapshot(clearing.records),
    restore: (snapshot) => clearing.restore(snapshot),
  };
}

type OrderTerms = Omit<Reservation, 'leaves' | 'cash'>;

class ClearingHouse {
  records: ClearingRecords;
  /** When a trade of today settles. */
  settlementDate: KstDate;
  private readonly commissionRate: Rate;
  private readonly marginRateOf: (symbol: string) => number;
  private readonly guaranteeRateOf: (symbol: string) => number | null;
  /** Of sales that settle with those of today. */
  private readonly taxRates = new Map<string, TransactionTaxRates>();

  constructor(private readonly options: ClearingOptions) {
    this.commissionRate = options.commissionRate ?? DEFAULT_COMMISSION.rate;
    this.marginRateOf = options.marginRateOf ?? (() => 100);
    this.guaranteeRateOf = options.guaranteeRateOf ?? (() => null);
    this.records = {
      date: options.date,
      lastFillNumber: 0,
      accounts: new Map(),
      reservations: new Map(),
      market: { cash: 0, commission: 0, tax: 0, interest: 0, shares: new Map() },
    };
    this.settlementDate = settlementDay(options.date).date;
  }

  openAccount(accountId: string, cash: Money): void {
    if (this.records.accounts.has(accountId)) throw new Error(`account ${accountId} exists already`);
    this.records.accounts.set(accountId, new AccountBook(accountId, cash));
  }

  account(accountId: string): AccountBook {
    const account = this.records.accounts.get(accountId);
    if (account === undefined) throw new Error(`there is no account ${accountId}`);
    return account;
  }

  reserve(number: OrderNumber, terms: OrderTerms, quantity: number): Result<void, RejectReason> {
    if (this.records.reservations.has(number)) throw new Error(`order ${number} is reserved already`);
    const account = this.account(terms.accountId);
    if (this.options.instrumentOf(terms.symbol) === null) return err('UNKNOWN_SYMBOL');
    if (terms.credit !== null && terms.side === 'buy' && this.guaranteeRateOf(terms.symbol) === null) {
      return err('CREDIT_NOT_ALLOWED');
    }
    const cash = this.cashFor(terms, quantity);
    if (terms.side === 'buy' && cash > account.free) return err('INSUFFICIENT_CASH');
    if (terms.side === 'sell' && quantity > sellableBy(account, terms)) return err('INSUFFICIENT_HOLDING');
    this.addLeaves(number, terms, quantity);
    return ok(undefined);
  }

  /** Moves back the same way when the exchange refuses the amendment: onto the original, at its old price. */
  moveReservation(
    original: OrderNumber,
    replacement: OrderNumber,
    quantity: number,
    price: Price | null,
  ): Result<void, RejectReason> {
    const from = this.records.reservations.get(original);
    if (from === undefined) return err('UNKNOWN_ORDER');
    if (quantity > from.leaves) return err('QUANTITY_EXCEEDS_LEAVES');
    const { accountId, symbol, side, type, upperLimit, credit } = from;
    const amended = price === null ? from.price : reservedPrice({ type, price }, upperLimit);
    const terms = { accountId, symbol, side, type, upperLimit, credit, price: amended };
    const more = this.cashFor(terms, quantity) + this.cashFor(from, from.leaves - quantity) - from.cash;
    if (more > 0 && more > this.account(accountId).free) return err('INSUFFICIENT_CASH');
    this.release(original, quantity);
    this.addLeaves(replacement, terms, quantity);
    return ok(undefined);
  }

  release(number: OrderNumber, quantity: number): void {
    const reservation = this.reservation(number);
    if (quantity > reservation.leaves) {
      throw new Error(`order ${number} has ${reservation.leaves} open, not ${quantity}`);
    }
    this.setLeaves(number, reservation, reservation.leaves - quantity);
  }

  bookFill(fill: FillReport): BookedFill {
    const { number, accountId, symbol, side, price, quantity } = fill;
    const reservation = this.reservation(number);
    const { credit } = reservation;
    if (reservation.accountId !== accountId || reservation.side !== side || reservation.symbol !== symbol) {
      throw new Error(`the fill of order ${number} is not that order's`);
    }
    const notional = money(price * quantity);
    const commission = commissionOf(notional, this.commissionRate);
    const tax = side === 'sell' ? transactionTaxOf(notional, this.taxRatesOf(symbol)).total : ZERO_MONEY;
    this.release(number, quantity);
    const isBuy = side === 'buy';
    const { realized, loan } = this.account(accountId).post({
      symbol,
      isBuy,
      quantity,
      notional,
      commission,
      tax,
      settlementDate: this.settlementDate,
      marginRate: this.marginRateOf(symbol),
      credit,
      guaranteeRate: this.guaranteeRateOf(symbol) ?? 100,
      date: this.records.date,
    });
    const { market } = this.records;
    market.cash += isBuy ? notional : -notional;
    market.commission += commission;
    market.tax += tax;
    market.interest += loan?.interest ?? 0;
    market.shares.set(symbol, (market.shares.get(symbol) ?? 0) + (isBuy ? -quantity : quantity));
    this.records.lastFillNumber += 1;
    return {
      fillNumber: this.records.lastFillNumber,
      number,
      accountId,
      symbol,
      side,
      price,
      quantity,
      venue: fill.venue,
      commission,
      tax,
      realized,
      ...(loan === null ? {} : { loan }),
      at: fill.at,
    };
  }

  rollTo(date: KstDate): void {
    if (date < this.records.date) throw new Error(`clearing is at ${this.records.date}, past ${date}`);
    if (date === this.records.date) return;
    for (const account of this.records.accounts.values()) account.rollTo(date);
    this.records.date = date;
    this.startDay();
  }

  totals(): ReturnType<Clearing['totals']> {
    const { accounts, market } = this.records;
    let cash = 0;
    let openedWith = 0;
    let loans = 0;
    const shares = new Map<string, number>();
    for (const account of accounts.values()) {
      cash += account.settledTotal;
      openedWith += account.openedWith;
      loans += account.loans.total;
      for (const [symbol, { quantity }] of account.holdings) {
        shares.set(symbol, (shares.get(symbol) ?? 0) + quantity);
      }
    }
    return {
      openedWith: money(openedWith),
      accountCash: money(cash),
      marketCash: money(market.cash),
      commission: money(market.commission),
      tax: money(market.tax),
      interest: money(market.interest),
      loans: money(loans),
      accountShares: shares,
      marketShares: new Map(market.shares),
    };
  }

  restore(snapshot: unknown): void {
    this.records = readSnapshot(snapshot);
    this.startDay();
  }

  private reservation(number: OrderNumber): Reservation {
    const reservation = this.records.reservations.get(number);
    if (reservation === undefined) throw new Error(`order ${number} has no reservation`);
    return reservation;
  }

  private addLeaves(number: OrderNumber, terms: OrderTerms, quantity: number): void {
    const known = this.records.reservations.get(number);
    if (known === undefined) {
      const { accountId, symbol, side, type, price, upperLimit, credit } = terms;
      const added = { accountId, symbol, side, type, price, upperLimit, credit, leaves: 0, cash: 0 };
      this.records.reservations.set(number, added);
      this.setLeaves(number, added, quantity);
      return;
    }
    if (known.price !== terms.price || known.accountId !== terms.accountId || known.symbol !== terms.symbol) {
      throw new Error(`order ${number} is reserved on other terms`);
    }
    this.setLeaves(number, known, known.leaves + quantity);
  }

  private setLeaves(number: OrderNumber, reservation: Reservation, leaves: number): void {
    const account = this.account(reservation.accountId);
    const { symbol, side, credit } = reservation;
    if (side === 'sell' && credit !== null) {
      account.loans.tie(symbol, credit, leaves - reservation.leaves);
    } else if (side === 'sell') {
      account.openSells.set(symbol, (account.openSells.get(symbol) ?? 0) + leaves - reservation.leaves);
    }
    const cash = this.cashFor(reservation, leaves);
    account.reserved += cash - reservation.cash;
    reservation.cash = cash;
    reservation.leaves = leaves;
    if (leaves === 0) this.records.reservations.delete(number);
  }

  private cashFor({ side, symbol, price, credit }: OrderTerms, quantity: number): number {
    if (side === 'sell' || quantity === 0) return 0;
    const rate = credit === null ? this.marginRateOf(symbol) : (this.guaranteeRateOf(symbol) ?? 100);
    return cashToReserve(price, quantity, rate, this.commissionRate);
  }

  private taxRatesOf(symbol: string): TransactionTaxRates {
    const known = this.taxRates.get(symbol);
    if (known !== undefined) return known;
    const instrument = this.options.instrumentOf(symbol);
    if (instrument === null) throw new Error(`there is no instrument ${symbol}`);
    const { market, kind } = instrument;
    const rates = transactionTaxRates({ market, kind, settlementDate: this.settlementDate });
    this.taxRates.set(symbol, rates);
    return rates;
  }

  private startDay(): void {
    this.settlementDate = settlementDay(this.records.date).date;
    this.taxRates.clear();
  }
}

/** Shares that an order may sell: those paid for, or those of the loans it repays. */
function sellableBy(account: AccountBook, { symbol, credit }: OrderTerms): number {
  return credit === null ? account.sellableOf(symbol) : account.loans.sellable(symbol, credit);
}
