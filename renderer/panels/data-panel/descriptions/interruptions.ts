import type { PanelDescription } from '../description.ts';
import { columns } from './columns.ts';

/** Instruments whose trading a volatility interruption (VI) has halted, or had today. */
export const INTERRUPTIONS: PanelDescription = {
  id: 'interruptions',
  tabs: [
    {
      id: 'today',
      api: 'ka10054',
      filters: ['mrkt_tp', 'motn_tp', 'motn_drc', 'bf_mkrt_tp', 'stex_tp'],
      columns: columns(
        'trde_cntr_proc_time stk_nm viaplc_tp motn_pric open_pric_pre_flu_rt static_stdpc static_dispty_rt dynm_stdpc dynm_dispty_rt virelis_time vimotn_cnt acc_trde_qty',
      ),
      refreshMs: 3000,
      live: [
        {
          type: '1h',
          itemKey: 'stk_cd',
          values: {
            '13': 'acc_trde_qty',
            '1221': 'motn_pric',
            '1223': 'trde_cntr_proc_time',
            '1224': 'virelis_time',
            '1225': 'viaplc_tp',
            '1236': 'static_stdpc',
            '1237': 'dynm_stdpc',
            '1238': 'static_dispty_rt',
            '1239': 'dynm_dispty_rt',
            '1490': 'vimotn_cnt',
          },
        },
      ],
    },
  ],
};
