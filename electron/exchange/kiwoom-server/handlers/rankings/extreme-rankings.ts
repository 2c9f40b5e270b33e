import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { priceLimits } from '#shared/domain/price-limits.ts';
import { price } from '#shared/domain/price.ts';
import { ok } from '#shared/domain/result.ts';
import { formatPrice, formatSigned, formatSignedPercent, percentChange } from '../../wording/format.ts';
import { volumeRatio } from '../../wording/quote-words.ts';
import type { Call } from '../handler.ts';
import type { Candidate } from './candidate.ts';
import { LIMIT_TESTS, PRICE, rankingHandler, readCount, VOLUME } from './ranking.ts';
import {
  bestFields,
  bestSizeFields,
  classText,
  infoText,
  nameFields,
  priceFields,
  rateField,
} from './row-fields.ts';
import { daysInARow } from './streaks.ts';

const MOST_DAYS = 250;

/** ka10016 신고저가: today's high, low or last price beyond all of the days before. */
export const recordRanking = rankingHandler<number>({
  id: 'ka10016',
  list: 'ntl_pric',
  conditions: 'stk_cnd',
  credit: 'crd_cnd',
  bands: { trde_qty_tp: VOLUME },
  tests: { updown_incls: LIMIT_TESTS },
  plan(params, call) {
    const days = readCount(params, 'dt', { most: MOST_DAYS });
    if (!days.ok) return days;
    const isHigh = params.get('ntl_tp') === '1';
    const byClose = params.get('high_low_close_tp') === '2';
    return ok({
      measure({ symbol, scope, day }) {
        const past = call.market.pastDays.of(symbol, scope, days.value);
        const prices = (byClose ? past.close : isHigh ? past.high : past.low).subarray(0, days.value);
        const today = byClose ? day.lastPrice : isHigh ? day.high : day.low;
        if (today === null || prices.length === 0) return null;
        const record = isHigh ? Math.max(...prices) : Math.min(...prices);
        const beyond = isHigh ? today - record : record - today;
        return beyond > 0 ? (beyond / record) * 100 : null;
      },
      score: (beyond) => beyond,
      row: (candidate) => ({
        ...nameFields(candidate),
        ...priceFields(candidate),
        ...rateField(candidate),
        trde_qty: String(candidate.day.volume),
        pred_trde_qty_pre_rt: volumeRatio(candidate.day.volume, candidate.day.previousVolume),
        ...bestFields(candidate),
        high_pric: formatPrice(candidate.day.high),
        low_pric: formatPrice(candidate.day.low),
      }),
    });
  },
});

type LimitTest = (candidate: Candidate, call: Call) => boolean;

/** `updown_tp`: where an instrument stands now (1 to 5), or where it closed yesterday (6, 7). */
const LIMIT_STATES: Readonly<Record<string, LimitTest>> = {
  '1': ({ day }) => day.lastPrice >= day.upperLimit,
  '2': ({ day }) => day.lastPrice > day.basePrice,
  '3': ({ day }) => day.lastPrice === day.basePrice,
  '4': ({ day }) => day.lastPrice <= day.lowerLimit,
  '5': ({ day }) => day.lastPrice < day.basePrice,
  '6': (candidate, call) => closedAtLimit(candidate, call) === 'upper',
  '7': (candidate, call) => closedAtLimit(candidate, call) === 'lower',
};

function closedAtLimit({ symbol, scope, listing }: Candidate, call: Call): 'upper' | 'lower' | null {
  const { close } = call.market.pastDays.of(symbol, scope, 2);
  const [last, base] = close;
  if (last === undefined || base === undefined) return null;
  const ladder = ladderFor(listing.kind, call.world.tradingDate());
  const limits = priceLimits(price(base), ladder, { leverage: listing.leverage });
  return last >= limits.upper ? 'upper' : last <= limits.lower ? 'lower' : null;
}

