import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REQUEST_SCHEMAS } from '#shared/contract/schemas.ts';
import {
  declareInterest,
  interestsStore,
  MAX_INTERESTS,
  mergeInterests,
} from '#renderer/stores/interests.ts';
import { manualFrames } from '#test/support/manual-frames.ts';
import type { ManualFrames } from '#test/support/manual-frames.ts';

describe('interests of a window', () => {
  it('have one entry per instrument with all channels and the highest priority', () => {
    expect(
      mergeInterests([
        { symbols: ['005930', '000660'], channels: ['quote'], priority: 'visible' },
        { symbols: ['005930'], channels: ['trades', 'book'], priority: 'focused' },
        { symbols: ['005930'], channels: ['quote'], priority: 'background' },
      ]),
    ).toEqual([
      { symbol: '005930', channels: ['quote', 'book', 'trades'], priority: 'focused' },
      { symbol: '000660', channels: ['quote'], priority: 'visible' },
    ]);
  });

  it('do not depend on the order in which panels declare them', () => {
    const wishes = [
      { symbols: ['1', '2'], channels: ['quote'], priority: 'background' },
      { symbols: ['2', '3'], channels: ['book'], priority: 'visible' },
      { symbols: ['3', '1'], channels: ['trades'], priority: 'visible' },
    ] as const;
    expect(mergeInterests(wishes.toReversed())).toEqual(mergeInterests(wishes));
  });

  it('keep the most important when there are too many', () => {
    const many = Array.from({ length: MAX_INTERESTS }, (_, place) => `A${String(place).padStart(5, '0')}`);
    const merged = mergeInterests([
      { symbols: many, channels: ['quote'], priority: 'background' },
      { symbols: ['Z00000'], channels: ['book'], priority: 'focused' },
    ]);
    expect(merged).toHaveLength(MAX_INTERESTS);
    expect(merged[0]?.symbol).toBe('Z00000');
    expect(REQUEST_SCHEMAS['market.watch'].safeParse({ interests: merged }).success).toBe(true);
  });
});

describe('declaring an interest', () => {
  let frames: ManualFrames;
  beforeEach(() => {
    frames = manualFrames();
  });
  afterEach(() => {
    frames.next();
    frames.restore();
  });

  it('changes the window’s wishes once per frame', () => {
    const seen: number[] = [];
    const end = interestsStore.subscribe(({ merged }) => seen.push(merged.length));
    const ends = ['005930', '000660', '035720'].map((symbol) =>
      declareInterest({ symbols: [symbol], channels: ['quote'], priority: 'visible' }),
    );
    expect(seen).toEqual([]);
    frames.next();
    expect(seen).toEqual([3]);
    for (const undeclare of ends) undeclare();
    frames.next();
    expect(seen).toEqual([3, 0]);
    end();
  });

  it('tells nobody when a panel takes back what another still wants', () => {
    const keep = declareInterest({ symbols: ['005930'], channels: ['quote'], priority: 'visible' });
    const drop = declareInterest({ symbols: ['005930'], channels: ['quote'], priority: 'visible' });
    frames.next();
    let changes = 0;
    const end = interestsStore.subscribe(() => (changes += 1));
    drop();
    drop();
    frames.next();
    expect(changes).toBe(0);
    end();
    keep();
  });
});
