import { KIWOOM_ACCOUNT_REALTIME } from './kiwoom/account-realtime.ts';
import { KIWOOM_MARKET_REALTIME } from './kiwoom/market-realtime.ts';
import { KIWOOM_ORDER_BOOK_REALTIME } from './kiwoom/order-book-realtime.ts';
import type { KiwoomRealtimeType } from './kiwoom/realtime-row.ts';
import { KIWOOM_TRADE_REALTIME } from './kiwoom/trade-realtime.ts';

type TypesOf<Group> = Group;

/** Every type with its literal fields, for types that follow from it. */
export interface KiwoomRealtimeTypes
  extends
    TypesOf<typeof KIWOOM_ACCOUNT_REALTIME>,
    TypesOf<typeof KIWOOM_TRADE_REALTIME>,
    TypesOf<typeof KIWOOM_ORDER_BOOK_REALTIME>,
    TypesOf<typeof KIWOOM_MARKET_REALTIME> {}

/** Real-time types by their code; the case of the code matters. */
export const KIWOOM_REALTIME_TYPES: KiwoomRealtimeTypes = {
  ...KIWOOM_ACCOUNT_REALTIME,
  ...KIWOOM_TRADE_REALTIME,
  ...KIWOOM_ORDER_BOOK_REALTIME,
  ...KIWOOM_MARKET_REALTIME,
};

export type KiwoomRealtimeTypeId = keyof KiwoomRealtimeTypes;

export const KIWOOM_REALTIME_TYPE_IDS = Object.keys(KIWOOM_REALTIME_TYPES) as readonly KiwoomRealtimeTypeId[];

export function isKiwoomRealtimeTypeId(type: string): type is KiwoomRealtimeTypeId {
  return Object.hasOwn(KIWOOM_REALTIME_TYPES, type);
}

const ROWS: Readonly<Record<KiwoomRealtimeTypeId, KiwoomRealtimeType>> = KIWOOM_REALTIME_TYPES;

/** Returns the row of a type, without the literal types. */
export function kiwoomRealtimeType(type: KiwoomRealtimeTypeId): KiwoomRealtimeType {
  return ROWS[type];
}
