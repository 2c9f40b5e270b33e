import type { TabDescription } from '../../description.ts';
import { accountColumns, accountFigures } from './account-words.ts';

/** What the account is worth: cash, securities, day by day. */
export const ASSETS_TABS: readonly TabDescription[] = [
  {
    id: 'evaluation',
    section: 'assets',
    api: 'kt00004',
    request: { dmst_stex_tp: 'KRX' },
    filters: ['qry_tp', 'dmst_stex_tp'],
    summary: accountFigures(
      'prsm_dpst_aset_amt aset_evlt_amt entr d2_entra tot_est_amt tot_pur_amt tdy_lspft tdy_lspft_rt lspft2 lspft_ratio lspft lspft_rt tdy_lspft_amt invt_bsamt lspft_amt tot_grnt_sella',
    ),
    columns: accountColumns(
      'stk_nm rmnd_qty avg_prc cur_prc pur_amt evlt_amt pl_amt pl_rt setl_remn tdy_buyq tdy_sellq',
    ),
    totals: ['pur_amt', 'evlt_amt', 'pl_amt'],
    refreshMs: 15_000,
  },
  {
    id: 'days',
    section: 'assets',
    api: 'kt00002',
    range: { from: 'start_dt', to: 'end_dt' },
    filters: ['start_dt', 'end_dt'],
    columns: accountColumns(
      'dt prsm_dpst_aset_amt entr repl_amt crd_loan grnt_use_amt ls_grnt prsm_dpst_aset_amt_bncr_skip',
    ),
    chart: {
      timeKey: 'dt',
      series: [
        { key: 'prsm_dpst_aset_amt', style: 'line' },
        { key: 'entr', style: 'line', isLeft: true },
      ],
    },
  },
  {
    id: 'deposit',
    section: 'assets',
    api: 'kt00001',
    filters: ['qry_tp'],
    summary: accountFigures(
      'entr d1_entra d2_entra ord_alow_amt pymn_alow_amt d1_pymn_alow_amt d2_pymn_alow_amt 100stk_ord_alow_amt 60stk_ord_alow_amt 50stk_ord_alow_amt 40stk_ord_alow_amt 30stk_ord_alow_amt 20stk_ord_alow_amt d1_slby_exct_amt d1_buy_exct_amt d1_sel_exct_amt d2_slby_exct_amt d2_buy_exct_amt d2_sel_exct_amt profa_ch profa_repl repl_amt remn_repl_evlta ch_uncla ch_uncla_dlfe crd_int_npay loan_sum ls_sum crd_grnt_rt etc_loana',
    ),
  },
  {
    id: 'estimate',
    section: 'assets',
    api: 'kt00003',
    filters: ['qry_tp'],
    summary: accountFigures('prsm_dpst_aset_amt'),
    refreshMs: 15_000,
  },
  { id: 'today', section: 'assets', api: 'kt00017', refreshMs: 15_000 },
];
