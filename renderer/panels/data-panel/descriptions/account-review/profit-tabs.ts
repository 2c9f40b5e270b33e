import type { TabDescription } from '../../description.ts';
import { accountColumns, accountFigures } from './account-words.ts';

const SOLD = 'cntr_qty buy_uv cntr_pric tdy_sel_pl pl_rt tdy_trde_cmsn tdy_trde_tax';
const SOLD_TOTALS = ['tdy_sel_pl', 'tdy_trde_cmsn', 'tdy_trde_tax'];

/** What was won and lost by selling: by day, by instrument, today. */
export const PROFIT_TABS: readonly TabDescription[] = [
  {
    id: 'pnl-days',
    section: 'profit',
    api: 'ka10074',
    range: { from: 'strt_dt', to: 'end_dt' },
    filters: ['strt_dt', 'end_dt'],
    summary: accountFigures('rlzt_pl tot_buy_amt tot_sell_amt trde_cmsn trde_tax'),
    columns: accountColumns('dt tdy_sel_pl buy_amt sell_amt tdy_trde_cmsn tdy_trde_tax'),
    totals: ['tdy_sel_pl', 'buy_amt', 'sell_amt', 'tdy_trde_cmsn', 'tdy_trde_tax'],
    chart: {
      timeKey: 'dt',
      series: [
        { key: 'tdy_sel_pl', style: 'bars' },
        { key: 'tdy_sel_pl', style: 'line', isLeft: true, isRunningSum: true },
      ],
    },
  },
  {
    id: 'pnl-period',
    section: 'profit',
    api: 'ka10073',
    range: { from: 'strt_dt', to: 'end_dt' },
    filters: ['strt_dt', 'end_dt', 'stk_cd'],
    columns: accountColumns(`dt stk_nm ${SOLD} crd_tp`),
    totals: SOLD_TOTALS,
  },
  {
    id: 'pnl-day',
    section: 'profit',
    api: 'ka10072',
    filters: ['strt_dt', 'stk_cd'],
    columns: accountColumns(`stk_nm ${SOLD} crd_tp`),
    totals: SOLD_TOTALS,
  },
  {
    id: 'pnl-instrument',
    section: 'profit',
    api: 'ka10077',
    linked: 'stk_cd',
    summary: accountFigures('tdy_rlzt_pl'),
    columns: accountColumns(`stk_nm ${SOLD}`),
    totals: SOLD_TOTALS,
    refreshMs: 15_000,
  },
  {
    id: 'journal',
    section: 'profit',
    api: 'ka10170',
    request: { ottks_tp: '2' },
    filters: ['base_dt', 'ottks_tp', 'ch_crd_tp'],
    summary: accountFigures('tot_pl_amt tot_prft_rt tot_buy_amt tot_sell_amt tot_cmsn_tax tot_exct_amt'),
    columns: accountColumns(
      'stk_nm buy_qty buy_avg_pric buy_amt sell_qty sel_avg_pric sell_amt cmsn_alm_tax pl_amt prft_rt',
    ),
    totals: ['buy_amt', 'sell_amt', 'cmsn_alm_tax', 'pl_amt'],
  },
  {
    id: 'return-days',
    section: 'profit',
    api: 'kt00016',
    range: { from: 'fr_dt', to: 'to_dt' },
    filters: ['fr_dt', 'to_dt'],
    summary: accountFigures(
      'evltv_prft prft_rt invt_bsamt tern_rt tot_amt_fr tot_amt_to entr_fr entr_to scrt_evlt_amt_fr scrt_evlt_amt_to termin_tot_trns termin_tot_pymn termin_tot_inq termin_tot_outq ls_grnt_fr ls_grnt_to crd_loan_fr crd_loan_to ch_uncla_fr ch_uncla_to krw_asgna_fr krw_asgna_to ls_evlta_fr ls_evlta_to rght_evlta_fr rght_evlta_to loan_amt_fr loan_amt_to etc_loana_fr etc_loana_to crd_int_npay_gold_fr crd_int_npay_gold_to crd_int_fr crd_int_to futr_repl_sella trst_repl_sella',
    ),
  },
];
