import { describe, expect, it } from 'vitest';
import { createQuietWorld, intentOf } from '#test/support/quiet-world.ts';

/** 3.4 percent over the last price: more than a member of KOSPI 200 may jump. */
const FAR_OFFER = { symbol: '005930', venue: 'KRX', side: 'sell', price: 262_000, quantity: 10 } as const;

function trigger() {
  const quiet = createQuietWorld({ seedBooks: [FAR_OFFER] });
  quiet.world.start();
  quiet.clock.advance(1_000);
  quiet.world.submit('trader', intentOf({ price: 262_000, quantity: 10 }));
  return quiet;
}

describe('a volatility interruption in the world', () => {
  it('collects the order that would have jumped, and shows the indicative price', () => {
    const { world, events } = trigger();
    expect(world.vi('005930', 'KRX')).toMatchObject({ isActive: true, kind: 'dynamic' });
    expect(world.vi('005930', 'NXT').isActive).toBe(false);
    expect(world.orders('trader')[0]).toMatchObject({ status: 'accepted', leaves: 10 });
    expect(world.book('005930', 'KRX').indicative).toEqual({ price: 262_000, quantity: 10 });
    expect(events.some((event) => event.type === 'vi' && event.vi.isActive)).toBe(true);
  });

  it('ends by itself with a cross after two minutes and at most 30 seconds more', () => {
    const { world, clock, events } = trigger();
    clock.advance(119_000);
    expect(world.vi('005930', 'KRX').isActive).toBe(true);
    clock.advance(32_000);
    expect(world.vi('005930', 'KRX').isActive).toBe(false);
    expect(world.orders('trader')[0]).toMatchObject({ status: 'filled', filled: 10 });
    const [print] = world.prints('005930', 'KRX', 1);
    expect(print).toMatchObject({ price: 262_000, quantity: 10, aggressor: null });
    expect(events.filter(({ type }) => type === 'vi')).toHaveLength(2);
  });

  it('is over for a request that comes after its end, even before the next step', () => {
    const { world, clock } = trigger();
    world.stop();
    clock.advance(151_000);
    world.openAccount('other');
    world.submit('other', intentOf({ price: 250_000 }));
    expect(world.vi('005930', 'KRX').isActive).toBe(false);
    expect(world.orders('trader')[0]?.status).toBe('filled');
  });

  it('is never active for an issue on a venue that does not trade it', () => {
    const { world } = createQuietWorld();
    expect(world.vi('068760', 'NXT')).toMatchObject({ isActive: false, kind: null });
  });
});
