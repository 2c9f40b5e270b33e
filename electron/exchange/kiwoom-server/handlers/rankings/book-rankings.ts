import { ok } from '#shared/domain/result.ts';
import { formatPercent, formatSignedPercent } from '../../wording/format.ts';
import type { BookTotals } from '../../../market/book-samples/book-samples.ts';
import type { Candidate } from './candidate.ts';
import { rankingHandler, readCount, VOLUME } from './ranking.ts';
import { nameFields, priceFields } from './row-fields.ts';

const MOST_MINUTES = 99;

interface Sides {
  readonly ask: number;
  readonly bid: number;
}

const sidesOf = ({ book }: Candidate): Sides => ({ ask: book.totalAsk, bid: book.totalBid });
const percentOf = (part: number, whole: number) => (whole === 0 ? 0 : (part / whole) * 100);

/** Score of each sort, null to leave an instrument out. */
const SIZE_ORDERS: Readonly<Record<string, (sides: Sides) => number | null>> = {
  '1': ({ ask, bid }) => (bid > ask ? bid - ask : null),
  '2': ({ ask, bid }) => (ask > bid ? ask - bid : null),
  '3': ({ ask, bid }) => (ask === 0 ? null : percentOf(bid, ask)),
  '4': ({ ask, bid }) => (bid === 0 ? null : percentOf(ask, bid)),
};

/** ka10020 호가잔량상위. The buy ratio is the bids in percent of the asks. */
export const bookSizeRanking = rankingHandler<Sides & { readonly score: number }>({
  id: 'ka10020',
  list: 'bid_req_upper',
  conditions: 'stk_cnd',
  credit: 'crd_cnd',
  bands: { trde_qty_tp: VOLUME },
  plan(params) {
    const order = SIZE_ORDERS[params.get('sort_tp')];
    return ok({
      measure(candidate) {
        const sides = sidesOf(candidate);
        const score = order?.(sides) ?? null;
        return score === null ? null : { ...sides, score };
      },
      score: ({ score }) => score,
      row: (candidate, { ask, bid }) => ({
        ...nameFields(candidate),
        ...priceFields(candidate),
        trde_qty: String(candidate.day.volume),
        tot_sel_req: String(ask),
        tot_buy_req: String(bid),
        netprps_req: String(bid - ask),
        buy_rt: formatPercent(percentOf(bid, ask)),
      }),
    });
  },
});

interface Surge {
  readonly before: number;
  readonly now: number;
}

const growth = ({ before, now }: Surge) => percentOf(now - before, before);

/** ka10021 호가잔량급증: what stands in the book now against some minutes ago. */
export const bookSurgeRanking = rankingHandler<Surge>({
  id: 'ka10021',
  list: 'bid_req_sdnin',
  conditions: 'stk_cnd',
  bands: { trde_qty_tp: VOLUME },
  plan(params, call) {
    const minutes = readCount(params, 'tm_tp', { most: MOST_MINUTES });
    if (!minutes.ok) return minutes;
    const side = params.get('trde_tp') === '2' ? 'ask' : 'bid';
    const byRate = params.get('sort_tp') === '2';
    return ok({
      measure(candidate) {
        const before = call.market.bookSamples.before(candidate.symbol, candidate.scope, minutes.value);
        const surge = { before: before?.[side] ?? 0, now: sidesOf(candidate)[side] };
        return before === null || surge.now <= surge.before ? null : surge;
      },
      score: (surge) => (byRate ? growth(surge) : surge.now - surge.before),
      row: (candidate, surge) => ({
        ...nameFields(candidate),
        ...priceFields(candidate),
        int: String(surge.before),
        now: String(surge.now),
        sdnin_qty: String(surge.now - surge.before),
        sdnin_rt: formatSignedPercent(growth(surge)),
        tot_buy_qty: String(candidate.book.totalBid),
      }),
    });
  },
});

/** ka10022 잔량율급증: the ratio of the two sides now against some minutes ago. */
export const bookRatioRanking = rankingHandler<Surge>({
  id: 'ka10022',
  list: 'req_rt_sdnin',
  conditions: 'stk_cnd',
  bands: { trde_qty_tp: VOLUME },
  plan(params, call) {
    const minutes = readCount(params, 'tm_tp', { most: MOST_MINUTES });
    if (!minutes.ok) return minutes;
    const ratioOf = ({ ask, bid }: BookTotals) =>
      params.get('rt_tp') === '2' ? percentOf(ask, bid) : percentOf(bid, ask);
    return ok({
      measure(candidate) {
        const before = call.market.bookSamples.before(candidate.symbol, candidate.scope, minutes.value);
        if (before === null) return null;
        const surge = { before: ratioOf(before), now: ratioOf(sidesOf(candidate)) };
        return surge.before > 0 && surge.now > surge.before ? surge : null;
      },
      score: growth,
      row: (candidate, surge) => ({
        ...nameFields(candidate),
        ...priceFields(candidate),
        int: formatSignedPercent(surge.before),
        now_rt: formatSignedPercent(surge.now),
        sdnin_rt: formatSignedPercent(growth(surge)),
        tot_sel_req: String(candidate.book.totalAsk),
        tot_buy_req: String(candidate.book.totalBid),
      }),
    });
  },
});
