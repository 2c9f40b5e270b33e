import { describe, expect, it } from 'vitest';
import { quantity } from '#shared/domain/quantity.ts';
import { ClearingHarness, MONDAY, SHARE, TUESDAY } from './clearing-harness.ts';

/** Books with something in every corner: unsettled trades, a holding, open orders of both sides. */
function busyDesk(): ClearingHarness {
  const desk = new ClearingHarness();
  desk.trade('buy', 10_000, 30);
  desk.trade('sell', 10_100, 5);
  desk.order('buy', 9_000, 10);
  desk.order('sell', 10_500, 7);
  return desk;
}

function asRead(desk: ClearingHarness): Record<string, unknown> {
  return JSON.parse(JSON.stringify(desk.clearing.snapshot())) as Record<string, unknown>;
}

describe('clearing snapshot', () => {
  it('survives JSON and gives the same answers', () => {
    const desk = busyDesk();
    const other = new ClearingHarness();
    other.clearing.restore(asRead(desk));
    expect(other.clearing.snapshot()).toEqual(desk.clearing.snapshot());
    expect(other.cash).toEqual(desk.cash);
    expect(other.clearing.holdings('A')).toEqual(desk.clearing.holdings('A'));
    expect(other.clearing.totals()).toEqual(desk.clearing.totals());
  });

  it('goes on as if nothing had happened', () => {
    const desk = busyDesk();
    const other = new ClearingHarness();
    other.clearing.restore(asRead(desk));
    for (const { clearing } of [desk, other]) {
      clearing.release(3, quantity(4));
      clearing.rollTo(MONDAY);
      clearing.rollTo(TUESDAY);
    }
    expect(other.clearing.snapshot()).toEqual(desk.clearing.snapshot());
    expect(other.fill(4, 'sell', 10_500, 7)).toEqual(desk.fill(4, 'sell', 10_500, 7));
  });

  it.each([
    ['nothing', () => null, /clearing snapshot: data/],
    ['another version', (data: Record<string, unknown>) => ({ ...data, version: 2 }), /version/],
    ['a missing part', (data: Record<string, unknown>) => ({ ...data, accounts: undefined }), /accounts/],
    ['an unknown part', (data: Record<string, unknown>) => ({ ...data, extra: 1 }), /extra/],
    [
      'a fraction of a won',
      (data: Record<string, unknown>) => withAccount(data, { deposit: 0.5 }),
      /deposit/,
    ],
    [
      'a won too many',
      (data: Record<string, unknown>) => withAccount(data, { deposit: 1_000_001 }),
      /off by 1 won/,
    ],
    [
      'a lost share',
      (data: Record<string, unknown>) => withAccount(data, { holdings: [] }),
      /sells more 005930/,
    ],
    [
      'an order of nobody',
      (data: Record<string, unknown>) => ({ ...data, accounts: [] }),
      /order 3 has no account/,
    ],
  ])('throws on %s and changes nothing', (_case, damage, message) => {
    const target = busyDesk();
    const before = target.clearing.snapshot();
    expect(() => target.clearing.restore(damage(asRead(busyDesk())))).toThrow(message);
    expect(target.clearing.snapshot()).toEqual(before);
  });

  it('throws on shares that came from nowhere', () => {
    const data = asRead(busyDesk());
    const market = { ...(data['market'] as object), shares: [{ symbol: SHARE, quantity: -26 }] };
    expect(() => busyDesk().clearing.restore({ ...data, market })).toThrow(/005930 is off by -1 shares/);
  });
});

function withAccount(data: Record<string, unknown>, changes: object): Record<string, unknown> {
  const [account] = data['accounts'] as object[];
  return { ...data, accounts: [{ ...account, ...changes }] };
}
