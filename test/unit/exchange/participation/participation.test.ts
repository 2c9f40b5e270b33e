import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorld } from '#electron/exchange/create-world.ts';
import { buildListings } from '#electron/exchange/market/instruments.ts';
import {
  INSTITUTION_GROUP,
  INVESTOR_KINDS,
  PLACE_OF_KIND,
} from '#electron/exchange/market/participation/investor-kinds.ts';
import {
  foreignFirmPlaces,
  MEMBER_FIRMS,
  memberPlaces,
} from '#electron/exchange/market/participation/member-firms.ts';
import { createParticipation } from '#electron/exchange/market/participation/participation.ts';
import { netQuantity, tradedBy, type Split } from '#electron/exchange/market/participation/split.ts';
import type { World } from '#electron/exchange/world.ts';
import { kstDate, kstDateOf } from '#shared/domain/time.ts';
import { listingsOf, TEN_O_CLOCK, TEST_DATE } from '#test/support/quiet-world.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const SYMBOLS = ['005930', '068760', '122630', '005490'];
const LONG_AGO = kstDate('20200101');
const MODELS = ['investors', 'members', 'programmes'] as const;

function openMarket(symbols: readonly string[] = SYMBOLS) {
  const clock = createVirtualClock(TEN_O_CLOCK);
  const world = createWorld({ clock, seed: 7, listings: listingsOf(...symbols) });
  return { clock, world, participation: createParticipation(world, 7) };
}

function expectWhole(split: Split, volume: number, turnover: number): void {
  expect(tradedBy(split)).toEqual({
    buyQuantity: volume,
    sellQuantity: volume,
    buyAmount: turnover,
    sellAmount: turnover,
  });
  for (const side of [split.buyQuantity, split.sellQuantity, split.buyAmount, split.sellAmount]) {
    expect(side.every((part) => part >= 0 && Number.isSafeInteger(part))).toBe(true);
  }
}

const past = openMarket();
const dayBars = new Map(
  SYMBOLS.map((symbol) => [
    symbol,
    past.world
      .bars(symbol, 'KRX', { unit: 'day' }, null, 2_000)
      .filter((bar) => kstDateOf(bar.time) < TEST_DATE),
  ]),
);

