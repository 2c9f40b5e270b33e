import { createRandom, seedOf, type Random } from '../random.ts';

/** What is known of a company beside its figures. */
export interface CompanyShape {
  readonly symbol: string;
  readonly isKosdaq: boolean;
  /** Won a share, about; the size of the accounts follows from it. */
  readonly price: number;
  /** Every class of shares together. */
  readonly shares: number;
}

/** Yearly accounts of a company, in won; per-share figures in won a share. Net profit is EPS times the shares, equity BPS times them. */
export interface CompanyFigures {
  /** Month the business year ends in, two digits. */
  readonly fiscalMonth: string;
  readonly faceValue: number;
  /** Face value times all shares. */
  readonly capital: number;
  readonly shares: number;
  readonly eps: number;
  readonly bps: number;
  /** Percent. */
  readonly roe: number;
  readonly sales: number;
  readonly operatingProfit: number;
  readonly netProfit: number;
  /** Operating profit before write-downs. */
  readonly ebitda: number;
  /** Debt less cash; negative for a company with more cash than debt. */
  readonly netDebt: number;
  /** Part of each class of shares that changes hands freely, 0 to 1. */
  readonly floatingPart: number;
}

const FACE_VALUES = [100, 200, 500, 500, 500, 1000, 2500, 5000, 5000] as const;
const FISCAL_MONTHS = ['12', '12', '12', '12', '12', '12', '12', '12', '12', '03', '06'] as const;

/**
 * Draws a company's accounts from the seed.
 *
 * A market value near book value (KOSPI) or above it (KOSDAQ) and returns on equity around 8 % give PER of the usual spread; about one
 * company in seven makes a loss.
 */
export function drawFigures(seed: number, company: CompanyShape): CompanyFigures {
  const random = createRandom(seedOf(seed, 'accounts', company.symbol));
  const { shares } = company;
  const toBook = Math.exp(Math.log(company.isKosdaq ? 1.7 : 1) + 0.5 * random.normal());
  const bps = Math.max(1, Math.round(company.price / toBook));
  const wishedReturn = Math.max(-0.35, Math.min(0.4, 0.08 + 0.075 * random.normal()));
  const eps = Math.round(bps * wishedReturn) || 1;
  const netProfit = eps * shares;
  const margin = 0.03 + 0.11 * random.next();
  const sales = Math.round(Math.abs(netProfit) / margin);
  const operatingProfit = Math.round(
    netProfit > 0 ? netProfit * (1.1 + 0.4 * random.next()) : netProfit * 0.7,
  );
  const faceValue = drawFaceValue(random, company.price);
  return {
    fiscalMonth: pick(random, FISCAL_MONTHS),
    faceValue,
    capital: faceValue * shares,
    shares,
    eps,
    bps,
    roe: (eps / bps) * 100,
    sales,
    operatingProfit,
    netProfit,
    ebitda: operatingProfit + Math.round(sales * (0.03 + 0.05 * random.next())),
    netDebt: Math.round(bps * shares * (random.next() * 1.1 - 0.3)),
    floatingPart: 0.35 + 0.45 * random.next(),
  };
}

/** A share is seldom worth less than its face value. */
function drawFaceValue(random: Random, price: number): number {
  const likely = FACE_VALUES.filter((value) => value <= Math.max(price, FACE_VALUES[0]));
  return pick(random, likely);
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[random.integer(0, values.length - 1)] as T;
}
