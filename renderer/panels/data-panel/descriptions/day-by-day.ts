import type { PanelDescription } from '../description.ts';
import { columns, figures, lines, priceChart } from './columns.ts';

const STRENGTH =
  'cur_prc pred_pre_sig pred_pre flu_rt trde_qty cntr_str cntr_str_5min cntr_str_20min cntr_str_60min';
const EVERY_MINUTE = 60_000;

/** An instrument's days and its minutes, in figures. */
export const DAY_BY_DAY: PanelDescription = {
  id: 'day-by-day',
  tabs: [
    {
      id: 'days',
      section: 'days',
      api: 'ka10086',
      linked: 'stk_cd',
      filters: ['qry_dt', 'indc_tp'],
      columns: columns(
        'date close_pric pred_rt flu_rt trde_qty amt_mn ind_netprps for_netprps orgn_netprps for_wght crd_rt',
      ),
      chart: priceChart('date', 'close_pric'),
      refreshMs: EVERY_MINUTE,
    },
    {
      id: 'weeks',
      section: 'days',
      api: 'ka10005',
      linked: 'stk_cd',
      columns: columns(
        'date open_pric high_pric low_pric close_pric pre flu_rt trde_qty trde_prica cntr_str',
      ),
      chart: priceChart('date', 'close_pric'),
      refreshMs: EVERY_MINUTE,
    },
    {
      id: 'details',
      section: 'days',
      api: 'ka10015',
      linked: 'stk_cd',
      filters: ['strt_dt'],
      columns: columns(
        'dt close_pric pred_pre_sig pred_pre flu_rt trde_qty trde_prica bf_mkrt_trde_wght opmr_trde_wght af_mkrt_trde_wght cntr_str',
      ),
      chart: priceChart('dt', 'close_pric'),
    },
    {
      id: 'strength-days',
      section: 'days',
      api: 'ka10047',
      linked: 'stk_cd',
      columns: columns(`dt ${STRENGTH}`),
      chart: lines('dt', 'cntr_str cntr_str_5min cntr_str_20min'),
    },
    {
      id: 'strength',
      section: 'today',
      api: 'ka10046',
      linked: 'stk_cd',
      columns: columns(`cntr_tm ${STRENGTH}`),
      chart: lines('cntr_tm', 'cntr_str cntr_str_5min cntr_str_20min'),
      refreshMs: 10_000,
    },
    {
      id: 'trades',
      section: 'today',
      api: 'ka10084',
      linked: 'stk_cd',
      filters: ['tdy_pred', 'tic_min', 'tm'],
      columns: columns('tm cur_prc sign pred_pre pre_rt cntr_trde_qty acc_trde_qty cntr_str stex_tp'),
      refreshMs: 10_000,
    },
    {
      id: 'sizes',
      section: 'today',
      api: 'ka10055',
      linked: 'stk_cd',
      filters: ['tdy_pred'],
      columns: columns('cntr_tm cntr_pric pred_pre_sig pred_pre flu_rt cntr_qty acc_trde_qty acc_trde_prica'),
      refreshMs: 10_000,
    },
    {
      id: 'sum',
      section: 'today',
      api: 'ka10006',
      linked: 'stk_cd',
      summary: figures(
        'date close_pric pre flu_rt open_pric high_pric low_pric trde_qty trde_prica cntr_str',
      ),
      refreshMs: 10_000,
      live: [
        {
          type: '0B',
          values: {
            '10': 'close_pric',
            '11': 'pre',
            '12': 'flu_rt',
            '13': 'trde_qty',
            '16': 'open_pric',
            '17': 'high_pric',
            '18': 'low_pric',
            '228': 'cntr_str',
          },
        },
      ],
    },
  ],
};
