import { isKiwoomApiId } from '../kiwoom-endpoints.ts';
import { isKiwoomConditionApiId } from './condition-search.ts';

/** Why nothing may be sent under an id. */
export interface UnknownApiReason {
  readonly kind:
    /** Public lists of the API print it, the broker has no such API. */
    | 'invented'
    /** A frame on the WebSocket, not a REST call. */
    | 'socketOnly'
    | 'unknown';
  readonly messageKo: string;
  readonly messageEn: string;
}

export interface InventedApi {
  readonly id: string;
  readonly why: string;
}

const LISTED_ONLY = 'printed by public API lists only; neither the guide nor any working client knows it';
const NOT_CREDIT = `${LISTED_ONLY}; credit orders are kt10006 to kt10009`;
const NOT_GOLD = `${LISTED_ONLY}; gold orders are kt50000 to kt50003, gold accounts kt50020 to kt50075`;

/** Ids that do not exist, though lists found on the web have them. */
export const INVENTED_API_IDS: readonly InventedApi[] = [
  { id: 'ka10012', why: LISTED_ONLY },
  { id: 'ka10070', why: LISTED_ONLY },
  { id: 'ka10071', why: LISTED_ONLY },
  { id: 'ka10103', why: LISTED_ONLY },
  { id: 'ka10104', why: LISTED_ONLY },
  { id: 'ka10105', why: LISTED_ONLY },
  { id: 'ka10106', why: LISTED_ONLY },
  { id: 'ka10107', why: LISTED_ONLY },
  { id: 'ka10108', why: LISTED_ONLY },
  { id: 'ka10109', why: LISTED_ONLY },
  { id: 'ka10180', why: LISTED_ONLY },
  { id: 'ka10181', why: LISTED_ONLY },
  { id: 'ka10182', why: LISTED_ONLY },
  { id: 'ka10183', why: LISTED_ONLY },
  { id: 'ka10184', why: LISTED_ONLY },
  { id: 'kt10010', why: NOT_CREDIT },
  { id: 'kt10011', why: NOT_CREDIT },
  { id: 'kt10012', why: NOT_CREDIT },
  { id: 'kt10013', why: NOT_CREDIT },
  { id: 'kt50010', why: NOT_GOLD },
  { id: 'kt50011', why: NOT_GOLD },
];

/** Returns why an id is no REST API of the catalogue, or null where it is one. */
export function explainUnknownApi(id: string): UnknownApiReason | null {
  if (isKiwoomApiId(id)) return null;
  if (isKiwoomConditionApiId(id)) {
    return {
      kind: 'socketOnly',
      messageKo: `${id}: 조건검색은 REST가 아니라 실시간 연결로 요청합니다`,
      messageEn: `${id}: condition search is asked for on the real-time connection, not over REST`,
    };
  }
  const invented = INVENTED_API_IDS.find((row) => row.id === id);
  if (invented !== undefined) {
    return {
      kind: 'invented',
      messageKo: `${id}: 인터넷 목록에만 있고 키움에는 없는 API입니다`,
      messageEn: `${id}: ${invented.why}`,
    };
  }
  return {
    kind: 'unknown',
    messageKo: `${id}: 키움에 없는 API입니다`,
    messageEn: `${id}: Kiwoom has no such API`,
  };
}
