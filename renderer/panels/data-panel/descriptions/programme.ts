import type { LiveDescription, PanelDescription } from '../description.ts';
import { columns, figures, lines } from './columns.ts';

const OF_MARKET =
  'dfrt_trde_sel dfrt_trde_buy dfrt_trde_netprps ndiffpro_trde_sel ndiffpro_trde_buy ndiffpro_trde_netprps all_netprps kospi200 basis';
const OF_INSTRUMENT =
  'cur_prc pre_sig pred_pre flu_rt trde_qty prm_sell_qty prm_buy_qty prm_netprps_qty prm_netprps_amt prm_netprps_qty_irds';
const EVERY_MINUTE = 60_000;

/** What programmes have bought and sold of the instrument until now (0w). */
const NOW: readonly LiveDescription[] = [
  {
    type: '0w',
    values: {},
    alone: {
      '20': { en: 'Time', ko: '시각' },
      '10': { en: 'Last', ko: '현재가' },
      '202': { en: 'Sold', ko: '매도수량' },
      '206': { en: 'Bought', ko: '매수수량' },
      '210': { en: 'Net', ko: '순매수수량' },
      '211': { en: 'Net +/−', ko: '순매수증감' },
      '212': { en: 'Net value', ko: '순매수금액' },
    },
  },
];

/** Programme trading of the market and of instruments. */
export const PROGRAMME: PanelDescription = {
  id: 'programme',
  tabs: [
    {
      id: 'minutes',
      section: 'market',
      api: 'ka90005',
      request: { mrkt_tp: 'P001_AL01', stex_tp: '3', min_tic_tp: '1' },
      filters: ['mrkt_tp', 'stex_tp', 'amt_qty_tp', 'min_tic_tp', 'date'],
      columns: columns(`cntr_tm ${OF_MARKET}`),
      chart: {
        timeKey: 'cntr_tm',
        series: [
          { key: 'dfrt_trde_netprps', style: 'line' },
          { key: 'ndiffpro_trde_netprps', style: 'line' },
          { key: 'all_netprps', style: 'line' },
          { key: 'kospi200', style: 'line', isLeft: true },
        ],
      },
      refreshMs: 30_000,
    },
    {
      id: 'days',
      section: 'market',
      api: 'ka90010',
      request: { mrkt_tp: 'P001_AL01', stex_tp: '3', min_tic_tp: '1' },
      filters: ['mrkt_tp', 'stex_tp', 'amt_qty_tp', 'date'],
      columns: columns(`cntr_tm ${OF_MARKET}`),
      chart: lines('cntr_tm', 'dfrt_trde_netprps ndiffpro_trde_netprps all_netprps'),
      refreshMs: EVERY_MINUTE,
    },
    {
      id: 'sums',
      section: 'market',
      api: 'ka90007',
      filters: ['mrkt_tp', 'amt_qty_tp', 'date'],
      columns: columns(
        'dt kospi200 basis dfrt_trde_tdy dfrt_trde_acc ndiffpro_trde_tdy ndiffpro_trde_acc all_tdy all_acc',
      ),
      chart: lines('dt', 'dfrt_trde_acc ndiffpro_trde_acc all_acc'),
      refreshMs: EVERY_MINUTE,
    },
    {
      id: 'arbitrage',
      section: 'market',
      api: 'ka90006',
      filters: ['date'],
      columns: columns(
        'dt buy_dfrt_trde_qty buy_dfrt_trde_amt buy_dfrt_trde_irds_amt sel_dfrt_trde_qty sel_dfrt_trde_amt sel_dfrt_trde_irds_amt',
      ),
      chart: lines('dt', 'buy_dfrt_trde_amt sel_dfrt_trde_amt'),
      refreshMs: EVERY_MINUTE,
    },
    {
      id: 'top',
      section: 'instruments',
      api: 'ka90003',
      request: { trde_upper_tp: '2' },
      filters: ['mrkt_tp', 'trde_upper_tp', 'amt_qty_tp'],
      columns: columns(
        'rank stk_nm cur_prc flu_sig pred_pre flu_rt acc_trde_qty prm_buy_amt prm_sell_amt prm_netprps_amt',
      ),
      refreshMs: 15_000,
    },
    {
      id: 'all',
      section: 'instruments',
      api: 'ka90004',
      filters: ['mrkt_tp', 'dt', 'stex_tp'],
      summary: figures('tot_1 tot_2 tot_3 tot_4 tot_5'),
      columns: columns(
        'stk_nm cur_prc flu_sig pred_pre buy_cntr_qty buy_cntr_amt sel_cntr_qty sel_cntr_amt netprps_prica all_trde_rt',
      ),
      refreshMs: 30_000,
    },
    {
      id: 'instrument-time',
      section: 'instrument',
      api: 'ka90008',
      linked: 'stk_cd',
      request: { amt_qty_tp: '2' },
      filters: ['amt_qty_tp', 'date'],
      columns: columns(`tm ${OF_INSTRUMENT}`),
      chart: lines('tm', 'prm_netprps_qty'),
      refreshMs: 30_000,
      live: NOW,
    },
    {
      id: 'instrument-days',
      section: 'instrument',
      api: 'ka90013',
      linked: 'stk_cd',
      request: { amt_qty_tp: '2' },
      filters: ['amt_qty_tp', 'date'],
      columns: columns(`dt ${OF_INSTRUMENT}`),
      chart: {
        timeKey: 'dt',
        series: [
          { key: 'prm_netprps_qty', style: 'bars', isLeft: true },
          { key: 'cur_prc', style: 'line' },
        ],
      },
      refreshMs: EVERY_MINUTE,
    },
    {
      id: 'orders-by-kind',
      section: 'instrument',
      api: 'ka10010',
      linked: 'stk_cd',
      board: {
        headers: [
          {},
          { ko: '매도수량', en: 'Sold' },
          { ko: '매수수량', en: 'Bought' },
          { ko: '순매수수량', en: 'Net' },
          { ko: '매도금액', en: 'Sold value' },
          { ko: '매수금액', en: 'Bought value' },
          { ko: '순매수금액', en: 'Net value' },
        ],
        labels: [
          { ko: '차익', en: 'Arbitrage' },
          { ko: '비차익', en: 'Non-arbitrage' },
          { ko: '전체', en: 'All' },
        ],
        rows: ['dfrt', 'ndiffpro', 'all_dfrt'].map((kind) => [
          `${kind}_trst_sell_qty`,
          `${kind}_trst_buy_qty`,
          `${kind}_trst_netprps_qty`,
          `${kind}_trst_sell_amt`,
          `${kind}_trst_buy_amt`,
          `${kind}_trst_netprps_amt`,
        ]),
      },
      refreshMs: 30_000,
      live: NOW,
    },
  ],
};
