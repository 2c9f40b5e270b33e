import { ok } from '#shared/domain/result.ts';
import { formatSignedPercent } from '../../wording/format.ts';
import { LIMIT_TESTS, rankingHandler, VOLUME } from '../rankings/ranking.ts';
import { bestSizeFields, infoText, nameFields, priceFields, rateField } from '../rankings/row-fields.ts';

/** ka10033 신용비율상위: margin loans in percent of the listed shares, as last reported. */
export const creditRatioRanking = rankingHandler<number>({
  id: 'ka10033',
  list: 'crd_rt_upper',
  conditions: 'stk_cnd',
  credit: 'crd_cnd',
  bands: { trde_qty_tp: VOLUME },
  tests: { updown_incls: LIMIT_TESTS },
  plan(_params, call) {
    const { credit } = call.market;
    const date = credit.reportedOn();
    return ok({
      measure: ({ symbol }) => credit.marginRatio(symbol, date),
      score: (percent) => percent,
      row: (candidate, percent) => ({
        stk_infr: infoText(candidate),
        ...nameFields(candidate),
        ...priceFields(candidate),
        ...rateField(candidate),
        crd_rt: formatSignedPercent(percent),
        ...bestSizeFields(candidate),
        now_trde_qty: String(candidate.day.volume),
      }),
    });
  },
});
