import type { LiveDescription, PanelDescription, RowValue, TabDescription } from '../description.ts';
import { columns, figures, liveTrades, priceChart } from './columns.ts';

/** A sector's market is the first figure of its code. @source Kiwoom REST API guide, ka10101 */
const OF_ROW: Readonly<Record<string, RowValue>> = {
  inds_cd: { key: 'stk_cd' },
  mrkt_tp: { key: 'stk_cd', length: 1 },
};
const BREADTH: readonly LiveDescription[] = [
  {
    type: '0U',
    itemField: 'inds_cd',
    values: {
      '10': 'cur_prc',
      '11': 'pred_pre',
      '12': 'flu_rt',
      '25': 'pred_pre_sig',
      '13': 'trde_qty',
      '14': 'trde_prica',
      '251': 'upl',
      '252': 'rising',
      '253': 'stdns',
      '254': 'lst',
      '255': 'fall',
      '256': 'trde_frmatn_stk_num',
      '257': 'trde_frmatn_rt',
    },
  },
];
const NOW = figures(
  'cur_prc pred_pre_sig pred_pre flu_rt open_pric high_pric low_pric trde_qty trde_prica upl rising stdns fall lst',
);
const OF_MARKET: Readonly<Record<string, RowValue>> = { inds_cd: { key: 'stk_cd' } };
const BARS = 'open_pric high_pric low_pric cur_prc trde_qty trde_prica';

function dayChart(id: string, api: TabDescription['api']): TabDescription {
  return {
    id,
    api,
    columns: columns(`dt ${BARS}`),
    chart: priceChart('dt'),
    refreshMs: 60_000,
  };
}

/** Keys that ask for a sector alone, without its market. */
const CHARTS: readonly TabDescription[] = [
  {
    id: 'minutes',
    api: 'ka20005',
    filters: ['tic_scope'],
    columns: columns('cntr_tm cur_prc pred_pre_sig pred_pre trde_qty acc_trde_qty'),
    chart: priceChart('cntr_tm'),
    refreshMs: 30_000,
  },
  {
    id: 'ticks',
    api: 'ka20004',
    filters: ['tic_scope'],
    columns: columns('cntr_tm cur_prc pred_pre_sig pred_pre trde_qty'),
    chart: priceChart('cntr_tm'),
    refreshMs: 10_000,
  },
  dayChart('days', 'ka20006'),
  dayChart('weeks', 'ka20007'),
  dayChart('months', 'ka20008'),
  dayChart('years', 'ka20019'),
];

const TABLE: Omit<TabDescription, 'id' | 'detail'> = {
  api: 'ka20003',
  request: { inds_cd: '001' },
  filters: ['inds_cd'],
  columns: [
    { key: 'stk_nm', flex: 1, width: 100, header: { ko: '업종', en: 'Sector' } },
    ...columns('cur_prc pre_sig pred_pre flu_rt trde_prica rising fall wght trde_qty'),
  ],
  refreshMs: 10_000,
  live: [
    {
      type: '0J',
      itemKey: 'stk_cd',
      values: {
        '10': 'cur_prc',
        '11': 'pred_pre',
        '12': 'flu_rt',
        '25': 'pre_sig',
        '13': 'trde_qty',
        '14': 'trde_prica',
      },
    },
  ],
};

/** The sectors, and of each its members, its day and its past. */
export const SECTORS: PanelDescription = {
  id: 'sectors',
  tabs: [
    {
      ...TABLE,
      id: 'table',
      detail: {
        from: OF_ROW,
        tabs: [
          {
            id: 'members',
            api: 'ka20002',
            columns: columns('stk_nm cur_prc pred_pre_sig pred_pre flu_rt now_trde_qty sel_bid buy_bid'),
            refreshMs: 10_000,
            live: liveTrades('ka20002', 'now_trde_qty'),
          },
          {
            id: 'today',
            api: 'ka20001',
            summary: NOW,
            columns: columns('tm_n cur_prc_n pred_pre_sig_n pred_pre_n flu_rt_n trde_qty_n acc_trde_qty_n'),
            chart: priceChart('tm_n', 'cur_prc_n', 'trde_qty_n'),
            refreshMs: 30_000,
            live: BREADTH,
          },
          {
            id: 'by-day',
            api: 'ka20009',
            summary: NOW,
            columns: columns('dt_n cur_prc_n pred_pre_sig_n pred_pre_n flu_rt_n acc_trde_qty_n'),
            chart: priceChart('dt_n', 'cur_prc_n', 'acc_trde_qty_n'),
            refreshMs: 60_000,
            live: BREADTH,
          },
        ],
      },
    },
    { ...TABLE, id: 'charts', detail: { from: OF_MARKET, tabs: CHARTS } },
    {
      id: 'investors',
      api: 'ka10051',
      filters: ['mrkt_tp', 'amt_qty_tp', 'base_dt', 'stex_tp'],
      columns: columns(
        'inds_nm cur_prc pre_smbol pred_pre flu_rt ind_netprps frgnr_netprps orgn_netprps sc_netprps invtrt_netprps endw_netprps samo_fund_netprps',
      ),
      refreshMs: 60_000,
    },
    { id: 'codes', api: 'ka10101', filters: ['mrkt_tp'], columns: columns('marketCode code name group') },
  ],
};
