import { describe, expect, it } from 'vitest';
import type { LoanLot } from '#shared/domain/funding.ts';
import { money } from '#shared/domain/money.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { buildLoanRows, buildPositionRow } from '#renderer/panels/positions/view-model.ts';
import { valuePortfolio } from '#renderer/stores/portfolio.ts';
import { fakePosition } from '#test/support/fake-desk/fake-account.ts';

const LOAN: LoanLot = {
  loanDate: '20261102' as KstDate,
  quantity: quantity(4),
  sellableQuantity: quantity(3),
  averageEntryPrice: 70_000,
  cost: money(280_000),
  loanAmount: money(168_000),
  interest: money(900),
  dueDate: '20270131' as KstDate,
};
const HELD = { ...fakePosition('005930', '삼성전자', 10, 70_000), loans: [LOAN] };
const QUOTE = { lastPrice: 71_000, change: 1_000 };

describe('a holding that was bought on credit in part', () => {
  it('has a line for each loan below its own, valued by itself', () => {
    const [row] = buildLoanRows(HELD, QUOTE, ({ loanDate }) => `융자 ${loanDate}`);
    expect(row).toMatchObject({
      id: '005930:20261102',
      name: '융자 20261102',
      loan: LOAN,
      quantity: 4,
      sellable: 3,
      cost: 280_000,
      marketValue: 284_000,
      unrealizedPnl: 4_000,
    });
    expect(buildPositionRow(HELD, QUOTE)).toMatchObject({ id: '005930', loan: null, quantity: 10 });
  });

  it('is worth to its owner what is left when loan and interest are paid', () => {
    const cash = {
      deposit: money(0),
      depositD2: money(1_000_000),
      buyingPower: money(0),
      withdrawable: money(0),
    };
    const quotes = new Map([['005930', { lastPrice: 71_000 as never, basePrice: 70_000 as never }]]);
    expect(valuePortfolio(cash, [HELD], [], quotes).equity).toBe(1_000_000 + 710_000 - 168_900);
    const gold = { deposit: money(50_000), buyingPower: money(0), withdrawable: money(0) };
    expect(valuePortfolio({ ...cash, gold }, [HELD], [], quotes).equity).toBe(1_591_100);
  });
});
