import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChartFeedTarget } from '#renderer/panels/chart/chart-feed.ts';
import { createPacedTarget } from '#renderer/panels/chart/paced-target.ts';
import { replaceFrameRequest } from '#renderer/stores/frame.ts';
import type { Candle } from '#shared/domain/candle.ts';

/** Only the number of bars matters here. */
const bars = (count: number) => Array.from({ length: count }, () => ({}) as Candle);

let calls: string[] = [];
let restore: () => void = () => undefined;
const target: ChartFeedTarget = {
  setCandles: (candles) => calls.push(`set ${candles.length}`),
  prependCandles: (candles, added) => calls.push(`prepend ${candles.length} ${added}`),
  updateEnd: (candles, appended) => calls.push(`end ${candles.length} ${appended}`),
};

beforeEach(() => {
  calls = [];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  restore = replaceFrameRequest((callback) => setTimeout(callback, 16));
});
afterEach(() => {
  restore();
  vi.useRealTimers();
});

describe('a chart that follows the market', () => {
  it('draws the first change at the next frame', () => {
    createPacedTarget(target).updateEnd(bars(3), 0);
    vi.advanceTimersByTime(16);
    expect(calls).toEqual(['end 3 0']);
  });

  it('draws ten times a second at most, with every new bar counted', () => {
    const paced = createPacedTarget(target);
    for (let at = 0; at < 100; at += 1) {
      paced.updateEnd(bars(3 + at), 1);
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(200);
    expect(calls.length).toBeLessThanOrEqual(11);
    const drawn = calls.map((call) => Number(call.split(' ')[2]));
    expect(drawn.reduce((sum, appended) => sum + appended, 0)).toBe(100);
    expect(calls.at(-1)).toMatch(/^end 102 /);
  });

  it('draws whole series at once, and nothing twice that was in them', () => {
    const paced = createPacedTarget(target);
    paced.updateEnd(bars(3), 1);
    paced.setCandles(bars(4), '1m');
    paced.updateEnd(bars(4), 0);
    paced.prependCandles(bars(9), 5);
    vi.advanceTimersByTime(500);
    expect(calls).toEqual(['set 4', 'prepend 9 5']);
  });

  it('draws nothing once it is closed', () => {
    const paced = createPacedTarget(target);
    paced.updateEnd(bars(3), 1);
    paced.close();
    vi.advanceTimersByTime(500);
    expect(calls).toEqual([]);
  });
});
