import { describe, expect, it } from 'vitest';
import { createWorld, type WorldOptions } from '#electron/exchange/create-world.ts';
import type { Bar, World, WorldEvent } from '#electron/exchange/world.ts';
import { epochMs, kstClockText, kstDateOf, kstInstant } from '#shared/domain/time.ts';
import { intentOf, listingsOf, TEN_O_CLOCK, TEST_DATE } from '#test/support/quiet-world.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const listings = listingsOf('005930', '000660', '196170', '068760', '122630', '252670', '007310');

function createBusyWorld(options: Partial<WorldOptions> = {}, start: number = TEN_O_CLOCK) {
  const clock = createVirtualClock(start);
  const world = createWorld({ clock, seed: 1, listings, ...options });
  const events: WorldEvent[] = [];
  world.onEvent((event) => events.push(event));
  world.openAccount('trader');
  world.start();
  return { clock, world, events };
}

/** The same four minutes with the same three requests in them. */
function playScript(seed: number, quantity = 10): string {
  const { clock, world } = createBusyWorld({ seed });
  const { lastPrice } = world.day('005930', 'KRX');
  clock.advance(61_050);
  world.submit('trader', intentOf({ price: lastPrice, quantity }));
  clock.advance(60_000);
  world.submit('trader', intentOf({ type: 'market', price: null, quantity: 5 }));
  clock.advance(60_000);
  world.submit('trader', intentOf({ side: 'sell', type: 'market', price: null, quantity: 2 }));
  clock.advance(60_000);
  world.stop();
  return world.eventHash();
}

function joined(bars: readonly Bar[]): Omit<Bar, 'time'> {
  const oldestFirst = bars.toReversed();
  return {
    open: oldestFirst[0]?.open ?? (0 as Bar['open']),
    high: Math.max(...bars.map(({ high }) => high)) as Bar['high'],
    low: Math.min(...bars.map(({ low }) => low)) as Bar['low'],
    close: oldestFirst.at(-1)?.close ?? (0 as Bar['close']),
    volume: bars.reduce((sum, { volume }) => sum + volume, 0),
    turnover: bars.reduce((sum, { turnover }) => sum + turnover, 0),
  };
}

function todayMinutes(world: World, symbol: string, scope: 'KRX' | 'NXT' | 'ALL'): readonly Bar[] {
  const midnight = kstInstant(world.tradingDate(), 0);
  return world
    .bars(symbol, scope, { unit: 'minute', count: 1 }, null, 2_000)
    .filter(({ time }) => time >= midnight);
}

describe('a world', () => {
  it('repeats itself event by event for the same seed and the same requests', () => {
    expect(playScript(1)).toBe(playScript(1));
  });

  it('goes another way for another seed or another request', () => {
    const hash = playScript(1);
    expect(playScript(2)).not.toBe(hash);
    expect(playScript(1, 11)).not.toBe(hash);
  });

  it('does not depend on how its clock is advanced', () => {
    const inOne = createBusyWorld();
    inOne.clock.advance(120_000);
    const inMany = createBusyWorld();
    for (let step = 0; step < 1_200; step += 1) inMany.clock.advance(100);
    expect(inMany.world.eventHash()).toBe(inOne.world.eventHash());
  });

  it('leaves no timer behind when it is stopped', () => {
    const { clock, world } = createBusyWorld();
    clock.advance(5_000);
    world.stop();
    expect(clock.pendingTimers()).toBe(0);
    const hash = world.eventHash();
    clock.advance(60_000);
    expect(world.eventHash()).toBe(hash);
  });

  it('can be started again after a stop, and twice without trading twice', () => {
    const { clock, world } = createBusyWorld();
    world.start();
    expect(clock.pendingTimers()).toBe(1);
    world.stop();
    world.start();
    const hash = world.eventHash();
    clock.advance(10_000);
    expect(world.eventHash()).not.toBe(hash);
  });

  it('tells a listener nothing more after it has gone', () => {
    const { clock, world, events } = createBusyWorld();
    let heard = 0;
    const leave = world.onEvent(() => (heard += 1));
    clock.advance(2_000);
    leave();
    const [heardThen, allThen] = [heard, events.length];
    clock.advance(2_000);
    expect(heard).toBe(heardThen);
    expect(events.length).toBeGreaterThan(allThen);
  });

  it('serves 432 instruments when none are chosen', () => {
    const world = createWorld({ clock: createVirtualClock(), seed: 1, activity: 0 });
    expect(world.listings.length).toBe(432);
    expect(world.listing('005930')?.name).toBe('삼성전자');
    expect(world.listing('999999')).toBeNull();
  });
});

