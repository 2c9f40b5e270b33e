import { describe, expect, it } from 'vitest';
import { createWorld, type WorldOptions } from '#electron/exchange/create-world.ts';
import type { WorldEvent } from '#electron/exchange/world.ts';
import { kstClockText, kstDate, kstDateOf, kstInstant, timeOfDay } from '#shared/domain/time.ts';
import { intentOf, listingsOf, TEST_DATE } from '#test/support/quiet-world.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const listings = listingsOf('005930', '196170', '068760', '069500');

function openAt(time: string, options: Partial<WorldOptions> = {}, date = TEST_DATE) {
  const clock = createVirtualClock(kstInstant(date, timeOfDay(time)));
  const world = createWorld({ clock, seed: 5, session: 'kst', listings, ...options });
  const events: WorldEvent[] = [];
  world.onEvent((event) => events.push(event));
  world.openAccount('trader');
  world.start();
  const runTo = (target: string) =>
    clock.advance(kstInstant(kstDateOf(clock.now()), timeOfDay(target)) - clock.now());
  return { clock, world, events, runTo };
}

describe('a market on the real timetable', () => {
  it('goes through the phases of both venues at their times', () => {
    const { events, runTo } = openAt('07:59', { activity: 0 });
    runTo('20:01');
    const phases = events.flatMap((event) =>
      event.type === 'session'
        ? [`${kstClockText(event.at)} ${event.session.venue} ${event.session.phase}`]
        : [],
    );
    expect(phases).toEqual([
      '080000 NXT preMarket',
      '083000 KRX preOpenClosePrice',
      '084000 KRX openingAuction',
      '085000 NXT paused',
      '090000 KRX continuous',
      '090030 NXT continuous',
      '152000 KRX closingAuction',
      '152000 NXT paused',
      '153000 KRX postCloseWait',
      '153000 NXT afterMarketAuction',
      '154000 KRX postCloseClosePrice',
      '154000 NXT afterMarket',
      '160000 KRX afterMarket',
      '200000 KRX closed',
      '200000 NXT closed',
    ]);
  });

  it('opens each issue with one cross, up to 30 seconds late and not all at once', () => {
    const { events, runTo } = openAt('08:35');
    runTo('09:01');
    const crosses = events.flatMap((event) =>
      event.type === 'print' && event.print.venue === 'KRX' && event.print.aggressor === null ? [event] : [],
    );
    expect(crosses.map(({ symbol }) => symbol).sort()).toEqual(listings.map(({ symbol }) => symbol).sort());
    const times = crosses.map(({ print }) => kstClockText(print.at));
    for (const time of times) {
      expect(time >= '090000').toBe(true);
      expect(time <= '090030').toBe(true);
    }
    expect(new Set(times).size).toBeGreaterThan(1);
  });

  it('shows an indicative price while orders collect, and none afterwards', () => {
    const { world, runTo } = openAt('08:35');
    runTo('08:58');
    expect(world.book('005930', 'KRX').indicative).not.toBeNull();
    runTo('09:01');
    expect(world.book('005930', 'KRX').indicative).toBeNull();
  });

  it('closes with a cross that brings a visible part of the day’s volume', () => {
    const { world, runTo } = openAt('15:00');
    runTo('15:30');
    const before = world.day('005930', 'KRX').volume;
    runTo('15:31');
    const crossed = world.day('005930', 'KRX').volume - before;
    expect(crossed / before).toBeGreaterThan(0.015);
    expect(crossed / before).toBeLessThan(0.15);
    expect(world.prints('005930', 'KRX', 1)[0]?.aggressor).toBeNull();
  });

  it('refuses orders while it is closed, and lets day orders expire at the close', () => {
    const { world, runTo } = openAt('15:00', { activity: 0 });
    world.submit('trader', intentOf({ price: 250_000 }));
    runTo('15:31');
    expect(world.orders('trader')[0]).toMatchObject({ status: 'expired', leaves: 0 });
    expect(world.cash('trader').reserved).toBe(0);
    runTo('20:01');
    expect(world.submit('trader', intentOf({ price: 250_000 }))).toEqual({
      ok: false,
      error: 'SESSION_CLOSED',
    });
  });

  it('sends a routed order to the venue that is open', () => {
    const { world } = openAt('08:10', { activity: 0 });
    const order = world.submit('trader', intentOf({ venue: 'SOR', price: 250_000 }));
    expect(order.ok && order.value.routedVenue).toBe('NXT');
  });

  it('has told the day so far when it starts at noon', () => {
    const { world } = openAt('12:00');
    const minutes = world.bars('005930', 'KRX', { unit: 'minute', count: 1 }, null, 1_000);
    const today = minutes.filter(({ time }) => time >= kstInstant(TEST_DATE, 0));
    expect(today.length).toBeGreaterThan(170);
    expect(kstClockText(today.at(-1)?.time ?? (0 as never))).toBe('090000');
    expect(today[0]?.close).toBe(world.day('005930', 'KRX').lastPrice);
  });

  it('has no trades of today before the open', () => {
    const { world } = openAt('07:30');
    const day = world.day('005930', 'KRX');
    expect(day).toMatchObject({ open: null, volume: 0, lastPrice: day.basePrice });
  });

  it('is closed at the weekend, on the Friday before', () => {
    const { clock, world, events } = openAt('10:00', {}, kstDate('20261121'));
    expect(world.tradingDate()).toBe('20261120');
    expect(world.session('KRX').phase).toBe('closed');
    clock.advance(60_000);
    expect(events).toEqual([]);
  });

  it('stays shut on days that the calendar does not know', () => {
    const { world } = openAt('10:00', { activity: 0 }, kstDate('20270615'));
    expect(world.session('KRX').phase).toBe('unknown');
    expect(world.submit('trader', intentOf({ price: 250_000 })).ok).toBe(false);
  });
});

