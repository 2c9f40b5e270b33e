import { describe, expect, it } from 'vitest';
import type { AccountId, Position } from '#shared/domain/account.ts';
import { money } from '#shared/domain/money.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { AccountFacts, Quotes } from '#renderer/panels/all-accounts/view-model.ts';
import { buildOverview, mergePositions } from '#renderer/panels/all-accounts/view-model.ts';
import { standingOf } from '#renderer/stores/account-standing.ts';
import { NO_HOLDINGS } from '#renderer/stores/holdings-store.ts';
import { FAKE_NOW } from '#test/support/fake-bridge.ts';
import { fakeAccountSummary, fakePosition } from '#test/support/fake-desk/fake-account.ts';

const QUOTES: Quotes = new Map([
  ['005930', { lastPrice: price(70_000), basePrice: price(69_000) }],
  ['000660', { lastPrice: price(200_000), basePrice: price(200_000) }],
]);

interface FactsOf {
  readonly id: string;
  readonly owner?: string;
  readonly positions?: readonly Position[];
  readonly deposit?: number;
  readonly standing?: AccountFacts['standing'];
  readonly openOrders?: number;
}

function facts({ id, owner = '', positions = [], deposit = 1_000_000, ...rest }: FactsOf): AccountFacts {
  const cash = {
    deposit: money(deposit),
    depositD2: money(deposit),
    buyingPower: money(deposit),
    withdrawable: money(deposit),
  };
  return {
    account: { ...fakeAccountSummary(FAKE_NOW), accountId: id as AccountId, owner },
    standing: rest.standing ?? 'current',
    holdings: { positions, cash, isLoaded: true, error: null },
    fills: [],
    openOrders: rest.openOrders ?? 0,
  };
}

const samsung = (shares: number, average: number, change: Partial<Position> = {}): Position => ({
  ...fakePosition('005930', '삼성전자', shares, average),
  ...change,
});

describe('sums over all accounts', () => {
  it('are those of every account to the won, by owner and together', () => {
    const overview = buildOverview(
      [
        facts({ id: 'a', owner: 'A', positions: [samsung(10, 60_000)], openOrders: 2 }),
        facts({ id: 'b', owner: 'B', deposit: 500_000, openOrders: 1 }),
        facts({
          id: 'c',
          owner: 'A',
          positions: [samsung(5, 80_000, { realizedPnlToday: money(-1_234) })],
        }),
      ],
      QUOTES,
    );
    expect(overview.sum).toEqual({
      equity: 1_000_000 + 500_000 + 1_000_000 + 15 * 70_000,
      cash: 2_500_000,
      buyingPower: 2_500_000,
      goldCash: 0,
      marketValue: 15 * 70_000,
      dayPnl: 15 * 1_000,
      realizedPnl: -1_234,
      unrealizedPnl: 100_000 - 50_000,
      openOrders: 3,
    });
    expect(overview.owners.map(({ owner, lines, sum }) => [owner, lines.length, sum.cash])).toEqual([
      ['A', 2, 2_000_000],
      ['B', 1, 500_000],
    ]);
  });

  it('leave out an account that is not current, name it, and still show it', () => {
    const { sum, missing, owners, counted } = buildOverview(
      [facts({ id: 'a' }), facts({ id: 'b', standing: 'disconnected', openOrders: 4 })],
      QUOTES,
    );
    expect(sum.cash).toBe(1_000_000);
    expect(sum.openOrders).toBe(0);
    expect(missing.map(({ account }) => account.accountId)).toEqual(['b']);
    expect(counted).toHaveLength(1);
    expect(owners[0]?.lines).toHaveLength(2);
  });

  it('are not known while a price is not, nor when no account is current', () => {
    const unpriced = samsung(10, 60_000, { symbol: '999999', lastPrice: null });
    const { sum } = buildOverview([facts({ id: 'a', positions: [unpriced] })], QUOTES);
    expect([sum.equity, sum.marketValue, sum.unrealizedPnl]).toEqual([null, null, null]);
    expect(sum.cash).toBe(1_000_000);
    const none = buildOverview([facts({ id: 'a', standing: 'disabled' })], QUOTES);
    expect(none.sum).toMatchObject({ equity: null, cash: null, openOrders: 0 });
  });
});

describe('an instrument over all accounts', () => {
  it('is one line with the average of all shares, and a line for each holder', () => {
    const { counted } = buildOverview(
      [
        facts({ id: 'a', positions: [samsung(10, 60_000)] }),
        facts({ id: 'b', positions: [samsung(30, 80_000)] }),
      ],
      QUOTES,
    );
    const [merged, ...others] = mergePositions(counted, QUOTES);
    expect(others).toEqual([]);
    expect(merged).toMatchObject({
      symbol: '005930',
      quantity: 40,
      sellable: 40,
      averageEntryPrice: 75_000,
      lastPrice: 70_000,
      marketValue: 2_800_000,
      unrealizedPnl: 2_800_000 - 3_000_000,
    });
    expect(merged?.holders.map(({ quantity: held }) => held)).toEqual([10, 30]);
  });

  it('stands before smaller ones, and one that was sold out has no average', () => {
    const sold = samsung(0, 60_000, {
      quantity: quantity(0),
      cost: money(0),
      realizedPnlToday: money(900),
    });
    const { counted } = buildOverview(
      [facts({ id: 'a', positions: [sold, fakePosition('000660', 'SK하이닉스', 3, 190_000)] })],
      QUOTES,
    );
    const merged = mergePositions(counted, QUOTES);
    expect(merged.map(({ symbol }) => symbol)).toEqual(['000660', '005930']);
    expect(merged[1]).toMatchObject({ averageEntryPrice: null, realizedPnl: 900 });
  });
});

describe('what is held of an account', () => {
  const account = fakeAccountSummary(FAKE_NOW);
  const held = { ...NO_HOLDINGS, isLoaded: true };

  it('is current only while the account is enabled, connected and read', () => {
    expect(standingOf(account, held)).toBe('current');
    expect(standingOf(account, NO_HOLDINGS)).toBe('loading');
    expect(standingOf({ ...account, isEnabled: false }, held)).toBe('disabled');
    const offline = { ...account.condition, phase: 'offline' } as const;
    expect(standingOf({ ...account, condition: offline }, held)).toBe('disconnected');
    expect(standingOf(account, held, false)).toBe('disconnected');
    const error = hogaError('connectivity', 'REQUEST_TIMEOUT', '');
    expect(standingOf(account, { ...held, error })).toBe('old');
  });
});
