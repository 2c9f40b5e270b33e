import { describe, expect, it } from 'vitest';
import { TURN_OVER, Turns } from '#electron/exchange/market/turns.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

/** A question of some pieces, each of which takes a while the first time. */
function questionOf(pieceCount: number, pieceMs: number, rememberedMs = 0) {
  const clock = createVirtualClock();
  const turns = new Turns(clock, 15);
  const known = new Set<number>();
  const ask = () => {
    clock.advance(rememberedMs);
    for (let piece = 0; piece < pieceCount; piece += 1) {
      if (known.has(piece)) continue;
      turns.beforePiece();
      clock.advance(pieceMs);
      known.add(piece);
    }
    return known.size;
  };
  return { turns, ask, known, clock };
}

describe('a question that takes long', () => {
  it('is cut off when its turn is over, and gets further in the next', () => {
    const { turns, ask, known, clock } = questionOf(10, 5);
    const progress: number[] = [];
    const durations: number[] = [];
    for (let answer = 0 as number | typeof TURN_OVER; answer !== 10;) {
      const before = clock.monotonicNow();
      answer = turns.attempt(ask);
      progress.push(known.size);
      durations.push(clock.monotonicNow() - before);
    }

    expect(progress).toEqual([3, 6, 9, 10]);
    expect(Math.max(...durations)).toBe(15);
  });

  it('gets further also when a piece, or what is remembered, takes longer than a turn', () => {
    const { turns, ask } = questionOf(3, 40, 100);

    expect([turns.attempt(ask), turns.attempt(ask), turns.attempt(ask)]).toEqual([TURN_OVER, TURN_OVER, 3]);
  });

  it('is answered at once outside an attempt', () => {
    expect(questionOf(10, 40).ask()).toBe(10);
  });

  it('lets every other error through, and the next attempt begin anew', () => {
    const { turns, ask } = questionOf(1, 1);
    const failing = () => {
      throw new RangeError('no such instrument');
    };

    expect(() => turns.attempt(failing)).toThrow(RangeError);
    expect(ask()).toBe(1);
  });
});
