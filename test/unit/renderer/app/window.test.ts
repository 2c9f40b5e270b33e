import { describe, expect, it } from 'vitest';
import { REQUEST_SCHEMAS } from '#shared/contract/schemas.ts';
import { dataAgeOf, OLD_MS, SILENCE_MS } from '#renderer/app/header/data-age.ts';
import { matchesCommand } from '#renderer/app/palette/match-command.ts';
import { windowIdOf } from '#renderer/app/window-id.ts';
import { parsePanelParams } from '#renderer/app/workspace/panel-params.ts';
import { parseSavedLayout } from '#renderer/app/workspace/saved-layout.ts';
import { parseTyped } from '#renderer/ui/number-field.tsx';

describe('window id', () => {
  it.each([
    ['', 'main'],
    ['?window=w-1a2b', 'w-1a2b'],
    ['?window=', 'main'],
    ['?window=../etc', 'main'],
    [`?window=${'x'.repeat(33)}`, 'main'],
  ])('of %j is %s, one the contract takes', (search, id) => {
    expect(windowIdOf(search)).toBe(id);
    expect(REQUEST_SCHEMAS['desk.open'].safeParse({ windowId: windowIdOf(search) }).success).toBe(true);
  });
});

describe('saved layout', () => {
  const isKnown = (kind: string) => kind === 'chart';
  const dock = { grid: {}, panels: { chart: { id: 'chart', contentComponent: 'chart' } } };

  it('comes back as it was saved', () => {
    const saved = { version: 1, dock, activeAccountId: 'paper' };
    expect(parseSavedLayout(saved, isKnown)).toEqual(saved);
  });

  it.each([
    ['nothing', null],
    ['text', 'x'],
    ['a list', []],
    ['another version', { version: 2, dock, activeAccountId: null }],
    ['no panels', { version: 1, dock: { grid: {} }, activeAccountId: null }],
    [
      'a panel that is gone',
      { version: 1, dock: { panels: { a: { contentComponent: 'gone' } } }, activeAccountId: null },
    ],
    ['a panel that is not one', { version: 1, dock: { panels: { a: 7 } }, activeAccountId: null }],
  ])('of %s is not used', (_, saved) => {
    expect(parseSavedLayout(saved, isKnown)).toBeNull();
  });
});

describe('parameters of a panel', () => {
  it.each([
    [undefined, { link: null, symbol: null, state: null }],
    [
      { link: 'violet', state: { interval: '5m' } },
      { link: 'violet', symbol: null, state: { interval: '5m' } },
    ],
    [
      { link: 'pink', symbol: 5 },
      { link: null, symbol: null, state: null },
    ],
  ])('are read from %j with nothing taken for granted', (saved, params) => {
    expect(parsePanelParams(saved)).toEqual(params);
  });
});

describe('data age', () => {
  const pulse = { lastBatchAt: 100_000, latencyMs: 3 };

  it('is the latency while data comes in', () => {
    expect(dataAgeOf(pulse, 100_000 + SILENCE_MS - 1, true)).toEqual({ tone: 'ok', ageMs: 3 });
  });

  it('is the time since the last once it has stopped', () => {
    expect(dataAgeOf(pulse, 100_000 + SILENCE_MS, true)).toEqual({ tone: 'warn', ageMs: SILENCE_MS });
    expect(dataAgeOf(pulse, 100_000 + OLD_MS, true)).toEqual({ tone: 'off', ageMs: OLD_MS });
  });

  it('is never good while the desk itself is not in step', () => {
    expect(dataAgeOf(pulse, 100_100, false)).toEqual({ tone: 'off', ageMs: 100 });
    expect(dataAgeOf({ lastBatchAt: null, latencyMs: 0 }, 5, true)).toEqual({ tone: 'off', ageMs: null });
  });
});

describe('commands', () => {
  it('are found by words, first consonants and half-typed syllables', () => {
    for (const query of ['', '계좌', 'ㄱㅈ', '계ㅈ', ' 관리'])
      expect(matchesCommand('계좌 관리', query)).toBe(true);
    expect(matchesCommand('Accounts', 'acc')).toBe(true);
    expect(matchesCommand('계좌 관리', '설정')).toBe(false);
  });
});

describe('number typed into a field', () => {
  it.each([
    ['71,200', 71_200],
    [' 71200원', 71_200],
    ['', null],
    ['abc', null],
    ['0', 0],
    ['12345678901234567890', 123_456_789_012],
  ])('%j is %s', (text, value) => {
    expect(parseTyped(text)).toBe(value);
  });
});
