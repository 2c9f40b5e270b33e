import type { PanelDescription } from '../description.ts';
import { columns, figures } from './columns.ts';

const LENT = 'dbrt_trde_cntrcnt dbrt_trde_rpy dbrt_trde_irds rmnd remn_amt';

/** Short selling, and the lending that it needs. Figures of days: nothing here is live. */
export const LENDING: PanelDescription = {
  id: 'lending',
  tabs: [
    {
      id: 'short',
      api: 'ka10014',
      linked: 'stk_cd',
      request: { tm_tp: '1' },
      filters: ['strt_dt', 'end_dt'],
      columns: columns(
        'dt close_pric pred_pre_sig pred_pre flu_rt trde_qty shrts_qty trde_wght ovr_shrts_qty shrts_avg_pric shrts_trde_prica',
      ),
      chart: {
        timeKey: 'dt',
        series: [
          { key: 'shrts_qty', style: 'bars', isLeft: true },
          { key: 'close_pric', style: 'line' },
        ],
      },
    },
    {
      id: 'lent-instrument',
      api: 'ka20068',
      linked: 'stk_cd',
      filters: ['strt_dt', 'end_dt'],
      columns: columns(`dt ${LENT}`),
      chart: {
        timeKey: 'dt',
        series: [
          { key: 'dbrt_trde_irds', style: 'bars', isLeft: true },
          { key: 'rmnd', style: 'line' },
        ],
      },
    },
    {
      id: 'lent-market',
      api: 'ka10068',
      filters: ['strt_dt', 'end_dt'],
      columns: columns(`dt ${LENT}`),
      chart: {
        timeKey: 'dt',
        series: [
          { key: 'dbrt_trde_irds', style: 'bars', isLeft: true },
          { key: 'rmnd', style: 'line' },
        ],
      },
    },
    {
      id: 'lent-top',
      api: 'ka10069',
      request: { mrkt_tp: '001' },
      filters: ['mrkt_tp', 'strt_dt', 'end_dt'],
      summary: figures('dbrt_trde_cntrcnt_sum dbrt_trde_rpy_sum rmnd_sum remn_amt_sum'),
      columns: columns('stk_nm dbrt_trde_cntrcnt dbrt_trde_rpy rmnd remn_amt'),
    },
    {
      id: 'lent-all',
      api: 'ka90012',
      request: { mrkt_tp: '001' },
      filters: ['mrkt_tp', 'dt'],
      columns: columns('stk_nm dbrt_trde_cntrcnt dbrt_trde_rpy rmnd remn_amt'),
    },
  ],
};
