import type { TabDescription } from '../description.ts';
import { columns, figures, liveTrades } from './columns.ts';

const QUOTE = 'stk_nm cur_prc pred_pre_sig pred_pre';
const EVERY_5_S = 5000;
const EVERY_MINUTE = 60_000;

/** Who moves most. */
export const PRICE_RANKINGS = [
  {
    id: 'change',
    section: 'price',
    api: 'ka10027',
    request: { updown_incls: '1' },
    filters: ['mrkt_tp', 'sort_tp', 'stk_cnd', 'trde_qty_cnd', 'pric_cnd', 'trde_prica_cnd'],
    columns: columns(`${QUOTE} flu_rt now_trde_qty cntr_str buy_req sel_req`),
    refreshMs: EVERY_5_S,
    live: liveTrades('ka10027', 'now_trde_qty'),
  },
  {
    id: 'expected',
    section: 'price',
    api: 'ka10029',
    filters: ['mrkt_tp', 'sort_tp', 'stk_cnd', 'trde_qty_cnd', 'pric_cnd'],
    columns: columns(
      'stk_nm exp_cntr_pric pred_pre_sig pred_pre flu_rt exp_cntr_qty sel_req sel_bid buy_bid buy_req',
    ),
    refreshMs: EVERY_5_S,
    live: [
      {
        type: '0H',
        itemKey: 'stk_cd',
        values: {
          '10': 'exp_cntr_pric',
          '11': 'pred_pre',
          '12': 'flu_rt',
          '25': 'pred_pre_sig',
          '15': 'exp_cntr_qty',
        },
      },
    ],
  },
  {
    id: 'off-hours',
    section: 'price',
    api: 'ka10098',
    filters: ['mrkt_tp', 'sort_base', 'stk_cnd', 'trde_qty_cnd'],
    columns: columns(`rank ${QUOTE} flu_rt acc_trde_qty acc_trde_prica tdy_close_pric tdy_close_pric_flu_rt`),
    refreshMs: EVERY_MINUTE,
  },
] as const satisfies readonly TabDescription[];

/** Who trades most. */
export const VOLUME_RANKINGS = [
  {
    id: 'volume',
    section: 'volume',
    api: 'ka10030',
    filters: ['mrkt_tp', 'sort_tp', 'mang_stk_incls', 'pric_tp', 'trde_qty_tp'],
    columns: columns(`${QUOTE} flu_rt trde_qty pred_rt trde_tern_rt trde_amt`),
    refreshMs: EVERY_5_S,
    live: liveTrades('ka10030', 'trde_qty'),
  },
  {
    id: 'turnover',
    section: 'volume',
    api: 'ka10032',
    request: { mang_stk_incls: '1' },
    filters: ['mrkt_tp', 'mang_stk_incls', 'stex_tp'],
    columns: columns(`now_rank pred_rank ${QUOTE} flu_rt now_trde_qty trde_prica`),
    refreshMs: EVERY_5_S,
    live: liveTrades('ka10032', 'now_trde_qty'),
  },
  {
    id: 'surge',
    section: 'volume',
    api: 'ka10023',
    request: { sort_tp: '2', tm_tp: '2' },
    filters: ['mrkt_tp', 'sort_tp', 'tm_tp', 'tm', 'trde_qty_tp', 'stk_cnd'],
    columns: columns(`${QUOTE} flu_rt prev_trde_qty now_trde_qty sdnin_qty sdnin_rt`),
    refreshMs: EVERY_5_S,
    live: liveTrades('ka10023', 'now_trde_qty'),
  },
  {
    id: 'yesterday',
    section: 'volume',
    api: 'ka10031',
    filters: ['mrkt_tp', 'qry_tp', 'rank_strt', 'rank_end'],
    columns: columns(`${QUOTE} trde_qty`),
    refreshMs: EVERY_MINUTE,
    live: liveTrades('ka10031'),
  },
] as const satisfies readonly TabDescription[];

