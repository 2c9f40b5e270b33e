import { describe, expect, it } from 'vitest';
import { buildListings, LISTING_ROWS } from '#electron/exchange/market/instruments.ts';
import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { isOnTick } from '#shared/domain/tick-size.ts';
import { kstDate } from '#shared/domain/time.ts';

const DATE = kstDate('20261120');
const listings = buildListings(DATE);
const bySymbol = new Map(listings.map((listing) => [listing.symbol, listing]));

describe('instruments of the embedded exchange', () => {
  it('are at least 300, of both markets and funds, each with a code of its own', () => {
    expect(bySymbol.size).toBe(listings.length);
    const count = (test: (listing: (typeof listings)[number]) => boolean) => listings.filter(test).length;
    expect(count(({ market, kind }) => market === 'KOSPI' && kind === 'share')).toBeGreaterThanOrEqual(200);
    expect(count(({ market }) => market === 'KOSDAQ')).toBeGreaterThanOrEqual(100);
    expect(count(({ kind }) => kind === 'etf')).toBeGreaterThanOrEqual(60);
  });

  it('have complete rows: six-character codes, positive numbers, known sectors and dates', () => {
    for (const row of LISTING_ROWS) {
      expect(row.symbol, row.name).toMatch(/^[0-9][0-9A-Z]{5}$/);
      expect(row.name.trim()).toBe(row.name);
      expect(row.name).not.toBe('');
      expect(Number.isSafeInteger(row.price) && row.price > 0, row.name).toBe(true);
      expect(Number.isSafeInteger(row.listedShares) && row.listedShares > 0, row.name).toBe(true);
      expect(row.turnover, row.name).toBeGreaterThan(0);
      expect(row.listedOn, row.name).toMatch(/^(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])$/);
      if (row.kind === 'share') expect(row.sector, row.name).not.toBe('');
    }
  });

  it('start from base prices on tick', () => {
    for (const { name, kind, basePrice } of listings) {
      expect(isOnTick(basePrice, ladderFor(kind, DATE)), name).toBe(true);
    }
  });

  it.each([
    ['005930', '삼성전자', 'KOSPI', 'share'],
    ['000660', 'SK하이닉스', 'KOSPI', 'share'],
    ['035720', '카카오', 'KOSPI', 'share'],
    ['196170', '알테오젠', 'KOSDAQ', 'share'],
    ['069500', 'KODEX 200', 'KOSPI', 'etf'],
  ])('hold %s as %s on %s', (symbol, name, market, kind) => {
    expect(bySymbol.get(symbol)).toMatchObject({ name, market, kind });
  });

  it('give leveraged and inverse funds their multiple', () => {
    expect(bySymbol.get('122630')?.leverage).toBe(2);
    expect(bySymbol.get('114800')?.leverage).toBe(-1);
    expect(bySymbol.get('252670')?.leverage).toBe(-2);
  });

  it('trade on NXT only as shares', () => {
    const onNxt = listings.filter(({ isNxtEligible }) => isNxtEligible);
    expect(onNxt.length).toBeGreaterThan(150);
    expect(onNxt.every(({ kind }) => kind === 'share')).toBe(true);
  });

  it('have margin rates that brokers use', () => {
    const rates = new Set(listings.map(({ marginRate }) => marginRate));
    expect([...rates].every((rate) => [20, 30, 40, 50, 60, 100].includes(rate))).toBe(true);
    expect(rates.size).toBeGreaterThan(3);
  });
});
