import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWorld } from '#electron/exchange/create-world.ts';
import { createIndices } from '#electron/exchange/market/indices/indices.ts';
import { houseTrades } from '#electron/exchange/market/warrants/house-trades.ts';
import { expiriesAround, type Warrant } from '#electron/exchange/market/warrants/issues.ts';
import { createSubscriptionRights } from '#electron/exchange/market/warrants/subscription-rights.ts';
import { createWarrants, type Warrants } from '#electron/exchange/market/warrants/warrants.ts';
import type { World } from '#electron/exchange/world.ts';
import { kstDate } from '#shared/domain/time.ts';
import { listingsOf, TEN_O_CLOCK } from '#test/support/quiet-world.ts';
import { createVirtualClock, type VirtualClock } from '#test/support/virtual-clock.ts';

const SYMBOLS = ['005930', '000660', '005380', '030200', '247540', '196170', '028300'];
const SEED = 7;

describe('the warrants', () => {
  let clock: VirtualClock;
  let world: World;
  let warrants: Warrants;
  const each = fc.nat().map((place) => {
    const all = warrants.all();
    return all[place % all.length] as Warrant;
  });

  beforeAll(() => {
    clock = createVirtualClock(TEN_O_CLOCK);
    world = createWorld({ clock, seed: SEED, listings: listingsOf(...SYMBOLS), hasWarmUp: true });
    warrants = createWarrants(world, createIndices(world), SEED);
    world.start();
    clock.advance(20_000);
  });

  it('expire on the second Thursday, or before when that is a holiday', () => {
    expect(expiriesAround(kstDate('20261120'))).toEqual(['20261112', '20261210', '20270114']);
    expect(expiriesAround(kstDate('20261112'))).toEqual(['20261008', '20261112', '20261210']);
    expect(expiriesAround(kstDate('20270105'))).toEqual(['20261210', '20270114', '20270211']);
  });

  it('have codes of their own, which no listing has', () => {
    const codes = warrants.all().map(({ symbol }) => symbol);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => /^5[78][A-Z]{2}[0-9K][0-9A-Z]$/.test(code))).toBe(true);
    expect(codes.some((code) => world.listing(code) !== null)).toBe(false);
  });

  it('quote on ticks of five won, the last price on one of the two sides, inside the range of the day', () => {
    fc.assert(
      fc.property(each, (warrant) => {
        const quote = warrants.quote(warrant);
        expect([quote.close % 5, quote.base % 5]).toEqual([0, 0]);
        expect(quote.close).toBeGreaterThan(0);
        expect(quote.low).toBeLessThanOrEqual(Math.min(quote.open, quote.close));
        expect(quote.high).toBeGreaterThanOrEqual(Math.max(quote.open, quote.close));
        if (quote.isEnded) expect([quote.bidSize, quote.bid]).toEqual([0, 0]);
        else {
          expect(quote.ask - quote.bid).toBe(5);
          expect([quote.bid, quote.ask]).toContain(quote.close);
        }
      }),
    );
  });

  it('trade near their theoretical price, at a volatility that explains it', () => {
    for (const warrant of warrants.all()) {
      const quote = warrants.quote(warrant);
      if (quote.isEnded) continue;
      const figures = warrants.figures(warrant, quote);
      expect(Math.abs(quote.close - figures.price)).toBeLessThan(10 + figures.price * 0.25);
      const side = warrant.right === 'call' ? 1 : -1;
      expect(figures.delta * side).toBeGreaterThanOrEqual(0);
      expect(figures.delta * side).toBeLessThanOrEqual(1);
    }
  });

  it('chain what the provider holds, within what was issued', () => {
    fc.assert(
      fc.property(each, (warrant) => {
        const days = warrants.days(warrant);
        days.forEach((day, place) => {
          expect(day.held - day.heldChange).toBe(days[place + 1]?.held ?? warrant.issued);
          expect(day.held).toBeLessThanOrEqual(warrant.issued);
          expect(day.held).toBeGreaterThan(0);
          expect(Math.abs(day.heldChange)).toBeLessThanOrEqual(day.volume);
        });
      }),
    );
  });

  it('are bought by members as much as they are sold, and the provider changes its holding by the difference', () => {
    fc.assert(
      fc.property(each, fc.nat({ max: 60 }), (warrant, back) => {
        const day = warrants.days(warrant)[back];
        if (day === undefined) return;
        const trades = houseTrades(SEED, warrant, day);
        expect(trades.reduce((sum, { bought }) => sum + bought, 0)).toBe(day.volume);
        expect(trades.reduce((sum, { sold }) => sum + sold, 0)).toBe(day.volume);
        expect(trades.every(({ bought, sold }) => bought >= 0 && sold >= 0)).toBe(true);
      }),
    );
  });

  it('end for good when the underlying touches the barrier', () => {
    const knockOuts = warrants.all().filter(({ barrier }) => barrier !== null);
    expect(knockOuts.length).toBeGreaterThan(3);
    for (const warrant of knockOuts) {
      const days = warrants.days(warrant).map(({ date }) => date);
      const life = [warrant.underlying.today(), ...warrant.underlying.past()].filter(({ date }) =>
        days.includes(date),
      );
      const touched = life.filter(({ high, low }) =>
        warrant.right === 'call' ? low <= (warrant.barrier ?? 0) : high >= (warrant.barrier ?? Infinity),
      );
      expect(touched.length).toBeLessThanOrEqual(1);
      if (touched.length === 1) expect(touched[0]?.date).toBe(days[0]);
    }
  });

  it('trade no more after their last day', () => {
    const ended = warrants.all().filter(({ lastTradingDay }) => lastTradingDay < world.tradingDate());
    expect(ended.length).toBeGreaterThan(0);
    for (const warrant of ended) {
      const quote = warrants.quote(warrant);
      expect([quote.isEnded, quote.volume, quote.close]).toEqual([true, 0, quote.base]);
    }
  });

  it('keep their terms and their past when days and prices go on', () => {
    const later = createVirtualClock(TEN_O_CLOCK);
    const listings = listingsOf(...SYMBOLS);
    const other = createWorld({ clock: later, seed: SEED, listings, hasWarmUp: true });
    const again = createWarrants(other, createIndices(other), SEED);
    const [one, two] = [warrants.all(), again.all()];
    const termsOf = ({ underlying, ...terms }: Warrant) => ({ ...terms, asset: underlying.code });
    expect(two.map(termsOf)).toEqual(one.map(termsOf));
    one.forEach((warrant, place) => {
      const twin = two[place] as Warrant;
      const isPast = ({ date }: { readonly date: string }) => date < world.tradingDate();
      expect(again.days(twin).filter(isPast)).toEqual(warrants.days(warrant).filter(isPast));
    });
  });

  it('never trade less as the day goes on', () => {
    const volumes = () => warrants.all().map((warrant) => warrants.quote(warrant).volume);
    const before = volumes();
    clock.advance(30_000);
    volumes().forEach((volume, place) => expect(volume).toBeGreaterThanOrEqual(before[place] ?? 0));
  });

  it('leave rights to new shares the price of an option on the share, within its range', () => {
    const rights = createSubscriptionRights(world, SEED);
    expect(rights.all.map(({ kind }) => kind).toSorted()).toEqual(['05', '05', '07']);
    for (const right of rights.all) {
      const quote = rights.quote(right);
      expect(quote.low).toBeLessThanOrEqual(quote.price);
      expect(quote.high).toBeGreaterThanOrEqual(quote.price);
      expect(quote.price).toBeLessThan(world.day(right.share, 'KRX').lastPrice);
    }
  });
});
