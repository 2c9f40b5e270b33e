import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderBook } from '#shared/domain/order-book.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { epochMs } from '#shared/domain/time.ts';
import type { LevelsInput } from '#renderer/panels/order-book/view-model.ts';
import { buildLevels, buildTotals, moveCursor, percentFrom } from '#renderer/panels/order-book/view-model.ts';

type Level = readonly [price: number, size: number];

function book(asks: readonly Level[], bids: readonly Level[]): OrderBook {
  const side = (levels: readonly Level[]) =>
    levels.map(([at, size]) => ({ price: price(at), size: quantity(size) }));
  const total = (levels: readonly Level[]) => quantity(levels.reduce((sum, [, size]) => sum + size, 0));
  return {
    symbol: '005930',
    asks: side(asks),
    bids: side(bids),
    totalAskSize: total(asks),
    totalBidSize: total(bids),
    expected: null,
    eventTime: epochMs(0),
  };
}

const steps = (from: number, step: number, sizes: readonly number[]): readonly Level[] =>
  sizes.map((size, place) => [from + step * place, size]);

const FULL = book(
  steps(71_200, 100, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]),
  steps(71_100, -100, [5, 15, 25, 35, 45, 55, 65, 75, 85, 95]),
);

const build = (input: Partial<LevelsInput>) =>
  buildLevels({ book: FULL, basePrice: 69_900, lastPrice: 71_200, mine: new Map(), ...input });

describe('the board of levels', () => {
  it('shows ten asks, the best one lowest, over ten bids, the best one highest', () => {
    const levels = build({});
    expect(levels.map(({ price: at }) => at)).toEqual([
      72_100, 72_000, 71_900, 71_800, 71_700, 71_600, 71_500, 71_400, 71_300, 71_200, 71_100, 71_000, 70_900,
      70_800, 70_700, 70_600, 70_500, 70_400, 70_300, 70_200,
    ]);
    expect(levels.map(({ side }) => side)).toEqual([...Array(10).fill('ask'), ...Array(10).fill('bid')]);
  });

  it('writes price, signed percentage of the base price and size', () => {
    const best = build({})[9];
    expect(best).toMatchObject({
      priceText: '71,200',
      percentText: '+1.86',
      sizeText: '10',
      tone: 'up',
    });
  });

  it('colours by the base price: below it down, at it flat', () => {
    const levels = build({ basePrice: 71_000 });
    expect(levels.slice(10, 13).map(({ tone, percentText }) => [tone, percentText])).toEqual([
      ['up', '+0.14'],
      ['flat', '0.00'],
      ['down', '−0.14'],
    ]);
  });

  it('draws depth as a share of the largest size on either side', () => {
    const levels = build({});
    expect(levels[0]?.depth).toBe(1);
    expect(levels[9]?.depth).toBe(0.1);
    expect(levels[19]?.depth).toBe(0.95);
  });

  it('marks only the level of the last price', () => {
    expect(build({ lastPrice: 71_100 }).flatMap(({ isLast, price: at }) => (isLast ? [at] : []))).toEqual([
      71_100,
    ]);
    expect(build({ lastPrice: 80_000 }).some(({ isLast }) => isLast)).toBe(false);
  });

  it('keeps the spread in the middle when the venue shows fewer levels', () => {
    const levels = build({ book: book([[71_200, 3]], [[71_100, 4]]) });
    expect(levels.map(({ price: at }) => at)).toEqual([
      ...Array(9).fill(null),
      71_200,
      71_100,
      ...Array(9).fill(null),
    ]);
    expect(levels[0]).toMatchObject({ priceText: '', sizeText: '', depth: 0, isLast: false, mine: null });
  });

  it('shows twenty empty rows without a book, and no percentage without a base price', () => {
    expect(build({ book: undefined }).every(({ price: at }) => at === null)).toBe(true);
    expect(build({ basePrice: null })[9]).toMatchObject({ percentText: '', tone: null });
  });

  it('never draws a bar longer than its place, whatever the sizes', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 9_000_000 }), { maxLength: 10 });
    fc.assert(
      fc.property(sizes, sizes, (asks, bids) => {
        const levels = build({ book: book(steps(71_200, 100, asks), steps(71_100, -100, bids)) });
        return levels.length === 20 && levels.every(({ depth }) => depth >= 0 && depth <= 1);
      }),
    );
  });
});

describe('the percentage column', () => {
  it.each([
    [90_870, 69_900, '+30.00'],
    [48_930, 69_900, '−30.00'],
    [69_900, 69_900, '0.00'],
    [69_901, 69_900, '0.00'],
  ])('writes %i against %i as %s', (at, base, text) => {
    expect(percentFrom(at, base)).toBe(text);
  });
});

describe('the totals', () => {
  it('count bids less asks', () => {
    expect(buildTotals(FULL)).toEqual({
      askText: '550',
      bidText: '500',
      differenceText: '−50',
      tone: 'down',
    });
  });

  it('are empty without a book', () => {
    expect(buildTotals(undefined)).toEqual({ askText: '', bidText: '', differenceText: '', tone: null });
  });
});

describe('the level cursor', () => {
  const levels = build({});

  it('starts at the best ask going up and at the best bid going down', () => {
    expect(moveCursor(levels, null, -1)).toBe(71_200);
    expect(moveCursor(levels, null, 1)).toBe(71_100);
  });

  it('goes level by level across the spread and stays at the ends', () => {
    expect(moveCursor(levels, price(71_200), 1)).toBe(71_100);
    expect(moveCursor(levels, price(71_100), -1)).toBe(71_200);
    expect(moveCursor(levels, price(72_100), -1)).toBe(72_100);
    expect(moveCursor(levels, price(70_200), 1)).toBe(70_200);
  });

  it('follows its price when the board moves under it', () => {
    const moved = build({
      book: book(
        [[71_100, 1]],
        [
          [71_000, 1],
          [70_900, 1],
        ],
      ),
    });
    expect(moveCursor(moved, price(71_100), 1)).toBe(71_000);
  });

  it('starts anew when its price has left the board', () => {
    expect(moveCursor(levels, price(60_000), 1)).toBe(71_100);
  });

  it('has nowhere to go on an empty board', () => {
    expect(moveCursor(build({ book: undefined }), null, 1)).toBeNull();
  });
});
