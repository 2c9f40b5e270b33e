import type { AccountSummary } from '#shared/contract/requests.ts';
import type { Position } from '#shared/domain/account.ts';
import type { Fill } from '#shared/domain/fill.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { AccountStanding } from '#renderer/stores/account-standing.ts';
import type { Holdings } from '#renderer/stores/holdings-store.ts';
import { valuePortfolio, valuePosition } from '#renderer/stores/portfolio.ts';

export type Quotes = ReadonlyMap<InstrumentSymbol, Pick<Quote, 'lastPrice' | 'basePrice'>>;

/** What the stores hold of one account. */
export interface AccountFacts {
  readonly account: AccountSummary;
  readonly standing: AccountStanding;
  readonly holdings: Holdings;
  /** Today's, in any order. */
  readonly fills: readonly Fill[];
  /** Orders that work or may work. */
  readonly openOrders: number;
}

/** Money of an account or of several, in won; null while a part of it is not known. */
export interface Figures {
  /** Settled cash of two days ahead, that for gold too, plus everything held at the last price, less what is owed. */
  readonly equity: number | null;
  readonly cash: number | null;
  readonly buyingPower: number | null;
  /** Money that buys gold and nothing else; part of the equity. */
  readonly goldCash: number | null;
  readonly marketValue: number | null;
  /** Since yesterday's close: fills, fees and taxes included. */
  readonly dayPnl: number | null;
  readonly realizedPnl: number | null;
  readonly unrealizedPnl: number | null;
  readonly openOrders: number;
}

export interface AccountLine extends AccountFacts {
  readonly figures: Figures;
}

/** Accounts of one owner with their sum. */
export interface OwnerLines {
  readonly owner: string;
  readonly lines: readonly AccountLine[];
  /** Of those accounts only that are current. */
  readonly sum: Figures;
}

/** All accounts: what the sums hold, and which accounts they lack. */
export interface Overview {
  readonly owners: readonly OwnerLines[];
  readonly sum: Figures;
  readonly counted: readonly AccountLine[];
  /** Not in any sum: what is known of them is not how they stand now. */
  readonly missing: readonly AccountLine[];
}

/** Values every account, each owner where its first account stands, and sums those that are current. */
export function buildOverview(facts: readonly AccountFacts[], quotes: Quotes): Overview {
  const lines = facts.map((fact) => ({ ...fact, figures: figuresOf(fact, quotes) }));
  const owners = [...new Set(lines.map(({ account }) => account.owner))].map((owner) => {
    const owned = lines.filter(({ account }) => account.owner === owner);
    return { owner, lines: owned, sum: sumFigures(owned.filter(isCounted)) };
  });
  const counted = lines.filter(isCounted);
  return { owners, counted, sum: sumFigures(counted), missing: lines.filter((line) => !isCounted(line)) };
}

function isCounted({ standing }: AccountFacts): boolean {
  return standing === 'current';
}

function figuresOf({ holdings, fills, openOrders }: AccountFacts, quotes: Quotes): Figures {
  const { cash, positions } = holdings;
  // Without a word from the broker an empty list of positions is no news of positions.
  const isKnown = cash !== null;
  const { equity, dayPnl } = valuePortfolio(cash, positions, fills, quotes);
  const values = positions.map((position) => valueOf(position, quotes));
  return {
    equity,
    cash: cash?.depositD2 ?? null,
    buyingPower: cash?.buyingPower ?? null,
    goldCash: cash === null ? null : (cash.gold?.deposit ?? 0),
    marketValue: isKnown ? sum(values.map(({ marketValue }) => marketValue)) : null,
    dayPnl: isKnown ? dayPnl : null,
    realizedPnl: isKnown ? sum(positions.map(({ realizedPnlToday }) => realizedPnlToday)) : null,
    unrealizedPnl: isKnown ? sum(values.map(({ unrealizedPnl }) => unrealizedPnl)) : null,
    openOrders,
  };
}

