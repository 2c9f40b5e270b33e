import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiStreamUpdate } from '#shared/contract/api.ts';
import { epochMs } from '#shared/domain/time.ts';
import {
  applyStreams,
  declareStreams,
  latestStream,
  MAX_STREAMS,
  mergeStreams,
  streamsStore,
  subscribeStreams,
} from '#renderer/stores/streams-store.ts';
import type { ManualFrames } from '#test/support/manual-frames.ts';
import { manualFrames } from '#test/support/manual-frames.ts';

const stream = (item: string, type = '0B') => ({ type, item });
const update = (item: string, price: number): ApiStreamUpdate => ({
  ...stream(item),
  values: { '10': price },
  at: epochMs(1),
});

describe('raw streams of a window', () => {
  let frames: ManualFrames;
  beforeEach(() => {
    frames = manualFrames();
  });
  afterEach(() => frames.restore());

  it('are wanted once, whoever declares them, until nobody does', () => {
    const first = declareStreams([stream('1'), stream('2')]);
    const second = declareStreams([stream('2'), stream('2', '0D')]);
    frames.next();
    expect(streamsStore.getState().wanted).toEqual([stream('1'), stream('2'), stream('2', '0D')]);
    first();
    frames.next();
    expect(streamsStore.getState().wanted).toEqual([stream('2'), stream('2', '0D')]);
    second();
    frames.next();
    expect(streamsStore.getState().wanted).toEqual([]);
  });

  it('are no more than the contract takes', () => {
    const many = Array.from({ length: MAX_STREAMS + 5 }, (_, n) => stream(String(n)));
    expect(mergeStreams([many])).toHaveLength(MAX_STREAMS);
  });

  it('tell the latest values once per frame', () => {
    const heard: (readonly ApiStreamUpdate[])[] = [];
    const unsubscribe = subscribeStreams((updates) => heard.push(updates));
    applyStreams([update('1', 100)]);
    applyStreams([update('1', 101), update('2', 50)]);
    frames.next();
    expect(heard).toEqual([[update('1', 101), update('2', 50)]]);
    expect(latestStream(stream('1'))?.values).toEqual({ '10': 101 });
    unsubscribe();
    applyStreams([update('1', 102)]);
    frames.next();
    expect(heard).toHaveLength(1);
  });
});
