import { describe, expect, it } from 'vitest';
import {
  joinPositions,
  parseAccountNumber,
  parseBuyableQuantity,
  parseCash,
  parsePositions,
} from '#electron/core/brokers/kiwoom/parse/account.ts';
import { parseIssuedToken } from '#electron/core/brokers/kiwoom/parse/token.ts';
import { kiwoomFixture } from '#test/support/kiwoom-fixture.ts';
import { kst, valueOf } from '#test/support/kiwoom-reading.ts';

describe('token answer', () => {
  it('ends by Korean time', () => {
    expect(parseIssuedToken(kiwoomFixture('token'))).toEqual({
      ok: true,
      value: { value: 'FIXTURE-TOKEN-1', expiresAt: kst(9, 30, 0, 21) },
    });
  });
});

describe('account answers', () => {
  it('read padded and negative amounts', () => {
    expect(valueOf(parseCash(kiwoomFixture('cash')))).toEqual({
      deposit: 8_120_000,
      depositD2: -246_800,
      buyingPower: 7_654_321,
      withdrawable: 7_100_000,
    });
  });

  it('list holdings without the prefix of their code and without those sold out', () => {
    expect(valueOf(parsePositions(kiwoomFixture('positions')))).toEqual([
      {
        symbol: '005930',
        name: '삼성전자',
        quantity: 30,
        sellableQuantity: 20,
        averageEntryPrice: 71_500,
        lastPrice: 70_900,
        cost: 2_145_000,
        loans: [],
      },
      {
        symbol: '0080G0',
        name: '새이름ETF',
        quantity: 8,
        sellableQuantity: 8,
        averageEntryPrice: 10_125.5,
        lastPrice: 10_100,
        cost: 81_004,
        loans: [],
      },
    ]);
  });

  it('join rows of one instrument into its holding', () => {
    const [held] = valueOf(parsePositions(kiwoomFixture('positions')));
    if (held === undefined) throw new Error('fixture');
    expect(joinPositions([held, { ...held, averageEntryPrice: 71_800 }])).toEqual([
      { ...held, quantity: 60, sellableQuantity: 40, averageEntryPrice: 71_650, cost: 4_290_000 },
    ]);
  });

  it('give the quantity that cash alone buys', () => {
    expect(valueOf(parseBuyableQuantity(kiwoomFixture('buyable')))).toBe(107);
  });

  it('give the account number', () => {
    expect(valueOf(parseAccountNumber({ acctNo: '8000000011' }))).toBe('8000000011');
    expect(parseAccountNumber({ acctNo: '' })).toMatchObject({ ok: false });
  });
});
