import type { Instrument, Market, SecurityKind } from '#shared/domain/instrument.ts';
import { price } from '#shared/domain/price.ts';

type Row = readonly [symbol: string, name: string, base: number, market?: Market, kind?: SecurityKind];

const ROWS: readonly Row[] = [
  ['005930', '삼성전자', 69_900],
  ['000660', 'SK하이닉스', 202_500],
  ['373220', 'LG에너지솔루션', 388_000],
  ['005380', '현대차', 257_000],
  ['035420', 'NAVER', 179_300],
  ['035720', '카카오', 43_250],
  ['068270', '셀트리온', 187_000],
  ['069500', 'KODEX 200', 35_785, 'KOSPI', 'etf'],
  ['042700', '한미반도체', 107_200],
  ['247540', '에코프로비엠', 176_600, 'KOSDAQ'],
  ['196170', '알테오젠', 308_500, 'KOSDAQ'],
  ['005490', 'POSCO홀딩스', 353_000],
  ['105560', 'KB금융', 83_900],
  ['034020', '두산에너빌리티', 20_400],
  ['122630', 'KODEX 레버리지', 16_870, 'KOSPI', 'etf'],
  ['009150', '삼성전기', 141_200],
  ['207940', '삼성바이오로직스', 951_000],
  ['028260', '삼성물산', 142_800],
  ['032830', '삼성생명', 98_700],
  ['000270', '기아', 118_200],
  ['012450', '한화에어로스페이스', 288_000],
  ['086520', '에코프로', 91_400, 'KOSDAQ'],
  ['263750', '펄어비스', 38_350, 'KOSDAQ'],
  ['293490', '카카오게임즈', 17_920, 'KOSDAQ'],
  ['323410', '카카오뱅크', 22_050],
  ['010130', '고려아연', 512_000],
];

/** Instruments of the fake desk. Names and codes are real, everything else is made up. */
export const FAKE_INSTRUMENTS: readonly Instrument[] = ROWS.map(
  ([symbol, name, base, market = 'KOSPI', kind = 'share'], place) => ({
    symbol,
    name,
    market,
    kind,
    basePrice: price(base),
    // The larger the company, the earlier its row.
    listedShares: Math.round(((ROWS.length - place) * 10_000_000_000_000) / base),
    isNxtEligible: kind === 'share',
    isHalted: false,
    leverage: symbol === '122630' ? 2 : 1,
    marginRate: 20,
  }),
);