/** Where most orders wait. */
export const BOOK_RANKINGS = [
  {
    id: 'waiting',
    section: 'book',
    api: 'ka10020',
    request: { mrkt_tp: '001' },
    filters: ['mrkt_tp', 'sort_tp', 'trde_qty_tp', 'stk_cnd'],
    columns: columns(`${QUOTE} trde_qty tot_sel_req tot_buy_req netprps_req buy_rt`),
    refreshMs: EVERY_5_S,
    live: liveTrades('ka10020', 'trde_qty'),
  },
  {
    id: 'waiting-surge',
    section: 'book',
    api: 'ka10021',
    request: { mrkt_tp: '001', tm_tp: '5' },
    filters: ['mrkt_tp', 'trde_tp', 'sort_tp', 'tm_tp', 'trde_qty_tp'],
    columns: columns(`${QUOTE} int now sdnin_qty sdnin_rt tot_buy_qty`),
    refreshMs: EVERY_5_S,
    live: liveTrades('ka10021'),
  },
  {
    id: 'ratio-surge',
    section: 'book',
    api: 'ka10022',
    request: { mrkt_tp: '001', tm_tp: '5' },
    filters: ['mrkt_tp', 'rt_tp', 'tm_tp', 'trde_qty_tp'],
    columns: columns(`${QUOTE} int now_rt sdnin_rt tot_sel_req tot_buy_req`),
    refreshMs: EVERY_5_S,
    live: liveTrades('ka10022'),
  },
] as const satisfies readonly TabDescription[];

/** What foreigners buy and sell. */
export const FOREIGN_RANKINGS = [
  {
    id: 'foreign-net',
    section: 'foreign',
    api: 'ka10034',
    request: { trde_tp: '2' },
    filters: ['mrkt_tp', 'trde_tp', 'dt'],
    columns: columns(`rank ${QUOTE} trde_qty netprps_qty gain_pos_stkcnt`),
    refreshMs: EVERY_MINUTE,
    live: liveTrades('ka10034'),
  },
  {
    id: 'foreign-streak',
    section: 'foreign',
    api: 'ka10035',
    request: { trde_tp: '2' },
    filters: ['mrkt_tp', 'trde_tp', 'base_dt_tp'],
    columns: columns(`${QUOTE} dm1 dm2 dm3 tot limit_exh_rt`),
    refreshMs: EVERY_MINUTE,
    live: liveTrades('ka10035'),
  },
  {
    id: 'foreign-limit',
    section: 'foreign',
    api: 'ka10036',
    request: { dt: '5' },
    filters: ['mrkt_tp', 'dt'],
    columns: columns(`rank ${QUOTE} trde_qty poss_stkcnt base_limit_exh_rt limit_exh_rt exh_rt_incrs`),
    refreshMs: EVERY_MINUTE,
    live: liveTrades('ka10036'),
  },
  {
    id: 'foreign-desk',
    section: 'foreign',
    api: 'ka10037',
    filters: ['mrkt_tp', 'trde_tp', 'dt', 'sort_tp'],
    columns: columns(
      `rank ${QUOTE} flu_rt sel_trde_qty buy_trde_qty netprps_trde_qty netprps_prica trde_qty`,
    ),
    refreshMs: EVERY_MINUTE,
    live: liveTrades('ka10037'),
  },
] as const satisfies readonly TabDescription[];

/** What investors of one kind, or foreigners and institutions alike, buy and sell. */
export const INVESTOR_RANKINGS = [
  {
    id: 'investor-net',
    section: 'investor',
    api: 'ka10065',
    request: { orgn_tp: '9000' },
    filters: ['mrkt_tp', 'trde_tp', 'orgn_tp'],
    columns: columns('stk_nm sel_qty buy_qty netslmt'),
    refreshMs: EVERY_MINUTE,
  },
  {
    id: 'foreign-institution',
    section: 'investor',
    api: 'ka90009',
    filters: ['mrkt_tp', 'amt_qty_tp', 'qry_dt_tp', 'date'],
    columns: columns(
      [
        'for_netprps_stk_nm for_netprps_amt for_netprps_qty for_netslmt_stk_nm for_netslmt_amt for_netslmt_qty',
        'orgn_netprps_stk_nm orgn_netprps_amt orgn_netprps_qty orgn_netslmt_stk_nm orgn_netslmt_amt orgn_netslmt_qty',
      ].join(' '),
    ),
    refreshMs: EVERY_MINUTE,
  },
  {
    id: 'same-side',
    section: 'investor',
    api: 'ka10062',
    filters: ['mrkt_tp', 'trde_tp', 'sort_cnd', 'strt_dt', 'end_dt'],
    columns: columns(
      'rank stk_nm cur_prc pre_sig pred_pre flu_rt orgn_nettrde_qty for_nettrde_qty nettrde_qty nettrde_amt',
    ),
    refreshMs: EVERY_MINUTE,
    live: liveTrades('ka10062', 'acc_trde_qty'),
  },
] as const satisfies readonly TabDescription[];

