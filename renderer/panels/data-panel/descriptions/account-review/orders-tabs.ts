import type { TabDescription } from '../../description.ts';
import { accountColumns, accountFigures } from './account-words.ts';

/** What was ordered and done, and what moved money and shares. */
export const ORDERS_TABS: readonly TabDescription[] = [
  {
    id: 'orders',
    section: 'orders',
    api: 'kt00007',
    request: { qry_tp: '2', dmst_stex_tp: '%' },
    filters: ['ord_dt', 'qry_tp', 'sell_tp', 'dmst_stex_tp', 'stk_cd'],
    columns: accountColumns(
      'ord_tm ord_no stk_nm io_tp_nm trde_tp ord_qty ord_uv cntr_qty cntr_uv ord_remnq acpt_tp mdfy_cncl ori_ord cnfm_tm dmst_stex_tp',
    ),
  },
  {
    id: 'order-status',
    section: 'orders',
    api: 'kt00009',
    request: { dmst_stex_tp: '%' },
    filters: ['ord_dt', 'qry_tp', 'sell_tp', 'mrkt_tp', 'dmst_stex_tp'],
    summary: accountFigures('engg_amt sell_grntl_engg_amt buy_engg_amt'),
    columns: accountColumns(
      'cntr_tm ord_no stk_nm io_tp_nm trde_tp ord_qty ord_uv cntr_qty cntr_uv acpt_tp mdfy_cncl_tp orig_ord_no dmst_stex_tp',
    ),
  },
  {
    id: 'open',
    section: 'orders',
    api: 'ka10075',
    filters: ['trde_tp', 'stex_tp'],
    columns: accountColumns(
      'tm ord_no stk_nm io_tp_nm trde_tp ord_qty ord_pric oso_qty cntr_qty cur_prc ord_stt stex_tp_txt orig_ord_no',
    ),
    refreshMs: 10_000,
    detail: {
      from: { ord_no: { key: 'ord_no' } },
      tabs: [
        {
          id: 'split',
          api: 'ka10088',
          columns: accountColumns(
            'ord_no stk_nm io_tp_nm trde_tp ord_qty ord_pric osop_qty cntr_qty ord_stt stex_tp_txt',
          ),
          totals: ['ord_qty', 'osop_qty', 'cntr_qty'],
        },
      ],
    },
  },
  {
    id: 'fills',
    section: 'orders',
    api: 'ka10076',
    filters: ['sell_tp', 'stex_tp', 'ord_no'],
    columns: accountColumns(
      'ord_tm ord_no stk_nm io_tp_nm trde_tp ord_qty ord_pric cntr_qty cntr_pric oso_qty tdy_trde_cmsn tdy_trde_tax ord_stt stex_tp_txt',
    ),
    totals: ['tdy_trde_cmsn', 'tdy_trde_tax'],
    refreshMs: 10_000,
  },
  {
    id: 'transactions',
    section: 'orders',
    api: 'kt00015',
    request: { dmst_stex_tp: '%' },
    range: { from: 'strt_dt', to: 'end_dt' },
    filters: ['strt_dt', 'end_dt', 'tp', 'gds_tp', 'stk_cd'],
    columns: accountColumns(
      'trde_dt rmrk_nm stk_nm trde_qty_jwa_cnt trde_unit trde_amt cmsn trde_agri_tax exct_amt entra_remn vlbl_nowrm trde_kind_nm proc_tm trde_no',
    ),
    totals: ['trde_amt', 'cmsn', 'trde_agri_tax'],
  },
  {
    id: 'settlement',
    section: 'orders',
    api: 'kt00008',
    summary: accountFigures('trde_dt setl_dt sell_amt_sum buy_amt_sum'),
    columns: accountColumns('stk_nm sell_tp qty unp engg_amt cmsn trde_tax rstx exct_amt crd_tp loan_dt'),
    totals: ['engg_amt', 'cmsn', 'trde_tax', 'rstx'],
  },
];
