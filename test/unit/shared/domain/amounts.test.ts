import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMoney, money, notional, subtractMoney } from '#shared/domain/money.ts';
import { isPrice, price } from '#shared/domain/price.ts';
import { isQuantity, quantity } from '#shared/domain/quantity.ts';

const broken = [Number.NaN, Number.POSITIVE_INFINITY, 0.5, 2 ** 53];

describe('price', () => {
  it.each([...broken, 0, -1])('is never %d', (value) => {
    expect(isPrice(value)).toBe(false);
    expect(() => price(value)).toThrow(RangeError);
  });
});

describe('quantity', () => {
  it('may be nothing', () => {
    expect(quantity(0)).toBe(0);
  });

  it.each([...broken, -1])('is never %d', (value) => {
    expect(isQuantity(value)).toBe(false);
    expect(() => quantity(value)).toThrow(RangeError);
  });
});

describe('money', () => {
  it.each(broken)('is never %d', (value) => {
    expect(() => money(value)).toThrow(RangeError);
  });

  it('has one zero', () => {
    expect(Object.is(money(-0), 0)).toBe(true);
    expect(Object.is(subtractMoney(money(5), money(5)), 0)).toBe(true);
  });

  it('refuses a sum that would not be exact', () => {
    expect(() => addMoney(money(Number.MAX_SAFE_INTEGER), money(1))).toThrow(RangeError);
    expect(() => notional(price(3_000_000), quantity(10 ** 10))).toThrow(RangeError);
  });

  it('is price times quantity, exactly', () => {
    const amount = fc.integer({ min: 1, max: 90_000_000 });
    fc.assert(
      fc.property(amount, amount, (unitPrice, shares) => {
        const total = notional(price(unitPrice), quantity(shares));
        expect(BigInt(total)).toBe(BigInt(unitPrice) * BigInt(shares));
        expect(subtractMoney(addMoney(total, money(shares)), money(shares))).toBe(total);
      }),
    );
  });
});
