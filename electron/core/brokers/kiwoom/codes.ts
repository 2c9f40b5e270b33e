import type { KiwoomSessionCodeRow } from '#shared/catalogue/kiwoom-codes.ts';
import { KIWOOM_ORDER_TYPES, KIWOOM_SESSION_CODES, KIWOOM_VENUES } from '#shared/catalogue/kiwoom-codes.ts';
import type { OrderSide, OrderType, TimeInForce } from '#shared/domain/order.ts';
import type { BookVenue, Venue } from '#shared/domain/venue.ts';

export interface TypeAndTime {
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
}

/** Words of answers that differ from the labels of the order form. */
const OTHER_TYPE_WORDS: readonly (TypeAndTime & { readonly word: string })[] = [
  { word: '지정가', type: 'limit', timeInForce: 'day' },
  { word: '최유리', type: 'bestCounter', timeInForce: 'day' },
  { word: '최우선', type: 'bestSame', timeInForce: 'day' },
  { word: '조건부', type: 'conditionalLimit', timeInForce: 'day' },
  { word: '장전시간외', type: 'preOpenClosePrice', timeInForce: 'day' },
  { word: '장전시간외종가', type: 'preOpenClosePrice', timeInForce: 'day' },
  { word: '장후시간외', type: 'postCloseClosePrice', timeInForce: 'day' },
  { word: '장후시간외종가', type: 'postCloseClosePrice', timeInForce: 'day' },
];

const TYPES_BY_WORD: ReadonlyMap<string, TypeAndTime> = new Map([
  ...KIWOOM_ORDER_TYPES.map(({ label, type, timeInForce }) => [label, { type, timeInForce }] as const),
  ...OTHER_TYPE_WORDS.map(({ word, type, timeInForce }) => [word, { type, timeInForce }] as const),
]);

/** Reads the order type in words, as answers and pushes have it; null for words that are not known. */
export function parseTypeWord(text: string): TypeAndTime | null {
  return TYPES_BY_WORD.get(text.replaceAll(' ', '')) ?? null;
}

/** Reads the side out of an order's kind in words: "+매수", "-매도정정", "현금매수", "매도취소". */
export function parseSideWord(text: string): OrderSide | null {
  if (text.includes('매수')) return 'buy';
  return text.includes('매도') ? 'sell' : null;
}

/** Reads what a row asks for out of its kind in words. */
export function parseKindWord(text: string): 'new' | 'amend' | 'cancel' {
  if (text.includes('정정')) return 'amend';
  return text.includes('취소') ? 'cancel' : 'new';
}

/** Reads the venue an order was sent to. Its name wins over its code; a routed order is SOR whatever else is said. */
export function parseVenue(name: string, code: string, isSor: boolean): Venue | null {
  if (isSor) return 'SOR';
  const row =
    KIWOOM_VENUES.find(({ orderCode }) => orderCode === name.toUpperCase()) ??
    KIWOOM_VENUES.find(({ queryCode }) => queryCode === code);
  return row?.venue ?? null;
}

export function symbolSuffix(venue: BookVenue | 'all'): string {
  const name: Venue = venue === 'all' ? 'SOR' : venue;
  return KIWOOM_VENUES.find((row) => row.venue === name)?.symbolSuffix ?? '';
}

/**
 * Session codes that arrive although the REST guide does not list them. `c` began the single-price session that the KRX
 * after-market replaced on 2026-09-14; what the after-market itself sends is not published, and `c` is taken for it.
 *
 * @source Kiwoom Open API+ guide, real-time type 장시작시간, field 215
 */
const OLDER_SESSION_CODES: readonly KiwoomSessionCodeRow[] = [
  { code: '2', label: '장종료전', venue: 'KRX', phase: 'closingAuction' },
  { code: '4', label: '장종료', venue: 'KRX', phase: 'postCloseWait' },
  { code: '8', label: '장종료', venue: 'KRX', phase: 'postCloseWait' },
  { code: '9', label: '장마감', venue: 'KRX', phase: 'closed' },
  { code: 'a', label: '시간외종가매매시작', venue: 'KRX', phase: 'postCloseClosePrice' },
  { code: 'b', label: '시간외종가매매종료', venue: 'KRX', phase: 'paused' },
  { code: 'c', label: '시간외단일가매매시작', venue: 'KRX', phase: 'afterMarket' },
  { code: 'd', label: '시간외단일가매매종료', venue: 'KRX', phase: 'closed' },
];

const SESSIONS_BY_CODE = new Map(
  [...KIWOOM_SESSION_CODES, ...OLDER_SESSION_CODES].map((row) => [row.code, row]),
);

/** Returns null for a code that neither guide explains. */
export function sessionOf(code: string): KiwoomSessionCodeRow | null {
  return SESSIONS_BY_CODE.get(code) ?? null;
}
