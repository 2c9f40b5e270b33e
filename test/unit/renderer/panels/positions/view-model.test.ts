import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position } from '#shared/domain/account.ts';
import { money } from '#shared/domain/money.ts';
import { price } from '#shared/domain/price.ts';
import { buildPositionRow, sumRows } from '#renderer/panels/positions/view-model.ts';
import { fakePosition } from '#test/support/fake-desk/fake-account.ts';

const at = (lastPrice: number) => ({ lastPrice, change: lastPrice - 69_900 });
const SAMSUNG = fakePosition('005930', '삼성전자', 320, 68_940);

describe('a position at the last price', () => {
  it('is worth price times shares; its gain is that less the cost, to the won', () => {
    expect(buildPositionRow(SAMSUNG, at(71_200))).toMatchObject({
      quantity: 320,
      cost: 22_060_800,
      marketValue: 22_784_000,
      unrealizedPnl: 723_200,
      change: 1_300,
    });
    expect(buildPositionRow(SAMSUNG, at(71_200)).unrealizedPercent?.toFixed(2)).toBe('3.28');
  });

  it('takes the cost from the broker, not from a rounded average', () => {
    // 3 shares for 100,000 won: the average of 33,333.33 would lose a won.
    const odd: Position = { ...fakePosition('005930', '', 3, 33_333.33), cost: money(100_000) };
    expect(buildPositionRow(odd, at(33_400))).toMatchObject({ marketValue: 100_200, unrealizedPnl: 200 });
  });

  it('uses the broker’s last price while there is no live one', () => {
    const held = { ...SAMSUNG, lastPrice: price(70_000) };
    expect(buildPositionRow(held, undefined)).toMatchObject({ lastPrice: 70_000, unrealizedPnl: 339_200 });
  });

  it('has no value while no price is known: it is not a loss of everything', () => {
    expect(buildPositionRow({ ...SAMSUNG, lastPrice: null }, undefined)).toMatchObject({
      lastPrice: null,
      marketValue: null,
      unrealizedPnl: null,
      unrealizedPercent: null,
    });
  });

  it('has no return on a cost of nothing', () => {
    const given = { ...SAMSUNG, cost: money(0) };
    expect(buildPositionRow(given, at(71_200))).toMatchObject({
      unrealizedPnl: 22_784_000,
      unrealizedPercent: null,
    });
  });

  it('is in whole won for any whole price and quantity', () => {
    const shares = fc.integer({ min: 1, max: 10_000_000 });
    const won = fc.integer({ min: 1, max: 3_000_000 });
    fc.assert(
      fc.property(shares, won, won, (held, average, last) => {
        const row = buildPositionRow(fakePosition('005930', '', held, average), at(last));
        return row.unrealizedPnl === (last - average) * held;
      }),
    );
  });
});

describe('the total', () => {
  const rows = [
    buildPositionRow(SAMSUNG, at(71_200)),
    buildPositionRow(fakePosition('000660', 'SK하이닉스', 60, 205_500), at(201_000)),
  ];

  it('adds cost, value and gain, and takes the return from the sums', () => {
    const total = sumRows(rows, '합계');
    expect(total).toMatchObject({
      name: '합계',
      position: null,
      cost: 34_390_800,
      marketValue: 34_844_000,
      unrealizedPnl: 453_200,
      quantity: null,
    });
    expect(total.unrealizedPercent?.toFixed(2)).toBe('1.32');
  });

  it('is not known while one part is not', () => {
    const blind = buildPositionRow({ ...SAMSUNG, lastPrice: null }, undefined);
    expect(sumRows([...rows, blind], '')).toMatchObject({
      marketValue: null,
      unrealizedPnl: null,
      unrealizedPercent: null,
    });
  });
});
