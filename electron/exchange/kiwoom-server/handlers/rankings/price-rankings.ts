import { ok } from '#shared/domain/result.ts';
import { formatPercent, formatPrice, formatSignedPercent } from '../../wording/format.ts';
import { executedStrength } from '../../wording/quote-words.ts';
import type { Candidate } from './candidate.ts';
import { FALL, FALL_RATE, MOVE_ORDERS, moveOf, RISE, RISE_RATE, UNCHANGED, type Move } from './moves.ts';
import { LIMIT_TESTS, PRICE, rankingHandler, TURNOVER, VOLUME } from './ranking.ts';
import { bestFields, bestSizeFields, classText, nameFields, priceFields, rateField } from './row-fields.ts';
import { daysInARow } from './streaks.ts';

const dayMove = ({ day }: Candidate) => moveOf(day.lastPrice, day.basePrice);

/** ka10027 전일대비등락률상위. 횟수 is for how many days in a row the close has moved that way. */
export const changeRanking = rankingHandler<number>({
  id: 'ka10027',
  list: 'pred_pre_flu_rt_upper',
  conditions: 'stk_cnd',
  credit: 'crd_cnd',
  bands: { trde_qty_cnd: VOLUME, pric_cnd: PRICE, trde_prica_cnd: TURNOVER },
  tests: { updown_incls: LIMIT_TESTS },
  plan(params, call) {
    const order = MOVE_ORDERS[params.get('sort_tp')] ?? RISE_RATE;
    return ok({
      measure: (candidate) => order(dayMove(candidate), candidate.day.volume),
      score: (score) => score,
      row: (candidate) => ({
        stk_cls: classText(candidate),
        ...nameFields(candidate),
        ...priceFields(candidate),
        ...rateField(candidate),
        ...bestSizeFields(candidate),
        now_trde_qty: String(candidate.day.volume),
        cntr_str: formatPercent(executedStrength(candidate.day)),
        cnt: String(daysInARow(candidate, call)),
      }),
    });
  },
});

type OpeningSort = (candidate: Candidate) => number | null;

/** Which price of the day the last price is held against. */
const REFERENCES: Readonly<Record<string, OpeningSort>> = {
  '1': ({ day }) => day.open,
  '2': ({ day }) => day.high,
  '3': ({ day }) => day.low,
  '4': ({ day }) => day.basePrice,
};

/** ka10028 시가대비등락률. */
export const openingChangeRanking = rankingHandler<Move>({
  id: 'ka10028',
  list: 'open_pric_pre_flu_rt',
  conditions: 'stk_cnd',
  credit: 'crd_cnd',
  bands: { trde_qty_cnd: VOLUME, trde_prica_cnd: TURNOVER },
  tests: { updown_incls: LIMIT_TESTS },
  plan(params) {
    const reference = REFERENCES[params.get('sort_tp')];
    const direction = params.get('flu_cnd') === '2' ? -1 : 1;
    return ok({
      measure(candidate) {
        const from = reference?.(candidate) ?? null;
        return from === null ? null : moveOf(candidate.day.lastPrice, from);
      },
      score: ({ percent }) => direction * percent,
      row: (candidate, { percent }) => ({
        ...nameFields(candidate),
        ...priceFields(candidate),
        ...rateField(candidate),
        open_pric: candidate.words.signed(candidate.day.open),
        high_pric: candidate.words.signed(candidate.day.high),
        low_pric: candidate.words.signed(candidate.day.low),
        open_pric_pre: formatSignedPercent(percent),
        now_trde_qty: String(candidate.day.volume),
        cntr_str: formatPercent(executedStrength(candidate.day)),
      }),
    });
  },
});

interface Expected extends Move {
  readonly price: number;
  readonly quantity: number;
}

const EXPECTED_ORDERS: Readonly<Record<string, (expected: Expected, candidate: Candidate) => number | null>> =
  {
    '1': (expected) => RISE_RATE(expected, 0),
    '2': (expected) => RISE(expected, 0),
    '3': (expected) => UNCHANGED(expected, expected.quantity),
    '4': (expected) => FALL_RATE(expected, 0),
    '5': (expected) => FALL(expected, 0),
    '6': ({ quantity }) => quantity,
    '7': ({ price, quantity }, { day }) => (price >= day.upperLimit ? quantity : null),
    '8': ({ price, quantity }, { day }) => (price <= day.lowerLimit ? quantity : null),
  };

/** The price that an auction now expects; null while none collects orders. */
function expectedOf({ book, day }: Candidate): Expected | null {
  const { indicative } = book;
  if (indicative === null) return null;
  return { ...indicative, ...moveOf(indicative.price, day.basePrice) };
}

/** ka10029 예상체결등락률상위: instruments in an auction; none while trading is continuous. */
export const expectedRanking = rankingHandler<Expected & { readonly score: number }>({
  id: 'ka10029',
  list: 'exp_cntr_flu_rt_upper',
  conditions: 'stk_cnd',
  credit: 'crd_cnd',
  bands: {
    trde_qty_cnd: ({ book }) => book.indicative?.quantity ?? 0,
    pric_cnd: ({ book, day }) => book.indicative?.price ?? day.lastPrice,
  },
  plan(params) {
    const order = EXPECTED_ORDERS[params.get('sort_tp')];
    return ok({
      measure(candidate) {
        const expected = expectedOf(candidate);
        const score = expected === null ? null : (order?.(expected, candidate) ?? null);
        return expected === null || score === null ? null : { ...expected, score };
      },
      score: ({ score }) => score,
      row: (candidate, { price, quantity }) => ({
        ...nameFields(candidate),
        exp_cntr_pric: candidate.words.signed(price),
        base_pric: formatPrice(candidate.day.basePrice),
        pred_pre_sig: candidate.words.direction(price),
        pred_pre: candidate.words.change(price),
        flu_rt: candidate.words.changeRate(price),
        exp_cntr_qty: String(quantity),
        ...bestSizeFields(candidate),
        ...bestFields(candidate),
      }),
    });
  },
});
