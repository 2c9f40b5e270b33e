import {
  netAmount,
  netQuantity,
  tradedBy,
  type Split,
  type Traded,
} from '../../../market/participation/split.ts';
import {
  INSTITUTION_GROUP,
  PLACE_OF_KIND,
  groupOfKind,
  type InvestorGroup,
} from '../../../market/participation/investor-kinds.ts';
import { formatSigned } from '../../wording/format.ts';

/** What a query wants to know of a party. */
export type Aspect = 'net' | 'buy' | 'sell';

/** How a number is told: shares, or won, divided by `unit` and cut off. */
export interface Measure {
  readonly of: 'quantity' | 'amount';
  readonly unit: number;
}

export const MILLION = 1_000_000;
export const IN_MILLIONS: Measure = { of: 'amount', unit: MILLION };
export const IN_SHARES: Measure = { of: 'quantity', unit: 1 };

/** `trde_tp` where it is 0 순매수, 1 매수, 2 매도. */
export function aspectOf(code: string): Aspect {
  return code === '1' ? 'buy' : code === '2' ? 'sell' : 'net';
}

export function valueOf(traded: Traded, aspect: Aspect, { of, unit }: Measure): number {
  const value =
    of === 'quantity'
      ? { net: netQuantity(traded), buy: traded.buyQuantity, sell: traded.sellQuantity }[aspect]
      : { net: netAmount(traded), buy: traded.buyAmount, sell: traded.sellAmount }[aspect];
  return Math.trunc(value / unit);
}

/** A net number has its sign, a sum of one side has none. */
export function formatAspect(value: number, aspect: Aspect): string {
  return aspect === 'net' ? formatSigned(value) : String(value);
}

export function inMillions(won: number): number {
  return Math.trunc(won / MILLION);
}

/** Won per share on one side, as far as it can be told from what traded. */
export function averagePrice(traded: Traded, side: 'buy' | 'sell'): number {
  const [amount, quantity] =
    side === 'buy' ? [traded.buyAmount, traded.buyQuantity] : [traded.sellAmount, traded.sellQuantity];
  return quantity === 0 ? 0 : Math.round(amount / quantity);
}

/** Answer fields that name a group of investors. `orgn` is 기관계. @source Kiwoom REST API guide, ka10059 */
export const INVESTOR_FIELDS: Readonly<Record<string, InvestorGroup>> = {
  ind_invsr: groupOfKind('individual'),
  frgnr_invsr: groupOfKind('foreigner'),
  orgn: INSTITUTION_GROUP,
  fnnc_invt: groupOfKind('financialInvestment'),
  insrnc: groupOfKind('insurance'),
  invtrt: groupOfKind('investmentTrust'),
  etc_fnnc: groupOfKind('otherFinance'),
  bank: groupOfKind('bank'),
  penfnd_etc: groupOfKind('pension'),
  samo_fund: groupOfKind('privateFund'),
  natn: groupOfKind('nation'),
  etc_corp: groupOfKind('otherCorporation'),
  natfor: groupOfKind('residentForeigner'),
};

export const FOREIGNERS = groupOfKind('foreigner');
export const FOREIGNER_PLACE = PLACE_OF_KIND.foreigner;

/** Words one number for each of `fields`. */
export function investorFields(
  split: Split,
  fields: readonly string[],
  aspect: Aspect,
  measure: Measure,
): Record<string, string> {
  return Object.fromEntries(
    fields.map((field) => {
      const value = valueOf(tradedBy(split, INVESTOR_FIELDS[field] ?? []), aspect, measure);
      return [field, formatAspect(value, aspect)];
    }),
  );
}

export const ALL_INVESTOR_FIELDS = Object.keys(INVESTOR_FIELDS);

/** `invsr_tp` and `orgn_tp`. @source Kiwoom REST API guide, ka10058, ka10065 */
const GROUPS: Readonly<Record<string, InvestorGroup>> = {
  '8000': groupOfKind('individual'),
  '9000': groupOfKind('foreigner'),
  '1000': groupOfKind('financialInvestment'),
  '2000': groupOfKind('insurance'),
  '3000': groupOfKind('investmentTrust'),
  '4000': groupOfKind('bank'),
  '5000': groupOfKind('otherFinance'),
  '6000': groupOfKind('pension'),
  '7000': groupOfKind('nation'),
  '7100': groupOfKind('otherCorporation'),
  '9999': INSTITUTION_GROUP,
};

export function groupOfCode(code: string): InvestorGroup {
  return GROUPS[code] ?? [];
}
