import type { PanelDescription } from '../description.ts';
import { columns, figures } from './columns.ts';

/** As a trader reads: the day, the year, what the company is worth and earns. */
const ORDER = [
  ...['stk_nm', 'stk_cd', 'cur_prc', 'pre_sig', 'pred_pre', 'flu_rt', 'trde_qty', 'trde_pre'],
  ...['open_pric', 'high_pric', 'low_pric', 'base_pric', 'upl_pric', 'lst_pric'],
  ...['exp_cntr_pric', 'exp_cntr_qty', 'oyr_hgst', 'oyr_lwst'],
  ...[
    '250hgst',
    '250hgst_pric_dt',
    '250hgst_pric_pre_rt',
    '250lwst',
    '250lwst_pric_dt',
    '250lwst_pric_pre_rt',
  ],
  ...['mac', 'mac_wght', 'cap', 'flo_stk', 'dstr_stk', 'dstr_rt', 'for_exh_rt', 'crd_rt', 'repl_pric'],
  ...[
    'per',
    'eps',
    'roe',
    'pbr',
    'ev',
    'bps',
    'sale_amt',
    'bus_pro',
    'cup_nga',
    'fav',
    'fav_unit',
    'setl_mm',
  ],
];

const LEVELS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** The day's values of 0B, and of 0A where there is a price without a trade. */
const DAY = {
  '10': 'cur_prc',
  '11': 'pred_pre',
  '12': 'flu_rt',
  '25': 'pre_sig',
  '13': 'trde_qty',
  '16': 'open_pric',
  '17': 'high_pric',
  '18': 'low_pric',
} as const;

/** What an instrument is: its quote, bands, capital and ratios. */
export const INSTRUMENT_SHEET: PanelDescription = {
  id: 'instrument-sheet',
  tabs: [
    {
      id: 'sheet',
      api: 'ka10001',
      linked: 'stk_cd',
      summary: figures(ORDER.join(' ')),
      refreshMs: 10_000,
      live: [
        { type: '0B', values: DAY },
        { type: '0A', values: DAY },
      ],
    },
    {
      id: 'quote',
      api: 'ka10007',
      linked: 'stk_cd',
      summary: figures(
        'cur_prc smbol pred_rt flu_rt open_pric high_pric low_pric pred_close_pric trde_qty pred_trde_qty upl_pric lst_pric exp_cntr_pric exp_cntr_qty hgst_pric hgst_pric_dt lwst_pric lwst_pric_dt',
      ),
      board: {
        headers: [
          { ko: '매도잔량', en: 'Ask size' },
          { ko: '매도호가', en: 'Ask' },
          { ko: '매수호가', en: 'Bid' },
        ],
        rows: LEVELS.map((level) => [`sel_${level}bid_req`, `sel_${level}bid`, `buy_${level}bid`]),
      },
      refreshMs: 5000,
      live: [
        {
          type: '0B',
          values: {
            '10': 'cur_prc',
            '11': 'pred_rt',
            '12': 'flu_rt',
            '25': 'smbol',
            '13': 'trde_qty',
            '16': 'open_pric',
            '17': 'high_pric',
            '18': 'low_pric',
          },
        },
        { type: '0C', values: { '27': 'sel_1bid', '28': 'buy_1bid' } },
      ],
    },
    {
      id: 'listing',
      api: 'ka10100',
      linked: 'stk_cd',
      summary: figures(
        'code name marketName upName upSizeName companyClassName listCount regDay lastPrice state auditInfo orderWarning nxtEnable',
      ),
    },
    {
      id: 'rights',
      api: 'ka10011',
      filters: ['newstk_recvrht_tp'],
      columns: columns(
        'stk_nm cur_prc pred_pre_sig pred_pre flu_rt fpr_sel_bid fpr_buy_bid acc_trde_qty open_pric high_pric low_pric',
      ),
      refreshMs: 15_000,
    },
  ],
};
