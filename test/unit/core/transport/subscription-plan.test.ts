import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planSubscriptions } from '#electron/core/transport/subscription-plan.ts';

const want = (item: string, feed: string, priority: number) => ({ item, feed, priority });

describe('subscription plan', () => {
  it('counts an item once where the broker counts items', () => {
    const wanted = [want('A', 'trade', 1), want('A', 'book', 1), want('B', 'trade', 1)];
    expect(planSubscriptions(wanted, { countedBy: 'item', limit: 2 })).toEqual({
      accepted: wanted,
      overflow: [],
    });
  });

  it('counts every feed where the broker counts registrations', () => {
    const wanted = [want('A', 'trade', 3), want('A', 'book', 2), want('B', 'trade', 1)];
    expect(planSubscriptions(wanted, { countedBy: 'registration', limit: 2 }).overflow).toEqual([
      want('B', 'trade', 1),
    ]);
  });

  it('lets the highest priority in and names the rest, lowest first', () => {
    const wanted = [want('low', 't', 1), want('mid', 't', 5), want('top', 't', 9), want('least', 't', 0)];
    const { accepted, overflow } = planSubscriptions(wanted, { countedBy: 'item', limit: 2 });
    expect(accepted.map(({ item }) => item)).toEqual(['top', 'mid']);
    expect(overflow.map(({ item }) => item)).toEqual(['least', 'low']);
  });

  it('lets the first asked for in among equals', () => {
    const wanted = [want('A', 't', 1), want('B', 't', 1), want('C', 't', 1)];
    expect(planSubscriptions(wanted, { countedBy: 'item', limit: 1 }).accepted).toEqual([want('A', 't', 1)]);
  });

  it('never passes the limit, loses nothing and leaves no room unused', () => {
    const anyWanted = fc.array(
      fc.record({
        item: fc.constantFrom(...'ABCDEFGH'),
        feed: fc.constantFrom('trade', 'book'),
        priority: fc.integer({ min: 0, max: 3 }),
      }),
    );
    fc.assert(
      fc.property(anyWanted, fc.integer({ min: 0, max: 6 }), (wanted, limit) => {
        const { accepted, overflow } = planSubscriptions(wanted, { countedBy: 'item', limit });
        const items = new Set(accepted.map(({ item }) => item));
        expect(items.size).toBeLessThanOrEqual(limit);
        expect(accepted.length + overflow.length).toBe(wanted.length);
        expect(overflow.every(({ item }) => !items.has(item))).toBe(true);
        if (overflow.length > 0) expect(items.size).toBe(limit);
      }),
    );
  });
});