/** Which member firms trade most of an instrument, and what a firm trades most. */
export const MEMBER_RANKINGS = [
  {
    id: 'main-firms',
    section: 'member',
    api: 'ka10040',
    linked: 'stk_cd',
    board: {
      headers: [
        { ko: '매도상위', en: 'Sellers' },
        { ko: '수량', en: 'Sold' },
        { ko: '증감', en: '+/−' },
        { ko: '매수상위', en: 'Buyers' },
        { ko: '수량', en: 'Bought' },
        { ko: '증감', en: '+/−' },
      ],
      rows: [1, 2, 3, 4, 5].map((place) => [
        `sel_trde_ori_${place}`,
        `sel_trde_ori_qty_${place}`,
        `sel_trde_ori_irds_${place}`,
        `buy_trde_ori_${place}`,
        `buy_trde_ori_qty_${place}`,
        `buy_trde_ori_irds_${place}`,
      ]),
    },
    summary: figures('frgn_sel_prsm_sum frgn_sel_prsm_sum_chang frgn_buy_prsm_sum frgn_buy_prsm_sum_chang'),
    columns: columns('sel_scesn_tm sel_upper_scesn_ori sell_qty buy_scesn_tm buy_upper_scesn_ori buy_qty'),
    refreshMs: 30_000,
    live: [
      {
        type: '0F',
        values: {
          ...Object.fromEntries(
            [1, 2, 3, 4, 5].flatMap((place) => [
              [String(140 + place), `sel_trde_ori_${place}`],
              [String(145 + place), `sel_trde_ori_cd_${place}`],
              [String(160 + place), `sel_trde_ori_qty_${place}`],
              [String(165 + place), `sel_trde_ori_irds_${place}`],
              [String(150 + place), `buy_trde_ori_${place}`],
              [String(155 + place), `buy_trde_ori_cd_${place}`],
              [String(170 + place), `buy_trde_ori_qty_${place}`],
              [String(175 + place), `buy_trde_ori_irds_${place}`],
            ]),
          ),
          '261': 'frgn_sel_prsm_sum',
          '262': 'frgn_sel_prsm_sum_chang',
          '263': 'frgn_buy_prsm_sum',
          '264': 'frgn_buy_prsm_sum_chang',
        },
      },
    ],
  },
  {
    id: 'firms-of-instrument',
    section: 'member',
    api: 'ka10038',
    linked: 'stk_cd',
    request: { qry_tp: '2', dt: '4' },
    filters: ['qry_tp', 'dt', 'strt_dt', 'end_dt'],
    columns: columns('rank mmcm_nm buy_qty sell_qty acc_netprps_qty'),
    refreshMs: EVERY_MINUTE,
  },
  {
    id: 'firm-net',
    section: 'member',
    api: 'ka10042',
    linked: 'stk_cd',
    request: { qry_dt_tp: '0', dt: '5' },
    filters: ['dt', 'sort_base'],
    columns: columns('rank mmcm_nm mmcm_cd'),
    refreshMs: EVERY_MINUTE,
  },
  {
    id: 'firms-left',
    section: 'member',
    api: 'ka10053',
    linked: 'stk_cd',
    columns: columns('sel_scesn_tm sel_upper_scesn_ori sell_qty buy_scesn_tm buy_upper_scesn_ori buy_qty'),
    refreshMs: 30_000,
  },
  {
    id: 'firm-top',
    section: 'member',
    api: 'ka10039',
    filters: ['mmcm_cd', 'trde_tp', 'dt', 'trde_qty_tp'],
    columns: columns(
      'rank stk_nm prid_stkpc_flu flu_rt prid_trde_qty netprps buy_trde_qty sel_trde_qty netprps_amt',
    ),
    refreshMs: EVERY_MINUTE,
  },
] as const satisfies readonly TabDescription[];

export const CREDIT_RANKINGS = [
  {
    id: 'credit-ratio',
    section: 'credit',
    api: 'ka10033',
    request: { updown_incls: '1' },
    filters: ['mrkt_tp', 'trde_qty_tp', 'stk_cnd', 'crd_cnd'],
    columns: columns(`${QUOTE} flu_rt crd_rt now_trde_qty sel_req buy_req`),
    refreshMs: EVERY_MINUTE,
    live: liveTrades('ka10033', 'now_trde_qty'),
  },
] as const satisfies readonly TabDescription[];
