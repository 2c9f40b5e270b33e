import { describe, expect, it } from 'vitest';
import { hogaError } from '#shared/domain/errors.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { InstrumentList } from '#electron/core/instrument-list.ts';
import { createMemoryCache } from '#test/support/memory-stores.ts';
import { SAMSUNG } from '#test/support/order-desk.ts';
import { settle } from '#test/support/settle.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const OFFLINE: Result<readonly Instrument[]> = err(hogaError('connectivity', 'OFFLINE', 'no answer'));
const RENAMED: Instrument = { ...SAMSUNG, name: '새이름' };
const DAY = 86_400_000;

function arrange(files: Readonly<Record<string, string>> = {}) {
  const clock = createVirtualClock();
  const cache = createMemoryCache(files);
  const broker = { answer: OFFLINE, asked: 0, isOnline: true };
  let known: readonly Instrument[] = [];
  let newer = 0;
  const list = new InstrumentList({
    market: {
      instruments: () => known,
      loadInstruments: () => {
        broker.asked += 1;
        if (broker.answer.ok) known = broker.answer.value;
        return Promise.resolve(broker.answer);
      },
    },
    cache,
    clock,
    log: SILENT_LOG,
    canAsk: () => broker.isOnline,
    onNewer: () => (newer += 1),
  });
  return { clock, cache, broker, list, newer: () => newer };
}

const cachedAt = (savedAt: number, instruments: readonly unknown[] = [SAMSUNG]) => ({
  'instruments.json': JSON.stringify({ savedAt, instruments }),
});
const NOW = createVirtualClock().now();

describe('the list of instruments', () => {
  it('is asked for until it is there, then once a day', async () => {
    const { clock, broker, list } = arrange();
    list.ensure();
    for (let second = 0; second < 10; second += 1) {
      await settle();
      clock.advance(1_000);
    }
    expect(broker.asked).toBe(4);
    broker.answer = ok([SAMSUNG]);
    clock.advance(3_000);
    await settle();
    list.ensure();
    expect(broker.asked).toBe(5);
    clock.advance(DAY);
    list.ensure();
    expect(broker.asked).toBe(6);
    await settle();
    list.close();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('of another market is forgotten: the next is asked for the same day, and windows learn of it', async () => {
    const { broker, list, newer } = arrange();
    broker.answer = ok([SAMSUNG]);
    list.ensure();
    await settle();
    list.forget();
    broker.answer = ok([RENAMED]);
    list.ensure();
    await settle();
    expect([broker.asked, newer()]).toEqual([2, 1]);
    // One that was on its way when the market changed does not count either.
    list.forget();
    list.ensure();
    list.forget();
    await settle();
    expect([broker.asked, newer()]).toEqual([4, 2]);
    list.close();
  });

  it('is not asked for while nobody is online', async () => {
    const { clock, broker, list } = arrange();
    list.ensure();
    await settle();
    broker.isOnline = false;
    clock.advance(60_000);
    expect(broker.asked).toBe(1);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('is the one of the last run until the broker’s has come; windows are told then', async () => {
    const { broker, list, newer } = arrange(cachedAt(NOW - DAY));
    expect(await list.list()).toEqual(ok([SAMSUNG]));
    expect(broker.asked).toBe(0);
    broker.answer = ok([RENAMED]);
    list.ensure();
    await settle();
    expect(newer()).toBe(1);
    expect(await list.list()).toEqual(ok([RENAMED]));
  });

  it('is kept for the next run', async () => {
    const { broker, list, cache, newer } = arrange();
    broker.answer = ok([SAMSUNG]);
    expect(await list.list()).toEqual(ok([SAMSUNG]));
    expect(newer()).toBe(0);
    const next = arrange(Object.fromEntries(cache.files));
    expect(await next.list.list()).toEqual(ok([SAMSUNG]));
    expect(next.broker.asked).toBe(0);
  });

  it.each([
    ['is too old', cachedAt(NOW - 31 * DAY)],
    ['is from the future', cachedAt(NOW + 31 * DAY)],
    ['is cut', { 'instruments.json': '{"savedAt":1,' }],
    ['is empty', cachedAt(NOW, [])],
    ['has a price that is none', cachedAt(NOW, [{ ...SAMSUNG, basePrice: -1 }])],
    ['lacks a field', cachedAt(NOW, [{ symbol: '005930' }])],
  ])('is asked for when what was kept %s', async (_, files) => {
    const { broker, list } = arrange(files);
    broker.answer = ok([RENAMED]);
    expect(await list.list()).toEqual(ok([RENAMED]));
  });
});
