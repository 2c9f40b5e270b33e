import type { PanelDescription } from '../description.ts';
import { columns, figures } from './columns.ts';
import { CREDIT_RANKINGS } from './ranking-tabs.ts';

const [RATIO] = CREDIT_RANKINGS;

/** What is bought on credit, and what may be. */
export const CREDIT: PanelDescription = {
  id: 'credit',
  tabs: [
    {
      id: 'days',
      api: 'ka10013',
      linked: 'stk_cd',
      filters: ['qry_tp', 'dt'],
      columns: columns('dt cur_prc pred_pre_sig pred_pre trde_qty new rpya remn amt shr_rt remn_rt'),
      chart: {
        timeKey: 'dt',
        series: [
          { key: 'remn', style: 'line', isLeft: true },
          { key: 'cur_prc', style: 'line' },
        ],
      },
    },
    {
      id: RATIO.id,
      api: RATIO.api,
      request: RATIO.request,
      filters: RATIO.filters,
      columns: RATIO.columns,
      refreshMs: RATIO.refreshMs,
      live: RATIO.live,
    },
    {
      id: 'allowed',
      api: 'kt20016',
      request: { mrkt_deal_tp: '%', crd_stk_grde_tp: '%' },
      filters: ['mrkt_deal_tp', 'crd_stk_grde_tp', 'stk_cd'],
      summary: figures('crd_loan_able'),
      columns: columns(
        'stk_cd stk_nm crd_assr_rt repl_pric pred_close_pric crd_limit_over_yn crd_limit_over_txt',
      ),
    },
    { id: 'may-i', api: 'kt20017', linked: 'stk_cd', summary: figures('crd_alow_yn') },
  ],
};
