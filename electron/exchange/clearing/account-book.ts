import type { Money } from '#shared/domain/money.ts';
import { money } from '#shared/domain/money.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { CashState, Holding, Settlement } from './clearing.ts';

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
}

/** Cash and holdings of one account. Trades move the settled cash only when they settle. */
export class AccountBook {
  deposit: number;
  reserved = 0;
  realizedToday = 0;
  commissionToday = 0;
  taxToday = 0;
  readonly pending = new Map<KstDate, PendingSettlement>();
  readonly holdings = new Map<string, HoldingRecord>();
  /** Shares tied up in open sell orders. */
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
    return (this.holdings.get(symbol)?.quantity ?? 0) - (this.openSells.get(symbol) ?? 0);
  }

  /** Books a fill and returns the profit or loss it realizes: a sale less the cost of what was sold and its own costs. */
  post(posting: Posting): Money {
    const { isBuy, notional, commission, tax, settlementDate } = posting;
    const pending = this.pendingOn(settlementDate);
    pending.amount += (isBuy ? -notional : notional) - commission - tax;
    if (isBuy) pending.credit += notional - marginOf(notional, posting.marginRate);
    this.commissionToday += commission;
    this.taxToday += tax;
    const holding = this.holdingOf(posting.symbol);
    const realized = isBuy ? 0 : notional - removeCost(holding, posting.quantity) - commission - tax;
    holding.quantity += isBuy ? posting.quantity : -posting.quantity;
    holding[isBuy ? 'boughtToday' : 'soldToday'] += posting.quantity;
    if (isBuy) holding.cost += notional;
    holding.realizedToday += realized;
    this.realizedToday += realized;
    return money(realized);
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

  listSettlements(): readonly Settlement[] {
    return [...this.pending]
      .map(([date, { amount }]) => ({ date, amount: money(amount) }))
      .sort((a, b) => (a.date < b.date ? -1 : 1));
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
    const added: HoldingRecord = {
      quantity: 0,
      cost: 0,
      boughtToday: 0,
      soldToday: 0,
      boughtYesterday: 0,
      soldYesterday: 0,
      realizedToday: 0,
    };
    this.holdings.set(symbol, added);
    return added;
  }
}

/** Returns how much of `notional` cash must cover, rounded up to a won. */
export function marginOf(notional: number, marginRate: number): number {
  if (marginRate === 100) return notional;
  return Number((BigInt(notional) * BigInt(marginRate) + 99n) / 100n);
}

/** Takes the cost of `quantity` shares off a holding at its average, cut to whole won, and returns it. */
function removeCost(holding: HoldingRecord, quantity: number): number {
  if (quantity > holding.quantity) throw new Error(`sold ${quantity} of ${holding.quantity} shares`);
  const exact = holding.cost * quantity;
  const removed = Number.isSafeInteger(exact)
    ? Math.floor(exact / holding.quantity)
    : Number((BigInt(holding.cost) * BigInt(quantity)) / BigInt(holding.quantity));
  holding.cost -= removed;
  return removed;
}
