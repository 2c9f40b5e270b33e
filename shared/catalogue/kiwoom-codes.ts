import type { OrderType, TimeInForce } from '../domain/order.ts';
import type { KstDate } from '../domain/time.ts';
import { kstDate } from '../domain/time.ts';
import type { TradingSessionPhase } from '../domain/trading-session.ts';
import type { BookVenue, Venue } from '../domain/venue.ts';

const GUIDE = 'Kiwoom REST API guide, stock orders (kt10000)';

/** An order type as the field `trde_tp` has it. */
export interface KiwoomOrderTypeRow {
  readonly code: string;
  readonly label: string;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  /** Last day it was of use; null while in force. */
  readonly to: KstDate | null;
  readonly source: string;
}

export const KIWOOM_ORDER_TYPES: readonly KiwoomOrderTypeRow[] = [
  { code: '0', label: '보통', type: 'limit', timeInForce: 'day', to: null, source: GUIDE },
  { code: '3', label: '시장가', type: 'market', timeInForce: 'day', to: null, source: GUIDE },
  { code: '5', label: '조건부지정가', type: 'conditionalLimit', timeInForce: 'day', to: null, source: GUIDE },
  { code: '6', label: '최유리지정가', type: 'bestCounter', timeInForce: 'day', to: null, source: GUIDE },
  { code: '7', label: '최우선지정가', type: 'bestSame', timeInForce: 'day', to: null, source: GUIDE },
  { code: '10', label: '보통(IOC)', type: 'limit', timeInForce: 'ioc', to: null, source: GUIDE },
  { code: '13', label: '시장가(IOC)', type: 'market', timeInForce: 'ioc', to: null, source: GUIDE },
  { code: '16', label: '최유리(IOC)', type: 'bestCounter', timeInForce: 'ioc', to: null, source: GUIDE },
  { code: '20', label: '보통(FOK)', type: 'limit', timeInForce: 'fok', to: null, source: GUIDE },
  { code: '23', label: '시장가(FOK)', type: 'market', timeInForce: 'fok', to: null, source: GUIDE },
  { code: '26', label: '최유리(FOK)', type: 'bestCounter', timeInForce: 'fok', to: null, source: GUIDE },
  { code: '28', label: '스톱지정가', type: 'stopLimit', timeInForce: 'day', to: null, source: GUIDE },
  { code: '29', label: '중간가', type: 'midpoint', timeInForce: 'day', to: null, source: GUIDE },
  { code: '30', label: '중간가(IOC)', type: 'midpoint', timeInForce: 'ioc', to: null, source: GUIDE },
  { code: '31', label: '중간가(FOK)', type: 'midpoint', timeInForce: 'fok', to: null, source: GUIDE },
  {
    code: '61',
    label: '장시작전시간외',
    type: 'preOpenClosePrice',
    timeInForce: 'day',
    to: null,
    source: GUIDE,
  },
  {
    code: '62',
    label: '시간외단일가',
    type: 'offHoursSinglePrice',
    timeInForce: 'day',
    to: kstDate('20260913'),
    source: `${GUIDE}; KIS Open API notice 2026-09-09 on the end of that session`,
  },
  {
    code: '81',
    label: '장마감후시간외',
    type: 'postCloseClosePrice',
    timeInForce: 'day',
    to: null,
    source: GUIDE,
  },
];

/** Returns the `trde_tp` code, or null where Kiwoom has none for the pair. */
export function kiwoomOrderTypeCode(type: OrderType, timeInForce: TimeInForce): string | null {
  return KIWOOM_ORDER_TYPES.find((row) => row.type === type && row.timeInForce === timeInForce)?.code ?? null;
}

/** Returns what a `trde_tp` code stands for, or null for a code that is not in the table. */
export function kiwoomOrderTypeOf(code: string): KiwoomOrderTypeRow | null {
  return KIWOOM_ORDER_TYPES.find((row) => row.code === code) ?? null;
}

/** How a venue is written in each place that names one. */
export interface KiwoomVenueRow {
  readonly venue: Venue;
  /** Orders and account queries: `dmst_stex_tp`. */
  readonly orderCode: string;
  /** After an instrument code in quotes, charts and real-time registrations. */
  readonly symbolSuffix: string;
  /** `stex_tp` of order and fill queries (ka10075, ka10076, ka10088), and real-time value 2134. */
  readonly queryCode: string;
  /** `stex_tp` of rankings. */
  readonly rankingCode: string;
}

/** @source Kiwoom REST API guide */
export const KIWOOM_VENUES: readonly KiwoomVenueRow[] = [
  { venue: 'KRX', orderCode: 'KRX', symbolSuffix: '', queryCode: '1', rankingCode: '1' },
  { venue: 'NXT', orderCode: 'NXT', symbolSuffix: '_NX', queryCode: '2', rankingCode: '2' },
  { venue: 'SOR', orderCode: 'SOR', symbolSuffix: '_AL', queryCode: '0', rankingCode: '3' },
];

/** A value of real-time type 0s, field 215, and the phase it announces. */
export interface KiwoomSessionCodeRow {
  readonly code: string;
  readonly label: string;
  readonly venue: BookVenue;
  /** Null where only the NXT close-price market ends. */
  readonly phase: TradingSessionPhase | null;
}

/**
 * Session codes that the guide explains. Others arrive too, and the one of the KRX after-market is not published: take an
 * unknown code for no news.
 *
 * @source Kiwoom REST API guide, real-time type 0s
 */
export const KIWOOM_SESSION_CODES: readonly KiwoomSessionCodeRow[] = [
  { code: '0', label: 'KRX장전', venue: 'KRX', phase: 'openingAuction' },
  { code: '3', label: 'KRX장시작', venue: 'KRX', phase: 'continuous' },
  { code: 'P', label: 'NXT프리마켓개시', venue: 'NXT', phase: 'preMarket' },
  { code: 'Q', label: 'NXT프리마켓종료', venue: 'NXT', phase: 'paused' },
  { code: 'R', label: 'NXT메인마켓개시', venue: 'NXT', phase: 'continuous' },
  { code: 'S', label: 'NXT메인마켓종료', venue: 'NXT', phase: 'paused' },
  { code: 'T', label: 'NXT애프터마켓단일가개시', venue: 'NXT', phase: 'afterMarketAuction' },
  { code: 'U', label: 'NXT애프터마켓개시', venue: 'NXT', phase: 'afterMarket' },
  { code: 'V', label: 'NXT종가매매종료', venue: 'NXT', phase: null },
  { code: 'W', label: 'NXT애프터마켓종료', venue: 'NXT', phase: 'closed' },
];
