import type { Listing } from '../../world.ts';
import { LISTING_ROWS, type FundKind } from '../instruments.ts';

/** 과세유형 of ka40004. @source Kiwoom REST API guide, ka40004, txon_type */
export type TaxClass = '1' | '2' | '3' | '4' | '5';

export const TAX_CLASS_NAMES: Readonly<Record<TaxClass, string>> = {
  '1': '비과세',
  '2': '보유기간과세',
  '3': '회사형',
  '4': '외국',
  '5': '비과세해외(보유기간과세)',
};

/** 운용사 of ka40004 by the brand a name begins with. Brands renamed since the guide keep their code. @source Kiwoom REST API guide, ka40004, mngmcomp */
const MANAGERS: Readonly<Record<string, string>> = {
  KODEX: '3020',
  KOSEF: '3027',
  KIWOOM: '3027',
  TIGER: '3191',
  KINDEX: '3228',
  ACE: '3228',
  KBSTAR: '3023',
  RISE: '3023',
  ARIRANG: '3022',
  PLUS: '3022',
};

const OTHER_MANAGER = '9999';

export const FUND_KIND_NAMES: Readonly<Record<FundKind, string>> = {
  index: '국내 시장지수',
  theme: '국내 업종/테마',
  overseas: '해외 주식',
  bond: '채권/단기자금',
  commodity: '원자재/통화',
};

/** Part of the value paid out a year, in the four quarterly payments. Rounded, by kind. */
const YEARLY_PAYOUT: Readonly<Record<FundKind, number>> = {
  index: 0.018,
  theme: 0.014,
  overseas: 0.011,
  bond: 0.024,
  commodity: 0,
};

const PAYING_MONTHS = ['01', '04', '07', '10'];
const KINDS = new Map(LISTING_ROWS.map(({ symbol, fundKind }) => [symbol, fundKind]));

export function fundKindOf(symbol: string): FundKind {
  return KINDS.get(symbol) ?? 'index';
}

export function managerCode(listing: Listing): string {
  return MANAGERS[listing.name.split(' ', 1)[0] ?? ''] ?? OTHER_MANAGER;
}

/**
 * Returns how gains are taxed: those of plain funds on domestic shares are free, others by holding period; funds on foreign shares that
 * were there by the end of 2017 kept the exemption for overseas investment of that time. No fund here is a company or foreign.
 * @source Restriction of Special Taxation Act §91-17 (overseas share funds, sold until 31 December 2017); Income Tax Decree §26-2
 */
export function taxClassOf(listing: Listing): TaxClass {
  const kind = fundKindOf(listing.symbol);
  if ((kind === 'index' || kind === 'theme') && listing.leverage === 1) return '1';
  return kind === 'overseas' && listing.listedOn < '20180101' ? '5' : '2';
}

/**
 * Returns won a unit paid out on a day: quarterly, on the last trading day of January, April, July and October. Funds that reinvest (TR),
 * leveraged ones and those of goods pay nothing.
 */
export function payoutOf(listing: Listing, day: { date: string; nextDate: string; value: number }): number {
  const isQuarterEnd =
    PAYING_MONTHS.includes(day.date.slice(4, 6)) && day.nextDate.slice(4, 6) !== day.date.slice(4, 6);
  if (!isQuarterEnd || listing.leverage !== 1 || listing.name.endsWith('TR')) return 0;
  return Math.round((day.value * YEARLY_PAYOUT[fundKindOf(listing.symbol)]) / 4);
}
