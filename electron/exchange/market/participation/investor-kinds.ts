/** Who trades, as the exchange reports it. @source Kiwoom REST API guide, ka10058, `invsr_tp`; ka10059, answer */
export const INVESTOR_KINDS = [
  'individual',
  'foreigner',
  'financialInvestment',
  'insurance',
  'investmentTrust',
  'otherFinance',
  'bank',
  'pension',
  'privateFund',
  'nation',
  'otherCorporation',
  'residentForeigner',
] as const;

export type InvestorKind = (typeof INVESTOR_KINDS)[number];

/** The kinds that make up 기관계. With individuals, foreigners, other corporations and resident foreigners they are all. */
export const INSTITUTIONS = [
  'financialInvestment',
  'insurance',
  'investmentTrust',
  'otherFinance',
  'bank',
  'pension',
  'privateFund',
  'nation',
] as const satisfies readonly InvestorKind[];

/** Place of each kind in a split. */
export const PLACE_OF_KIND = Object.fromEntries(
  INVESTOR_KINDS.map((kind, place) => [kind, place]),
) as Readonly<Record<InvestorKind, number>>;

/** Places of the kinds that a query may ask for together. */
export type InvestorGroup = readonly number[];

export const INSTITUTION_GROUP: InvestorGroup = INSTITUTIONS.map((kind) => PLACE_OF_KIND[kind]);

export function groupOfKind(kind: InvestorKind): InvestorGroup {
  return [PLACE_OF_KIND[kind]];
}

/** How much of the trading of an instrument is each kind's on a usual day, in thousandths of the volume; individuals trade the rest. */
export type KindWeights = Readonly<Record<Exclude<InvestorKind, 'individual'>, number>>;

/**
 * By market and size. The proportions follow the exchange's yearly statistics of trading by investor: foreigners and institutions in large
 * caps, individuals in small ones and on KOSDAQ, liquidity providers (금융투자) in funds.
 */
export const KIND_WEIGHTS: Readonly<
  Record<'kospiLarge' | 'kospiMedium' | 'kospiSmall' | 'kosdaqLarge' | 'kosdaqSmall' | 'fund', KindWeights>
> = {
  kospiLarge: weights(310, 52, 11, 33, 3, 3, 72, 27, 1.5, 17, 3),
  kospiMedium: weights(180, 38, 6, 22, 2, 2, 34, 20, 1, 18, 3),
  kospiSmall: weights(85, 14, 2, 7, 1, 1, 6, 8, 0.5, 20, 4),
  kosdaqLarge: weights(170, 26, 4, 17, 2, 1.5, 16, 20, 0.8, 14, 4),
  kosdaqSmall: weights(90, 12, 1.5, 6, 1, 0.8, 3, 9, 0.4, 15, 5),
  fund: weights(150, 340, 22, 30, 6, 26, 14, 12, 1, 12, 2),
};

function weights(...values: readonly number[]): KindWeights {
  const kinds = INVESTOR_KINDS.slice(1);
  return Object.fromEntries(kinds.map((kind, place) => [kind, (values[place] ?? 0) / 1000])) as KindWeights;
}

/** How one-sided a kind trades, how it follows the price, and for how many days it stays with its side. */
export interface KindManner {
  readonly conviction: number;
  /** Tilt to the buy side per unit of logarithmic return; negative against the price. */
  readonly momentum: number;
  readonly days: number;
}

/** Individuals take the other side of everybody else: contrarian because the others follow. */
export const KIND_MANNERS: Readonly<Record<Exclude<InvestorKind, 'individual'>, KindManner>> = {
  foreigner: { conviction: 0.13, momentum: 3.2, days: 9 },
  financialInvestment: { conviction: 0.12, momentum: 2.4, days: 3 },
  insurance: { conviction: 0.2, momentum: 1.1, days: 8 },
  investmentTrust: { conviction: 0.2, momentum: 1.6, days: 6 },
  otherFinance: { conviction: 0.25, momentum: 0.5, days: 4 },
  bank: { conviction: 0.25, momentum: 0.4, days: 6 },
  pension: { conviction: 0.24, momentum: -0.8, days: 15 },
  privateFund: { conviction: 0.18, momentum: 1.8, days: 5 },
  nation: { conviction: 0.3, momentum: -0.4, days: 4 },
  otherCorporation: { conviction: 0.3, momentum: -0.9, days: 12 },
  residentForeigner: { conviction: 0.15, momentum: -0.6, days: 4 },
};
