import type { PanelDescription } from '../description.ts';

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

/** What an instrument is: its quote, bands, capital and ratios. */
export const INSTRUMENT_SHEET: PanelDescription = {
  id: 'instrument-sheet',
  tabs: [
    {
      id: 'sheet',
      api: 'ka10001',
      linked: 'stk_cd',
      summary: ORDER.map((key) => ({ key })),
      refreshMs: 10_000,
      live: {
        type: '0B',
        values: {
          '10': 'cur_prc',
          '11': 'pred_pre',
          '12': 'flu_rt',
          '25': 'pre_sig',
          '13': 'trde_qty',
          '16': 'open_pric',
          '17': 'high_pric',
          '18': 'low_pric',
        },
      },
    },
  ],
};