/** ka10017 상하한가. Sorted by code, by days in a row (the first hundred) or by change. */
export const limitRanking = rankingHandler<number>({
  id: 'ka10017',
  list: 'updown_pric',
  conditions: 'stk_cnd',
  credit: 'crd_cnd',
  bands: { trde_qty_tp: VOLUME, trde_gold_tp: PRICE },
  plan(params, call) {
    const isMeant = LIMIT_STATES[params.get('updown_tp')] ?? (() => false);
    const sort = params.get('sort_tp');
    const falls = ['4', '5', '7'].includes(params.get('updown_tp'));
    return ok({
      ...(sort === '2' ? { most: 100 } : {}),
      measure: (candidate) => (isMeant(candidate, call) ? daysInARow(candidate, call) : null),
      score(days, { symbol, changeRate }) {
        if (sort === '1') return -parseInt(symbol, 36);
        return sort === '2' ? days : falls ? -changeRate : changeRate;
      },
      row: (candidate, days) => ({
        ...nameFields(candidate),
        stk_infr: infoText(candidate),
        ...priceFields(candidate),
        ...rateField(candidate),
        trde_qty: String(candidate.day.volume),
        pred_trde_qty: String(candidate.day.previousVolume),
        ...bestSizeFields(candidate),
        ...bestFields(candidate),
        cnt: String(days),
      }),
    });
  },
});

/** ka10018 고저가근접: the last price within a few tenths of a percent of the day's high or low. The codes are tenths of a percent. */
export const nearExtremeRanking = rankingHandler<number>({
  id: 'ka10018',
  list: 'high_low_pric_alacc',
  conditions: 'stk_cnd',
  credit: 'crd_cnd',
  bands: { trde_qty_tp: VOLUME },
  plan(params) {
    const within = Number(params.get('alacc_rt')) / 10;
    const isHigh = params.get('high_low_tp') === '1';
    return ok({
      measure({ day }) {
        const extreme = isHigh ? day.high : day.low;
        if (extreme === null) return null;
        const distance = Math.abs(percentChange(day.lastPrice, extreme));
        return distance <= within ? distance : null;
      },
      score: (distance) => -distance,
      row: (candidate) => ({
        ...nameFields(candidate),
        ...priceFields(candidate),
        ...rateField(candidate),
        trde_qty: String(candidate.day.volume),
        ...bestFields(candidate),
        tdy_high_pric: candidate.words.signed(candidate.day.high),
        tdy_low_pric: candidate.words.signed(candidate.day.low),
      }),
    });
  },
});

interface Jump {
  readonly from: number;
  readonly percent: number;
}

/** ka10019 가격급등락: the last price against that of some minutes or days ago. */
export const jumpRanking = rankingHandler<Jump>({
  id: 'ka10019',
  list: 'pric_jmpflu',
  conditions: 'stk_cnd',
  credit: 'crd_cnd',
  bands: { trde_qty_tp: VOLUME, pric_cnd: PRICE },
  tests: { updown_incls: LIMIT_TESTS },
  plan(params, call) {
    const count = readCount(params, 'tm', { most: 99 });
    if (!count.ok) return count;
    const direction = params.get('flu_tp') === '2' ? -1 : 1;
    const priceBefore = params.get('tm_tp') === '2' ? priceOfDay : priceOfMinute;
    return ok({
      measure(candidate) {
        const from = priceBefore(candidate, call, count.value);
        if (from === null) return null;
        const percent = percentChange(candidate.day.lastPrice, from);
        return direction * percent > 0 ? { from, percent } : null;
      },
      score: ({ percent }) => direction * percent,
      row: (candidate, { from, percent }) => ({
        ...nameFields(candidate),
        stk_cls: classText(candidate),
        ...priceFields(candidate),
        ...rateField(candidate),
        base_pric: formatPrice(from),
        base_pre: formatSigned(candidate.day.lastPrice - from),
        trde_qty: String(candidate.day.volume),
        jmp_rt: formatSignedPercent(percent),
      }),
    });
  },
});

/** The close some trading days ago; 1 is yesterday's. */
function priceOfDay({ symbol, scope }: Candidate, call: Call, days: number): number | null {
  return call.market.pastDays.of(symbol, scope, days).close[days - 1] ?? null;
}

/** The last price as it was some minutes ago: the open when the day is younger. Null before the first trade. */
function priceOfMinute({ symbol, scope, day }: Candidate, call: Call, minutes: number): number | null {
  const at = call.world.clock.now() - minutes * 60_000;
  const bars = call.market.recentMinutes.of(symbol, scope, minutes + 1);
  return bars.find(({ time }) => time + 60_000 <= at)?.close ?? bars.at(-1)?.open ?? day.open;
}