describe('the simulated market', () => {
  const { clock, world, events } = createBusyWorld();
  const booksSeen: { bid: number; ask: number; levels: number }[] = [];
  for (let minute = 0; minute < 20; minute += 1) {
    clock.advance(60_000);
    const { asks, bids } = world.book('005930', 'KRX');
    booksSeen.push({ bid: bids[0]?.price ?? 0, ask: asks[0]?.price ?? 0, levels: asks.length + bids.length });
  }

  it('keeps a liquid book ten levels deep, uncrossed, one or two ticks wide', () => {
    for (const { bid, ask, levels } of booksSeen) {
      expect(levels).toBe(20);
      expect(ask - bid).toBeGreaterThanOrEqual(500);
      expect(ask - bid).toBeLessThanOrEqual(1_000);
    }
  });

  it.each(['005930', '000660', '196170'])(
    'prints %s with a growing sequence and growing volumes',
    (symbol) => {
      const prints = events.flatMap((event) =>
        event.type === 'print' && event.symbol === symbol ? [event.print] : [],
      );
      expect(prints.length).toBeGreaterThan(200);
      const sequences = prints.map(({ sequence }) => sequence);
      expect(sequences).toEqual(sequences.map((_, place) => (sequences[0] ?? 0) + place));
      const onKrx = prints.filter(({ venue }) => venue === 'KRX');
      let volume: number = (onKrx[0]?.cumulativeVolume ?? 0) - (onKrx[0]?.quantity ?? 0);
      const expected = onKrx.map(({ quantity }) => (volume += quantity));
      expect(onKrx.map(({ cumulativeVolume }) => cumulativeVolume)).toEqual(expected);
      expect(world.prints(symbol, 'ALL', 50)).toEqual(prints.slice(-50).reverse());
    },
  );

  it.each(['KRX', 'NXT', 'ALL'] as const)(
    'tells the day of %s alike in its quote, its minutes and its daily bar',
    (scope) => {
      const day = world.day('005930', scope);
      const minutes = joined(todayMinutes(world, '005930', scope));
      const [bar] = world.bars('005930', scope, { unit: 'day' }, null, 1);
      const { open, high, low, lastPrice: close, volume, turnover } = day;
      expect(minutes).toEqual({ open, high, low, close, volume, turnover });
      expect(bar).toEqual({ time: kstInstant(TEST_DATE, 0), ...minutes });
    },
  );

  it('joins today to yesterday: the base price is the close of the last daily bar', () => {
    for (const { symbol, basePrice } of world.listings) {
      const [, yesterday] = world.bars(symbol, 'KRX', { unit: 'day' }, null, 2);
      expect(yesterday?.close).toBe(basePrice);
      expect(world.day(symbol, 'KRX').previousVolume).toBe(yesterday?.volume);
    }
  });

  it.each([3, 5, 10, 15, 30, 60])('adds %i minutes up from single ones', (count) => {
    const singles = todayMinutes(world, '196170', 'KRX');
    const [newest] = world.bars('196170', 'KRX', { unit: 'minute', count }, null, 1);
    const start = newest?.time ?? 0;
    expect(start % (count * 60_000)).toBe(0);
    expect(newest).toEqual({ time: start, ...joined(singles.filter(({ time }) => time >= start)) });
  });

  it('pages minutes back over days without a gap or an overlap', () => {
    const all = world.bars('005930', 'KRX', { unit: 'minute', count: 5 }, null, 300);
    const first = world.bars('005930', 'KRX', { unit: 'minute', count: 5 }, null, 120);
    const second = world.bars('005930', 'KRX', { unit: 'minute', count: 5 }, first.at(-1)?.time ?? null, 180);
    expect([...first, ...second]).toEqual(all);
    expect(new Set(all.map(({ time }) => time)).size).toBe(300);
  });

  it('adds weeks, months and years up from days', () => {
    const days = world.bars('005930', 'KRX', { unit: 'day' }, null, 2_000);
    expect(days.length).toBeGreaterThan(1_200);
    for (const unit of ['week', 'month', 'year'] as const) {
      const bars = world.bars('005930', 'KRX', { unit }, null, 2_000);
      expect(joined(bars)).toEqual(joined(days));
    }
    const [year] = world.bars('005930', 'KRX', { unit: 'year' }, null, 1);
    expect(year).toEqual({
      time: year?.time,
      ...joined(days.filter(({ time }) => time >= kstInstant('20260101' as never, 0))),
    });
  });

  it('counts ticks from the first print of the day', () => {
    const ticks = world.bars('007310', 'ALL', { unit: 'tick', count: 1 }, null, 100_000);
    expect(ticks.length).toBe(world.day('007310', 'ALL').tradeCount);
    expect(ticks[0]?.close).toBe(world.day('007310', 'ALL').lastPrice);
    const tens = world.bars('007310', 'ALL', { unit: 'tick', count: 10 }, null, 100_000);
    expect(tens.length).toBe(Math.ceil(ticks.length / 10));
    expect(joined(tens)).toEqual(joined(ticks));
  });

  it('keeps prices inside the day’s band', () => {
    const isInBand = (event: WorldEvent) => {
      if (event.type !== 'print') return true;
      const { upperLimit, lowerLimit } = world.day(event.symbol, 'KRX');
      return event.print.price >= lowerLimit && event.print.price <= upperLimit;
    };
    expect(events.filter((event) => !isInBand(event))).toEqual([]);
  });

  it('keeps the two venues of an issue close to each other', () => {
    const krx = world.book('005930', 'KRX');
    const nxt = world.book('005930', 'NXT');
    const middle = (book: typeof krx) => ((book.asks[0]?.price ?? 0) + (book.bids[0]?.price ?? 0)) / 2;
    expect(Math.abs(middle(krx) / middle(nxt) - 1)).toBeLessThan(0.006);
    expect(nxt.totalBid).toBeLessThan(krx.totalBid);
  });

  it('shows both books laid over each other', () => {
    const both = world.book('005930', 'ALL');
    expect(both.totalAsk).toBe(world.book('005930', 'KRX').totalAsk + world.book('005930', 'NXT').totalAsk);
    const asks = both.asks.map(({ price }) => price);
    expect(asks).toEqual([...asks].sort((a, b) => a - b));
    expect(asks.length).toBe(10);
  });
});

