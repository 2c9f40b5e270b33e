import type { Money } from '#shared/domain/money.ts';
import { money } from '#shared/domain/money.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { CashState, FillLoan, Holding, HoldingPart, LoanTerms, Settlement } from './clearing.ts';
import { LoanBook } from './loan-book.ts';
import { partOf } from './part-of.ts';

/** What one account holds of one instrument, as the books keep it. Amounts in won, counts in shares. */
export interface HoldingRecord {
  quantity: number;
  cost: number;
  boughtToday: number;
  soldToday: number;
  boughtYesterday: number;
  soldYesterday: number;
  realizedToday: number;
}

/** Money that changes hands on a later day. */
export interface PendingSettlement {
  /** Positive: comes in. */
  amount: number;
  /** Part of the purchases that margin lets the account leave unpaid until then. */
  credit: number;
}

/** Money and shares of a fill, costs included. */
export interface Posting {
  readonly symbol: string;
  readonly isBuy: boolean;
  readonly quantity: number;
  readonly notional: number;
  readonly commission: number;
  readonly tax: number;
  readonly settlementDate: KstDate;
  /** Share of a purchase that must be covered by cash, in percent. */
  readonly marginRate: number;
  /** Null for a fill that has nothing to do with loans. */
  readonly credit: LoanTerms | null;
  /** Share of a purchase on credit that the account pays itself, in percent. */
  readonly guaranteeRate: number;
  /** Trading day of the fill. */
  readonly date: KstDate;
}

/** What a fill did beside moving shares and money. */
export interface Posted {
  /** Profit or loss of a sale: what it brought, less what was sold had cost, and its own costs. Interest is not in it. */
  readonly realized: Money;
  readonly loan: FillLoan | null;
}

/** Cost of the shares that a fill moved, and what it did to loans. */
interface Moved {
  readonly cost: number;
  readonly loan: FillLoan | null;
}

const NOTHING_HELD: Readonly<HoldingRecord> = {
  quantity: 0,
  cost: 0,
  boughtToday: 0,
  soldToday: 0,
  boughtYesterday: 0,
  soldYesterday: 0,
  realizedToday: 0,
};

/** Cash and holdings of one account. Trades move the settled cash only when they settle. */
export class AccountBook {
  deposit: number;
  reserved = 0;
  realizedToday = 0;
  commissionToday = 0;
  taxToday = 0;
  readonly pending = new Map<KstDate, PendingSettlement>();
  readonly holdings = new Map<string, HoldingRecord>();
  readonly loans = new LoanBook();
  /** Shares tied up in open sell orders, those that repay loans not counted. */
  readonly openSells = new Map<string, number>();

  constructor(
    readonly accountId: string,
    readonly openedWith: number,
  ) {
    this.deposit = openedWith;
  }

  /** Cash once everything has settled. */
  get settledTotal(): number {
    let total = this.deposit;
    for (const { amount } of this.pending.values()) total += amount;
    return total;
  }

  /** What new orders may tie up; below zero when settlement leaves the account unpaid. */
  get free(): number {
    let total = this.deposit - this.reserved;
    for (const { amount, credit } of this.pending.values()) total += amount + credit;
    return total;
  }

  sellableOf(symbol: string): number {
    let quantity = (this.holdings.get(symbol)?.quantity ?? 0) - (this.openSells.get(symbol) ?? 0);
    for (const loan of this.loans.of(symbol)) quantity -= loan.quantity;
    return quantity;
  }

  post(posting: Posting): Posted {
    const { symbol, isBuy, quantity, notional, commission, tax } = posting;
    const holding = this.holdingOf(symbol);
    const { cost, loan } = isBuy ? this.borrow(posting) : this.repay(posting);
    const pending = this.pendingOn(posting.settlementDate);
    pending.amount += (isBuy ? -notional : notional) - commission - tax;
    if (loan !== null) pending.amount += loan.borrowed - loan.repaid - loan.interest;
    else if (isBuy) pending.credit += notional - marginOf(notional, posting.marginRate);
    this.commissionToday += commission;
    this.taxToday += tax;
    const realized = isBuy ? 0 : notional - cost - commission - tax;
    holding.quantity += isBuy ? quantity : -quantity;
    holding[isBuy ? 'boughtToday' : 'soldToday'] += quantity;
    holding.cost += isBuy ? cost : -cost;
    holding.realizedToday += realized;
    this.realizedToday += realized;
    return { realized: money(realized), loan };
  }

  /** Settles what is due on `date` or before, and starts the day's counts anew. */
  rollTo(date: KstDate): void {
    for (const [due, { amount }] of this.pending) {
      if (due > date) continue;
      this.deposit = money(this.deposit + amount);
      this.pending.delete(due);
    }
    this.realizedToday = 0;
    this.commissionToday = 0;
    this.taxToday = 0;
    this.loans.roll();
    for (const [symbol, holding] of this.holdings) {
      if (holding.quantity === 0 && holding.boughtToday === 0 && holding.soldToday === 0) {
        this.holdings.delete(symbol);
        continue;
      }
      holding.boughtYesterday = holding.boughtToday;
      holding.soldYesterday = holding.soldToday;
      holding.boughtToday = 0;
      holding.soldToday = 0;
      holding.realizedToday = 0;
    }
  }

