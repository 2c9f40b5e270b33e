import { describe, expect, it } from 'vitest';
import { createWorld } from '#electron/exchange/create-world.ts';
import { createMarketModels } from '#electron/exchange/market/market-models.ts';
import { TEN_O_CLOCK } from '#test/support/quiet-world.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const world = createWorld({ clock: createVirtualClock(TEN_O_CLOCK), seed: 3 });
const { conditions } = createMarketModels(world, 3);
const named = (name: string) => {
  const found = conditions.all.find((condition) => condition.name.startsWith(name));
  if (found === undefined) throw new Error(`no condition ${name}`);
  return found;
};

describe('the conditions over the whole market', () => {
  it('tell the members in the order of the listings, each once', () => {
    const places = new Map(world.listings.map(({ symbol }, place) => [symbol, place]));
    for (const condition of conditions.all) {
      const found = conditions
        .survey('ALL')
        .members(condition)
        .map(({ symbol }) => places.get(symbol) ?? -1);
      expect(found).toEqual([...new Set(found)].toSorted((a, b) => a - b));
    }
  });

  it('rank by turnover: nobody outside has traded for more than anybody inside', () => {
    const inside = new Set(
      conditions
        .survey('KRX')
        .members(named('거래대금 상위'))
        .map(({ symbol }) => symbol),
    );
    const turnover = (symbol: string) => world.day(symbol, 'KRX').turnover;
    const least = Math.min(...[...inside].map(turnover));
    expect(inside.size).toBe(20);
    for (const { symbol } of world.listings) {
      if (!inside.has(symbol)) expect(turnover(symbol)).toBeLessThanOrEqual(least);
    }
  });

  it('search NXT among those that trade there', () => {
    const members = conditions.survey('NXT').members(named('거래대금 상위'));
    expect(members.length).toBeGreaterThan(0);
    expect(members.every(({ isNxtEligible }) => isNxtEligible)).toBe(true);
  });

  it('say the same about the same moment, prepared or not', () => {
    const read = (from: typeof conditions) =>
      from.all.map((condition) =>
        from
          .survey('KRX')
          .members(condition)
          .map(({ symbol }) => symbol),
      );
    const prepared = createMarketModels(world, 3).conditions;
    let steps = 0;
    while (prepared.prepare()) steps += 1;
    expect(steps).toBeGreaterThan(50);
    expect(read(prepared)).toEqual(read(conditions));
  });

  it('are told apart from numbers that name none', () => {
    expect(conditions.find('0')?.name).toBe('골든크로스 5/20');
    expect(conditions.find('99')).toBeNull();
  });
});