describe('a market that never closes', () => {
  it.each([
    ['on a Saturday', Date.UTC(2026, 10, 21, 5), '20261121'],
    ['before the open', Date.UTC(2026, 10, 19, 20), '20261120'],
    ['on a holiday', Date.UTC(2026, 11, 25, 3), '20261225'],
    ['in a year that the calendar does not cover', Date.UTC(2027, 5, 15, 3), '20270615'],
  ])('trades continuously %s, and calls it that day', (_, start, date) => {
    const { clock, world, events } = createBusyWorld({}, start);
    expect(world.tradingDate()).toBe(date);
    expect(world.session('KRX')).toEqual({ venue: 'KRX', phase: 'continuous', endsAt: null });
    clock.advance(60_000);
    expect(events.some(({ type }) => type === 'print')).toBe(true);
    const last = world.bars('005930', 'ALL', { unit: 'minute', count: 1 }, null, 1)[0];
    expect(last?.close).toBe(world.day('005930', 'ALL').lastPrice);
  });

  /** Hours and minutes in Korea on 2026-11-20. */
  const at = (hours: number, minutes: number) => Date.UTC(2026, 10, 20, hours - 9, minutes, 20);

  it.each([
    ['at night', at(5, 0), '00:00', 300],
    ['soon after midnight', at(0, 20), '00:00', 20],
    ['before the open', at(8, 59), '03:19', 340],
    ['in the morning', at(9, 40), '09:00', 40],
    ['before the close', at(15, 19), '09:00', 379],
    ['in what would be the closing auction', at(15, 25), '09:45', 340],
    ['in the evening', at(20, 15), '14:35', 340],
    ['before midnight', at(23, 59), '18:19', 340],
  ])('has minutes without a hole up to now when started %s', (_, start, opened, minutes) => {
    const { clock, world } = createBusyWorld({}, start);
    clock.advance(150_000);
    const times = todayMinutes(world, '005930', 'ALL')
      .map(({ time }) => time)
      .toReversed();
    expect(kstClockText(times[0] ?? epochMs(0)).slice(0, 4)).toBe(opened.replace(':', ''));
    expect(times).toHaveLength(minutes + 3);
    for (const [place, time] of times.slice(1).entries()) expect(time - (times[place] ?? 0)).toBe(60_000);
  });

  it.each([['KRX'], ['NXT'], ['ALL']] as const)(
    'adds its minutes up to the day of %s at an hour when no market is open',
    (scope) => {
      const { clock, world } = createBusyWorld({}, at(21, 7));
      clock.advance(90_000);
      const day = world.day('005930', scope);
      const minutes = todayMinutes(world, '005930', scope);
      expect(joined(minutes)).toEqual({
        open: day.open,
        high: day.high,
        low: day.low,
        close: day.lastPrice,
        volume: day.volume,
        turnover: day.turnover,
      });
      const prints = world.prints('005930', scope, 100_000);
      expect(prints.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(day.volume);
      expect(prints.at(-1)?.at).toBeGreaterThanOrEqual(minutes.at(-1)?.time ?? 0);
    },
  );

  it('trades on at about the pace that its made-up hours end with', () => {
    const { clock, world } = createBusyWorld({}, at(20, 15));
    const made = world.day('005930', 'ALL').volume;
    const lastHour = todayMinutes(world, '005930', 'ALL').slice(0, 60);
    const before = lastHour.reduce((sum, { volume }) => sum + volume, 0) / 60;
    clock.advance(20 * 60_000);
    const since = (world.day('005930', 'ALL').volume - made) / 20;
    expect(since / before).toBeGreaterThan(0.4);
    expect(since / before).toBeLessThan(2.5);
  });

  it('keeps the days before at their hours', () => {
    const { world } = createBusyWorld({}, at(20, 15));
    const bars = world.bars('005930', 'KRX', { unit: 'minute', count: 1 }, null, 2_000);
    const yesterday = bars.filter(({ time }) => kstDateOf(time) === '20261119');
    const clockTimes = yesterday.map(({ time }) => kstClockText(time));
    expect([clockTimes.at(-1), clockTimes[0]]).toEqual(['090000', '153000']);
  });

  it('goes on after the machine slept, without trading the time between', () => {
    const { clock, world, events } = createBusyWorld();
    clock.advance(1_000);
    clock.setNow((clock.now() + 3_600_000) as never);
    events.length = 0;
    clock.advance(1_000);
    expect(events.filter(({ type }) => type === 'print').length).toBeLessThan(400);
    expect(world.prints('005930', 'ALL', 1)[0]?.at).toBeGreaterThan(TEN_O_CLOCK + 3_590_000);
  });

  it('goes on when the machine’s clock is set back', () => {
    const { clock, world, events } = createBusyWorld();
    clock.advance(1_000);
    clock.setNow((clock.now() - 3_600_000) as never);
    events.length = 0;
    clock.advance(5_000);
    expect(events.some(({ type }) => type === 'print')).toBe(true);
    expect(world.prints('005930', 'ALL', 1)[0]?.at).toBeLessThan(TEN_O_CLOCK);
  });
});
