import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FollowedView } from '#renderer/panels/conditions/view-model.ts';
import {
  applyMatch,
  FRESH_MS,
  LEFT_MS,
  memberCount,
  NOTHING_FOLLOWED,
  settle,
  withMembers,
} from '#renderer/panels/conditions/view-model.ts';

const enter = (symbol: string, at: number) => ({ symbol, change: 'enter' as const, at });
const leave = (symbol: string, at: number) => ({ symbol, change: 'leave' as const, at });
const symbolsOf = (view: FollowedView) => view.rows.map(({ symbol }) => symbol);
const START = withMembers(NOTHING_FOLLOWED, ['A', 'B']);

describe('a condition that is followed', () => {
  it('puts who enters on top, lit, with the time', () => {
    const view = applyMatch(START, enter('C', 100));
    expect(symbolsOf(view)).toEqual(['C', 'A', 'B']);
    expect(view.rows[0]).toEqual({ symbol: 'C', state: 'fresh', at: 100 });
    expect(view.entered).toBe(1);
  });

  it('keeps who leaves in its place, counted out, for a while', () => {
    const view = applyMatch(START, leave('A', 100));
    expect(symbolsOf(view)).toEqual(['A', 'B']);
    expect(view.rows[0]?.state).toBe('left');
    expect([memberCount(view), view.left]).toEqual([1, 1]);
    expect(symbolsOf(settle(view, 100 + LEFT_MS - 1))).toEqual(['A', 'B']);
    expect(symbolsOf(settle(view, 100 + LEFT_MS))).toEqual(['B']);
  });

  it('takes who comes back to the top again', () => {
    const view = applyMatch(applyMatch(START, leave('B', 100)), enter('B', 200));
    expect(symbolsOf(view)).toEqual(['B', 'A']);
    expect(memberCount(view)).toBe(2);
  });

  it('puts the light out after a while, and the time stays', () => {
    const view = settle(applyMatch(START, enter('C', 100)), 100 + FRESH_MS);
    expect(view.rows[0]).toEqual({ symbol: 'C', state: 'member', at: 100 });
  });

  it('is the same view while nothing is over', () => {
    const view = applyMatch(START, enter('C', 100));
    expect(settle(view, 101)).toBe(view);
  });

  it('trusts what was told meanwhile over the list it began with', () => {
    const early = applyMatch(applyMatch(NOTHING_FOLLOWED, leave('A', 5)), enter('C', 6));
    const view = withMembers(early, ['A', 'B', 'C']);
    expect(memberCount(view)).toBe(2);
    expect(symbolsOf(view)).toEqual(['C', 'A', 'B']);
  });

  it('counts to members that are those at first, and who entered, without who left, whatever is told twice', () => {
    const match = fc.record({
      symbol: fc.constantFrom('A', 'B', 'C', 'D'),
      change: fc.constantFrom('enter' as const, 'leave' as const),
    });
    fc.assert(
      fc.property(fc.array(match), (matches) => {
        const members = new Set(['A', 'B']);
        let view = START;
        let now = 0;
        for (const { symbol, change } of matches) {
          now += 1;
          if (change === 'enter') members.add(symbol);
          else members.delete(symbol);
          view = applyMatch(view, { symbol, change, at: now });
        }
        const shown = view.rows.filter(({ state }) => state !== 'left').map(({ symbol }) => symbol);
        expect(new Set(shown)).toEqual(members);
        expect(new Set(symbolsOf(view)).size).toBe(view.rows.length);
      }),
    );
  });
});
