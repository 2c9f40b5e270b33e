import type { PanelDescription } from '../description.ts';
import { columns, figures } from './columns.ts';
import { MEMBER_RANKINGS } from './ranking-tabs.ts';

const FIVE = [1, 2, 3, 4, 5];
const [MAIN, OF_INSTRUMENT, NET, LEFT, TOP] = MEMBER_RANKINGS;

/** The member firms that orders come through (거래원). */
export const MEMBERS: PanelDescription = {
  id: 'members',
  tabs: [
    {
      id: 'now',
      section: 'instrument',
      api: 'ka10002',
      linked: 'stk_cd',
      summary: figures('stk_nm cur_prc flu_smbol pred_pre flu_rt'),
      board: {
        headers: [
          { ko: '매도상위', en: 'Sellers' },
          { ko: '코드', en: 'Code' },
          { ko: '매도량', en: 'Sold' },
          { ko: '매수량', en: 'Bought' },
          { ko: '코드', en: 'Code' },
          { ko: '매수상위', en: 'Buyers' },
        ],
        rows: FIVE.map((place) => [
          `sel_trde_ori_nm_${place}`,
          `sel_trde_ori_${place}`,
          `sel_trde_qty_${place}`,
          `buy_trde_qty_${place}`,
          `buy_trde_ori_${place}`,
          `buy_trde_ori_nm_${place}`,
        ]),
      },
      refreshMs: 30_000,
      live: [
        {
          type: '0F',
          values: Object.fromEntries(
            FIVE.flatMap((place) => [
              [String(140 + place), `sel_trde_ori_nm_${place}`],
              [String(145 + place), `sel_trde_ori_${place}`],
              [String(160 + place), `sel_trde_qty_${place}`],
              [String(150 + place), `buy_trde_ori_nm_${place}`],
              [String(155 + place), `buy_trde_ori_${place}`],
              [String(170 + place), `buy_trde_qty_${place}`],
            ]),
          ),
          alone: {
            '261': { ko: '외국계매도', en: 'Foreign firms sold' },
            '263': { ko: '외국계매수', en: 'Foreign firms bought' },
            '267': { ko: '외국계순매수', en: 'Foreign firms net' },
          },
        },
      ],
    },
    { ...MAIN, section: 'instrument' },
    { ...OF_INSTRUMENT, section: 'instrument' },
    {
      ...NET,
      section: 'instrument',
      detail: {
        from: { mmcm_cd: { key: 'mmcm_cd' } },
        tabs: [
          {
            id: 'firm-days',
            api: 'ka10078',
            linked: 'stk_cd',
            filters: ['strt_dt', 'end_dt'],
            columns: columns('dt cur_prc pre_sig pred_pre flu_rt acc_trde_qty netprps_qty buy_qty sell_qty'),
            chart: {
              timeKey: 'dt',
              series: [
                { key: 'netprps_qty', style: 'bars', isLeft: true },
                { key: 'cur_prc', style: 'line' },
              ],
            },
          },
          {
            id: 'firm-supply',
            api: 'ka10043',
            linked: 'stk_cd',
            request: { qry_dt_tp: '0', dt: '20', sort_base: '2' },
            filters: ['dt', 'sort_base', 'pot_tp'],
            columns: columns(
              'dt close_pric pre_sig pred_pre sel_qty buy_qty netprps_qty trde_qty_sum trde_wght',
            ),
          },
        ],
      },
    },
    { ...LEFT, section: 'instrument' },
    { ...TOP, section: 'firm' },
    {
      id: 'firm-moments',
      section: 'firm',
      api: 'ka10052',
      filters: ['mmcm_cd', 'mrkt_tp', 'qty_tp', 'pric_tp'],
      columns: columns(
        'tm stk_nm trde_ori_nm tp mont_trde_qty acc_netprps cur_prc pred_pre_sig pred_pre flu_rt',
      ),
      refreshMs: 10_000,
    },
    { id: 'firm-codes', section: 'firm', api: 'ka10102', columns: columns('code name gb') },
  ],
};
