import { describe, expect, it } from 'vitest';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { ClearingHarness, SHARE, TUESDAY } from './clearing-harness.ts';

describe('cash held for open buy orders', () => {
  it('is price times quantity with the commission', () => {
    const desk = new ClearingHarness();
    desk.order('buy', 10_000, 50);
    expect(desk.cash.reserved).toBe(500_000 + 75);
    expect(desk.cash.orderable).toBe(1_000_000 - 500_075);
    expect(desk.cash.deposit).toBe(1_000_000);
  });

  it.each(['market', 'bestCounter', 'bestSame', 'midpoint', 'postCloseClosePrice'] as const)(
    'is taken at the upper limit for a %s order, which has no price',
    (type) => {
      const desk = new ClearingHarness();
      desk.order('buy', null, 10, { type });
      expect(desk.cash.reserved).toBe(130_000 + 19);
    },
  );

  it('is taken at the upper limit for a conditional limit, which may end as a market order', () => {
    const desk = new ClearingHarness();
    desk.order('buy', 10_000, 10, { type: 'conditionalLimit' });
    expect(desk.cash.reserved).toBe(130_000 + 19);
  });

  it('may use the last won and not one more', () => {
    const exact = new ClearingHarness({}, 100_015);
    expect(exact.refusalOf('buy', 10_000, 10)).toBeNull();
    const short = new ClearingHarness({}, 100_014);
    expect(short.refusalOf('buy', 10_000, 10)).toBe('INSUFFICIENT_CASH');
    expect(short.cash.reserved).toBe(0);
  });

  it('goes back when the order is canceled, share by share', () => {
    const desk = new ClearingHarness();
    const number = desk.order('buy', 10_000, 50);
    desk.clearing.release(number, quantity(20));
    expect(desk.cash.reserved).toBe(300_000 + 45);
    desk.clearing.release(number, quantity(30));
    expect(desk.cash.reserved).toBe(0);
  });

  it('goes back as the order fills, and the fill is paid at its own price', () => {
    const desk = new ClearingHarness();
    const number = desk.order('buy', null, 10, { type: 'market' });
    desk.fill(number, 'buy', 10_000, 4);
    expect(desk.cash.reserved).toBe(78_000 + 11);
    expect(desk.cash.depositD2).toBe(1_000_000 - 40_000 - 6);
  });

  it('refuses to free what is not held', () => {
    const desk = new ClearingHarness();
    const number = desk.order('buy', 10_000, 5);
    expect(() => desk.clearing.release(number, quantity(6))).toThrow(/has 5 open/);
    expect(() => desk.clearing.release(99, quantity(1))).toThrow(/no reservation/);
  });

  it('is only the margin where the instrument has a lower rate', () => {
    const desk = new ClearingHarness({ marginRateOf: () => 40 });
    desk.order('buy', 10_001, 3);
    expect(desk.cash.reserved).toBe(12_002 + 4);
  });

  it('stays at the margin after the fill, so that the rest of the cash can be used until settlement', () => {
    const desk = new ClearingHarness({ marginRateOf: () => 40 });
    desk.trade('buy', 10_000, 100);
    expect(desk.cash.depositD2).toBe(-150);
    expect(desk.cash.orderable).toBe(600_000 - 150);
    expect(desk.cash.withdrawable).toBe(0);
  });
});

describe('shares held for open sell orders', () => {
  it('cannot be sold twice', () => {
    const desk = new ClearingHarness();
    desk.trade('buy', 10_000, 10);
    desk.order('sell', 10_100, 6);
    expect(desk.holding().sellable).toBe(4);
    expect(desk.refusalOf('sell', 10_100, 5)).toBe('INSUFFICIENT_HOLDING');
    expect(desk.refusalOf('sell', 10_100, 4)).toBeNull();
  });

  it('can be sold again after a cancel', () => {
    const desk = new ClearingHarness();
    desk.trade('buy', 10_000, 10);
    const number = desk.order('sell', 10_100, 10);
    desk.clearing.release(number, quantity(3));
    expect(desk.holding().sellable).toBe(3);
  });

  it('must exist: nobody sells short', () => {
    expect(new ClearingHarness().refusalOf('sell', 10_000, 1)).toBe('INSUFFICIENT_HOLDING');
  });
});

