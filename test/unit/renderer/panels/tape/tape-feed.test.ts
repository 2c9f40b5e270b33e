import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { epochMs } from '#shared/domain/time.ts';
import type { Trade } from '#shared/domain/trade.ts';
import { openTapeFeed } from '#renderer/panels/tape/tape-feed.ts';
import type { TapeFeed } from '#renderer/panels/tape/tape-feed.ts';
import { replaceFrameRequest } from '#renderer/stores/frame.ts';
import { applyMarketBatch, tradesStore } from '#renderer/stores/market/market-stores.ts';
import { FAKE_NOW } from '#test/support/fake-bridge.ts';

const SYMBOL = '005930';
let frames: (() => void)[] = [];
let restore: Unsubscribe = () => undefined;

beforeEach(() => {
  frames = [];
  tradesStore.clear();
  restore = replaceFrameRequest((callback) => frames.push(callback));
});
afterEach(() => restore());

function drawFrame(): void {
  for (const callback of frames.splice(0)) callback();
}

/** Prints of one share each, from one volume to another, oldest first. */
const run = (from: number, to: number): readonly Trade[] =>
  Array.from({ length: to - from + 1 }, (_, place) => ({
    symbol: SYMBOL,
    price: price(71_000),
    quantity: quantity(1),
    aggressor: 'buy',
    cumulativeVolume: quantity(from + place),
    eventTime: epochMs(FAKE_NOW),
  }));

function stream(trades: readonly Trade[], tradeGaps: readonly string[] = []): void {
  applyMarketBatch({
    quotes: [],
    books: [],
    trades,
    streams: [],
    stale: [],
    fresh: [],
    tradeGaps,
    receivedAt: 0,
  });
}

const text = ({ tape }: TapeFeed) =>
  tape
    .lines()
    .map((line) => (typeof line === 'object' ? line.cumulativeVolume : line))
    .join(' ');

describe('the tape of a panel', () => {
  it('begins with what is known and follows the stream, once per frame', () => {
    stream(run(1, 2));
    drawFrame();
    const feed = openTapeFeed(SYMBOL);
    let changes = 0;
    feed.onChange(() => (changes += 1));
    stream(run(3, 4));
    stream(run(5, 5));
    expect(changes).toBe(0);
    drawFrame();
    expect(changes).toBe(1);
    expect(text(feed)).toBe('5 4 3 2 1');
    feed.dispose();
  });

  it('keeps what it had over a hole, and closes it with what is fetched again', () => {
    const feed = openTapeFeed(SYMBOL);
    stream(run(1, 3));
    drawFrame();
    stream([], [SYMBOL]);
    expect(text(feed)).toBe('openGap 3 2 1');
    stream(run(7, 7));
    drawFrame();
    expect(text(feed)).toBe('7 gap 3 2 1');
    tradesStore.applySnapshot(SYMBOL, run(2, 6).toReversed());
    drawFrame();
    expect(text(feed)).toBe('7 6 5 4 3 2 1');
    feed.dispose();
  });

  it('leaves no listener behind', () => {
    const before = tradesStore.listenerCount;
    const feed = openTapeFeed(SYMBOL);
    let changes = 0;
    feed.onChange(() => (changes += 1));
    feed.dispose();
    stream(run(1, 1), [SYMBOL]);
    drawFrame();
    expect([tradesStore.listenerCount, changes]).toEqual([before, 0]);
  });
});
