import { describe, expect, it } from 'vitest';
import {
  addList,
  addSymbol,
  listOf,
  MAX_LIST_SIZE,
  neighbourOf,
  parseWatchlists,
  removeList,
  removeSymbol,
  replaceList,
} from '#renderer/panels/watchlist/watchlists.ts';
import type { Watchlist, Watchlists } from '#renderer/panels/watchlist/watchlists.ts';
import { FAKE_INSTRUMENTS } from '#test/support/fake-desk/fake-instruments.ts';

const INSTRUMENTS = new Map(FAKE_INSTRUMENTS.map((instrument) => [instrument.symbol, instrument]));
const LIST: Watchlist = { id: '1', name: '관심 1', symbols: ['A', 'B', 'C'] };
const nameOf = (number: number) => `관심 ${number}`;

describe('watchlists', () => {
  it('begin with the largest companies', () => {
    const [first, ...others] = parseWatchlists(undefined, INSTRUMENTS, '관심 1');
    expect(others).toEqual([]);
    expect(first).toMatchObject({ id: '1', name: '관심 1' });
    expect(first.symbols.slice(0, 2)).toEqual(['005930', '000660']);
    expect(first.symbols).not.toContain('069500');
  });

  it('come back as they were saved', () => {
    const lists = [
      { id: '1', name: '관심 1', symbols: ['A', 'B'] },
      { id: '2', name: '반도체', symbols: [] },
    ];
    expect(parseWatchlists(lists, INSTRUMENTS, '')).toEqual(lists);
  });

  it('leave out of a saved setting what is not a list', () => {
    const saved = [{ id: 1 }, 'x', null, { id: '3', name: 'ok', symbols: ['A', 5] }];
    expect(parseWatchlists(saved, INSTRUMENTS, '')).toEqual([{ id: '3', name: 'ok', symbols: ['A'] }]);
  });

  it('fall back to the first for an id that is gone', () => {
    const lists: Watchlists = [LIST, { id: '2', name: '', symbols: [] }];
    expect(listOf(lists, '2').id).toBe('2');
    expect(listOf(lists, '9').id).toBe('1');
    expect(listOf(lists, null).id).toBe('1');
  });

  it('take an instrument once, at the end, up to a limit', () => {
    expect(addSymbol(LIST, 'D').symbols).toEqual(['A', 'B', 'C', 'D']);
    expect(addSymbol(LIST, 'A')).toBe(LIST);
    const full = { ...LIST, symbols: Array.from({ length: MAX_LIST_SIZE }, (_, place) => `S${place}`) };
    expect(addSymbol(full, 'D')).toBe(full);
  });

  it('hand the attention to the neighbour of what is removed', () => {
    expect(removeSymbol(LIST, 'B').symbols).toEqual(['A', 'C']);
    expect(neighbourOf(LIST, 'B')).toBe('C');
    expect(neighbourOf(LIST, 'C')).toBe('B');
    expect(neighbourOf({ ...LIST, symbols: ['A'] }, 'A')).toBeNull();
  });

  it('are added under a number that is free and never all removed', () => {
    const lists: Watchlists = [LIST, { id: '3', name: '관심 3', symbols: [] }];
    const { lists: more, added } = addList(lists, nameOf);
    expect(added).toEqual({ id: '4', name: '관심 4', symbols: [] });
    expect(more).toHaveLength(3);
    expect(removeList(lists, '1').map(({ id }) => id)).toEqual(['3']);
    expect(removeList([LIST], '1')).toEqual([LIST]);
  });

  it('change one at a time', () => {
    const lists: Watchlists = [LIST, { id: '2', name: 'x', symbols: [] }];
    expect(replaceList(lists, { ...LIST, name: 'y' }).map(({ name }) => name)).toEqual(['y', 'x']);
  });
});
