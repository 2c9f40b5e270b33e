import type { Market, SecurityKind } from '../domain/instrument.ts';
import type { Money } from '../domain/money.ts';
import { ZERO_MONEY } from '../domain/money.ts';
import type { OrderSide } from '../domain/order.ts';
import type { KstDate } from '../domain/time.ts';
import { kstDate } from '../domain/time.ts';
import type { Rate, TransactionTax, TransactionTaxRates } from '../domain/trade-costs.ts';
import { commissionOf, ratePercent, transactionTaxOf } from '../domain/trade-costs.ts';
import type { BookVenue } from '../domain/venue.ts';
import type { EffectiveRow } from './effective.ts';
import { rowOn } from './effective.ts';

/** Taxes on sales that settle between `from` and `to`. */
export interface TransactionTaxRow extends EffectiveRow {
  readonly markets: readonly Market[];
  readonly kinds: readonly SecurityKind[];
  readonly rates: TransactionTaxRates;
  readonly uncertain?: string;
}

export const TRANSACTION_TAXES: readonly TransactionTaxRow[] = [
  {
    markets: ['KOSPI'],
    kinds: ['share'],
    from: kstDate('20250101'),
    to: kstDate('20251231'),
    rates: { securities: ratePercent(0), rural: ratePercent(0.15) },
    source: 'studygov.kr 0337; alphaonair.com; funbox.co.kr',
  },
  {
    markets: ['KOSDAQ'],
    kinds: ['share'],
    from: kstDate('20250101'),
    to: kstDate('20251231'),
    rates: { securities: ratePercent(0.15), rural: ratePercent(0) },
    source: 'studygov.kr 0337; alphaonair.com; funbox.co.kr',
  },
  {
    markets: ['KOSPI'],
    kinds: ['share'],
    from: kstDate('20260101'),
    to: null,
    rates: { securities: ratePercent(0.05), rural: ratePercent(0.15) },
    source: 'studygov.kr 0337; alphaonair.com; funbox.co.kr and five more pages that agree',
  },
  {
    markets: ['KOSDAQ'],
    kinds: ['share'],
    from: kstDate('20260101'),
    to: null,
    rates: { securities: ratePercent(0.2), rural: ratePercent(0) },
    source: 'studygov.kr 0337; alphaonair.com; funbox.co.kr and five more pages that agree',
  },
  {
    markets: ['KOSPI', 'KOSDAQ'],
    kinds: ['etf', 'etn', 'elw'],
    from: kstDate('20250101'),
    to: null,
    rates: { securities: ratePercent(0), rural: ratePercent(0) },
    source: 'common knowledge, no document read',
    uncertain: 'Check against a real statement.',
  },
  {
    markets: ['KOSPI'],
    kinds: ['gold'],
    from: kstDate('20250101'),
    to: null,
    rates: { securities: ratePercent(0), rural: ratePercent(0) },
    source: 'KRX gold market: gains are not taxed; value added tax falls due when bars are taken out',
  },
];

/** Commission of an online order, each side. Accounts differ: a default for new profiles, not a fact about one. */
export const DEFAULT_COMMISSION: { readonly rate: Rate; readonly source: string } = {
  rate: ratePercent(0.015),
  source: 'Kiwoom online commission as commonly published',
};

/** Commission of an online gold order, each side, with the value added tax on the commission in it. */
export const GOLD_COMMISSION: { readonly rate: Rate; readonly source: string } = {
  rate: ratePercent(0.33),
  source: 'Kiwoom online commission on KRX gold as commonly published: 0.3 % and 10 % tax on it',
};

/** What exchange and depository charge each side; part of the commission unless an account is free of one. */
export const EXCHANGE_COSTS: readonly (EffectiveRow & {
  readonly venue: BookVenue;
  readonly maker: Rate;
  readonly taker: Rate;
})[] = [
  {
    venue: 'KRX',
    maker: ratePercent(0.0036396),
    taker: ratePercent(0.0036396),
    from: kstDate('20260101'),
    to: null,
    source: 'brokers\' pages on "free" accounts; one figure',
  },
  {
    venue: 'NXT',
    maker: ratePercent(0.0013),
    taker: ratePercent(0.0018),
    from: kstDate('20260101'),
    to: null,
    source: 'news.jkn.co.kr 851447',
  },
];

/**
 * Returns the tax rates of a sale that settles on `settlementDate`: the day of the trade plus two trading days.
 *
 * Throws on a day before the table begins (2025): rows stay in force, so a live trade always has one.
 */
export function transactionTaxRates(sale: {
  readonly market: Market;
  readonly kind: SecurityKind;
  readonly settlementDate: KstDate;
}): TransactionTaxRates {
  const rows = TRANSACTION_TAXES.filter(
    ({ markets, kinds }) => markets.includes(sale.market) && kinds.includes(sale.kind),
  );
  const row = rowOn(rows, sale.settlementDate);
  if (row === null) {
    throw new RangeError(`no tax rate known for ${sale.market} ${sale.kind} on ${sale.settlementDate}`);
  }
  return row.rates;
}

/** Returns the taxes on a sale of `notional` won. */
export function transactionTax(sale: {
  readonly market: Market;
  readonly kind: SecurityKind;
  readonly settlementDate: KstDate;
  readonly notional: Money;
}): TransactionTax {
  return transactionTaxOf(sale.notional, transactionTaxRates(sale));
}

/** Returns what a fill, or an order filled whole, costs beside its notional. */
export function tradeCosts(trade: {
  readonly side: OrderSide;
  readonly market: Market;
  readonly kind: SecurityKind;
  readonly settlementDate: KstDate;
  readonly notional: Money;
  readonly commissionRate: Rate;
}): { readonly commission: Money; readonly tax: Money } {
  return {
    commission: commissionOf(trade.notional, trade.commissionRate),
    tax: trade.side === 'sell' ? transactionTax(trade).total : ZERO_MONEY,
  };
}
