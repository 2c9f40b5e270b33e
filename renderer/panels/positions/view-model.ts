import type { LoanLot } from '#shared/domain/funding.ts';
import { ZERO_MONEY } from '#shared/domain/money.ts';
import type { Position } from '#shared/domain/account.ts';
import { valuePosition } from '#renderer/stores/portfolio.ts';

/** One line of the list, or the total of all. Money in won; null while a price is not known. */
export interface PositionRow {
  readonly id: string;
  /** Null for the total. */
  readonly position: Position | null;
  /** The loan, when the line is the part of a holding that was bought with it. */
  readonly loan: LoanLot | null;
  readonly name: string;
  readonly quantity: number | null;
  readonly sellable: number | null;
  /** Won per share, possibly with fractions. */
  readonly average: number | null;
  readonly lastPrice: number | null;
  /** Last less base price of the day, for the colour. */
  readonly change: number;
  readonly cost: number;
  readonly marketValue: number | null;
  readonly unrealizedPnl: number | null;
  /** Of the cost, in percent. */
  readonly unrealizedPercent: number | null;
  readonly realizedToday: number;
}

/** What of a quote a position needs. */
export interface LastQuote {
  readonly lastPrice: number;
  readonly change: number;
}

/**
 * Values a position at the last price, or at the broker's when there is no live one. Whole won throughout: price times
 * shares, less the cost as the broker keeps it.
 */
export function buildPositionRow(position: Position, quote: LastQuote | undefined): PositionRow {
  const value = valuePosition(position, quote?.lastPrice ?? null);
  return {
    id: position.symbol,
    position,
    loan: null,
    name: position.name,
    quantity: position.quantity,
    sellable: position.sellableQuantity,
    average: position.averageEntryPrice,
    lastPrice: quote?.lastPrice ?? position.lastPrice,
    change: quote?.change ?? 0,
    cost: position.cost,
    ...value,
    realizedToday: position.realizedPnlToday,
  };
}

/** Returns a line for each loan of a holding, below the holding's own: they are parts of it, not more of it. */
export function buildLoanRows(
  position: Position,
  quote: LastQuote | undefined,
  nameOf: (loan: LoanLot) => string,
): readonly PositionRow[] {
  return position.loans.map((loan) => {
    const { quantity, sellableQuantity, averageEntryPrice, cost } = loan;
    const part: Position = {
      ...position,
      quantity,
      sellableQuantity,
      averageEntryPrice,
      cost,
      loans: [],
      realizedPnlToday: ZERO_MONEY,
    };
    return {
      ...buildPositionRow(part, quote),
      id: `${position.symbol}:${loan.loanDate}`,
      loan,
      name: nameOf(loan),
    };
  });
}

export const TOTAL_ROW_ID = 'total';

/** Sums the rows. A value that lacks one part is not known: a sum of the rest would look like a loss. */
export function sumRows(rows: readonly PositionRow[], name: string): PositionRow {
  const cost = sum(rows.map((row) => row.cost)) ?? 0;
  const unrealizedPnl = sum(rows.map((row) => row.unrealizedPnl));
  return {
    id: TOTAL_ROW_ID,
    position: null,
    loan: null,
    name,
    quantity: null,
    sellable: null,
    average: null,
    lastPrice: null,
    change: 0,
    cost,
    marketValue: sum(rows.map((row) => row.marketValue)),
    unrealizedPnl,
    unrealizedPercent: unrealizedPnl === null || cost <= 0 ? null : (unrealizedPnl / cost) * 100,
    realizedToday: sum(rows.map((row) => row.realizedToday)) ?? 0,
  };
}

function sum(parts: readonly (number | null)[]): number | null {
  let total = 0;
  for (const part of parts) {
    if (part === null) return null;
    total += part;
  }
  return total;
}
