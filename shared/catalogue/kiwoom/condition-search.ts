import { SIGN_CODES } from './code-tables.ts';
import type { KiwoomRequestField, KiwoomResponseField } from './endpoint-row.ts';
import type { KiwoomRealtimeField } from './realtime-row.ts';

/** A request of the condition search: a frame on the WebSocket, selected by `trnm`. Paging is in the frame, not in headers. */
export interface KiwoomConditionApi {
  readonly id: string;
  readonly nameKo: string;
  readonly nameEn: string;
  readonly trnm: 'CNSRLST' | 'CNSRREQ' | 'CNSRCLR';
  readonly isPaged: boolean;
  readonly request: readonly KiwoomRequestField[];
  /** `return_code` and `return_msg` come with every answer and are not listed. */
  readonly response: readonly KiwoomResponseField[];
  readonly source: string;
}

/**
 * Condition search (조건검색). Conditions are made in the broker's own program; the list must be asked for before a search on the
 * same connection, or the search gets no answer.
 */
export const KIWOOM_CONDITION_APIS = {
  ka10171: {
    id: 'ka10171',
    nameKo: '조건검색 목록조회',
    nameEn: 'List of conditions',
    trnm: 'CNSRLST',
    isPaged: false,
    request: [{ key: 'trnm', label: '서비스명', required: true, length: 7, values: { CNSRLST: '고정값' } }],
    response: [
      { key: 'trnm', label: '서비스명', kind: 'text' },
      {
        key: 'data',
        label: '조건검색식 목록',
        kind: 'list',
        note: 'a row is an object, or an array of seq and name',
      },
      { key: 'seq', label: '조건검색식 일련번호', kind: 'code', list: 'data' },
      { key: 'name', label: '조건검색식 명', kind: 'text', list: 'data' },
    ],
    source: 'Kiwoom REST API guide; Kiwoom-Securities/Kiwoom-REST-API',
  },
  ka10172: {
    id: 'ka10172',
    nameKo: '조건검색 요청 일반',
    nameEn: 'Condition search, once',
    trnm: 'CNSRREQ',
    isPaged: true,
    request: [
      { key: 'trnm', label: '서비스명', required: true, length: 7, values: { CNSRREQ: '고정값' } },
      {
        key: 'seq',
        label: '조건검색식 일련번호',
        required: true,
        length: 3,
        note: 'from the list of conditions; sometimes comes back padded with blanks',
      },
      { key: 'search_type', label: '조회타입', required: true, values: { '0': '조건검색' } },
      {
        key: 'stex_tp',
        label: '거래소구분',
        required: true,
        length: 1,
        values: { K: 'KRX', N: 'NXT', A: '통합' },
      },
      {
        key: 'cont_yn',
        label: '연속조회여부',
        required: false,
        length: 1,
        values: { Y: '연속조회요청', N: '연속조회미요청' },
      },
      { key: 'next_key', label: '연속조회키', required: false, length: 20 },
    ],
    response: [
      { key: 'trnm', label: '서비스명', kind: 'text' },
      { key: 'seq', label: '조건검색식 일련번호', kind: 'code' },
      { key: 'cont_yn', label: '연속조회여부', kind: 'flag' },
      { key: 'next_key', label: '연속조회키', kind: 'code' },
      { key: 'data', label: '검색결과데이터', kind: 'list' },
      { key: '9001', label: '종목코드', kind: 'code', list: 'data', prefix: 'A' },
      { key: '302', label: '종목명', kind: 'text', list: 'data' },
      { key: '10', label: '현재가', kind: 'price', list: 'data', zeroPadded: true },
      { key: '25', label: '전일대비기호', kind: 'sign', list: 'data', values: SIGN_CODES },
      { key: '11', label: '전일대비', kind: 'change', list: 'data', signed: true, zeroPadded: true },
      {
        key: '12',
        label: '등락율',
        kind: 'percent',
        list: 'data',
        scale: 0.001,
        signed: true,
        zeroPadded: true,
      },
      { key: '13', label: '누적거래량', kind: 'quantity', list: 'data', zeroPadded: true },
      { key: '16', label: '시가', kind: 'price', list: 'data', zeroPadded: true },
      { key: '17', label: '고가', kind: 'price', list: 'data', zeroPadded: true },
      { key: '18', label: '저가', kind: 'price', list: 'data', zeroPadded: true },
    ],
    source: 'Kiwoom REST API guide; Kiwoom-Securities/Kiwoom-REST-API',
  },
  ka10173: {
    id: 'ka10173',
    nameKo: '조건검색 요청 실시간',
    nameEn: 'Condition search, live',
    trnm: 'CNSRREQ',
    isPaged: false,
    request: [
      { key: 'trnm', label: '서비스명', required: true, length: 7, values: { CNSRREQ: '고정값' } },
      {
        key: 'seq',
        label: '조건검색식 일련번호',
        required: true,
        length: 3,
        note: 'from the list of conditions; sometimes comes back padded with blanks',
      },
      {
        key: 'search_type',
        label: '조회타입',
        required: true,
        length: 1,
        values: { '1': '조건검색+실시간조건검색' },
      },
      {
        key: 'stex_tp',
        label: '거래소구분',
        required: true,
        length: 1,
        values: { K: 'KRX', N: 'NXT', A: '통합' },
      },
    ],
    response: [
      { key: 'trnm', label: '서비스명', kind: 'text' },
      { key: 'seq', label: '조건검색식 일련번호', kind: 'code' },
      { key: 'data', label: '검색결과데이터', kind: 'list' },
      { key: 'jmcode', label: '종목코드', kind: 'code', list: 'data', prefix: 'A' },
    ],
    source: 'Kiwoom REST API guide; Kiwoom-Securities/Kiwoom-REST-API',
  },
  ka10174: {
    id: 'ka10174',
    nameKo: '조건검색 실시간 해제',
    nameEn: 'End a live condition search',
    trnm: 'CNSRCLR',
    isPaged: false,
    request: [
      { key: 'trnm', label: '서비스명', required: true, length: 7, values: { CNSRCLR: '고정값' } },
      {
        key: 'seq',
        label: '조건검색식 일련번호',
        required: true,
        note: 'from the list of conditions; sometimes comes back padded with blanks',
      },
    ],
    response: [
      { key: 'trnm', label: '서비스명', kind: 'text' },
      { key: 'seq', label: '조건검색식 일련번호', kind: 'code' },
    ],
    source: 'Kiwoom REST API guide; Kiwoom-Securities/Kiwoom-REST-API',
  },
} as const satisfies Readonly<Record<string, KiwoomConditionApi>>;

