import type { TabDescription } from '../../description.ts';
import { accountColumns, accountFigures } from './account-words.ts';

const ORDERED =
  'ord_no stk_nm io_tp_nm trde_tp ord_qty ord_uv cntr_qty cntr_uv ord_remnq data_send_end_tp mdfy_cncl_tp orig_ord_no';

/** The account of the gold spot market: grams instead of shares. */
export const GOLD_TABS: readonly TabDescription[] = [
  {
    id: 'gold-balance',
    section: 'gold',
    api: 'kt50020',
    summary: accountFigures(
      'tot_dep_amt tot_entr net_entr tot_est_amt net_amt tot_book_amt2 pl_amt paym_alowa',
    ),
    columns: accountColumns(
      'stk_nm real_qty able_qty avg_prc cur_prc book_amt2 est_amt est_lspft est_ratio cmsn vlad_tax pl_prch_prc',
    ),
    totals: ['book_amt2', 'est_amt', 'est_lspft'],
    refreshMs: 15_000,
  },
  { id: 'gold-deposit', section: 'gold', api: 'kt50021' },
  {
    id: 'gold-orders',
    section: 'gold',
    api: 'kt50030',
    request: { qry_tp: '2', dmst_stex_tp: '%' },
    filters: ['ord_dt', 'qry_tp', 'slby_tp'],
    columns: accountColumns(ORDERED),
  },
  {
    id: 'gold-fills',
    section: 'gold',
    api: 'kt50031',
    request: { qry_tp: '2', dmst_stex_tp: '%' },
    filters: ['ord_dt', 'qry_tp', 'sell_tp'],
    columns: accountColumns(
      'ord_tm ord_no stk_nm io_tp_nm trde_tp ord_qty ord_uv cntr_qty cntr_uv ord_remnq acpt_tp mdfy_cncl ori_ord cnfm_tm',
    ),
  },
  {
    id: 'gold-open',
    section: 'gold',
    api: 'kt50075',
    request: { qry_tp: '2', dmst_stex_tp: '%' },
    filters: ['ord_dt', 'sell_tp'],
    columns: accountColumns(ORDERED),
    refreshMs: 10_000,
  },
  {
    id: 'gold-transactions',
    section: 'gold',
    api: 'kt50032',
    range: { from: 'strt_dt', to: 'end_dt' },
    request: { tp: '0' },
    filters: ['strt_dt', 'end_dt', 'tp'],
    columns: accountColumns(
      'deal_dt rmrk_nm stk_nm deal_qty uv_exrt deal_amt cmsn gold_spot_vat exct_amt entra_remn spot_remn proc_time deal_no',
    ),
    totals: ['deal_amt', 'cmsn', 'gold_spot_vat'],
  },
];
