import { ok } from '#shared/domain/result.ts';
import { formatPercent } from '../../wording/format.ts';
import type { Call } from '../handler.ts';
import type { Candidate } from './candidate.ts';
import { RANKING_PAGE, rankingHandler } from './ranking.ts';
import { bestFields, nameFields, priceFields, rateField } from './row-fields.ts';

type Measure = 'per' | 'pbr' | 'roe';

/** `pertp`: which measure, and whether the highest come first. */
const MEASURES: Readonly<Record<string, { readonly measure: Measure; readonly isHighFirst: boolean }>> = {
  '1': { measure: 'pbr', isHighFirst: false },
  '2': { measure: 'pbr', isHighFirst: true },
  '3': { measure: 'per', isHighFirst: false },
  '4': { measure: 'per', isHighFirst: true },
  '5': { measure: 'roe', isHighFirst: false },
  '6': { measure: 'roe', isHighFirst: true },
};

/** ka10026 고저PER. A loss has no PER; the field `per` holds the measure that was asked for. */
export const valueRanking = rankingHandler<number>({
  id: 'ka10026',
  list: 'high_low_per',
  plan(params, call) {
    const asked = MEASURES[params.get('pertp')];
    const sign = asked?.isHighFirst === true ? 1 : -1;
    return ok({
      most: RANKING_PAGE,
      measure: (candidate) => (asked === undefined ? null : measureOf(candidate, asked.measure, call)),
      score: (value) => sign * value,
      row: (candidate, value) => ({
        ...nameFields(candidate),
        per: formatPercent(value),
        ...priceFields(candidate),
        ...rateField(candidate),
        now_trde_qty: String(candidate.day.volume),
        sel_bid: bestFields(candidate).sel_bid,
      }),
    });
  },
});

function measureOf({ symbol, day }: Candidate, measure: Measure, call: Call): number | null {
  const { fundamentals } = call.market;
  if (measure === 'roe') return fundamentals.figures(symbol)?.roe ?? null;
  const multiples = fundamentals.multiples(symbol, day.lastPrice);
  if (multiples === null) return null;
  return multiples[measure] > 0 ? multiples[measure] : null;
}