export type KiwoomConditionApiId = keyof typeof KIWOOM_CONDITION_APIS;

export function isKiwoomConditionApiId(id: string): id is KiwoomConditionApiId {
  return Object.hasOwn(KIWOOM_CONDITION_APIS, id);
}

/** Returns the row of an API, without the literal types. */
export function kiwoomConditionApi(id: KiwoomConditionApiId): KiwoomConditionApi {
  return KIWOOM_CONDITION_APIS[id];
}

/** What a live search sends when an instrument enters or leaves: an entry of a REAL frame. */
export const KIWOOM_CONDITION_EVENT = {
  type: '02',
  nameKo: '조건검색',
  nameEn: 'Condition search events',
  fields: [
    { fid: '841', label: '일련번호', kind: 'code' },
    { fid: '9001', label: '종목코드', kind: 'code' },
    { fid: '843', label: '삽입삭제 구분', kind: 'text', values: { I: '삽입(편입)', D: '삭제(이탈)' } },
    { fid: '20', label: '체결시간', kind: 'time' },
    { fid: '907', label: '매도/수 구분', kind: 'text', values: { '1': '매도', '2': '매수' } },
    { fid: '9081', label: '거래소구분', kind: 'text', optional: true, note: 'newer servers only' },
  ],
  source: 'Kiwoom REST API guide; Kiwoom-Securities/Kiwoom-REST-API',
} as const satisfies {
  readonly type: string;
  readonly nameKo: string;
  readonly nameEn: string;
  readonly fields: readonly KiwoomRealtimeField[];
  readonly source: string;
};
