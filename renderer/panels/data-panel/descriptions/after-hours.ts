import type { PanelDescription } from '../description.ts';
import { figures } from './columns.ts';
import { PRICE_RANKINGS } from './ranking-tabs.ts';

const FAR_TO_NEAR = [5, 4, 3, 2, 1];
const [, , RANKING] = PRICE_RANKINGS;
const P = 'ovt_sigpric';

/** The book of the single-price auctions after the close, and the sizes of trading at the closing price. */
export const AFTER_HOURS: PanelDescription = {
  id: 'after-hours',
  tabs: [
    {
      id: 'book',
      api: 'ka10087',
      linked: 'stk_cd',
      summary: figures(
        [
          `${P}_cur_prc ${P}_pred_pre_sig ${P}_pred_pre ${P}_flu_rt ${P}_acc_trde_qty bid_req_base_tm`,
          `${P}_sel_bid_tot_req ${P}_buy_bid_tot_req ovt_sel_bid_tot_req ovt_sel_bid_tot_req_jub_pre`,
          'ovt_buy_bid_tot_req ovt_buy_bid_tot_req_jub_pre',
        ].join(' '),
      ),
      board: {
        headers: [
          { ko: '직전대비', en: '+/−' },
          { ko: '매도잔량', en: 'Ask size' },
          { ko: '호가', en: 'Price' },
          { ko: '매수잔량', en: 'Bid size' },
          { ko: '직전대비', en: '+/−' },
        ],
        rows: [
          ...FAR_TO_NEAR.map((level) => [
            `${P}_sel_bid_jub_pre_${level}`,
            `${P}_sel_bid_qty_${level}`,
            `${P}_sel_bid_${level}`,
            null,
            null,
          ]),
          ...FAR_TO_NEAR.toReversed().map((level) => [
            null,
            null,
            `${P}_buy_bid_${level}`,
            `${P}_buy_bid_qty_${level}`,
            `${P}_buy_bid_jub_pre_${level}`,
          ]),
        ],
      },
      refreshMs: 5000,
      live: [
        {
          type: '0E',
          values: {
            '21': 'bid_req_base_tm',
            '131': 'ovt_sel_bid_tot_req',
            '132': 'ovt_sel_bid_tot_req_jub_pre',
            '135': 'ovt_buy_bid_tot_req',
            '136': 'ovt_buy_bid_tot_req_jub_pre',
          },
        },
      ],
    },
    {
      id: RANKING.id,
      api: RANKING.api,
      filters: RANKING.filters,
      columns: RANKING.columns,
      refreshMs: 15_000,
    },
  ],
};
