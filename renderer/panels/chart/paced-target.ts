import type { Candle } from '#shared/domain/candle.ts';
import { atMostEvery } from '#renderer/stores/frame.ts';
import type { ChartFeedTarget } from './chart-feed.ts';

/** A drawing of the whole canvas each: ten a second are as good to the eye as sixty, and leave the page to the prices. */
const LIVE_GAP_MS = 100;

export interface PacedTarget extends ChartFeedTarget {
  /** Nothing is drawn after this. */
  close(): void;
}

/** Draws live bars on `target` at a pace; whole series at once, with all that was waiting in them. */
export function createPacedTarget(target: ChartFeedTarget): PacedTarget {
  let waiting: { readonly candles: readonly Candle[]; readonly appended: number } | null = null;
  const drawSoon = atMostEvery(LIVE_GAP_MS, () => {
    if (waiting === null) return;
    const { candles, appended } = waiting;
    waiting = null;
    target.updateEnd(candles, appended);
  });
  return {
    setCandles(candles, interval) {
      waiting = null;
      target.setCandles(candles, interval);
    },
    prependCandles(candles, added) {
      waiting = null;
      target.prependCandles(candles, added);
    },
    updateEnd(candles, appended) {
      waiting = { candles, appended: (waiting?.appended ?? 0) + appended };
      drawSoon();
    },
    close() {
      waiting = null;
    },
  };
}
