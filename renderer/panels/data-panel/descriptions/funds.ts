import type { LiveDescription, PanelDescription } from '../description.ts';
import { columns, figures, lines, priceChart } from './columns.ts';

/** ETF NAV (0G) of the fund that is looked at. */
const NAV_NOW: readonly LiveDescription[] = [
  {
    type: '0G',
    itemField: 'stk_cd',
    values: {},
    alone: {
      '10': { ko: '현재가', en: 'Last' },
      '12': { ko: '등락률', en: '%' },
      '36': { ko: 'NAV', en: 'NAV' },
      '38': { ko: 'NAV등락률', en: 'NAV %' },
      '39': { ko: '추적오차율', en: 'Tracking error' },
      '265': { ko: '지수괴리율', en: 'Index gap' },
      '266': { ko: 'ETF괴리율', en: 'Price gap' },
    },
  },
];

/** All funds, and of each its value, its past and who buys it. */
export const FUNDS: PanelDescription = {
  id: 'funds',
  tabs: [
    {
      id: 'all',
      api: 'ka40004',
      filters: ['mngmcomp', 'navpre', 'txon_type', 'txon_yn'],
      columns: columns(
        'stk_nm close_pric pre_sig pred_pre pre_rt trde_qty nav trace_eor_rt trace_idex_nm trace_flu_rt',
      ),
      refreshMs: 10_000,
      live: [
        {
          type: '0G',
          itemKey: 'stk_cd',
          values: {
            '10': 'close_pric',
            '11': 'pred_pre',
            '12': 'pre_rt',
            '25': 'pre_sig',
            '13': 'trde_qty',
            '36': 'nav',
            '39': 'trace_eor_rt',
          },
        },
      ],
      detail: {
        from: { stk_cd: { key: 'stk_cd' } },
        tabs: [
          {
            id: 'time',
            api: 'ka40006',
            columns: columns('tm close_pric pre_sig pred_pre flu_rt trde_qty nav navidex navetf trace_idex'),
            chart: lines('tm', 'close_pric nav'),
            refreshMs: 30_000,
            live: NAV_NOW,
          },
          {
            id: 'days',
            api: 'ka40003',
            columns: columns(
              'cntr_dt cur_prc pre_sig pred_pre pre_rt trde_qty nav navetfdispty_rt trace_eor_rt trace_cur_prc',
            ),
            chart: lines('cntr_dt', 'cur_prc nav'),
          },
          {
            id: 'value',
            api: 'ka40009',
            columns: columns(
              'nav navpred_pre navflu_rt trace_eor_rt dispty_rt base_pric stkcnt for_rmnd_qty wonju_pric',
            ),
            refreshMs: 30_000,
            live: NAV_NOW,
          },
          {
            id: 'trades',
            api: 'ka40007',
            columns: columns('cntr_tm cur_prc pre_sig pred_pre trde_qty stex_tp'),
            refreshMs: 10_000,
          },
          {
            id: 'trades-day',
            api: 'ka40008',
            columns: columns(
              'dt cur_prc_n pre_sig_n pred_pre_n acc_trde_qty for_netprps_qty orgn_netprps_qty',
            ),
            chart: priceChart('dt', 'cur_prc_n', 'acc_trde_qty'),
          },
          {
            id: 'foreign',
            api: 'ka40010',
            columns: columns('cur_prc pre_sig pred_pre trde_qty for_netprps'),
            refreshMs: 30_000,
          },
          {
            id: 'about',
            api: 'ka40002',
            summary: figures('stk_nm etfobjt_idex_nm wonju_pric etftxon_type etntxon_type'),
          },
        ],
      },
    },
    {
      id: 'returns',
      api: 'ka40001',
      request: { dt: '1' },
      filters: ['stk_cd', 'etfobjt_idex_cd', 'dt'],
      columns: columns('etfprft_rt cntr_prft_rt for_netprps_qty orgn_netprps_qty'),
    },
  ],
};
