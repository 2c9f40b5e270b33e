import type { CashBalance, Position } from '#shared/domain/account.ts';
import type { Fill } from '#shared/domain/fill.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Quote } from '#shared/domain/quote.ts';

type Quotes = ReadonlyMap<InstrumentSymbol, Pick<Quote, 'lastPrice' | 'basePrice'>>;

/** What a position is worth at the last price; null while no price is known. */
export interface PositionValue {
  readonly marketValue: number | null;
  readonly unrealizedPnl: number | null;
  /** Of the cost, in percent. */
  readonly unrealizedPercent: number | null;
}

/** What the account is worth now, in won. */
export interface PortfolioValue {
  /** 총평가: the deposit as it will be settled, that for gold too, plus all holdings at the last price, less what is owed. Null while something is not known. */
  readonly equity: number | null;
  /** 오늘손익: gain or loss since yesterday's close, today's fills, fees and taxes included. */
  readonly dayPnl: number | null;
  readonly dayPercent: number | null;
}

export function valuePosition(position: Position, lastPrice: number | null): PositionValue {
  const price = lastPrice ?? position.lastPrice;
  if (price === null) return { marketValue: null, unrealizedPnl: null, unrealizedPercent: null };
  const marketValue = price * position.quantity;
  const unrealizedPnl = marketValue - position.cost;
  return {
    marketValue,
    unrealizedPnl,
    unrealizedPercent: position.cost > 0 ? (unrealizedPnl / position.cost) * 100 : null,
  };
}

/**
 * Values an account.
 *
 * The day's result follows from what was held at yesterday's close (today's holding less what today's fills changed) at
 * the base price, and needs nothing of the broker's own reckoning, which counts from the purchase price.
 */
export function valuePortfolio(
  cash: CashBalance | null,
  positions: readonly Position[],
  fills: readonly Fill[],
  quotes: Quotes,
): PortfolioValue {
  const holdings = sum(positions.map((position) => valueNow(position, quotes)));
  const own = cash === null ? null : cash.depositD2 + (cash.gold?.deposit ?? 0) - owed(positions);
  const equity = own === null || holdings === null ? null : own + holdings;
  const dayPnl = dayResult(positions, fills, quotes);
  const before = equity === null || dayPnl === null ? null : equity - dayPnl;
  return {
    equity,
    dayPnl,
    dayPercent: before === null || dayPnl === null || before <= 0 ? null : (dayPnl / before) * 100,
  };
}

/** Owed for what was bought on credit, in won; interest and amounts that the broker does not tell count at nothing. */
function owed(positions: readonly Position[]): number {
  return positions
    .flatMap(({ loans }) => loans)
    .reduce((sum, { loanAmount, interest }) => sum + (loanAmount ?? 0) + (interest ?? 0), 0);
}

/** Instruments whose quotes the valuation needs. */
export function valuedSymbols(
  positions: readonly Position[],
  fills: readonly Fill[],
): readonly InstrumentSymbol[] {
  return [...new Set([...positions, ...fills].map(({ symbol }) => symbol))].toSorted();
}

function valueNow({ symbol, lastPrice, quantity }: Position, quotes: Quotes): number | null {
  const price = quotes.get(symbol)?.lastPrice ?? lastPrice;
  return price === null ? null : price * quantity;
}

function dayResult(positions: readonly Position[], fills: readonly Fill[], quotes: Quotes): number | null {
  const flows = sumFills(fills);
  const bySymbol = new Map(positions.map((position) => [position.symbol, position]));
  return sum(
    valuedSymbols(positions, fills).map((symbol) => {
      const quantity = bySymbol.get(symbol)?.quantity ?? 0;
      const flow = flows.get(symbol) ?? NO_FLOW;
      const heldBefore = quantity - flow.quantity;
      const last = quotes.get(symbol)?.lastPrice ?? bySymbol.get(symbol)?.lastPrice ?? null;
      const base = quotes.get(symbol)?.basePrice ?? null;
      if ((last === null && quantity !== 0) || (base === null && heldBefore !== 0)) return null;
      return quantity * (last ?? 0) - heldBefore * (base ?? 0) + flow.cash;
    }),
  );
}

/** What a day's fills changed: shares gained, and cash gained net of fees and taxes. */
interface Flow {
  readonly quantity: number;
  readonly cash: number;
}

const NO_FLOW: Flow = { quantity: 0, cash: 0 };

function sumFills(fills: readonly Fill[]): ReadonlyMap<InstrumentSymbol, Flow> {
  const flows = new Map<InstrumentSymbol, Flow>();
  for (const { symbol, side, price, quantity, commission, tax } of fills) {
    const sign = side === 'buy' ? 1 : -1;
    const before = flows.get(symbol) ?? NO_FLOW;
    flows.set(symbol, {
      quantity: before.quantity + sign * quantity,
      cash: before.cash - sign * price * quantity - (commission ?? 0) - (tax ?? 0),
    });
  }
  return flows;
}

/** Null when any part is not known: a sum of some would look like a loss. */
function sum(parts: readonly (number | null)[]): number | null {
  let total = 0;
  for (const part of parts) {
    if (part === null) return null;
    total += part;
  }
  return total;
}