describe('reservation of an amended order', () => {
  it('moves to the new number at the new price', () => {
    const desk = new ClearingHarness();
    const number = desk.order('buy', 10_000, 50);
    expect(desk.clearing.amendReservation(number, 90, quantity(20), price(11_000)).ok).toBe(true);
    expect(desk.cash.reserved).toBe(300_000 + 45 + 220_000 + 33);
    desk.fill(90, 'buy', 11_000, 20);
    desk.clearing.release(number, quantity(30));
    expect(desk.cash.reserved).toBe(0);
  });

  it('needs the cash for a dearer price', () => {
    const desk = new ClearingHarness();
    const number = desk.order('buy', 10_000, 90);
    const answer = desk.clearing.amendReservation(number, 90, quantity(90), price(12_000));
    expect(answer).toEqual({ ok: false, error: 'INSUFFICIENT_CASH' });
    expect(desk.cash.reserved).toBe(900_000 + 135);
  });

  it('may always move to a cheaper price, even of an account that settlement left unpaid', () => {
    const desk = new ClearingHarness({ marginRateOf: () => 40 });
    const number = desk.order('buy', 10_000, 10);
    desk.trade('buy', 10_000, 230);
    desk.clearing.rollTo(TUESDAY);
    expect(desk.cash).toMatchObject({ deposit: -1_300_345, orderable: 0, withdrawable: 0 });
    expect(desk.clearing.amendReservation(number, 90, quantity(10), price(10_010)).ok).toBe(false);
    expect(desk.clearing.amendReservation(number, 90, quantity(10), price(9_000)).ok).toBe(true);
    expect(desk.cash.reserved).toBe(36_000 + 13);
  });

  it('moves back when the exchange refuses the amendment', () => {
    const desk = new ClearingHarness();
    const number = desk.order('buy', 10_000, 50);
    const before = desk.clearing.snapshot();
    desk.clearing.amendReservation(number, 90, quantity(20), price(9_000));
    expect(desk.clearing.amendReservation(90, number, quantity(20), price(10_000)).ok).toBe(true);
    expect(desk.clearing.snapshot()).toEqual(before);
  });

  it('keeps shares tied up that a sell moves to another price', () => {
    const desk = new ClearingHarness();
    desk.trade('buy', 10_000, 10);
    const number = desk.order('sell', 10_100, 10);
    desk.clearing.amendReservation(number, 90, quantity(4), price(10_200));
    expect(desk.holding().sellable).toBe(0);
    desk.fill(90, 'sell', 10_200, 4);
    expect(desk.holding()).toMatchObject({ quantity: 6, sellable: 0 });
  });

  it('is refused for an order or a quantity that is not open', () => {
    const desk = new ClearingHarness();
    const number = desk.order('buy', 10_000, 5);
    expect(desk.clearing.amendReservation(77, 90, quantity(1), null)).toEqual({
      ok: false,
      error: 'UNKNOWN_ORDER',
    });
    expect(desk.clearing.amendReservation(number, 90, quantity(6), null)).toEqual({
      ok: false,
      error: 'QUANTITY_EXCEEDS_LEAVES',
    });
  });
});

describe('a fill without its order', () => {
  it('is not booked', () => {
    const desk = new ClearingHarness();
    const number = desk.order('buy', 10_000, 5);
    expect(() => desk.fill(99, 'buy', 10_000, 1)).toThrow(/no reservation/);
    expect(() => desk.fill(number, 'buy', 10_000, 6)).toThrow(/has 5 open/);
    expect(() => desk.fill(number, 'sell', 10_000, 1)).toThrow(/not that order's/);
    expect(desk.cash.depositD2).toBe(1_000_000);
    expect(desk.clearing.holdings('A')).toEqual([]);
  });

  it('cannot be ordered in a symbol that does not exist', () => {
    expect(new ClearingHarness().refusalOf('buy', 10_000, 1, { symbol: '999999' })).toBe('UNKNOWN_SYMBOL');
  });

  it('cannot name an account that does not exist', () => {
    const desk = new ClearingHarness();
    expect(desk.clearing.hasAccount('B')).toBe(false);
    expect(() => desk.clearing.cash('B')).toThrow(/no account B/);
    expect(() => desk.refusalOf('buy', 10_000, 1, { accountId: 'B', symbol: SHARE })).toThrow(/no account B/);
  });
});
