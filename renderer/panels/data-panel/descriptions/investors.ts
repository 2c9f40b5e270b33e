import type { ChartDescription, PanelDescription } from '../description.ts';
import { columns, figures, lines, liveTrades } from './columns.ts';
import { INVESTOR_RANKINGS } from './ranking-tabs.ts';

const KINDS = 'ind_invsr frgnr_invsr orgn';
const INSTITUTIONS = 'fnnc_invt insrnc invtrt etc_fnnc bank penfnd_etc samo_fund natn etc_corp';
const QUOTE = 'stk_nm cur_prc pre_sig pred_pre';
const EVERY_MINUTE = 60_000;
const THREE_KINDS: ChartDescription = lines('dt', KINDS);

/** Who buys and who sells: of the instrument by day and today, and what they choose. */
export const INVESTORS: PanelDescription = {
  id: 'investors',
  tabs: [
    {
      id: 'days',
      section: 'instrument',
      api: 'ka10059',
      linked: 'stk_cd',
      request: { amt_qty_tp: '2', unit_tp: '1' },
      filters: ['dt', 'trde_tp', 'amt_qty_tp', 'unit_tp'],
      columns: columns(`dt cur_prc pre_sig flu_rt ${KINDS} fnnc_invt invtrt penfnd_etc samo_fund`),
      chart: THREE_KINDS,
      refreshMs: EVERY_MINUTE,
    },
    {
      id: 'chart',
      section: 'instrument',
      api: 'ka10060',
      linked: 'stk_cd',
      request: { amt_qty_tp: '1', unit_tp: '1' },
      filters: ['dt', 'trde_tp', 'amt_qty_tp', 'unit_tp'],
      columns: columns(`dt cur_prc pred_pre acc_trde_prica ${KINDS} fnnc_invt penfnd_etc`),
      chart: lines('dt', 'ind_invsr frgnr_invsr orgn penfnd_etc fnnc_invt'),
      refreshMs: EVERY_MINUTE,
    },
    {
      id: 'today',
      section: 'instrument',
      api: 'ka10064',
      linked: 'stk_cd',
      request: { amt_qty_tp: '2' },
      filters: ['trde_tp', 'amt_qty_tp'],
      columns: columns('tm frgnr_invsr orgn invtrt insrnc bank penfnd_etc etc_corp natn'),
      chart: lines('tm', 'frgnr_invsr orgn'),
      refreshMs: 30_000,
    },
    {
      id: 'total',
      section: 'instrument',
      api: 'ka10061',
      linked: 'stk_cd',
      request: { amt_qty_tp: '2', unit_tp: '1' },
      filters: ['strt_dt', 'end_dt', 'amt_qty_tp', 'unit_tp'],
      columns: columns(`${KINDS} ${INSTITUTIONS}`),
      refreshMs: EVERY_MINUTE,
    },
    {
      id: 'foreign-days',
      section: 'foreign',
      api: 'ka10008',
      linked: 'stk_cd',
      columns: columns(
        'dt close_pric pred_pre trde_qty chg_qty poss_stkcnt wght gain_pos_stkcnt frgnr_limit limit_exh_rt',
      ),
      chart: {
        timeKey: 'dt',
        series: [
          { key: 'chg_qty', style: 'bars', isLeft: true },
          { key: 'wght', style: 'line' },
        ],
      },
      refreshMs: EVERY_MINUTE,
    },
    {
      id: 'institution-days',
      section: 'foreign',
      api: 'ka10045',
      linked: 'stk_cd',
      filters: ['strt_dt', 'end_dt', 'orgn_prsm_unp_tp', 'for_prsm_unp_tp'],
      summary: figures('orgn_prsm_avg_pric for_prsm_avg_pric'),
      columns: columns(
        'dt close_pric pre_sig pred_pre flu_rt trde_qty orgn_daly_nettrde_qty orgn_dt_acc for_daly_nettrde_qty for_dt_acc limit_exh_rt',
      ),
      chart: lines('dt', 'orgn_dt_acc for_dt_acc'),
      refreshMs: EVERY_MINUTE,
    },
    {
      id: 'institution-now',
      section: 'foreign',
      api: 'ka10009',
      linked: 'stk_cd',
      summary: figures('date close_pric pre orgn_dt_acc orgn_daly_nettrde frgnr_daly_nettrde frgnr_qota_rt'),
      refreshMs: EVERY_MINUTE,
    },
    {
      id: 'streaks',
      section: 'foreign',
      api: 'ka10131',
      request: { dt: '5', mrkt_tp: '001' },
      filters: ['dt', 'mrkt_tp', 'stk_inds_tp', 'amt_qty_tp', 'strt_dt', 'end_dt'],
      columns: columns(
        'rank stk_nm prid_stkpc_flu_rt orgn_nettrde_amt orgn_cont_netprps_dys frgnr_nettrde_amt frgnr_cont_netprps_dys nettrde_amt tot_cont_netprps_dys',
      ),
      refreshMs: EVERY_MINUTE,
    },
    {
      id: 'during',
      section: 'market',
      api: 'ka10063',
      request: { invsr: '6' },
      filters: ['mrkt_tp', 'invsr', 'frgn_all', 'smtm_netprps_tp'],
      columns: columns(
        `${QUOTE} flu_rt acc_trde_qty netprps_amt netprps_amt_irds netprps_qty buy_qty sell_qty`,
      ),
      refreshMs: 30_000,
      live: liveTrades('ka10063', 'acc_trde_qty'),
    },
    {
      id: 'after',
      section: 'market',
      api: 'ka10066',
      filters: ['mrkt_tp', 'amt_qty_tp', 'trde_tp'],
      columns: columns(`${QUOTE} flu_rt trde_qty ${KINDS} fnnc_invt invtrt penfnd_etc samo_fund`),
      refreshMs: EVERY_MINUTE,
    },
    {
      id: 'by-investor',
      section: 'market',
      api: 'ka10058',
      request: { trde_tp: '2', mrkt_tp: '001', invsr_tp: '9000' },
      filters: ['mrkt_tp', 'trde_tp', 'invsr_tp', 'strt_dt', 'end_dt'],
      columns: columns(`${QUOTE} netslmt_qty netslmt_amt prsm_avg_pric avg_pric_pre pre_rt dt_trde_qty`),
      refreshMs: EVERY_MINUTE,
    },
    {
      id: 'institutions',
      section: 'market',
      api: 'ka10044',
      request: { trde_tp: '2', mrkt_tp: '001' },
      filters: ['mrkt_tp', 'trde_tp', 'strt_dt', 'end_dt'],
      columns: columns('stk_nm netprps_qty netprps_amt prsm_avg_pric cur_prc avg_pric_pre pre_rt'),
      refreshMs: EVERY_MINUTE,
    },
    {
      id: 'sectors',
      section: 'market',
      api: 'ka10051',
      filters: ['mrkt_tp', 'amt_qty_tp', 'base_dt'],
      columns: columns(
        'inds_nm cur_prc pre_smbol pred_pre flu_rt ind_netprps frgnr_netprps orgn_netprps sc_netprps invtrt_netprps endw_netprps samo_fund_netprps',
      ),
      refreshMs: EVERY_MINUTE,
    },
    ...INVESTOR_RANKINGS.map((tab) => ({ ...tab, section: 'market' })),
  ],
};
