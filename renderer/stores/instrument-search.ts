import { convertQwertyToHangul, disassemble, getChoseong } from 'es-hangul';
import Fuse from 'fuse.js';
import type { Instrument } from '#shared/domain/instrument.ts';

/** One instrument, with what a query is compared to worked out beforehand. */
interface IndexEntry {
  readonly instrument: Instrument;
  readonly symbol: string;
  /** Name in lower case without spaces. */
  readonly name: string;
  /** First consonants of the name, other characters as they are: `ㅅㅅㅈㅈ` for 삼성전자. */
  readonly initials: string;
  /** The name in single letters, so that a half-typed syllable is found too: `삼ㅅ`. */
  readonly letters: string;
}

export type InstrumentIndex = readonly IndexEntry[];

export interface InstrumentHit {
  readonly instrument: Instrument;
  /** Lower is better; see `RANKS`. Past the list: found by likeness only. */
  readonly rank: number;
}

/** What a query matches, best first. The place in the list is the rank. */
const RANKS: readonly ((entry: IndexEntry, query: Query) => boolean)[] = [
  (entry, { text }) => entry.symbol === text || entry.name === text,
  (entry, { text }) => entry.symbol.startsWith(text),
  (entry, { initials }) => initials !== null && entry.initials === initials,
  (entry, { text }) => entry.name.startsWith(text),
  (entry, { initials }) => initials !== null && entry.initials.startsWith(initials),
  (entry, { letters }) => entry.letters.startsWith(letters),
  (entry, { text }) => entry.name.includes(text),
  (entry, { initials }) => initials !== null && entry.initials.includes(initials),
  (entry, { letters }) => letters.length > 1 && entry.letters.includes(letters),
  (entry, { text }) => text.length > 2 && entry.symbol.includes(text),
];

interface Query {
  readonly text: string;
  readonly letters: string;
  /** The query as first consonants, null when it holds anything else of Hangul. */
  readonly initials: string | null;
}

export function buildInstrumentIndex(instruments: readonly Instrument[]): InstrumentIndex {
  return instruments.map((instrument) => {
    const name = normalize(instrument.name);
    return {
      instrument,
      symbol: normalize(instrument.symbol),
      name,
      initials: initialsOf(name),
      letters: disassemble(name),
    };
  });
}

/**
 * Finds instruments by code, name, first consonants (초성) or a half-typed name, best first.
 *
 * When nothing is found, a query typed with the keyboard left in English (`tkatjd` for 삼성) is read as Hangul, and names
 * that are merely alike are offered.
 */
export function searchInstruments(
  index: InstrumentIndex,
  query: string,
  limit: number,
): readonly InstrumentHit[] {
  const text = normalize(query);
  if (text === '') return [];
  const hits = rankAll(index, parseQuery(text), limit);
  if (hits.length > 0) return hits;
  return isLatin(text) ? searchMistyped(index, query, limit) : findAlike(index, disassemble(text), limit);
}

/** Upper case is kept: it is a double consonant on the Korean keyboard. */
function searchMistyped(index: InstrumentIndex, query: string, limit: number): readonly InstrumentHit[] {
  const hangul = rankAll(index, parseQuery(normalize(convertQwertyToHangul(query.trim()))), limit);
  return hangul.length > 0 ? hangul : findAlike(index, normalize(query), limit);
}

function isLatin(text: string): boolean {
  return /^[a-z]+$/.test(text);
}

/** Shorter queries are like too much. */
const ALIKE_FROM_LETTERS = 4;
const fuses = new WeakMap<InstrumentIndex, Fuse<IndexEntry>>();

/** Finds names that are nearly what was typed, for slips of the finger: `삼송전자`. */
function findAlike(index: InstrumentIndex, letters: string, limit: number): readonly InstrumentHit[] {
  if (letters.length < ALIKE_FROM_LETTERS) return [];
  const fuse = fuses.get(index) ?? new Fuse(index, { keys: ['letters'], threshold: 0.3, distance: 20 });
  fuses.set(index, fuse);
  return fuse
    .search(letters, { limit })
    .map(({ item }) => ({ instrument: item.instrument, rank: RANKS.length }));
}

function rankAll(index: InstrumentIndex, query: Query, limit: number): readonly InstrumentHit[] {
  const hits: InstrumentHit[] = [];
  for (const entry of index) {
    const rank = RANKS.findIndex((matches) => matches(entry, query));
    if (rank >= 0) hits.push({ instrument: entry.instrument, rank });
  }
  return hits.toSorted((a, b) => a.rank - b.rank || byWeight(a.instrument, b.instrument)).slice(0, limit);
}

/** Among equals the larger company is the likelier wish, and a share likelier than a fund. */
function byWeight(a: Instrument, b: Instrument): number {
  const byKind = Number(a.kind !== 'share') - Number(b.kind !== 'share');
  return byKind || b.listedShares * b.basePrice - a.listedShares * a.basePrice;
}

function parseQuery(text: string): Query {
  const letters = disassemble(text);
  return { text, letters, initials: isInitials(text) ? letters : null };
}

/** Compatibility consonants, double final ones such as ㄳ included: an input method joins ㄱ and ㅅ to it. */
function isInitials(text: string): boolean {
  return /[ㄱ-ㅎ]/.test(text) && /^[ㄱ-ㅎ0-9a-z&.\-]+$/.test(text);
}

function initialsOf(name: string): string {
  return [...name].map((letter) => (/[가-힣]/.test(letter) ? getChoseong(letter) : letter)).join('');
}

function normalize(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll(/\s+/g, '');
}
