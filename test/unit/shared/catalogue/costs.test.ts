import { describe, expect, it } from 'vitest';
import { DEFAULT_COMMISSION, tradeCosts, transactionTax } from '#shared/catalogue/costs.ts';
import type { Market, SecurityKind } from '#shared/domain/instrument.ts';
import { money } from '#shared/domain/money.ts';
import { kstDate } from '#shared/domain/time.ts';

const notional = money(10_000_000);

describe('transaction tax table', () => {
  it.each<[Market, SecurityKind, string, number, number]>([
    ['KOSPI', 'share', '20251231', 0, 15_000],
    ['KOSPI', 'share', '20260101', 5_000, 15_000],
    ['KOSDAQ', 'share', '20251231', 15_000, 0],
    ['KOSDAQ', 'share', '20260101', 20_000, 0],
    ['KOSPI', 'etf', '20261120', 0, 0],
    ['KOSPI', 'etn', '20261120', 0, 0],
    ['KOSPI', 'elw', '20261120', 0, 0],
  ])(
    'taxes a sale of 10,000,000 won of a %s %s settled on %s with %i and %i',
    (market, kind, date, securities, rural) => {
      const tax = transactionTax({ market, kind, settlementDate: kstDate(date), notional });
      expect(tax).toEqual({ securities, rural, total: securities + rural });
    },
  );

  it('has no row before it begins', () => {
    expect(() =>
      transactionTax({ market: 'KOSPI', kind: 'share', settlementDate: kstDate('20241231'), notional }),
    ).toThrow(RangeError);
  });
});

describe('costs of a trade', () => {
  const trade = {
    market: 'KOSPI',
    kind: 'share',
    settlementDate: kstDate('20261124'),
    notional,
    commissionRate: DEFAULT_COMMISSION.rate,
  } as const;

  it('are the commission alone for a buy', () => {
    expect(tradeCosts({ ...trade, side: 'buy' })).toEqual({ commission: 1_500, tax: 0 });
  });

  it('are commission and taxes for a sell', () => {
    expect(tradeCosts({ ...trade, side: 'sell' })).toEqual({ commission: 1_500, tax: 20_000 });
  });
});
