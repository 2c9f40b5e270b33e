import { describe, expect, it } from 'vitest';
import { LISTING_ROWS } from '#electron/exchange/market/instruments.ts';
import { THEME_ROWS } from '#electron/exchange/market/themes/theme-table.ts';

describe('the themes', () => {
  it('have a code and a name each', () => {
    expect(new Set(THEME_ROWS.map(({ code }) => code)).size).toBe(THEME_ROWS.length);
    expect(new Set(THEME_ROWS.map(({ name }) => name)).size).toBe(THEME_ROWS.length);
    expect(THEME_ROWS.length).toBeGreaterThanOrEqual(25);
  });

  it('name listed shares only, each once, and three or more of them', () => {
    const shares = new Set(LISTING_ROWS.filter(({ kind }) => kind === 'share').map(({ symbol }) => symbol));
    const wrong = THEME_ROWS.flatMap(({ name, symbols }) =>
      symbols.filter((symbol) => !shares.has(symbol)).map((symbol) => `${name} ${symbol}`),
    );
    expect(wrong).toEqual([]);
    expect(THEME_ROWS.filter(({ symbols }) => new Set(symbols).size !== symbols.length)).toEqual([]);
    expect(THEME_ROWS.filter(({ symbols }) => symbols.length < 3)).toEqual([]);
  });
});
