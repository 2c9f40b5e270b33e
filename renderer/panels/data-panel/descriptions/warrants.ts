import type { LiveDescription, PanelDescription, TabDescription } from '../description.ts';
import { columns, figures, lines } from './columns.ts';

/** ELW theoretical price (0m) and indicators (0u) of the warrant that is looked at. */
const NOW: readonly LiveDescription[] = [
  {
    type: '0m',
    itemField: 'stk_cd',
    values: {},
    alone: {
      '10': { ko: '현재가', en: 'Last' },
      '670': { ko: '이론가', en: 'Theory' },
      '671': { ko: '내재변동성', en: 'Implied vol.' },
      '706': { ko: 'LP변동성', en: 'LP vol.' },
      '672': { ko: '델타', en: 'Delta' },
      '673': { ko: '감마', en: 'Gamma' },
      '674': { ko: '쎄타', en: 'Theta' },
      '675': { ko: '베가', en: 'Vega' },
    },
  },
  {
    type: '0u',
    itemField: 'stk_cd',
    values: {},
    alone: {
      '666': { ko: '패리티', en: 'Parity' },
      '1211': { ko: '프리미엄', en: 'Premium' },
      '667': { ko: '기어링', en: 'Gearing' },
      '668': { ko: '손익분기율', en: 'Break-even %' },
      '669': { ko: '자본지지점', en: 'Capital fulcrum' },
    },
  },
];
const GREEKS = 'iv delta gam theta vega law lp';
const EVERY_15_S = 15_000;

const OF_WARRANT: readonly TabDescription[] = [
  {
    id: 'sheet',
    api: 'ka30012',
    summary: figures(
      'cur_prc pred_pre_sig pred_pre flu_rt elwtheory_pric dispty_rt elwinnr_vltl elwexec_pric elwcnvt_rt elwpl_qutr_rt elwprty elwgear elwrght_type elwrght_cntn elwsrvive_dys elwfin_trde_dt expr_dt elwpblicte_orgn lpmmcm_nm lpposs_rt lprmnd_qty elwflo_dt elwpay_dt',
    ),
    refreshMs: EVERY_15_S,
    live: NOW,
  },
  {
    id: 'greeks',
    api: 'ka10050',
    columns: columns(`cntr_tm cur_prc elwtheory_pric ${GREEKS}`),
    chart: lines('cntr_tm', 'cur_prc elwtheory_pric'),
    refreshMs: 30_000,
    live: NOW,
  },
  { id: 'greeks-days', api: 'ka10048', columns: columns(`dt ${GREEKS}`), chart: lines('dt', 'iv') },
  {
    id: 'near',
    api: 'ka30011',
    columns: columns('stk_nm cur_prc pre_sig pred_pre flu_rt acc_trde_qty alacc_rt'),
    refreshMs: EVERY_15_S,
  },
];

/** Equity-linked warrants: which there are, what they are worth, who holds them. */
export const WARRANTS: PanelDescription = {
  id: 'warrants',
  tabs: [
    {
      id: 'all',
      api: 'ka30005',
      request: { sort_tp: '6' },
      filters: ['bsis_aset_cd', 'rght_tp', 'lpcd', 'sort_tp'],
      columns: columns(
        'stk_nm rght_tp exec_pric srvive_dys cur_prc pred_pre flu_rt trde_qty theory_pric dispty_rt innr_vltl delta gear_rt',
      ),
      refreshMs: EVERY_15_S,
      live: [
        {
          type: '0m',
          itemKey: 'stk_cd',
          values: { '10': 'cur_prc', '670': 'theory_pric', '671': 'innr_vltl', '672': 'delta' },
        },
      ],
      detail: { from: { stk_cd: { key: 'stk_cd' } }, tabs: OF_WARRANT },
    },
    {
      id: 'gap',
      api: 'ka30004',
      filters: ['bsis_aset_cd', 'rght_tp', 'isscomp_cd', 'trde_end_elwskip'],
      columns: columns(
        'stk_nm base_aset_nm rght_tp srvive_dys cur_prc pred_pre flu_rt theory_pric dispty_rt basis trde_qty',
      ),
      refreshMs: EVERY_15_S,
      detail: {
        from: { bsis_aset_cd: { key: 'stk_cd' } },
        tabs: [
          {
            id: 'provider-days',
            api: 'ka30003',
            filters: ['base_dt'],
            columns: columns('dt cur_prc pred_pre flu_rt trde_qty trde_prica chg_qty lprmnd_qty wght'),
            chart: lines('dt', 'lprmnd_qty'),
          },
        ],
      },
    },
    {
      id: 'change',
      api: 'ka30009',
      filters: ['sort_tp', 'rght_tp', 'trde_end_skip'],
      columns: columns('rank stk_nm cur_prc pre_sig pred_pre flu_rt sel_req buy_req trde_qty trde_prica'),
      refreshMs: EVERY_15_S,
    },
    {
      id: 'jumps',
      api: 'ka30001',
      filters: ['flu_tp', 'tm_tp', 'tm', 'bsis_aset_cd', 'rght_tp', 'trde_qty_tp'],
      columns: columns('rank stk_nm cur_prc pre_sig pred_pre base_pre jmp_rt trde_qty'),
      refreshMs: EVERY_15_S,
    },
    {
      id: 'waiting',
      api: 'ka30010',
      filters: ['sort_tp', 'rght_tp', 'trde_end_skip'],
      columns: columns('rank stk_nm cur_prc pre_sig pred_pre flu_rt sel_req buy_req netprps_req trde_qty'),
      refreshMs: EVERY_15_S,
    },
    {
      id: 'firms',
      api: 'ka30002',
      filters: ['isscomp_cd', 'trde_tp', 'dt', 'trde_qty_tp'],
      columns: columns('stk_nm stkpc_flu flu_rt trde_qty netprps buy_trde_qty sel_trde_qty'),
      refreshMs: 60_000,
    },
  ],
};
