import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { quantity } from '#shared/domain/quantity.ts';
import { epochMs } from '#shared/domain/time.ts';
import type { Trade } from '#shared/domain/trade.ts';
import { price } from '#shared/domain/price.ts';
import { LatestStore } from '#renderer/stores/market/latest-store.ts';
import { KEPT_TRADES, TradeStore } from '#renderer/stores/market/trade-store.ts';
import { manualFrames } from '#test/support/manual-frames.ts';
import type { ManualFrames } from '#test/support/manual-frames.ts';

let frames: ManualFrames;
beforeEach(() => {
  frames = manualFrames();
});
afterEach(() => {
  frames.restore();
  vi.useRealTimers();
});

const value = (symbol: string, at: number, text = '') => ({ symbol, eventTime: epochMs(at), text });

describe('latest values', () => {
  it('are told once per frame, as they stand then', () => {
    const store = new LatestStore<ReturnType<typeof value>>();
    const seen: string[] = [];
    const end = store.subscribe('A', ({ text }) => seen.push(text));
    store.apply([value('A', 1, 'first')]);
    store.apply([value('A', 2, 'second'), value('B', 2, 'other')]);
    expect(seen).toEqual([]);
    frames.next();
    frames.next();
    expect(seen).toEqual(['second']);
    end();
    expect(store.listenerCount).toBe(0);
  });

  it('are told to the rows of a list fifteen times a second at most, the last of them too', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const store = new LatestStore<ReturnType<typeof value>>();
    const seen: string[] = [];
    const end = store.subscribeRow('A', ({ text }) => seen.push(text));
    for (let at = 0; at < 100; at += 1) {
      store.apply([value('A', at, String(at)), value('B', at, 'other')]);
      frames.next();
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(100);
    frames.next();
    expect(seen[0]).toBe('0');
    expect(seen.at(-1)).toBe('99');
    expect(seen.length).toBeGreaterThan(10);
    expect(seen.length).toBeLessThanOrEqual(17);
    end();
    expect(store.listenerCount).toBe(0);
  });

  it('tell a listener of all exactly which instruments changed', () => {
    const store = new LatestStore<ReturnType<typeof value>>();
    const seen: string[][] = [];
    const end = store.subscribeAll((changed) => seen.push([...changed]));
    store.apply([value('A', 1), value('B', 1)]);
    frames.next();
    store.apply([value('B', 2)]);
    frames.next();
    expect(seen).toEqual([['A', 'B'], ['B']]);
    end();
    expect(store.listenerCount).toBe(0);
  });

  it('are not taken back by a snapshot that is older than the stream', () => {
    const store = new LatestStore<ReturnType<typeof value>>();
    store.apply([value('A', 5, 'stream')]);
    store.applySnapshot(value('A', 4, 'snapshot'));
    expect(store.get('A')?.text).toBe('stream');
    store.applySnapshot(value('A', 6, 'newer'));
    expect(store.get('A')?.text).toBe('newer');
  });

  it('let a listener end itself while it is being called', () => {
    const store = new LatestStore<ReturnType<typeof value>>();
    const seen: string[] = [];
    const end = store.subscribe('A', () => {
      seen.push('once');
      end();
    });
    store.subscribe('A', () => seen.push('always'));
    store.apply([value('A', 1)]);
    frames.next();
    store.apply([value('A', 2)]);
    frames.next();
    expect(seen).toEqual(['once', 'always', 'always']);
  });
});

const trade = (cumulative: number, symbol = 'A'): Trade => ({
  symbol,
  price: price(100),
  quantity: quantity(1),
  aggressor: 'buy',
  cumulativeVolume: quantity(cumulative),
  eventTime: epochMs(cumulative),
});
const volumes = (trades: readonly Trade[]) => trades.map(({ cumulativeVolume }) => Number(cumulativeVolume));

describe('prints', () => {
  it('are all told, in order, in one call per frame', () => {
    const store = new TradeStore();
    const seen: number[][] = [];
    store.subscribe('A', ({ trades }) => seen.push(volumes(trades)));
    store.apply([trade(1), trade(2), trade(9, 'B')]);
    store.apply([trade(3)]);
    frames.next();
    store.apply([trade(4)]);
    frames.next();
    expect(seen).toEqual([[1, 2, 3], [4]]);
  });

  it('are told even when more come in a frame than are kept', () => {
    const store = new TradeStore();
    let told = 0;
    store.subscribe('A', ({ trades }) => (told += trades.length));
    const many = Array.from({ length: KEPT_TRADES * 5 }, (_, place) => trade(place + 1));
    store.apply(many);
    frames.next();
    expect(told).toBe(many.length);
    expect(store.recent('A').length).toBeLessThanOrEqual(KEPT_TRADES * 2);
    expect(volumes(store.recent('A')).at(-1)).toBe(many.length);
  });

  it('join a fetched tape without a print twice', () => {
    const store = new TradeStore();
    const replaced: boolean[] = [];
    store.subscribe('A', ({ isReplaced }) => replaced.push(isReplaced));
    store.apply([trade(4), trade(5)]);
    store.applySnapshot('A', [trade(5), trade(4), trade(3), trade(2)]);
    frames.next();
    expect(volumes(store.recent('A'))).toEqual([2, 3, 4, 5]);
    expect(replaced).toEqual([true]);
  });

  it('are forgotten where there is a hole', () => {
    const store = new TradeStore();
    store.apply([trade(1)]);
    store.forget('A');
    expect(store.recent('A')).toEqual([]);
  });
});
