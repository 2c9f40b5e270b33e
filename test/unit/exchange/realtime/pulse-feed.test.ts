import { beforeEach, describe, expect, it } from 'vitest';
import {
  createRealtimeHub,
  topicOf,
  type RealtimeHub,
} from '#electron/exchange/kiwoom-server/realtime/hub.ts';
import {
  createPulseFeed,
  type PulseFeed,
} from '#electron/exchange/kiwoom-server/realtime/feeds/pulse-feed.ts';
import { SILENT_LOG } from '#electron/exchange/kiwoom-server/server-log.ts';
import { createVirtualClock, type VirtualClock } from '#test/support/virtual-clock.ts';

describe('a reading of the market', () => {
  let clock: VirtualClock;
  let hub: RealtimeHub;
  let feed: PulseFeed;
  let level: number | null;
  let reads: number;
  const topic = topicOf('0J', '001');
  const listener = () => {
    const entries: string[] = [];
    return { entries, enqueue: (entry: string) => entries.push(entry) };
  };
  const levels = (entries: readonly string[]) =>
    entries.map((entry) => (JSON.parse(entry) as { values: Record<string, string> }).values['10']);
  const register = () => {
    const subscriber = listener();
    hub.subscribe(topic, subscriber);
    feed.firstEntry(topic).forEach((entry) => subscriber.enqueue(entry));
    return subscriber;
  };

  beforeEach(() => {
    clock = createVirtualClock();
    hub = createRealtimeHub();
    level = 1;
    reads = 0;
    const valuesOf = () => {
      reads += 1;
      if (level === -1) throw new Error('no such thing');
      return level === null ? null : { '10': String(level) };
    };
    feed = createPulseFeed({ pulses: [{ type: '0J', valuesOf }], hub, clock, log: SILENT_LOG });
  });

  it('is sent at once and then when it has changed, once a second', () => {
    const { entries } = register();
    expect(levels(entries)).toEqual(['1']);
    clock.advance(3_000);
    expect(levels(entries)).toEqual(['1']);
    level = 2;
    clock.advance(999);
    expect(levels(entries)).toEqual(['1']);
    level = 3;
    clock.advance(1);
    expect(levels(entries)).toEqual(['1', '3']);
  });

  it('is not taken while nobody wants it, and leaves no timer behind', () => {
    clock.advance(5_000);
    expect(reads).toBe(0);
    const subscriber = register();
    clock.advance(2_000);
    hub.unsubscribe(topic, subscriber);
    clock.advance(1_000);
    const before = reads;
    clock.advance(5_000);
    expect(reads).toBe(before);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('reaches the first listener also when a second one comes between two beats', () => {
    const first = register();
    level = 2;
    const second = register();
    expect(levels(second.entries)).toEqual(['2']);
    clock.advance(1_000);
    expect(levels(first.entries)).toEqual(['1', '2']);
  });

  it('starts again after everybody had left', () => {
    hub.unsubscribe(topic, register());
    clock.advance(2_000);
    const { entries } = register();
    level = 5;
    clock.advance(1_000);
    expect(levels(entries)).toEqual(['1', '5']);
  });

  it('that cannot be taken is left out, and the others go on', () => {
    const { entries } = register();
    level = -1;
    clock.advance(1_000);
    level = null;
    clock.advance(1_000);
    level = 7;
    clock.advance(1_000);
    expect(levels(entries)).toEqual(['1', '7']);
  });

  it('ends with the server', () => {
    register();
    feed.stop();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('of a type without readings is not watched', () => {
    expect(feed.firstEntry(topicOf('0B', '005930'))).toEqual([]);
    expect(clock.pendingTimers()).toBe(0);
  });
});