describe('who traded on a day of the past', () => {
  it.each(MODELS)('adds up to volume and turnover on both sides: %s', (name) => {
    const model = past.participation[name];
    fc.assert(
      fc.property(fc.constantFrom(...SYMBOLS), fc.nat(1_000), (symbol, place) => {
        const bars = dayBars.get(symbol) ?? [];
        const bar = bars[place % bars.length];
        if (bar === undefined) throw new Error('there are no days');
        const date = kstDateOf(bar.time);
        const [day] = model.days(symbol, 'KRX', date, date);
        expect(day?.date).toBe(date);
        if (day !== undefined) expectWhole(day.split, bar.volume, bar.turnover);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same on both venues together as on one and the other', () => {
    const { investors } = past.participation;
    const [from, to] = [kstDate('20261101'), kstDate('20261119')];
    const sum = (scope: 'KRX' | 'NXT' | 'ALL') => tradedBy(investors.period('005930', scope, from, to), [1]);
    expect(sum('ALL').buyQuantity).toBe(sum('KRX').buyQuantity + sum('NXT').buyQuantity);
    expect(sum('NXT').buyQuantity).toBeGreaterThan(0);
  });

  it('adds up to the period that holds it', () => {
    const { investors } = past.participation;
    const [from, to] = [kstDate('20261001'), TEST_DATE];
    const days = investors.days('005490', 'ALL', from, to);
    const net = (split: Split) => netQuantity(tradedBy(split, [PLACE_OF_KIND.foreigner]));
    expect(days.length).toBeGreaterThan(25);
    expect(net(investors.period('005490', 'ALL', from, to))).toBe(
      days.reduce((sum, day) => sum + net(day.split), 0),
    );
  });

  it('is the same for every reader', () => {
    const again = openMarket().participation;
    const ask = (model: typeof again) => [
      ...model.members.period('005930', 'ALL', kstDate('20261005'), kstDate('20261119')).buyQuantity,
      ...model.investors.today('005930', 'ALL').sellAmount,
    ];
    expect(ask(again)).toEqual(ask(openMarket().participation));
  });
});

describe('how the kinds behave', () => {
  const { investors, members } = past.participation;
  const daysOf = (symbol: string) =>
    investors.days(symbol, 'KRX', LONG_AGO, kstDate('20261119')).map(({ date, split }) => ({
      date,
      total: tradedBy(split).buyQuantity,
      individual: netQuantity(tradedBy(split, [PLACE_OF_KIND.individual])),
      foreigner: netQuantity(tradedBy(split, [PLACE_OF_KIND.foreigner])),
      institutions: netQuantity(tradedBy(split, INSTITUTION_GROUP)),
    }));

  it('lets individuals trade against the price', () => {
    const bars = dayBars.get('005930') ?? [];
    const days = new Map(daysOf('005930').map((day) => [day.date, day]));
    let product = 0;
    for (let place = 0; place + 1 < bars.length; place += 1) {
      const [bar, before] = [bars[place], bars[place + 1]];
      const day = bar === undefined ? undefined : days.get(kstDateOf(bar.time));
      if (bar === undefined || before === undefined || day === undefined) continue;
      product += (day.individual / day.total) * Math.log(bar.close / before.close);
    }
    expect(product).toBeLessThan(0);
  });

  it('lets foreigners stay with their side for days', () => {
    const days = daysOf('005490');
    const same = days.filter((day, place) => day.foreigner * (days[place + 1]?.foreigner ?? 0) > 0).length;
    expect(same / days.length).toBeGreaterThan(0.55);
  });

  it('gives foreigners and institutions more of a large cap than of a small one', () => {
    const part = (symbol: string) => {
      const split = investors.period(symbol, 'KRX', kstDate('20260601'), kstDate('20261119'));
      return (
        tradedBy(split, [PLACE_OF_KIND.foreigner, ...INSTITUTION_GROUP]).buyQuantity /
        tradedBy(split).buyQuantity
      );
    };
    expect(part('005930')).toBeGreaterThan(2 * part('068760'));
  });

  it('sends most retail orders through Kiwoom, and foreign houses more of a large cap', () => {
    const split = members.period('068760', 'KRX', kstDate('20260601'), kstDate('20261119'));
    const firms = MEMBER_FIRMS.map(({ name }, place) => ({ name, bought: split.buyQuantity[place] ?? 0 }));
    expect(firms.sort((a, b) => b.bought - a.bought)[0]?.name).toBe('키움증권');
    const foreignPart = (symbol: string) => {
      const of = members.period(symbol, 'KRX', kstDate('20260601'), kstDate('20261119'));
      return tradedBy(of, foreignFirmPlaces()).buyQuantity / tradedBy(of).buyQuantity;
    };
    expect(foreignPart('005930')).toBeGreaterThan(1.5 * foreignPart('068760'));
  });

  it('knows every member once, and the foreign ones together', () => {
    expect(new Set(MEMBER_FIRMS.map(({ code }) => code)).size).toBe(MEMBER_FIRMS.length);
    expect(memberPlaces('888')).toEqual(foreignFirmPlaces());
    expect(memberPlaces('050')).toHaveLength(1);
    expect(memberPlaces('999')).toBeNull();
  });
});

describe('who has traded today', () => {
  const expectTodayWhole = (world: World, participation: ReturnType<typeof openMarket>['participation']) => {
    for (const symbol of SYMBOLS) {
      for (const scope of ['KRX', 'NXT', 'ALL'] as const) {
        const day = world.day(symbol, scope);
        for (const name of MODELS) {
          const split = participation[name].today(symbol, scope);
          expectWhole(split, day.volume, day.turnover);
        }
      }
    }
  };

  it('adds up to the day and grows with it, whenever it is asked', () => {
    const { world, clock, participation } = openMarket();
    world.start();
    let before: Split | null = null;
    for (let step = 0; step < 12; step += 1) {
      expectTodayWhole(world, participation);
      const now = participation.investors.today('005930', 'ALL');
      const grown = { ...now, buyAmount: now.buyAmount.slice(), sellQuantity: now.sellQuantity.slice() };
      if (before !== null) {
        const { buyAmount, sellQuantity } = before;
        expect(grown.buyAmount.every((part, place) => part >= (buyAmount[place] ?? 0))).toBe(true);
        expect(grown.sellQuantity.every((part, place) => part >= (sellQuantity[place] ?? 0))).toBe(true);
      }
      before = grown;
      clock.advance(23_000);
    }
    expectTodayWhole(world, participation);
    // Someone who asks for the first time now is told the same.
    const late = createParticipation(world, 7);
    expect(late.investors.today('005930', 'ALL')).toEqual(participation.investors.today('005930', 'ALL'));
    world.stop();
  });

  it('is the last of its minutes', () => {
    const { world, participation } = openMarket();
    const minutes = participation.programmes.minutes('005930', 'KRX');
    expect(minutes.length).toBeGreaterThan(50);
    expect(minutes.at(-1)?.soFar).toEqual(participation.programmes.today('005930', 'KRX'));
    expect(minutes.reduce((sum, { bar }) => sum + bar.volume, 0)).toBe(world.day('005930', 'KRX').volume);
  });

  it('adds up in a market that never closes', () => {
    const clock = createVirtualClock(Date.UTC(2026, 10, 20, 13, 5));
    const world = createWorld({ clock, seed: 3, listings: listingsOf('005930') });
    const day = world.day('005930', 'ALL');
    expect(day.volume).toBeGreaterThan(0);
    expectWhole(createParticipation(world, 3).investors.today('005930', 'ALL'), day.volume, day.turnover);
  });
});

describe('what foreigners hold', () => {
  it('moves by exactly what they bought net', () => {
    const { participation } = past;
    const days = participation.foreignHoldings.days('005930', LONG_AGO, TEST_DATE);
    expect(days.length).toBeGreaterThan(1_000);
    expect(days[0]).toEqual(participation.foreignHoldings.today('005930'));
    const bought = participation.investors.days('005930', 'ALL', LONG_AGO, TEST_DATE);
    days.forEach((day, place) => {
      expect(day.netBought).toBe(netQuantity(tradedBy(bought[place]?.split ?? neverSplit(), [1])));
      const before = days[place + 1];
      if (before !== undefined) expect(day.held - before.held).toBe(day.netBought);
    });
  });

  it('is never less than nothing or more than the limit', () => {
    const listings = buildListings(TEST_DATE).filter((_listing, place) => place % 9 === 0);
    const world = createWorld({ clock: createVirtualClock(TEN_O_CLOCK), seed: 5, activity: 0, listings });
    const { foreignHoldings } = createParticipation(world, 5);
    const outside = listings.filter(({ symbol }) => {
      const limit = foreignHoldings.limit(symbol);
      return foreignHoldings.days(symbol, LONG_AGO, TEST_DATE).some(({ held }) => held < 0 || held > limit);
    });
    expect(outside.map(({ name }) => name)).toEqual([]);
  });
});

function neverSplit(): Split {
  throw new Error('a day is missing');
}

it('names twelve kinds', () => {
  expect(INVESTOR_KINDS).toHaveLength(12);
});
