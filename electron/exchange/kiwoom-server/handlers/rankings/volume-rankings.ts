import { ok } from '#shared/domain/result.ts';
import type { DayParts, Part } from '../../../market/day-parts/day-parts.ts';
import { formatMillions, formatSigned, formatSignedPercent } from '../../wording/format.ts';
import { turnoverRate, volumeRatio } from '../../wording/quote-words.ts';
import type { Call } from '../handler.ts';
import type { Candidate } from './candidate.ts';
import { PRICE, RANKING_PAGE, rankingHandler, readCount, TURNOVER, VOLUME, type Row } from './ranking.ts';
import { bestFields, nameFields, priceFields, rateField } from './row-fields.ts';

interface Compared {
  readonly before: number;
  readonly now: number;
}

const gain = ({ before, now }: Compared) => now - before;
const gainRate = ({ before, now }: Compared) => (before === 0 ? 0 : ((now - before) / before) * 100);

const SURGE_SCORES: Readonly<Record<string, (surge: Compared) => number>> = {
  '1': gain,
  '2': gainRate,
  '3': (surge) => -gain(surge),
  '4': (surge) => -gainRate(surge),
};

/** ka10023 거래량급증: the last minutes against as many before them, or today against yesterday. */
export const volumeSurgeRanking = rankingHandler<Compared>({
  id: 'ka10023',
  list: 'trde_qty_sdnin',
  conditions: 'stk_cnd',
  bands: { trde_qty_tp: VOLUME, pric_tp: PRICE },
  plan(params, call) {
    const minutes = readCount(params, 'tm', { most: 99, absent: 5 });
    if (!minutes.ok) return minutes;
    const score = SURGE_SCORES[params.get('sort_tp')] ?? gain;
    const compare =
      params.get('tm_tp') === '2'
        ? ({ day }: Candidate) => ({ before: day.previousVolume, now: day.volume })
        : (candidate: Candidate) => lastMinutes(candidate, call, minutes.value);
    return ok({
      measure(candidate) {
        const compared = compare(candidate);
        return score(compared) > 0 ? compared : null;
      },
      score,
      row: (candidate, compared) => ({
        ...nameFields(candidate),
        ...priceFields(candidate),
        ...rateField(candidate),
        prev_trde_qty: String(compared.before),
        now_trde_qty: String(compared.now),
        sdnin_qty: formatSigned(gain(compared)),
        sdnin_rt: formatSignedPercent(gainRate(compared)),
      }),
    });
  },
});

function lastMinutes({ symbol, scope }: Candidate, call: Call, count: number): Compared {
  const length = count * 60_000;
  const end = call.world.clock.now();
  let before = 0;
  let now = 0;
  for (const { time, volume } of call.market.recentMinutes.of(symbol, scope, 2 * count + 2)) {
    if (time > end - length) now += volume;
    else if (time > end - 2 * length) before += volume;
  }
  return { before, now };
}

/** ka10024 거래량갱신: instruments that traded more today than on any of the days before. */
export const volumeRecordRanking = rankingHandler<Compared>({
  id: 'ka10024',
  list: 'trde_qty_updt',
  bands: { trde_qty_tp: VOLUME },
  plan(params, call) {
    const days = readCount(params, 'cycle_tp', { most: 300 });
    if (!days.ok) return days;
    return ok({
      measure({ symbol, scope, day }) {
        const { volume } = call.market.pastDays.of(symbol, scope, days.value);
        const before = Math.max(0, ...volume.subarray(0, days.value));
        return before > 0 && day.volume > before ? { before, now: day.volume } : null;
      },
      score: gainRate,
      row: (candidate, { before, now }) => ({
        ...nameFields(candidate),
        ...priceFields(candidate),
        ...rateField(candidate),
        prev_trde_qty: String(before),
        now_trde_qty: String(now),
        ...bestFields(candidate),
      }),
    });
  },
});

const PART_OF_CODE: Readonly<Record<string, keyof DayParts>> = {
  '1': 'regular',
  '2': 'before',
  '3': 'after',
};
const PART_PREFIXES = [
  ['opmr', 'regular'],
  ['af_mkrt', 'after'],
  ['bf_mkrt', 'before'],
] as const;

