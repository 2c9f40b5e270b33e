import { SIGN_CODES } from './code-tables.ts';
import type { KiwoomEndpoint } from './endpoint-row.ts';

/** Short selling (공매도). */
export const KIWOOM_SHORT_SELLING_ENDPOINTS = {
  ka10014: {
    id: 'ka10014',
    nameKo: '공매도추이요청',
    nameEn: 'Short selling trend',
    path: '/api/dostk/shsa',
    group: 'shortSelling',
    isPaged: false,
    request: [
      { key: 'stk_cd', label: '종목코드', required: true, length: 20, format: 'suffixedCode' },
      { key: 'tm_tp', label: '시간구분', required: false, length: 1, values: { '0': '시작일', '1': '기간' } },
      { key: 'strt_dt', label: '시작일자', required: true, length: 8, format: 'date' },
      { key: 'end_dt', label: '종료일자', required: true, length: 8, format: 'date' },
    ],
    response: [
      { key: 'shrts_trnsn', label: '공매도추이', kind: 'list' },
      { key: 'dt', label: '일자', kind: 'date', list: 'shrts_trnsn' },
      { key: 'close_pric', label: '종가', kind: 'price', list: 'shrts_trnsn', signed: true },
      { key: 'pred_pre_sig', label: '전일대비기호', kind: 'sign', list: 'shrts_trnsn', values: SIGN_CODES },
      { key: 'pred_pre', label: '전일대비', kind: 'change', list: 'shrts_trnsn', signed: true },
      { key: 'flu_rt', label: '등락율', kind: 'percent', list: 'shrts_trnsn', signed: true },
      { key: 'trde_qty', label: '거래량', kind: 'quantity', list: 'shrts_trnsn' },
      { key: 'shrts_qty', label: '공매도량', kind: 'quantity', list: 'shrts_trnsn' },
      { key: 'ovr_shrts_qty', label: '누적공매도량', kind: 'quantity', list: 'shrts_trnsn' },
      { key: 'trde_wght', label: '매매비중', kind: 'percent', list: 'shrts_trnsn', signed: true },
      { key: 'shrts_trde_prica', label: '공매도거래대금', kind: 'amount', list: 'shrts_trnsn' },
      { key: 'shrts_avg_pric', label: '공매도평균가', kind: 'price', list: 'shrts_trnsn' },
    ],
    source: 'Kiwoom REST API guide; Kiwoom-Securities/Kiwoom-REST-API',
  },
} as const satisfies Readonly<Record<string, KiwoomEndpoint>>;
