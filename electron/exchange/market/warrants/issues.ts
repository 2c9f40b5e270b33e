import { addDays } from '#shared/catalogue/trading-calendar.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { latestTradingDay, tradingDayAfter, tradingDayBefore } from '../history/trading-days.ts';
import { seedOf } from '../random.ts';
import {
  BARRIERS,
  ISSUERS,
  RATIOS,
  RIGHT_NAMES,
  STRIKES,
  TARGET_SIZE,
  WARRANT_UNDERLYINGS,
  type RightCode,
  type WarrantHouse,
  type WarrantUnderlying,
} from './warrant-table.ts';
import type { Underlying } from './underlyings.ts';

/** The terms of one warrant. They never change. */
export interface Warrant {
  readonly symbol: string;
  readonly name: string;
  /** 회차. */
  readonly series: string;
  readonly issuer: WarrantHouse;
  /** The house that quotes it and holds what is not sold. */
  readonly liquidityProvider: WarrantHouse;
  readonly underlying: Underlying;
  readonly rightCode: RightCode;
  readonly right: 'call' | 'put';
  /** Won, or points of an index. */
  readonly strike: number;
  /** Trading ends for good when the underlying touches it; null for plain warrants. */
  readonly barrier: number | null;
  /** 전환비율: underlyings, or won a point, for one warrant. */
  readonly ratio: number;
  readonly issued: number;
  readonly listedOn: KstDate;
  readonly lastTradingDay: KstDate;
  readonly expiresOn: KstDate;
  readonly paysOn: KstDate;
}

const MONTHS_OF_LIFE = 3;

/** Expiries that have warrants on a day: the one that has passed last, and the next two. */
export function expiriesAround(today: KstDate): readonly KstDate[] {
  const month = Number(today.slice(0, 4)) * 12 + Number(today.slice(4, 6)) - 1;
  const first = expiryOf(month) < today ? month : month - 1;
  return [first, first + 1, first + 2].map(expiryOf);
}

/** Makes the warrants of one expiry on the underlyings that exist. @param find  null for what is not here */
export function issueWarrants(
  expiresOn: KstDate,
  seed: number,
  find: (code: string) => Underlying | null,
): readonly Warrant[] {
  return WARRANT_UNDERLYINGS.flatMap((row, place) => {
    const underlying = find(row.code);
    if (underlying === null) return [];
    const rights: readonly RightCode[] = row.hasKnockOut ? ['1', '2', '6', '7'] : ['1', '2'];
    return rights.map((right) => issue({ row, place, underlying, right, expiresOn, seed }));
  });
}

function issue(options: {
  readonly row: WarrantUnderlying;
  readonly place: number;
  readonly underlying: Underlying;
  readonly right: RightCode;
  readonly expiresOn: KstDate;
  readonly seed: number;
}): Warrant {
  const { row, place, underlying, right, expiresOn, seed } = options;
  const listedOn = listingDay(expiresOn);
  const atIssue = priceBefore(underlying, listedOn);
  const symbol = `5${right === '1' || right === '6' ? 7 : 8}${row.letter}${codeOfMonth(expiresOn, right)}`;
  const draw = seedOf(seed, 'warrant', symbol) >>> 0;
  const house = (place + Number(right) + Number(expiresOn.slice(4, 6))) % ISSUERS.length;
  const issuer = ISSUERS[house] ?? ISSUERS[0];
  // Every fourth issue is quoted by another house than its own.
  const provider = draw % 4 === 0 ? (ISSUERS[(house + 1) % ISSUERS.length] ?? issuer) : issuer;
  const barrier = right === '6' || right === '7' ? BARRIERS[right] : null;
  const isCall = right === '1' || right === '6';
  return {
    symbol,
    name: `${issuer.short}${symbol.slice(2)}${underlying.name}${RIGHT_NAMES[right]}`,
    series: `제${String(1000 + (draw % 8000))}회`,
    issuer,
    liquidityProvider: provider,
    underlying,
    rightCode: right,
    right: isCall ? 'call' : 'put',
    strike: rounded(atIssue * STRIKES[right], row.isIndex),
    barrier: barrier === null ? null : rounded(atIssue * barrier, row.isIndex),
    ratio: RATIOS.find((ratio) => ratio * atIssue <= TARGET_SIZE) ?? 0.001,
    issued: (5 + (draw % 12)) * 1_000_000,
    listedOn,
    lastTradingDay: tradingDayBefore(tradingDayBefore(expiresOn)),
    expiresOn,
    paysOn: tradingDayAfter(tradingDayAfter(expiresOn)),
  };
}

/** The last three characters: knock-outs have the month as a letter, the others as two digits. */
function codeOfMonth(expiresOn: KstDate, right: RightCode): string {
  const year = String.fromCharCode(65 + (Number(expiresOn.slice(0, 4)) % 26));
  const month = expiresOn.slice(4, 6);
  if (right === '1' || right === '2') return year + month;
  return `${year}K${Number(month).toString(36).toUpperCase()}`;
}

/** The second Thursday, or the trading day before. @source KRX, expiry of KOSPI 200 options. @param month  months since year 0 */
function expiryOf(month: number): KstDate {
  const [year, ofYear] = [Math.floor(month / 12), (month % 12) + 1];
  const weekday = new Date(Date.UTC(year, ofYear - 1, 1)).getUTCDay();
  const day = 1 + ((4 - weekday + 7) % 7) + 7;
  const text = `${year}${String(ofYear).padStart(2, '0')}${String(day).padStart(2, '0')}`;
  return latestTradingDay(text as KstDate);
}

/** The first trading day of the month, three months before expiry. */
function listingDay(expiresOn: KstDate): KstDate {
  const month = Number(expiresOn.slice(0, 4)) * 12 + Number(expiresOn.slice(4, 6)) - 1 - MONTHS_OF_LIFE;
  const text = `${Math.floor(month / 12)}${String((month % 12) + 1).padStart(2, '0')}01`;
  return tradingDayAfter(addDays(text as KstDate, -1));
}

function priceBefore(underlying: Underlying, date: KstDate): number {
  const past = underlying.past();
  return (past.find((day) => day.date < date) ?? past.at(-1))?.close ?? underlying.today().base;
}

/** Strikes of indices stand on 2.5 points, those of shares on three digits. */
function rounded(value: number, isIndex: boolean): number {
  const step = isIndex ? 2.5 : 10 ** Math.max(0, Math.floor(Math.log10(value)) - 2);
  return Math.round(value / step) * step;
}
