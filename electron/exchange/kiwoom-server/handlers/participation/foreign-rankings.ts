import type { KstDate } from '#shared/domain/time.ts';
import { netQuantity, tradedBy } from '../../../market/participation/split.ts';
import { formatPercent, formatSigned } from '../../wording/format.ts';
import { forCustomer, type Call, type HandlerTable } from '../handler.ts';
import type { Candidate } from '../rankings/candidate.ts';
import { FOREIGNERS } from './amounts.ts';
import { daysBack, rankingPeriod } from './days.ts';
import { quoteWords, rankAll, rankingReply, venueOf } from './ranking-rows.ts';
import { exhaustion } from './stock-investors.ts';

function netOf(call: Call, { symbol, scope }: Candidate, from: KstDate, to: KstDate): number {
  const { investors } = call.market.participation;
  return netQuantity(tradedBy(investors.period(symbol, scope, from, to), FOREIGNERS));
}

/** Shares that foreigners may still buy. */
function available(call: Call, symbol: string): string {
  const { foreignHoldings } = call.market.participation;
  return String(foreignHoldings.limit(symbol) - foreignHoldings.today(symbol).held);
}

/** ka10034 외인기간별매매상위요청. 순매매 ranks both sides together, by how one-sided they were. */
const byPeriod = forCustomer((params, call) => {
  const { from, to } = rankingPeriod(call, params.get('dt'));
  const side = params.get('trde_tp');
  const score = (net: number) => (side === '1' ? -net : side === '2' ? net : Math.abs(net));
  const ranked = rankAll(
    call,
    params.get('mrkt_tp'),
    venueOf(params),
    (candidate) => {
      const net = netOf(call, candidate, from, to);
      return score(net) > 0 ? net : null;
    },
    score,
  );
  return rankingReply(call, 'for_dt_trde_upper', ranked, ({ candidate, measure }, rank) => {
    const quote = quoteWords(candidate);
    const { book, words } = candidate;
    return {
      rank: String(rank),
      stk_cd: candidate.code,
      stk_nm: candidate.listing.name,
      cur_prc: quote.price,
      pred_pre_sig: quote.sign,
      pred_pre: quote.change,
      sel_bid: words.signed(book.asks[0]?.price ?? null),
      buy_bid: words.signed(book.bids[0]?.price ?? null),
      trde_qty: quote.volume,
      netprps_qty: formatSigned(measure),
      gain_pos_stkcnt: available(call, candidate.symbol),
    };
  });
});

/** ka10035 외인연속순매매상위요청: three days in a row on the same side; the first is today or the day before. */
const inARow = forCustomer((params, call) => {
  const today = call.world.tradingDate();
  const first = params.get('base_dt_tp') === '1' ? daysBack(call, today, 1) : today;
  const dates = [first, daysBack(call, first, 1), daysBack(call, first, 2)];
  const before = daysBack(call, first, 3);
  const turn = params.get('trde_tp') === '1' ? -1 : 1;
  const ranked = rankAll(
    call,
    params.get('mrkt_tp'),
    venueOf(params),
    (candidate) => {
      const nets = dates.map((date) => netOf(call, candidate, date, date));
      return nets.every((net) => net * turn > 0) ? nets : null;
    },
    (nets) => turn * nets.reduce((sum, net) => sum + net, 0),
  );
  return rankingReply(call, 'for_cont_nettrde_upper', ranked, ({ candidate, measure: nets }) => {
    const quote = quoteWords(candidate);
    const changes = changesOf(call, candidate, before, first);
    return {
      stk_cd: candidate.code,
      stk_nm: candidate.listing.name,
      cur_prc: quote.price,
      pred_pre_sig: quote.sign,
      pred_pre: quote.change,
      dm1: formatSigned(nets[0] ?? 0),
      dm2: formatSigned(nets[1] ?? 0),
      dm3: formatSigned(nets[2] ?? 0),
      tot: formatSigned(nets.reduce((sum, net) => sum + net, 0)),
      limit_exh_rt: exhaustion(
        call,
        candidate.symbol,
        call.market.participation.foreignHoldings.today(candidate.symbol).held,
      ),
      pred_pre_1: formatSigned(changes[0] ?? 0),
      pred_pre_2: formatSigned(changes[1] ?? 0),
      pred_pre_3: formatSigned(changes[2] ?? 0),
    };
  });
});

/** How the price moved on each of the days up to `to`, newest first. */
function changesOf(call: Call, { symbol }: Candidate, from: KstDate, to: KstDate): readonly number[] {
  const closes = call.market.participation.closes(symbol, from, to);
  return closes.flatMap((close, place) => {
    const before = closes[place + 1];
    return before === undefined ? [] : [close - before];
  });
}

/** ka10036 외인한도소진율증가상위: how much more of the limit foreigners hold than at the start of the period. */
const limitUse = forCustomer((params, call) => {
  const { foreignHoldings } = call.market.participation;
  const { from, to } = rankingPeriod(call, params.get('dt'));
  const ranked = rankAll(
    call,
    params.get('mrkt_tp'),
    venueOf(params),
    ({ symbol }) => {
      const days = foreignHoldings.days(symbol, from, to);
      const [newest, oldest] = [days[0], days.at(-1)];
      if (newest === undefined || oldest === undefined) return null;
      const limit = foreignHoldings.limit(symbol);
      const before = oldest.held - oldest.netBought;
      const rise = (newest.held - before) / limit;
      return rise > 0 ? { held: newest.held, before, rise } : null;
    },
    ({ rise }) => rise,
  );
  return rankingReply(call, 'for_limit_exh_rt_incrs_upper', ranked, ({ candidate, measure }, rank) => {
    const quote = quoteWords(candidate);
    return {
      rank: String(rank),
      stk_cd: candidate.code,
      stk_nm: candidate.listing.name,
      cur_prc: quote.price,
      pred_pre_sig: quote.sign,
      pred_pre: quote.change,
      trde_qty: quote.volume,
      poss_stkcnt: String(measure.held),
      gain_pos_stkcnt: String(foreignHoldings.limit(candidate.symbol) - measure.held),
      base_limit_exh_rt: exhaustion(call, candidate.symbol, measure.before),
      limit_exh_rt: exhaustion(call, candidate.symbol, measure.held),
      exh_rt_incrs: `+${formatPercent(measure.rise * 100)}`,
    };
  });
});

export const FOREIGN_RANKING_HANDLERS: HandlerTable = {
  ka10034: byPeriod,
  ka10035: inARow,
  ka10036: limitUse,
};