function sumFigures(lines: readonly AccountLine[]): Figures {
  const of = (name: Exclude<keyof Figures, 'openOrders'>): number | null =>
    lines.length === 0 ? null : sum(lines.map(({ figures }) => figures[name]));
  return {
    equity: of('equity'),
    cash: of('cash'),
    buyingPower: of('buyingPower'),
    goldCash: of('goldCash'),
    marketValue: of('marketValue'),
    dayPnl: of('dayPnl'),
    realizedPnl: of('realizedPnl'),
    unrealizedPnl: of('unrealizedPnl'),
    openOrders: lines.reduce((total, { figures }) => total + figures.openOrders, 0),
  };
}

/** What one account holds of an instrument, or what all of them hold of it. */
export interface HeldLine {
  readonly quantity: number;
  readonly sellable: number;
  /** Won per share; null for what has been sold. */
  readonly averageEntryPrice: number | null;
  readonly lastPrice: number | null;
  readonly marketValue: number | null;
  readonly unrealizedPnl: number | null;
  /** Of the cost, in percent. */
  readonly unrealizedPercent: number | null;
  readonly realizedPnl: number;
}

export interface Holder extends HeldLine {
  readonly account: AccountSummary;
}

/** One instrument over all accounts that hold it. */
export interface MergedPosition extends HeldLine {
  readonly symbol: InstrumentSymbol;
  readonly name: string;
  readonly holders: readonly Holder[];
}

/** Merges the positions of accounts by instrument, the largest first. The average is that of all shares together. */
export function mergePositions(lines: readonly AccountLine[], quotes: Quotes): readonly MergedPosition[] {
  const bySymbol = new Map<InstrumentSymbol, { account: AccountSummary; position: Position }[]>();
  for (const { account, holdings } of lines) {
    for (const position of holdings.positions) {
      bySymbol.set(position.symbol, [...(bySymbol.get(position.symbol) ?? []), { account, position }]);
    }
  }
  return [...bySymbol.entries()]
    .map(([symbol, held]) => {
      const positions = held.map(({ position }) => position);
      return {
        symbol,
        name: positions[0]?.name ?? symbol,
        ...heldLine(positions, quotes),
        holders: held.map(({ account, position }) => ({ account, ...heldLine([position], quotes) })),
      };
    })
    .toSorted((a, b) => (b.marketValue ?? 0) - (a.marketValue ?? 0) || (a.symbol < b.symbol ? -1 : 1));
}

/** Sums positions of one instrument. */
function heldLine(positions: readonly Position[], quotes: Quotes): HeldLine {
  const values = positions.map((position) => valueOf(position, quotes));
  const quantity = total(positions.map((position) => position.quantity));
  const cost = total(positions.map((position) => position.cost));
  const unrealizedPnl = sum(values.map((value) => value.unrealizedPnl));
  const first = positions[0];
  return {
    quantity,
    sellable: total(positions.map((position) => position.sellableQuantity)),
    averageEntryPrice: averageOf(positions, quantity),
    lastPrice: first === undefined ? null : (quotes.get(first.symbol)?.lastPrice ?? first.lastPrice),
    marketValue: sum(values.map((value) => value.marketValue)),
    unrealizedPnl,
    unrealizedPercent: unrealizedPnl === null || cost <= 0 ? null : (unrealizedPnl / cost) * 100,
    realizedPnl: total(positions.map((position) => position.realizedPnlToday)),
  };
}

function averageOf(positions: readonly Position[], quantity: number): number | null {
  if (quantity === 0) return null;
  const weighed = positions.map((position) => position.averageEntryPrice * position.quantity);
  return Math.round((total(weighed) / quantity) * 100) / 100;
}

function valueOf(position: Position, quotes: Quotes) {
  return valuePosition(position, quotes.get(position.symbol)?.lastPrice ?? null);
}

function total(parts: readonly number[]): number {
  return parts.reduce((sumSoFar, part) => sumSoFar + part, 0);
}

/** Null when any part is not known: a sum of some would look like a loss. */
function sum(parts: readonly (number | null)[]): number | null {
  return parts.every((part) => part !== null) ? total(parts) : null;
}
