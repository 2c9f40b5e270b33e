import { describe, expect, it } from 'vitest';
import { kstDate } from '#shared/domain/time.ts';
import { ClearingHarness, FUND, KOSDAQ_SHARE, MONDAY, TUESDAY, WEDNESDAY } from './clearing-harness.ts';

describe('costs of a trade', () => {
  it('take 0.015 % commission from a buy and no tax, cut to whole won', () => {
    expect(new ClearingHarness().trade('buy', 9_990, 7)).toMatchObject({
      commission: 10,
      tax: 0,
      realized: 0,
    });
  });

  it('take 0.05 % and 0.15 % tax from a KOSPI sale, each cut to whole won', () => {
    const desk = new ClearingHarness();
    desk.trade('buy', 9_990, 7);
    // 69,930 won: 34.965 and 104.895 are 34 and 104 won.
    expect(desk.trade('sell', 9_990, 7)).toMatchObject({ commission: 10, tax: 138 });
  });

  it('take 0.20 % tax from a KOSDAQ sale', () => {
    const desk = new ClearingHarness();
    desk.trade('buy', 9_990, 7, { symbol: KOSDAQ_SHARE });
    expect(desk.trade('sell', 9_990, 7, { symbol: KOSDAQ_SHARE }).tax).toBe(139);
  });

  it('take no tax from a fund', () => {
    const desk = new ClearingHarness();
    desk.trade('buy', 9_990, 7, { symbol: FUND });
    expect(desk.trade('sell', 9_990, 7, { symbol: FUND }).tax).toBe(0);
  });

  it('follow the rate of the settlement date, not of the trade date', () => {
    const desk = new ClearingHarness({ date: kstDate('20251229') });
    desk.trade('buy', 10_000, 20);
    // 2025: no securities tax on KOSPI, 0.15 % rural tax.
    expect(desk.trade('sell', 10_000, 10).tax).toBe(150);
    desk.clearing.rollTo(kstDate('20251231'));
    expect(desk.trade('sell', 10_000, 10).tax).toBe(50 + 150);
  });

  it('are cut per fill, not per order', () => {
    const desk = new ClearingHarness();
    const number = desk.order('buy', 1_000, 10);
    const fills = [desk.fill(number, 'buy', 1_000, 6), desk.fill(number, 'buy', 1_000, 4)];
    expect(fills.map(({ commission }) => commission)).toEqual([0, 0]);
    expect(fills.map(({ fillNumber }) => fillNumber)).toEqual([1, 2]);
  });
});

describe('settlement', () => {
  it('moves cash two trading days after the trade', () => {
    const desk = new ClearingHarness();
    desk.trade('buy', 10_000, 10);
    const paid = 1_000_000 - 100_015;
    expect(desk.cash).toMatchObject({ deposit: 1_000_000, depositD1: 1_000_000, depositD2: paid });
    desk.clearing.rollTo(MONDAY);
    expect(desk.cash).toMatchObject({ deposit: 1_000_000, depositD1: paid, depositD2: paid });
    desk.clearing.rollTo(TUESDAY);
    expect(desk.cash).toMatchObject({ deposit: paid, depositD1: paid, depositD2: paid });
  });

  it('lets the proceeds of a sale buy at once but not leave the account before they settle', () => {
    const desk = new ClearingHarness();
    desk.trade('buy', 10_000, 90);
    desk.trade('sell', 10_000, 90);
    const afterBoth = 1_000_000 - 135 - 135 - 450 - 1350;
    expect(desk.cash.orderable).toBe(afterBoth);
    expect(desk.cash.withdrawable).toBe(afterBoth);
    desk.clearing.rollTo(MONDAY);
    desk.trade('buy', 10_000, 50);
    desk.clearing.rollTo(TUESDAY);
    desk.trade('sell', 10_000, 50);
    expect(desk.cash.withdrawable).toBe(afterBoth - 500_075);
  });

  it('catches up on every day that passed unseen', () => {
    const desk = new ClearingHarness();
    desk.trade('buy', 10_000, 10);
    desk.clearing.rollTo(MONDAY);
    desk.trade('buy', 10_000, 10);
    desk.clearing.rollTo(kstDate('20261204'));
    expect(desk.cash.deposit).toBe(1_000_000 - 200_030);
  });

  it('never goes back in time', () => {
    const desk = new ClearingHarness();
    desk.clearing.rollTo(MONDAY);
    expect(() => desk.clearing.rollTo(kstDate('20261120'))).toThrow(/past 20261120/);
  });

  it('does nothing when the day is the same', () => {
    const desk = new ClearingHarness();
    desk.trade('buy', 10_000, 10);
    const before = desk.clearing.snapshot();
    desk.clearing.rollTo(kstDate('20261120'));
    expect(desk.clearing.snapshot()).toEqual(before);
  });
});

describe('holdings', () => {
  it('cost what was paid, without commission', () => {
    const desk = new ClearingHarness();
    desk.trade('buy', 10_000, 10);
    desk.trade('buy', 11_000, 20);
    expect(desk.holding()).toMatchObject({ quantity: 30, cost: 320_000, boughtToday: 30 });
  });

  it('give up their average cost when sold, and the last share takes the rest', () => {
    const desk = new ClearingHarness();
    desk.trade('buy', 10_000, 1);
    desk.trade('buy', 10_010, 2);
    // 30,020 won for three shares: 10,006 for the first, then 10,007, then what is left.
    const [first, second, third] = [10_500, 10_500, 10_500].map((at) => desk.trade('sell', at, 1));
    const net = 10_500 - 1 - 20;
    expect(first?.realized).toBe(net - 10_006);
    expect(second?.realized).toBe(net - 10_007);
    expect(third?.realized).toBe(net - 10_007);
    expect(desk.holding()).toMatchObject({ quantity: 0, cost: 0, soldToday: 3 });
    expect(desk.cash.realizedToday).toBe(3 * net - 30_020);
    expect(desk.holding().realizedToday).toBe(3 * net - 30_020);
  });

  it('remember yesterday for one day and leave when nothing is held', () => {
    const desk = new ClearingHarness();
    desk.trade('buy', 10_000, 10);
    desk.trade('sell', 10_000, 10);
    desk.clearing.rollTo(MONDAY);
    expect(desk.holding()).toMatchObject({
      quantity: 0,
      boughtToday: 0,
      boughtYesterday: 10,
      soldYesterday: 10,
    });
    expect(desk.cash).toMatchObject({ realizedToday: 0, commissionToday: 0, taxToday: 0 });
    desk.clearing.rollTo(TUESDAY);
    expect(desk.clearing.holdings('A')).toEqual([]);
    desk.clearing.rollTo(WEDNESDAY);
    expect(desk.clearing.holdings('A')).toEqual([]);
  });

  it('keep their average exact where cost times shares passes 2^53', () => {
    const desk = new ClearingHarness({}, 9_000_000_000_000);
    desk.trade('buy', 12_990, 600_000_001);
    const sold = desk.trade('sell', 12_990, 600_000_000);
    expect(sold.realized).toBe(-sold.commission - sold.tax);
    expect(desk.holding()).toMatchObject({ quantity: 1, cost: 12_990 });
  });
});
