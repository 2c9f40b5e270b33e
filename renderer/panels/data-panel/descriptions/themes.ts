import type { PanelDescription } from '../description.ts';
import { columns, figures, liveTrades } from './columns.ts';

/** Groups of instruments that move for the same reason, and their members. */
export const THEMES: PanelDescription = {
  id: 'themes',
  tabs: [
    {
      id: 'groups',
      api: 'ka90001',
      request: { flu_pl_amt_tp: '3' },
      filters: ['flu_pl_amt_tp', 'date_tp', 'thema_nm'],
      columns: columns('thema_nm flu_sig flu_rt dt_prft_rt stk_num rising_stk_num fall_stk_num main_stk'),
      refreshMs: 30_000,
      detail: {
        from: { thema_grp_cd: { key: 'thema_grp_cd' } },
        tabs: [
          {
            id: 'members',
            api: 'ka90002',
            request: { date_tp: '10' },
            filters: ['date_tp'],
            summary: figures('flu_rt dt_prft_rt'),
            columns: columns(
              'stk_nm cur_prc flu_sig pred_pre flu_rt acc_trde_qty dt_prft_rt_n sel_bid buy_bid',
            ),
            refreshMs: 10_000,
            live: liveTrades('ka90002', 'acc_trde_qty'),
          },
        ],
      },
    },
  ],
};
