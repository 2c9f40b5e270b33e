import type { KstDate } from '#shared/domain/time.ts';
import type { LoanTerms } from './clearing.ts';
import { loanInterest } from './loan-interest.ts';
import { partOf } from './part-of.ts';

/** Shares of one instrument that were bought on credit on one day, and the money still owed for them. */
export interface LoanRecord {
  readonly date: KstDate;
  quantity: number;
  cost: number;
  /** Won owed. */
  amount: number;
  boughtToday: number;
  soldToday: number;
  boughtYesterday: number;
  soldYesterday: number;
}

/** What selling shares bought on credit pays back. Won. */
export interface Repayment {
  /** What the shares had cost. */
  readonly cost: number;
  readonly repaid: number;
  readonly interest: number;
  /** Day of the oldest loan that was repaid. */
  readonly date: KstDate;
}

/** The margin loans of one account. Its shares are a part of the account's holdings, its costs a part of theirs. */
export class LoanBook {
  /** By instrument, oldest first. */
  private readonly records = new Map<string, LoanRecord[]>();
  /** Shares tied up in open orders that repay a loan of a named day, or (date null) whichever is oldest. */
  private readonly tied = new Map<string, number>();

  get total(): number {
    let total = 0;
    for (const loans of this.records.values()) for (const { amount } of loans) total += amount;
    return total;
  }

  get symbols(): readonly string[] {
    return [...this.records.keys()];
  }

  of(symbol: string): readonly LoanRecord[] {
    return this.records.get(symbol) ?? [];
  }

  /** Shares of a loan that no order of its own ties up. */
  freeOf(symbol: string, { date, quantity }: LoanRecord): number {
    return quantity - this.tiedBy(symbol, date);
  }

  sellable(symbol: string, { loanDate }: LoanTerms): number {
    let free = -this.tiedBy(symbol, null);
    for (const loan of this.of(symbol)) free += this.freeOf(symbol, loan);
    if (loanDate === null) return free;
    const named = this.of(symbol).find(({ date }) => date === loanDate);
    return named === undefined ? 0 : Math.min(free, this.freeOf(symbol, named));
  }

  tie(symbol: string, { loanDate }: LoanTerms, change: number): void {
    const key = keyOf(symbol, loanDate);
    const tied = (this.tied.get(key) ?? 0) + change;
    if (tied === 0) this.tied.delete(key);
    else this.tied.set(key, tied);
  }

  borrow(symbol: string, date: KstDate, quantity: number, cost: number, amount: number): void {
    const loans = this.records.get(symbol) ?? [];
    this.records.set(symbol, loans);
    let loan = loans.find((known) => known.date === date);
    if (loan === undefined) {
      loan = { date, ...NOTHING };
      loans.push(loan);
    }
    loan.quantity += quantity;
    loan.boughtToday += quantity;
    loan.cost += cost;
    loan.amount += amount;
  }

  /** Takes shares out of the loan that was named, or the oldest ones whose shares are free, each loan repaid by its part. */
  repay(symbol: string, { loanDate }: LoanTerms, quantity: number, today: KstDate): Repayment {
    let left = quantity;
    let first: KstDate | null = null;
    const sum = { cost: 0, repaid: 0, interest: 0 };
    for (const loan of this.of(symbol)) {
      if (loanDate !== null && loan.date !== loanDate) continue;
      const taken = Math.min(left, loanDate === null ? this.freeOf(symbol, loan) : loan.quantity);
      if (taken <= 0) continue;
      first ??= loan.date;
      left -= taken;
      const cost = partOf(loan.cost, taken, loan.quantity);
      const repaid = partOf(loan.amount, taken, loan.quantity);
      loan.cost -= cost;
      loan.amount -= repaid;
      loan.quantity -= taken;
      loan.soldToday += taken;
      sum.cost += cost;
      sum.repaid += repaid;
      sum.interest += loanInterest(repaid, loan.date, today);
    }
    if (left > 0 || first === null) throw new Error(`sold ${left} shares of ${symbol} too many on credit`);
    return { ...sum, date: first };
  }

  restore(symbol: string, loan: LoanRecord): void {
    this.records.set(symbol, [...this.of(symbol), loan]);
  }

  /** Starts the day's counts anew. */
  roll(): void {
    for (const [symbol, loans] of this.records) {
      const kept = loans.filter(
        ({ quantity, boughtToday, soldToday }) => quantity + boughtToday + soldToday > 0,
      );
      if (kept.length === 0) this.records.delete(symbol);
      else this.records.set(symbol, kept);
      for (const loan of kept) {
        loan.boughtYesterday = loan.boughtToday;
        loan.soldYesterday = loan.soldToday;
        loan.boughtToday = 0;
        loan.soldToday = 0;
      }
    }
  }

  private tiedBy(symbol: string, date: KstDate | null): number {
    return this.tied.get(keyOf(symbol, date)) ?? 0;
  }
}

const NOTHING = {
  quantity: 0,
  cost: 0,
  amount: 0,
  boughtToday: 0,
  soldToday: 0,
  boughtYesterday: 0,
  soldYesterday: 0,
};

function keyOf(symbol: string, date: KstDate | null): string {
  return `${symbol} ${date ?? ''}`;
}
