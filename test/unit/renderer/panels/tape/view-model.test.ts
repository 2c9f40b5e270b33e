import { describe, expect, it } from 'vitest';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { epochMs } from '#shared/domain/time.ts';
import type { Trade } from '#shared/domain/trade.ts';
import { isBigPrint, readTapeChoice, viewLine, windowOf } from '#renderer/panels/tape/view-model.ts';
import { FAKE_NOW } from '#test/support/fake-bridge.ts';

const TRADE: Trade = {
  symbol: '005930',
  price: price(71_200),
  quantity: quantity(1_204),
  aggressor: 'sell',
  cumulativeVolume: quantity(9_000_000),
  eventTime: epochMs(FAKE_NOW),
};

describe('a line of the tape', () => {
  it('tells time, price with its direction, percentage, who crossed the spread, and shares', () => {
    expect(viewLine(TRADE, 69_900, null)).toEqual({
      kind: 'print',
      timeText: '13:05:42',
      priceText: '▲ 71,200',
      percentText: '+1.86%',
      tone: 'up',
      aggressor: 'sell',
      quantityText: '1,204',
      isBig: false,
    });
  });

  it('has no direction at the base price, nor without one', () => {
    expect(viewLine(TRADE, 71_200, null)).toMatchObject({ priceText: '71,200', tone: 'flat' });
    expect(viewLine(TRADE, null, null)).toMatchObject({ priceText: '71,200', percentText: '', tone: null });
  });

  it('calls a print without an aggressor an auction', () => {
    expect(viewLine({ ...TRADE, aggressor: null }, 69_900, null).aggressor).toBe('auction');
  });

  it('is a remark where prints are missing', () => {
    expect(viewLine('gap', 69_900, 1)).toMatchObject({ kind: 'gap', quantityText: '', isBig: false });
    expect(viewLine('openGap', 69_900, 1).kind).toBe('openGap');
  });

  it('stands out from a value on, in won', () => {
    expect(isBigPrint(TRADE, 85_724_800)).toBe(true);
    expect(isBigPrint(TRADE, 85_724_801)).toBe(false);
    expect(isBigPrint(TRADE, null)).toBe(false);
  });
});

describe('what the trader set up', () => {
  it('is read from a saved layout without trusting it', () => {
    expect(readTapeChoice({ section: 'strength', minimumQuantity: 100, bigPrint: 50_000_000 })).toEqual({
      section: 'strength',
      minimumQuantity: 100,
      bigPrint: 50_000_000,
    });
    const plain = { section: 'prints', minimumQuantity: 0, bigPrint: 100_000_000 };
    for (const hostile of [
      null,
      7,
      'x',
      [],
      { section: 1, minimumQuantity: -5, bigPrint: 3 },
      { minimumQuantity: 1.5 },
    ]) {
      expect(readTapeChoice(hostile)).toEqual(plain);
    }
  });

  it('may be that nothing stands out', () => {
    expect(readTapeChoice({ bigPrint: null }).bigPrint).toBeNull();
  });
});

describe('the rows in sight', () => {
  it.each([
    [0, 0, 220, { first: 0, count: 0 }],
    [5, 0, 220, { first: 0, count: 5 }],
    [2000, 0, 220, { first: 0, count: 11 }],
    [2000, 2_215, 220, { first: 100, count: 11 }],
    [2000, 43_990, 220, { first: 1999, count: 1 }],
    [10, 9_999, 220, { first: 9, count: 1 }],
  ])('of %i lines scrolled by %i in %i pixels are %o', (lines, scrollTop, height, window) => {
    expect(windowOf(lines, scrollTop, height, 22)).toEqual(window);
  });
});
