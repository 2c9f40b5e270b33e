import { ok } from '#shared/domain/result.ts';
import type { OffHours } from '../../../market/day-parts/day-parts.ts';
import {
  directionCode,
  formatMillions,
  formatPrice,
  formatSigned,
  formatSignedPercent,
  formatSignedPrice,
  percentChange,
} from '../../wording/format.ts';
import type { Call } from '../handler.ts';
import type { Candidate } from './candidate.ts';
import { bandOfLabel, isInBand } from './label-bands.ts';
import { MOVE_ORDERS, moveOf, RISE_RATE } from './moves.ts';
import { labelOf, rankingHandler, type Row } from './ranking.ts';
import { nameFields } from './row-fields.ts';

/** ka10098 시간외단일가등락율순위: moves from the close, in the trade outside the hours that was last. */
export const offHoursRanking = rankingHandler<OffHours & { readonly score: number }>({
  id: 'ka10098',
  list: 'ovt_sigpric_flu_rt_rank',
  conditions: 'stk_cnd',
  credit: 'crd_cnd',
  plan(params, call) {
    const order = MOVE_ORDERS[params.get('sort_base')] ?? RISE_RATE;
    const bandOf = (key: string) => bandOfLabel(labelOf('ka10098', key, params.get(key)));
    const volumes = bandOf('trde_qty_cnd');
    const turnovers = bandOf('trde_prica');
    return ok({
      measure({ symbol }) {
        const offHours = call.market.dayParts.offHours(symbol);
        const { volume, turnover, price, close } = offHours;
        if (!isInBand(volume, volumes) || !isInBand(turnover, turnovers)) return null;
        const score = order(moveOf(price, close), volume);
        return score === null ? null : { ...offHours, score };
      },
      score: ({ score }) => score,
      row: (candidate, offHours, rank) => offHoursRow(candidate, offHours, rank, call),
    });
  },
});

function offHoursRow(candidate: Candidate, offHours: OffHours, rank: number, call: Call): Row {
  const { close, price, volume, turnover } = offHours;
  const book = call.market.dayParts.offHoursBook(candidate.symbol);
  return {
    rank: String(rank),
    ...nameFields(candidate),
    cur_prc: formatSignedPrice(price, close),
    pred_pre_sig: directionCode(price, close),
    pred_pre: formatSigned(price - close),
    flu_rt: formatSignedPercent(percentChange(price, close)),
    sel_tot_req: String(book.totalAsk),
    buy_tot_req: String(book.totalBid),
    acc_trde_qty: String(volume),
    acc_trde_prica: formatMillions(turnover),
    tdy_close_pric: formatPrice(close),
    tdy_close_pric_flu_rt: formatSignedPercent(percentChange(close, offHours.base)),
  };
}
