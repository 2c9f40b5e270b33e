import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import type { Market, SecurityKind } from '#shared/domain/instrument.ts';
import { basePriceFromClose } from '#shared/domain/price-limits.ts';
import { price } from '#shared/domain/price.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { Listing } from '../world.ts';
import { ETF_LISTINGS } from './data/etf-listings.ts';
import { KOSDAQ_LISTINGS } from './data/kosdaq-listings.ts';
import { KOSPI_LISTINGS } from './data/kospi-listings.ts';

/** Names of the exchange's industry classes, by the short form used in the data files. */
const SECTORS: Readonly<Record<string, string>> = {
  BK: '금융',
  CH: '화학',
  CO: '건설',
  EL: '전기·전자',
  EN: '오락·문화',
  FI: '기타금융',
  FO: '음식료·담배',
  IN: '보험',
  IT: 'IT 서비스',
  LO: '운송·창고',
  MC: '기계·장비',
  MD: '의료·정밀기기',
  ME: '금속',
  NM: '비금속',
  PH: '제약',
  RE: '부동산',
  RT: '유통',
  SE: '증권',
  SV: '일반서비스',
  TE: '통신',
  TR: '운송장비·부품',
  TX: '섬유·의류',
  UT: '전기·가스',
};

/** What a fund follows; decides its volatility and what it moves with. */
export type FundKind = 'index' | 'theme' | 'overseas' | 'bond' | 'commodity';

const FUND_KINDS: Readonly<Record<string, FundKind>> = {
  I: 'index',
  T: 'theme',
  O: 'overseas',
  B: 'bond',
  C: 'commodity',
};

const HUNDRED_MILLION = 100_000_000;

/** One row of the data files. */
export interface ListingRow {
  readonly symbol: string;
  readonly name: string;
  readonly market: Market;
  readonly kind: SecurityKind;
  /** Won; not yet on a tick. */
  readonly price: number;
  readonly listedShares: number;
  /** Won a day. */
  readonly turnover: number;
  readonly sector: string;
  readonly fundKind: FundKind | null;
  readonly leverage: number;
  readonly listedOn: KstDate;
}

/** Every instrument of the embedded exchange: KOSPI, KOSDAQ, then funds, each by size. */
export const LISTING_ROWS: readonly ListingRow[] = [
  ...parseShares(KOSPI_LISTINGS, 'KOSPI'),
  ...parseShares(KOSDAQ_LISTINGS, 'KOSDAQ'),
  ...parseFunds(ETF_LISTINGS),
];

/** Returns the master data of every instrument, with base prices on the ticks of `date`. */
export function buildListings(date: KstDate): readonly Listing[] {
  const ranks = { KOSPI: 0, KOSDAQ: 0 };
  return LISTING_ROWS.map((row) => {
    const isOrdinary = row.kind === 'share' && !isPreferred(row.symbol);
    const rank = isOrdinary ? (ranks[row.market] += 1) : 0;
    return {
      symbol: row.symbol,
      name: row.name,
      market: row.market,
      kind: row.kind,
      basePrice: basePriceFromClose(price(row.price), ladderFor(row.kind, date)),
      listedShares: row.listedShares,
      isNxtEligible: isNxtEligible(row),
      isHalted: false,
      leverage: row.leverage,
      marginRate: marginRate(row),
      sector: row.sector,
      sizeClass: row.kind === 'share' ? sizeClass(rank) : '',
      listedOn: row.listedOn,
      isIndexMember: isIndexMember(row, rank),
    };
  });
}

/** Preferred shares end in another digit than 0, or in K to M for the newer ones. */
export function isPreferred(symbol: string): boolean {
  return !symbol.endsWith('0');
}

/** The ATS takes liquid shares and no funds. Which ones is published quarterly; this rule gives the right number and kind. */
function isNxtEligible(row: ListingRow): boolean {
  return row.kind === 'share' && row.sector !== '부동산' && row.turnover >= 11 * HUNDRED_MILLION;
}

/** Cash margin class as a broker would set it: lower for large and steady issues, full for leveraged funds. */
function marginRate(row: ListingRow): number {
  if (row.kind === 'etf')
    return Math.abs(row.leverage) > 1 || row.leverage < 0 ? 100 : row.fundKind === 'theme' ? 30 : 20;
  const capitalization = (row.price * row.listedShares) / 1e12;
  const hot = row.turnover / (row.price * row.listedShares) > 0.02;
  if (hot && capitalization < 3) return 100;
  if (row.market === 'KOSDAQ') return capitalization > 4 ? 40 : capitalization > 1.2 ? 50 : 60;
  return capitalization > 10 ? 20 : capitalization > 3 ? 30 : 40;
}

/** Size classes are the first 100, the next 200 and the rest, per market, by capitalization. */
function sizeClass(rank: number): string {
  if (rank === 0) return '';
  if (rank <= 100) return '대형주';
  return rank <= 300 ? '중형주' : '소형주';
}

/** KOSPI 200 stands for the 180 largest ordinary shares here; of the funds, plain ones on domestic indices and bonds count. */
function isIndexMember(row: ListingRow, rank: number): boolean {
  if (row.kind === 'etf') return row.leverage === 1 && (row.fundKind === 'index' || row.fundKind === 'bond');
  return row.market === 'KOSPI' && rank > 0 && rank <= 180 && row.sector !== '부동산';
}

function parseShares(text: string, market: Market): ListingRow[] {
  return linesOf(text).map(([symbol, name, priceText, shares, turnover, sector, listedOn]) => ({
    symbol,
    name,
    market,
    kind: 'share',
    price: Number(priceText),
    listedShares: Number(shares),
    turnover: Number(turnover) * HUNDRED_MILLION,
    sector: SECTORS[sector] ?? '',
    fundKind: null,
    leverage: 1,
    listedOn: listedOn as KstDate,
  }));
}

function parseFunds(text: string): ListingRow[] {
  return linesOf(text).map(([symbol, name, priceText, units, turnover, kind, leverage, listedOn]) => ({
    symbol,
    name,
    market: 'KOSPI',
    kind: 'etf',
    price: Number(priceText),
    listedShares: Number(units),
    turnover: Number(turnover) * HUNDRED_MILLION,
    sector: '',
    fundKind: FUND_KINDS[kind] ?? 'index',
    leverage: Number(leverage),
    listedOn: (listedOn ?? '') as KstDate,
  }));
}

type Fields = [string, string, string, string, string, string, string, string?];

function linesOf(text: string): Fields[] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.split('|') as Fields);
}
