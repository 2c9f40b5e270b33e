import { isPreferred } from '../instruments.ts';
import type { Listing } from '../../world.ts';

/** Which list of ka10101 a sector is in: KOSPI, KOSDAQ, KOSPI200, KOSPI100, KRX100. */
export type SectorMarket = '0' | '1' | '2' | '4' | '7';

/** One index as the broker names it, and what it is made of. */
export interface SectorRow {
  readonly code: string;
  readonly name: string;
  readonly market: SectorMarket;
  /** 1 for the whole market, 2 to 4 for size classes, 5 for industries, 6 for choices of shares. */
  readonly group: '1' | '2' | '3' | '4' | '5' | '6';
  /** Hundredths of a point at which the index stands when its members cost what the listing files say. */
  readonly referenceLevel: number;
  /** Picks the members; listings come in the order of the files, largest first within a market. */
  readonly membersOf: (listings: readonly Listing[]) => readonly Listing[];
}

type Market = 'KOSPI' | 'KOSDAQ';

const sharesOf = (market: Market) => (listings: readonly Listing[]) =>
  listings.filter((listing) => listing.kind === 'share' && listing.market === market);

const sizedOf = (market: Market, sizeClass: string) => (listings: readonly Listing[]) =>
  sharesOf(market)(listings).filter((listing) => listing.sizeClass === sizeClass);

const classesOf = (market: Market, sectors: readonly string[]) => (listings: readonly Listing[]) =>
  sharesOf(market)(listings).filter((listing) => sectors.includes(listing.sector));

/** The largest ordinary shares by listed value. */
const largestOf =
  (count: number, choose: (listings: readonly Listing[]) => readonly Listing[]) =>
  (listings: readonly Listing[]) =>
    choose(listings)
      .filter((listing) => !isPreferred(listing.symbol))
      .toSorted((a, b) => b.basePrice * b.listedShares - a.basePrice * a.listedShares)
      .slice(0, count);

const kospi200 = (listings: readonly Listing[]) =>
  sharesOf('KOSPI')(listings).filter((listing) => listing.isIndexMember);

const bothMarkets = (listings: readonly Listing[]) => [
  ...sharesOf('KOSPI')(listings),
  ...sharesOf('KOSDAQ')(listings),
];

const MANUFACTURING = [
  '음식료·담배',
  '섬유·의류',
  '종이·목재',
  '화학',
  '제약',
  '비금속',
  '금속',
  '기계·장비',
  '전기·전자',
  '의료·정밀기기',
  '운송장비·부품',
];
const FINANCE = ['금융', '기타금융', '증권', '보험'];

const industry = (
  market: Market,
  code: string,
  name: string,
  points: number,
  sectors: readonly string[] = [name],
): SectorRow => ({
  code,
  name,
  market: market === 'KOSPI' ? '0' : '1',
  group: '5',
  referenceLevel: points * 100,
  membersOf: classesOf(market, sectors),
});

/**
 * Every index of the market.
 *
 * Levels of the whole markets follow from the value of the listed shares against that of January 2026 (KOSPI 5,000 points at about 4,130
 * trillion won); those of single industries are rounded estimates. Preferred shares count in their market and industry, funds nowhere.
 * @source codes: Kiwoom Open API+ guide, 업종코드 (as listed in its 업종 screens); names: KRX industry classes since 2024
 */
export const SECTOR_ROWS: readonly SectorRow[] = [
  row('001', '종합(KOSPI)', '0', '1', 7_014, sharesOf('KOSPI')),
  row('002', '대형주', '0', '2', 7_420, sizedOf('KOSPI', '대형주')),
  row('003', '중형주', '0', '3', 4_460, sizedOf('KOSPI', '중형주')),
  row('004', '소형주', '0', '4', 2_690, sizedOf('KOSPI', '소형주')),
  industry('KOSPI', '005', '음식료·담배', 5_380),
  industry('KOSPI', '006', '섬유·의류', 346),
  industry('KOSPI', '007', '종이·목재', 312),
  industry('KOSPI', '008', '화학', 5_240),
  industry('KOSPI', '009', '제약', 22_150),
  industry('KOSPI', '010', '비금속', 2_180),
  industry('KOSPI', '011', '금속', 7_960),
  industry('KOSPI', '012', '기계·장비', 3_910),
  industry('KOSPI', '013', '전기·전자', 88_400),
  industry('KOSPI', '014', '의료·정밀기기', 2_640),
  industry('KOSPI', '015', '운송장비·부품', 6_520),
  industry('KOSPI', '016', '유통', 642),
  industry('KOSPI', '017', '전기·가스', 1_830),
  industry('KOSPI', '018', '건설', 186),
  industry('KOSPI', '019', '운송·창고', 2_010),
  industry('KOSPI', '020', '통신', 582),
  industry('KOSPI', '021', '금융', 1_260, FINANCE),
  industry('KOSPI', '024', '증권', 6_350),
  industry('KOSPI', '025', '보험', 42_800),
  industry('KOSPI', '026', '일반서비스', 1_480),
  industry('KOSPI', '027', '제조', 18_650, MANUFACTURING),
  industry('KOSPI', '045', '부동산', 940),
  industry('KOSPI', '046', 'IT 서비스', 1_120),
  industry('KOSPI', '047', '오락·문화', 1_350),
  row('101', '종합(KOSDAQ)', '1', '1', 890, sharesOf('KOSDAQ')),
  row('138', '코스닥 대형주', '1', '2', 2_340, sizedOf('KOSDAQ', '대형주')),
  row('139', '코스닥 중형주', '1', '3', 812, sizedOf('KOSDAQ', '중형주')),
  row('140', '코스닥 소형주', '1', '4', 2_210, sizedOf('KOSDAQ', '소형주')),
  row('150', '코스닥 150', '1', '6', 1_560, largestOf(150, sharesOf('KOSDAQ'))),
  row('302', 'KOSTAR', '1', '6', 1_910, largestOf(30, sharesOf('KOSDAQ'))),
  industry('KOSDAQ', '106', '제조', 2_360, MANUFACTURING),
  industry('KOSDAQ', '107', '건설', 96),
  industry('KOSDAQ', '108', '유통', 402),
  industry('KOSDAQ', '111', '금융', 2_120, FINANCE),
  industry('KOSDAQ', '115', '음식료·담배', 6_940),
  industry('KOSDAQ', '119', '화학', 3_780),
  industry('KOSDAQ', '120', '제약', 14_300),
  industry('KOSDAQ', '121', '비금속', 268),
  industry('KOSDAQ', '122', '금속', 3_150),
  industry('KOSDAQ', '123', '기계·장비', 1_890),
  industry('KOSDAQ', '124', '전기·전자', 4_210),
  industry('KOSDAQ', '125', '의료·정밀기기', 3_020),
  industry('KOSDAQ', '126', '운송장비·부품', 1_760),
  industry('KOSDAQ', '132', 'IT 서비스', 118),
  industry('KOSDAQ', '141', '오락·문화', 452),
  row('201', 'KOSPI200', '2', '1', 1_046, kospi200),
  row('401', 'KOSPI100', '4', '1', 7_180, largestOf(100, kospi200)),
  row('701', 'KRX100', '7', '1', 14_900, largestOf(100, bothMarkets)),
];

function row(
  code: string,
  name: string,
  market: SectorMarket,
  group: SectorRow['group'],
  points: number,
  membersOf: SectorRow['membersOf'],
): SectorRow {
  return { code, name, market, group, referenceLevel: points * 100, membersOf };
}