  /** @param lastSettlement  day on which a trade of today settles */
  cashState(lastSettlement: KstDate): CashState {
    const d2 = this.settledTotal;
    const d1 = d2 - (this.pending.get(lastSettlement)?.amount ?? 0);
    const least = Math.min(this.deposit, d1, d2) - this.reserved;
    return {
      deposit: money(this.deposit),
      depositD1: money(d1),
      depositD2: money(d2),
      reserved: money(this.reserved),
      orderable: money(Math.max(0, this.free)),
      withdrawable: money(Math.max(0, least)),
      loans: money(this.loans.total),
      realizedToday: money(this.realizedToday),
      commissionToday: money(this.commissionToday),
      taxToday: money(this.taxToday),
    };
  }

  listHoldings(): readonly Holding[] {
    return [...this.holdings].map(([symbol, holding]) => ({
      symbol,
      quantity: holding.quantity as Quantity,
      sellable: this.sellableOf(symbol) as Quantity,
      cost: money(holding.cost),
      boughtToday: holding.boughtToday as Quantity,
      soldToday: holding.soldToday as Quantity,
      boughtYesterday: holding.boughtYesterday as Quantity,
      soldYesterday: holding.soldYesterday as Quantity,
      realizedToday: money(holding.realizedToday),
    }));
  }

  listHoldingParts(): readonly HoldingPart[] {
    return [...this.holdings.keys()].flatMap((symbol) => {
      const loans = this.loans.of(symbol).map(({ date, amount, ...shares }) => ({
        ...shares,
        sellable: this.loans.sellable(symbol, { loanDate: date }),
        loan: { date, amount: money(amount) },
      }));
      const paid = { ...this.paidPart(symbol), sellable: this.sellableOf(symbol), loan: null };
      return [paid, ...loans]
        .filter(({ quantity }) => quantity > 0)
        .map((part) => ({
          symbol,
          quantity: part.quantity as Quantity,
          sellable: part.sellable as Quantity,
          cost: money(part.cost),
          boughtToday: part.boughtToday as Quantity,
          soldToday: part.soldToday as Quantity,
          boughtYesterday: part.boughtYesterday as Quantity,
          soldYesterday: part.soldYesterday as Quantity,
          loan: part.loan,
        }));
    });
  }

  listSettlements(): readonly Settlement[] {
    return [...this.pending]
      .map(([date, { amount }]) => ({ date, amount: money(amount) }))
      .sort((a, b) => (a.date < b.date ? -1 : 1));
  }

  private borrow({ symbol, quantity, notional, credit, guaranteeRate, date }: Posting): Moved {
    if (credit === null) return { cost: notional, loan: null };
    const borrowed = notional - marginOf(notional, guaranteeRate);
    this.loans.borrow(symbol, date, quantity, notional, borrowed);
    const loan = { date, borrowed: money(borrowed), repaid: money(0), interest: money(0) };
    return { cost: notional, loan };
  }

  private repay({ symbol, quantity, credit, date }: Posting): Moved {
    if (credit === null) {
      const paid = this.paidPart(symbol);
      return { cost: partOf(paid.cost, quantity, paid.quantity), loan: null };
    }
    const { cost, ...repayment } = this.loans.repay(symbol, credit, quantity, date);
    const repaid = money(repayment.repaid);
    const interest = money(repayment.interest);
    return { cost, loan: { date: repayment.date, borrowed: money(0), repaid, interest } };
  }

  /** What is held of an instrument without the shares bought on credit. */
  private paidPart(symbol: string): Omit<HoldingRecord, 'realizedToday'> {
    const { realizedToday: _realized, ...part } = { ...(this.holdings.get(symbol) ?? NOTHING_HELD) };
    for (const loan of this.loans.of(symbol)) {
      part.quantity -= loan.quantity;
      part.cost -= loan.cost;
      part.boughtToday -= loan.boughtToday;
      part.soldToday -= loan.soldToday;
      part.boughtYesterday -= loan.boughtYesterday;
      part.soldYesterday -= loan.soldYesterday;
    }
    return part;
  }

  private pendingOn(date: KstDate): PendingSettlement {
    const known = this.pending.get(date);
    if (known !== undefined) return known;
    const added = { amount: 0, credit: 0 };
    this.pending.set(date, added);
    return added;
  }

  private holdingOf(symbol: string): HoldingRecord {
    const known = this.holdings.get(symbol);
    if (known !== undefined) return known;
    const added = { ...NOTHING_HELD };
    this.holdings.set(symbol, added);
    return added;
  }
}

/** Returns how much of `notional` cash must cover, rounded up to a won. */
export function marginOf(notional: number, marginRate: number): number {
  if (marginRate === 100) return notional;
  return Number((BigInt(notional) * BigInt(marginRate) + 99n) / 100n);
}
