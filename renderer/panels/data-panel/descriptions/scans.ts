import type { PanelDescription } from '../description.ts';
import { columns, liveTrades } from './columns.ts';

const QUOTE = 'stk_nm cur_prc pred_pre_sig pred_pre flu_rt';
const EVERY_5_S = 5000;

/** What the market's instruments did that few of them do. */
export const SCANS: PanelDescription = {
  id: 'scans',
  tabs: [
    {
      id: 'high-low',
      api: 'ka10016',
      request: { dt: '250', updown_incls: '1' },
      filters: ['mrkt_tp', 'ntl_tp', 'dt', 'high_low_close_tp', 'trde_qty_tp', 'stk_cnd'],
      columns: columns(`${QUOTE} trde_qty pred_trde_qty_pre_rt high_pric low_pric`),
      refreshMs: EVERY_5_S,
      live: liveTrades('ka10016', 'trde_qty'),
    },
    {
      id: 'limits',
      api: 'ka10017',
      filters: ['mrkt_tp', 'updown_tp', 'sort_tp', 'trde_qty_tp', 'stk_cnd'],
      columns: columns(`${QUOTE} trde_qty pred_trde_qty sel_req buy_req cnt`),
      refreshMs: EVERY_5_S,
      live: liveTrades('ka10017', 'trde_qty'),
    },
    {
      id: 'near',
      api: 'ka10018',
      filters: ['mrkt_tp', 'high_low_tp', 'alacc_rt', 'trde_qty_tp', 'stk_cnd'],
      columns: columns(`${QUOTE} trde_qty tdy_high_pric tdy_low_pric sel_bid buy_bid`),
      refreshMs: EVERY_5_S,
      live: liveTrades('ka10018', 'trde_qty'),
    },
    {
      id: 'jumps',
      api: 'ka10019',
      request: { updown_incls: '1' },
      filters: ['mrkt_tp', 'flu_tp', 'tm_tp', 'tm', 'trde_qty_tp', 'stk_cnd', 'pric_cnd'],
      columns: columns(`${QUOTE} base_pric base_pre jmp_rt trde_qty`),
      refreshMs: EVERY_5_S,
      live: liveTrades('ka10019', 'trde_qty'),
    },
    {
      id: 'volume-record',
      api: 'ka10024',
      request: { cycle_tp: '20' },
      filters: ['mrkt_tp', 'cycle_tp', 'trde_qty_tp'],
      columns: columns(`${QUOTE} prev_trde_qty now_trde_qty sel_bid buy_bid`),
      refreshMs: EVERY_5_S,
      live: liveTrades('ka10024', 'now_trde_qty'),
    },
    {
      id: 'from-open',
      api: 'ka10028',
      request: { updown_incls: '1' },
      filters: ['mrkt_tp', 'sort_tp', 'flu_cnd', 'trde_qty_cnd', 'stk_cnd', 'trde_prica_cnd'],
      columns: columns(`${QUOTE} open_pric open_pric_pre high_pric low_pric now_trde_qty cntr_str`),
      refreshMs: EVERY_5_S,
      live: liveTrades('ka10028', 'now_trde_qty'),
    },
    {
      id: 'supply',
      api: 'ka10025',
      request: { prps_cnctr_rt: '10', cycle_tp: '100', cur_prc_entry: '1' },
      filters: ['mrkt_tp', 'prps_cnctr_rt', 'cur_prc_entry', 'prpscnt', 'cycle_tp'],
      columns: columns(`${QUOTE} now_trde_qty pric_strt pric_end prps_qty prps_rt`),
      refreshMs: 60_000,
      live: liveTrades('ka10025', 'now_trde_qty'),
    },
    {
      id: 'value',
      api: 'ka10026',
      request: { pertp: '3' },
      filters: ['pertp', 'stex_tp'],
      columns: columns('stk_nm per cur_prc pred_pre_sig pred_pre flu_rt now_trde_qty sel_bid'),
      refreshMs: 60_000,
      live: liveTrades('ka10026', 'now_trde_qty'),
    },
    {
      id: 'searched',
      api: 'ka00198',
      request: { qry_tp: '3' },
      filters: ['qry_tp'],
      columns: columns(
        'bigd_rank rank_chg_sign rank_chg stk_nm past_curr_prc base_comp_sign base_comp_chgr prev_base_sign prev_base_chgr dt tm',
      ),
      refreshMs: 30_000,
    },
  ],
};
