import { describe, expect, it } from 'vitest';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { epochMs } from '#shared/domain/time.ts';
import type { Trade } from '#shared/domain/trade.ts';
import { buyShare, strengthWindows } from '#renderer/panels/tape/strength.ts';
import { FAKE_NOW } from '#test/support/fake-bridge.ts';

function print(secondsAgo: number, aggressor: Trade['aggressor'], shares: number): Trade {
  return {
    symbol: '005930',
    price: price(71_000),
    quantity: quantity(shares),
    aggressor,
    cumulativeVolume: quantity(100_000 - secondsAgo),
    eventTime: epochMs(FAKE_NOW - secondsAgo * 1000),
  };
}

describe('executed strength of the last minutes', () => {
  const trades = [
    print(1_500, 'sell', 1_000),
    print(250, 'buy', 30),
    print(200, null, 999),
    print(50, 'buy', 90),
    print(10, 'sell', 60),
  ];

  it('is what was bought over what was sold, in percent', () => {
    const [one, five, twenty] = strengthWindows(trades, FAKE_NOW);
    expect(one).toMatchObject({ minutes: 1, buyQuantity: 90, sellQuantity: 60, strength: 150 });
    expect(five).toMatchObject({ minutes: 5, buyQuantity: 120, sellQuantity: 60, strength: 200 });
    expect(twenty).toMatchObject({ minutes: 20, buyQuantity: 120, sellQuantity: 60, isPartial: false });
  });

  it('has no value when nothing was sold', () => {
    expect(strengthWindows([print(5, 'buy', 10)], FAKE_NOW)[0]?.strength).toBeNull();
  });

  it('says when the tape does not reach back that far', () => {
    expect(strengthWindows(trades.slice(1), FAKE_NOW).map(({ isPartial }) => isPartial)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('splits its bar in half when nothing was traded', () => {
    const [empty] = strengthWindows([], FAKE_NOW);
    expect(empty === undefined ? null : buyShare(empty)).toBe(0.5);
  });
});
