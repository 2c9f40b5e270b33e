import { describe, expect, it } from 'vitest';
import { CONDITIONS } from '#electron/exchange/market/conditions/condition-table.ts';
import { DailyFacts } from '#electron/exchange/market/conditions/daily-facts.ts';
import { Reading } from '#electron/exchange/market/conditions/reading.ts';
import { createMarketModels } from '#electron/exchange/market/market-models.ts';
import type { DayState } from '#electron/exchange/world.ts';
import { createQuietWorld } from '#test/support/quiet-world.ts';

interface Scene {
  readonly day?: Partial<Record<keyof DayState, number | null>>;
  /** Closes before today, newest first; highs are one percent above them. */
  readonly closes?: readonly number[];
  readonly triggers?: { readonly upper: number; readonly lower: number; readonly isActive?: boolean };
  /** Shares a minute, newest first. */
  readonly minutes?: readonly number[];
  readonly per?: number;
  readonly roe?: number;
  readonly foreignNet?: number;
}

const { world } = createQuietWorld();
const models = createMarketModels(world, 1);
const [listing] = world.listings;
if (listing === undefined) throw new Error('no listing');
const DAY = {
  ...world.day(listing.symbol, 'KRX'),
  lastPrice: 10_000,
  basePrice: 10_000,
  open: 10_000,
  high: 10_000,
  low: 10_000,
  upperLimit: 13_000,
  lowerLimit: 7_000,
};

/** An instrument that stands at 10,000 and has never moved, but for what the scene says. */
function meets(seq: string, scene: Scene): boolean {
  const condition = CONDITIONS.find((one) => one.seq === seq);
  if (condition === undefined || listing === undefined) throw new Error(`no condition ${seq}`);
  const closes = Float64Array.from(scene.closes ?? Array.from({ length: 20 }, () => 10_000));
  const zeros = new Float64Array(closes.length);
  const { upper = 11_000, lower = 9_000, isActive = false } = scene.triggers ?? {};
  const staged = {
    ...world,
    day: () => ({ ...DAY, ...scene.day }) as DayState,
    vi: () => ({
      ...world.vi(listing.symbol, 'KRX'),
      isActive,
      upperTrigger: upper as never,
      lowerTrigger: lower as never,
    }),
  };
  const columns = { open: closes, high: closes.map((close) => close * 1.01), low: closes, close: closes };
  const past = new DailyFacts(
    {
      world: staged,
      pastDays: { of: () => ({ ...columns, length: closes.length, volume: zeros, turnover: zeros }) },
      fundamentals: {
        ...models.fundamentals,
        figures: () => ({ roe: scene.roe ?? 5 }) as never,
        multiples: () => ({ per: scene.per ?? 20, pbr: 1, evToEbitda: null }),
      },
      participation: {
        ...models.participation,
        investors: {
          ...models.participation.investors,
          period: () => ({
            count: 2,
            buyQuantity: zeros,
            sellQuantity: zeros,
            buyAmount: Float64Array.of(0, scene.foreignNet ?? 0),
            sellAmount: Float64Array.of(0, 0),
          }),
        },
      },
    },
    listing,
    'KRX',
  );
  const volumes = scene.minutes ?? Array.from({ length: 40 }, () => 100);
  return condition.meets(
    new Reading(staged, listing, 'KRX', past, (_symbol, _scope, count) => volumes.slice(0, count)),
  );
}

const falling = Array.from({ length: 20 }, (_, back) => 10_000 + back * 10);
const repeat = (count: number, value: number) => Array.from({ length: count }, () => value);

describe('a ready condition', () => {
  it.each<[string, string, Scene]>([
    [
      '0',
      'the five-day mean rises over that of twenty days',
      { closes: falling, day: { lastPrice: 10_900 } },
    ],
    ['1', 'the price is over the highs of twenty days', { day: { lastPrice: 10_100 } }],
    [
      '2',
      'five minutes trade three times as fast as those before',
      { minutes: [...repeat(5, 300), ...repeat(30, 100)] },
    ],
    ['3', 'foreigners bought and the price is up', { foreignNet: 1, day: { lastPrice: 10_010 } }],
    ['4', 'a percent more would interrupt', { triggers: { upper: 10_100, lower: 8_000 } }],
    ['4', 'a percent less would interrupt', { triggers: { upper: 12_000, lower: 9_900 } }],
    ['5', 'it opened two percent up and holds', { day: { open: 10_200, lastPrice: 10_200 } }],
    ['6', 'a tall body', { day: { open: 10_000, lastPrice: 10_300, high: 10_400, low: 9_950 } }],
    ['7', 'three percent under the upper limit', { day: { lastPrice: 12_610 } }],
    ['8', 'far over the mean of twenty days', { day: { lastPrice: 11_100 } }],
    ['9', 'cheap and sound', { per: 10, roe: 10 }],
    ['10', 'five percent up', { day: { lastPrice: 10_500 } }],
    ['11', 'anything traded', { day: { turnover: 1 } }],
    ['12', 'over the mean of twenty days', { day: { lastPrice: 10_001 } }],
  ])('%s is met when %s', (seq, _rule, scene) => {
    expect(meets(seq, scene)).toBe(true);
  });

  it.each<[string, string, Scene]>([
    [
      '0',
      'the short mean was over the long one before',
      { day: { lastPrice: 10_900 }, closes: [...repeat(5, 10_100), ...repeat(15, 10_000)] },
    ],
    ['0', 'there were not twenty days', { closes: falling.slice(0, 19), day: { lastPrice: 10_900 } }],
    ['1', 'an earlier high was higher', { day: { lastPrice: 10_099 } }],
    ['1', 'there were not twenty days', { closes: repeat(19, 1), day: { lastPrice: 10_099 } }],
    ['2', 'the pace is under three times', { minutes: [...repeat(5, 299), ...repeat(30, 100)] }],
    ['2', 'too few minutes are known', { minutes: repeat(34, 100) }],
    ['3', 'the price is not up', { foreignNet: 1 }],
    ['3', 'foreigners sold', { foreignNet: -1, day: { lastPrice: 10_010 } }],
    ['4', 'the triggers are further away', { triggers: { upper: 10_110, lower: 9_890 } }],
    ['4', 'it is interrupted', { triggers: { upper: 10_001, lower: 9_999, isActive: true } }],
    ['5', 'it fell under its open', { day: { open: 10_200, lastPrice: 10_190 } }],
    ['5', 'nothing has traded', { day: { open: null } }],
    [
      '6',
      'the shadows are most of the range',
      { day: { open: 10_000, lastPrice: 10_300, high: 10_600, low: 10_000 } },
    ],
    ['7', 'it is further under the limit', { day: { lastPrice: 12_600 } }],
    ['8', 'it is near the mean', { day: { lastPrice: 10_500 } }],
    ['9', 'it makes a loss', { per: -3, roe: 12 }],
    ['9', 'it earns too little on equity', { per: 8, roe: 9.9 }],
    ['10', 'it is up less', { day: { lastPrice: 10_490 } }],
    ['11', 'nothing has traded', { day: { turnover: 0 } }],
    ['12', 'it is at the mean', {}],
  ])('%s is not met when %s', (seq, _rule, scene) => {
    expect(meets(seq, scene)).toBe(false);
  });

  it('has a number and a name of its own', () => {
    expect(CONDITIONS.length).toBeGreaterThanOrEqual(12);
    expect(new Set(CONDITIONS.map(({ seq }) => seq)).size).toBe(CONDITIONS.length);
    expect(new Set(CONDITIONS.map(({ name }) => name)).size).toBe(CONDITIONS.length);
  });
});
