import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWorld } from '#electron/exchange/create-world.ts';
import { createCredit, type Credit } from '#electron/exchange/market/credit/credit.ts';
import type { LoanKind } from '#electron/exchange/market/credit/loan-shapes.ts';
import { shortPart } from '#electron/exchange/market/credit/short-selling.ts';
import type { Listing, World } from '#electron/exchange/world.ts';
import { addDays, isWeekday } from '#shared/catalogue/trading-calendar.ts';
import { tradingDayBefore } from '#electron/exchange/market/history/trading-days.ts';
import { kstDate, kstDateOf, type KstDate } from '#shared/domain/time.ts';
import { listingsOf, TEN_O_CLOCK, TEST_DATE } from '#test/support/quiet-world.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const SYMBOLS = ['005930', '000660', '105560', '042700', '247540', '068760', '069500', '229200'];
const KINDS: readonly LoanKind[] = ['lending', 'marginLoan', 'stockLoan'];
const MONTH_AGO = kstDate('20261019');

describe('credit in the market', () => {
  let world: World;
  let credit: Credit;
  const symbol = fc.constantFrom(...SYMBOLS);
  const kind = fc.constantFrom(...KINDS);
  const day = fc.integer({ min: 0, max: 1_800 }).map((back) => addDays(TEST_DATE, -back));
  const listingOf = (code: string) => world.listing(code) as Listing;

  beforeAll(() => {
    const clock = createVirtualClock(TEN_O_CLOCK);
    world = createWorld({ clock, seed: 7, listings: listingsOf(...SYMBOLS), hasWarmUp: true });
    credit = createCredit(world, 7);
  });

  it('chains: a balance is that of the day before, with what was lent and less what was repaid', () => {
    fc.assert(
      fc.property(kind, symbol, day, (loan, code, date) => {
        const now = credit.loans(loan, code, date);
        const before = credit.loans(loan, code, tradingDayBefore(date));
        if (isWeekday(date)) expect(now.balance).toBe(before.balance + now.lent - now.repaid);
        expect(Math.min(now.lent, now.repaid, now.balance)).toBeGreaterThanOrEqual(0);
        expect(now.repaid).toBeLessThanOrEqual(before.balance);
        expect(now.balance).toBeLessThanOrEqual(listingOf(code).listedShares);
      }),
    );
  });

  it('never has more sold short than is on loan', () => {
    fc.assert(
      fc.property(symbol, day, (code, date) => {
        const short = credit.shortBalance(code, date);
        expect(short).toBeGreaterThan(0);
        expect(short).toBeLessThanOrEqual(credit.loans('lending', code, date).balance);
      }),
    );
  });

  it('adds the stocks up to their market, and the markets to the whole', () => {
    const sums = (market: Listing['market'] | null) => credit.marketLending(market, MONTH_AGO, TEST_DATE);
    const [all, kospi, kosdaq] = [sums(null), sums('KOSPI'), sums('KOSDAQ')];
    expect(all.length).toBeGreaterThan(20);
    all.forEach((total, place) => {
      const parts = [kospi[place], kosdaq[place]];
      const stocks = SYMBOLS.map((code) => credit.lendingDays(code, MONTH_AGO, TEST_DATE)[place]);
      for (const key of ['lent', 'repaid', 'balance', 'amount'] as const) {
        expect(parts.reduce((sum, part) => sum + (part?.[key] ?? 0), 0)).toBe(total[key]);
        expect(stocks.reduce((sum, part) => sum + (part?.[key] ?? 0), 0)).toBe(total[key]);
      }
    });
  });

  it('values what is on loan at the close of its day', () => {
    fc.assert(
      fc.property(symbol, (code) => {
        const days = credit.lendingDays(code, MONTH_AGO, TEST_DATE);
        const bars = world.bars(code, 'KRX', { unit: 'day' }, null, days.length);
        bars.forEach((bar, place) => {
          expect(days[place]?.date).toBe(kstDateOf(bar.time));
          expect(days[place]?.amount).toBe((days[place]?.balance ?? 0) * bar.close);
        });
      }),
    );
  });

  it('sells short a part of what trades, at prices of the day; both venues are the sum of the venues', () => {
    fc.assert(
      fc.property(symbol, (code) => {
        const listing = listingOf(code);
        const read = (scope: 'KRX' | 'NXT' | 'ALL') =>
          credit.shortSales({ listing, scope }, MONTH_AGO, TEST_DATE);
        const [krx, nxt, all] = [read('KRX'), read('NXT'), read('ALL')];
        for (const bar of world.bars(code, 'KRX', { unit: 'day' }, null, 20)) {
          const date = kstDateOf(bar.time);
          const { quantity, amount } = krx.get(date) ?? { quantity: 0, amount: 0 };
          expect(quantity).toBeLessThanOrEqual(bar.volume * 0.3);
          expect(amount).toBeLessThanOrEqual(quantity * bar.high);
          expect(amount).toBeGreaterThanOrEqual(Math.floor(quantity * bar.low));
          expect(all.get(date)?.quantity ?? 0).toBe(quantity + (nxt.get(date)?.quantity ?? 0));
          expect(all.get(date)?.amount ?? 0).toBe(amount + (nxt.get(date)?.amount ?? 0));
        }
      }),
    );
  });

  it('leaves short selling to the market makers while it is forbidden', () => {
    const part = (date: string) => shortPart(7, listingOf('005930'), 'KRX', kstDate(date));
    expect(part('20240610')).toBeLessThan(0.004);
    expect(part('20231103')).toBeGreaterThan(0.01);
    expect(part('20250331')).toBeGreaterThan(0.01);
    const outside = { ...listingOf('068760'), isIndexMember: false };
    expect(shortPart(7, outside, 'KRX', kstDate('20230103'))).toBeLessThan(0.004);
  });

  it('lends no money on what must be paid in full', () => {
    const closed = { ...listingOf('005930'), marginRate: 100 };
    const other = createCredit({ ...world, listing: () => closed }, 7);
    expect(other.loans('marginLoan', '005930', TEST_DATE)).toEqual({ lent: 0, repaid: 0, balance: 0 });
  });

  it('tells the same of a day whoever asks, and nothing of a day that is not over', () => {
    const again = createCredit(world, 7);
    const date = '20260302' as KstDate;
    for (const code of SYMBOLS) {
      for (const loan of KINDS) expect(again.loans(loan, code, date)).toEqual(credit.loans(loan, code, date));
      expect(credit.marginRatio(code, TEST_DATE)).toBe(credit.marginRatio(code, credit.reportedOn()));
    }
    expect(createCredit(world, 8).loans('lending', '005930', date)).not.toEqual(
      credit.loans('lending', '005930', date),
    );
  });
});