describe('the next trading day', () => {
  it('begins at midnight with the close as base price, and yesterday as history', () => {
    const { clock, world, runTo } = openAt('15:19', { listings: listingsOf('005930') }, kstDate('20261118'));
    runTo('15:31');
    const close = world.prints('005930', 'KRX', 1)[0]?.price;
    const { volume, high, low } = world.day('005930', 'KRX');
    clock.setNow(kstInstant(kstDate('20261118'), timeOfDay('23:59:59')));
    clock.advance(2_000);
    expect(world.tradingDate()).toBe('20261119');
    expect(world.day('005930', 'KRX')).toMatchObject({
      basePrice: close,
      lastPrice: close,
      open: null,
      volume: 0,
      previousVolume: volume,
    });
    expect(world.listing('005930')?.basePrice).toBe(close);
    const [yesterday] = world.bars('005930', 'KRX', { unit: 'day' }, null, 1);
    expect(yesterday).toMatchObject({ time: kstInstant(kstDate('20261118'), 0), high, low, close, volume });
  });

  it('leaves no order and no reservation of the day before, even when the machine slept through the evening', () => {
    const { clock, world } = openAt('10:00', { activity: 0 }, kstDate('20261118'));
    world.submit('trader', intentOf({ price: 250_000, quantity: 3 }));
    world.submit('trader', intentOf({ price: 250_000, quantity: 3, venue: 'NXT' }));
    clock.setNow(kstInstant(kstDate('20261119'), timeOfDay('07:00')));
    clock.advance(200);
    expect(world.tradingDate()).toBe('20261119');
    expect(world.orders('trader')).toEqual([]);
    expect(world.cash('trader').reserved).toBe(0);
    expect(world.book('005930', 'KRX').bids).toEqual([]);
  });

  it('skips the weekend', () => {
    const { clock, world } = openAt('19:00', { activity: 0 });
    clock.setNow(kstInstant(kstDate('20261122'), timeOfDay('23:59')));
    clock.advance(200);
    expect(world.tradingDate()).toBe('20261120');
    clock.advance(60_000);
    expect(world.tradingDate()).toBe('20261123');
  });
});
