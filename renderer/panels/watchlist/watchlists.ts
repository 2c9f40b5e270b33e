import type { JsonValue } from '#shared/contract/requests.ts';
import type { Instrument, InstrumentSymbol } from '#shared/domain/instrument.ts';

/** Key of the setting that holds all lists, for every window. */
export const WATCHLISTS_SETTING = 'watchlists';

/** How many instruments the first list has before the trader changes it: the largest companies. */
const DEFAULT_SIZE = 14;
export const MAX_LIST_SIZE = 200;

export interface Watchlist {
  readonly id: string;
  readonly name: string;
  readonly symbols: readonly InstrumentSymbol[];
}

/** Never empty. */
export type Watchlists = readonly [Watchlist, ...Watchlist[]];

/** Reads the setting; what is not a list is left out, and without any list there is one of the largest companies. */
export function parseWatchlists(
  saved: JsonValue | undefined,
  instruments: ReadonlyMap<InstrumentSymbol, Instrument>,
  firstName: string,
): Watchlists {
  const [first, ...others] = Array.isArray(saved) ? saved.flatMap(parseWatchlist) : [];
  if (first !== undefined) return [first, ...others];
  return [{ id: '1', name: firstName, symbols: largest(instruments) }];
}

function parseWatchlist(saved: unknown): readonly Watchlist[] {
  const { id, name, symbols } = (typeof saved === 'object' && saved !== null ? saved : {}) as Readonly<
    Record<string, unknown>
  >;
  if (typeof id !== 'string' || typeof name !== 'string' || !Array.isArray(symbols)) return [];
  return [{ id, name, symbols: symbols.filter((symbol) => typeof symbol === 'string') }];
}

function largest(instruments: ReadonlyMap<InstrumentSymbol, Instrument>): readonly InstrumentSymbol[] {
  return [...instruments.values()]
    .filter(({ kind }) => kind === 'share')
    .toSorted((a, b) => b.listedShares * b.basePrice - a.listedShares * a.basePrice)
    .slice(0, DEFAULT_SIZE)
    .map(({ symbol }) => symbol);
}

/** Returns the list of this id, else the first. */
export function listOf(lists: Watchlists, id: string | null): Watchlist {
  return lists.find((list) => list.id === id) ?? lists[0];
}

/** Puts an instrument at the end; one that is there already stays where it is. */
export function addSymbol(list: Watchlist, symbol: InstrumentSymbol): Watchlist {
  if (list.symbols.includes(symbol) || list.symbols.length >= MAX_LIST_SIZE) return list;
  return { ...list, symbols: [...list.symbols, symbol] };
}

export function removeSymbol(list: Watchlist, symbol: InstrumentSymbol): Watchlist {
  return { ...list, symbols: list.symbols.filter((candidate) => candidate !== symbol) };
}

/** Returns the neighbour that takes the attention when `symbol` goes: the one below, else the one above. */
export function neighbourOf(list: Watchlist, symbol: InstrumentSymbol): InstrumentSymbol | null {
  const place = list.symbols.indexOf(symbol);
  return list.symbols[place + 1] ?? list.symbols[place - 1] ?? null;
}

export function replaceList(lists: Watchlists, changed: Watchlist): Watchlists {
  return lists.map((list) => (list.id === changed.id ? changed : list)) as unknown as Watchlists;
}

/** Adds an empty list under the first number that is free. */
export function addList(
  lists: Watchlists,
  nameOf: (number: number) => string,
): { lists: Watchlists; added: Watchlist } {
  let number = lists.length + 1;
  while (lists.some(({ id }) => id === String(number))) number += 1;
  const added = { id: String(number), name: nameOf(number), symbols: [] };
  return { lists: [...lists, added], added };
}

/** Removes a list; the last one stays. */
export function removeList(lists: Watchlists, id: string): Watchlists {
  const [first, ...others] = lists.filter((list) => list.id !== id);
  return first === undefined ? lists : [first, ...others];
}
