import type { TabDescription } from '../../description.ts';
import { accountColumns, accountFigures } from './account-words.ts';

/** What is held, at what price, with what result. */
export const HOLDINGS_TABS: readonly TabDescription[] = [
  {
    id: 'balance',
    section: 'holdings',
    api: 'kt00018',
    request: { dmst_stex_tp: 'KRX' },
    filters: ['qry_tp', 'dmst_stex_tp'],
    summary: accountFigures(
      'prsm_dpst_aset_amt tot_pur_amt tot_evlt_amt tot_evlt_pl tot_prft_rt tot_loan_amt',
    ),
    columns: accountColumns(
      'stk_nm rmnd_qty trde_able_qty pur_pric cur_prc pur_amt evlt_amt evltv_prft prft_rt poss_rt sum_cmsn tax crd_tp_nm',
    ),
    totals: ['pur_amt', 'evlt_amt', 'evltv_prft', 'sum_cmsn', 'tax'],
    refreshMs: 15_000,
  },
  {
    id: 'filled',
    section: 'holdings',
    api: 'kt00005',
    request: { dmst_stex_tp: 'KRX' },
    filters: ['dmst_stex_tp'],
    summary: accountFigures(
      'entr entr_d1 entr_d2 ord_alowa pymn_alow_amt stk_buy_tot_amt evlt_amt_tot tot_pl_tot tot_pl_rt',
    ),
    columns: accountColumns(
      'stk_nm cur_qty setl_remn buy_uv cur_prc pur_amt evlt_amt evltv_prft pl_rt crd_tp loan_dt expr_dt',
    ),
    totals: ['pur_amt', 'evlt_amt', 'evltv_prft'],
    refreshMs: 15_000,
  },
  {
    id: 'of-day',
    section: 'holdings',
    api: 'ka01690',
    filters: ['qry_dt'],
    summary: accountFigures(
      'day_stk_asst dbst_bal tot_buy_amt tot_evlt_amt tot_evltv_prft tot_prft_rt buy_wght',
    ),
    columns: accountColumns('stk_nm rmnd_qty buy_uv cur_prc evlt_amt evltv_prft prft_rt buy_wght evlt_wght'),
    totals: ['evlt_amt', 'evltv_prft'],
  },
  {
    id: 'returns',
    section: 'holdings',
    api: 'ka10085',
    filters: ['stex_tp'],
    columns: accountColumns(
      'stk_nm rmnd_qty pur_pric cur_prc pur_amt tdy_sel_pl tdy_trde_cmsn tdy_trde_tax setl_remn clrn_alow_qty crd_tp loan_dt',
    ),
    totals: ['pur_amt', 'tdy_sel_pl', 'tdy_trde_cmsn', 'tdy_trde_tax'],
    refreshMs: 15_000,
  },
];
