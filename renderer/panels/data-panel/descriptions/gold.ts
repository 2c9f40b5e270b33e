import type { LiveDescription, PanelDescription, TabDescription } from '../description.ts';
import { columns, figures, priceChart } from './columns.ts';

const WORDS = {
  '10': { ko: '국제금(원/g)', en: 'World gold (won/g)' },
  '11': { ko: '대비', en: 'Change' },
  '12': { ko: '등락률', en: '%' },
};
/** The world's gold beside that of the market here (0I): won per gram, dollars per ounce. */
const ABROAD: readonly LiveDescription[] = [{ type: '0I', item: 'MGD', values: {}, alone: WORDS }];
const FILTERS = ['stk_cd', 'base_dt'];
const BARS = 'open_pric high_pric low_pric cur_prc';

function dayChart(id: string, api: TabDescription['api']): TabDescription {
  return {
    id,
    section: 'chart',
    api,
    filters: FILTERS,
    columns: columns(`dt ${BARS} acc_trde_qty acc_trde_prica`),
    chart: priceChart('dt', 'cur_prc', 'acc_trde_qty'),
  };
}

/** Gold on the spot market. */
export const GOLD: PanelDescription = {
  id: 'gold',
  tabs: [
    {
      id: 'quote',
      section: 'quote',
      api: 'ka50100',
      filters: ['stk_cd'],
      summary: figures(
        'pred_pre_sig pred_pre flu_rt pred_close_pric open_pric high_pric low_pric trde_qty pred_rt upl_pric lst_pric',
      ),
      refreshMs: 5000,
      live: ABROAD,
    },
    {
      id: 'book',
      section: 'quote',
      api: 'ka50101',
      filters: ['stk_cd', 'tic_scope'],
      columns: columns(
        'tm cntr_pric pre_sig pred_pre flu_rt cntr_trde_qty pri_sel_bid_unit pri_buy_bid_unit trde_qty cntr_str',
      ),
      refreshMs: 5000,
      live: ABROAD,
    },
    {
      id: 'trades',
      section: 'quote',
      api: 'ka50010',
      filters: ['stk_cd'],
      columns: columns(
        'tm cntr_pric pre_sig pred_pre flu_rt cntr_trde_qty pri_sel_bid_unit pri_buy_bid_unit trde_qty cntr_str',
      ),
      refreshMs: 5000,
      live: ABROAD,
    },
    {
      id: 'expected',
      section: 'quote',
      api: 'ka50087',
      filters: ['stk_cd'],
      columns: columns(
        'exp_tm exp_cntr_pric exp_pre_sig exp_pred_pre exp_flu_rt exp_cntr_trde_qty exp_acc_trde_qty',
      ),
      refreshMs: 5000,
    },
    {
      id: 'days',
      section: 'quote',
      api: 'ka50012',
      filters: FILTERS,
      columns: columns(
        'dt cur_prc pre_sig pred_pre flu_rt trde_qty acc_trde_prica ind_netprps for_netprps orgn_netprps',
      ),
      chart: priceChart('dt'),
    },
    {
      id: 'investors',
      section: 'quote',
      api: 'ka52301',
      columns: [
        { key: 'stk_nm', flex: 1, width: 84, header: { ko: '투자자', en: 'Investor' } },
        ...columns(
          'all_dfrt_trst_buy_qty all_dfrt_trst_sell_qty all_dfrt_trst_netprps_qty netprps_qty_irds all_dfrt_trst_netprps_amt netprps_amt_irds buy_uv sell_uv acc_netprps_qty acc_netprps_amt',
        ),
      ],
      refreshMs: 60_000,
    },
    {
      id: 'chart-minutes-today',
      section: 'chart',
      api: 'ka50092',
      filters: ['stk_cd', 'tic_scope'],
      columns: columns(
        'cntr_tm cntr_pric pred_pre_sig pred_pre open_pric high_pric low_pric trde_qty acc_trde_qty',
      ),
      chart: priceChart('cntr_tm', 'cntr_pric'),
      refreshMs: 30_000,
    },
    {
      id: 'chart-ticks-today',
      section: 'chart',
      api: 'ka50091',
      filters: ['stk_cd', 'tic_scope'],
      columns: columns('cntr_tm cntr_pric pred_pre_sig pred_pre trde_qty'),
      chart: priceChart('cntr_tm', 'cntr_pric'),
      refreshMs: 30_000,
    },
    {
      id: 'chart-minutes',
      section: 'chart',
      api: 'ka50080',
      filters: ['stk_cd', 'tic_scope'],
      columns: columns(`cntr_tm ${BARS} trde_qty acc_trde_qty`),
      chart: priceChart('cntr_tm'),
    },
    {
      id: 'chart-ticks',
      section: 'chart',
      api: 'ka50079',
      filters: ['stk_cd', 'tic_scope'],
      columns: columns(`cntr_tm ${BARS} trde_qty`),
      chart: priceChart('cntr_tm'),
    },
    dayChart('chart-days', 'ka50081'),
    dayChart('chart-weeks', 'ka50082'),
    dayChart('chart-months', 'ka50083'),
  ],
};
