import type { ColumnChoice } from '#renderer/panels/api-data/grid-columns.ts';
import type { LiveDescription, PanelDescription } from '../description.ts';

const NAME: ColumnChoice = { key: 'stk_nm', flex: 1, width: 84, header: { ko: '종목', en: 'Name' } };
const LAST: ColumnChoice = { key: 'cur_prc', width: 72, header: { ko: '현재가', en: 'Last' } };
const SIGN: ColumnChoice = { key: 'pred_pre_sig', width: 30, header: { ko: '', en: '' } };
const CHANGE: ColumnChoice = { key: 'pred_pre', width: 66, header: { ko: '대비', en: 'Change' } };
const PERCENT: ColumnChoice = {
  key: 'flu_rt',
  width: 68,
  header: { ko: '등락률', en: '%' },
  as: { kind: 'percent', signed: true },
};
const QUOTE: readonly ColumnChoice[] = [NAME, LAST, SIGN, CHANGE, PERCENT];

/** 0B, 주식체결. */
const LIVE_TRADES: LiveDescription = {
  type: '0B',
  itemKey: 'stk_cd',
  values: { '10': 'cur_prc', '11': 'pred_pre', '12': 'flu_rt', '25': 'pred_pre_sig', '13': 'now_trde_qty' },
};

/** Who moves most, who trades most. */
export const RANKINGS: PanelDescription = {
  id: 'rankings',
  tabs: [
    {
      id: 'change',
      api: 'ka10027',
      request: { stex_tp: '3', updown_incls: '1' },
      filters: ['mrkt_tp', 'sort_tp', 'stk_cnd', 'trde_qty_cnd', 'pric_cnd', 'trde_prica_cnd'],
      columns: [
        ...QUOTE,
        { key: 'now_trde_qty', width: 92, header: { ko: '거래량', en: 'Volume' } },
        { key: 'cntr_str', width: 76, header: { ko: '체결강도', en: 'Strength' } },
      ],
      refreshMs: 5000,
      live: LIVE_TRADES,
    },
    {
      id: 'volume',
      api: 'ka10030',
      request: { stex_tp: '3' },
      filters: ['mrkt_tp', 'sort_tp', 'mang_stk_incls', 'pric_tp', 'trde_qty_tp'],
      columns: [
        ...QUOTE,
        { key: 'trde_qty', width: 92, header: { ko: '거래량', en: 'Volume' } },
        { key: 'pred_rt', width: 76, header: { ko: '전일비', en: 'vs. prev.' } },
        { key: 'trde_tern_rt', width: 70, header: { ko: '회전율', en: 'Turnover %' } },
        { key: 'trde_amt', width: 92, header: { ko: '거래대금(백만)', en: 'Value (m)' } },
      ],
      refreshMs: 5000,
      live: { ...LIVE_TRADES, values: { ...LIVE_TRADES.values, '13': 'trde_qty' } },
    },
    {
      id: 'turnover',
      api: 'ka10032',
      request: { stex_tp: '3', mang_stk_incls: '1' },
      filters: ['mrkt_tp', 'mang_stk_incls', 'stex_tp'],
      columns: [
        { key: 'now_rank', width: 40, header: { ko: '순위', en: '#' } },
        ...QUOTE,
        { key: 'now_trde_qty', width: 92, header: { ko: '거래량', en: 'Volume' } },
        { key: 'trde_prica', width: 100, header: { ko: '거래대금(백만)', en: 'Value (m)' } },
      ],
      refreshMs: 5000,
      live: LIVE_TRADES,
    },
  ],
};