/** ka10030 당일거래량상위. `mrkt_open_tp` ranks by what traded in a part of the day; instruments that did not trade then are left out. */
export const volumeRanking = rankingHandler<DayParts & { readonly ranked: Part }>({
  id: 'ka10030',
  list: 'tdy_trde_qty_upper',
  conditions: 'mang_stk_incls',
  credit: 'crd_tp',
  bands: { trde_qty_tp: VOLUME, pric_tp: PRICE, trde_prica_tp: TURNOVER },
  plan(params, call) {
    const part = PART_OF_CODE[params.get('mrkt_open_tp')];
    const sort = params.get('sort_tp');
    return ok({
      measure({ symbol, scope, day }) {
        const parts = call.market.dayParts.today(symbol, scope);
        const ranked = part === undefined ? { volume: day.volume, turnover: day.turnover } : parts[part];
        return part !== undefined && ranked.volume === 0 ? null : { ...parts, ranked };
      },
      score({ ranked }, { listing }) {
        if (sort === '3') return ranked.turnover;
        return sort === '2' ? turnoverRate(ranked.volume, listing.listedShares) : ranked.volume;
      },
      row: (candidate, parts) => volumeRow(candidate, parts, call),
    });
  },
});

function volumeRow(candidate: Candidate, parts: DayParts, call: Call): Row {
  const { day, listing, symbol, scope } = candidate;
  const rate = (volume: number) => formatSignedPercent(turnoverRate(volume, listing.listedShares));
  const yesterday = call.market.dayParts.yesterday(symbol, scope);
  const fields: Record<string, string> = {
    ...nameFields(candidate),
    ...priceFields(candidate),
    ...rateField(candidate),
    trde_qty: String(day.volume),
    pred_rt: volumeRatio(day.volume, day.previousVolume),
    trde_tern_rt: rate(day.volume),
    trde_amt: formatMillions(day.turnover),
  };
  for (const [prefix, part] of PART_PREFIXES) {
    const { volume, turnover } = parts[part];
    fields[`${prefix}_trde_qty`] = String(volume);
    fields[`${prefix}_pred_rt`] = volumeRatio(volume, yesterday?.[part].volume ?? 0);
    fields[`${prefix}_trde_rt`] = rate(volume);
    fields[`${prefix}_trde_amt`] = formatMillions(turnover);
  }
  return fields;
}

/** ka10031 전일거래량상위: the first hundred of yesterday, cut to the ranks asked for. */
export const yesterdayRanking = rankingHandler<Part>({
  id: 'ka10031',
  list: 'pred_trde_qty_upper',
  plan(params, call) {
    const first = readCount(params, 'rank_strt', { least: 0, most: RANKING_PAGE });
    if (!first.ok) return first;
    const last = readCount(params, 'rank_end', { least: 0, most: RANKING_PAGE });
    if (!last.ok) return last;
    const skip = Math.max(0, first.value - 1);
    return ok({
      skip,
      most: Math.max(0, last.value - skip),
      measure: (candidate) => yesterdayOf(candidate, call),
      score: ({ volume, turnover }) => (params.get('qry_tp') === '2' ? turnover : volume),
      row: (candidate, { volume }) => ({
        ...nameFields(candidate),
        ...priceFields(candidate),
        trde_qty: String(volume),
      }),
    });
  },
});

function yesterdayOf({ symbol, scope }: Candidate, call: Call): Part {
  const { volume, turnover } = call.market.pastDays.of(symbol, scope, 1);
  return { volume: volume[0] ?? 0, turnover: turnover[0] ?? 0 };
}

/** ka10032 거래대금상위, with the rank that each instrument had yesterday among the same ones. */
export const turnoverRanking = rankingHandler<{ readonly turnover: number; readonly yesterday: Part }>({
  id: 'ka10032',
  list: 'trde_prica_upper',
  plan(_params, call) {
    const yesterdays: number[] = [];
    let sorted: number[] | null = null;
    const rankOf = (turnover: number) => {
      sorted ??= yesterdays.toSorted((a, b) => b - a);
      return sorted.indexOf(turnover) + 1;
    };
    return ok({
      measure(candidate) {
        const yesterday = yesterdayOf(candidate, call);
        yesterdays.push(yesterday.turnover);
        return { turnover: candidate.day.turnover, yesterday };
      },
      score: ({ turnover }) => turnover,
      row: (candidate, { turnover, yesterday }, rank) => ({
        ...nameFields(candidate),
        now_rank: String(rank),
        pred_rank: String(rankOf(yesterday.turnover)),
        ...priceFields(candidate),
        ...rateField(candidate),
        ...bestFields(candidate),
        now_trde_qty: String(candidate.day.volume),
        pred_trde_qty: String(candidate.day.previousVolume),
        trde_prica: formatMillions(turnover),
      }),
    });
  },
});
