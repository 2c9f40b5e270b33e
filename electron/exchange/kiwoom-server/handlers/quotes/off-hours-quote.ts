import { ok, type Result } from '#shared/domain/result.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import {
  directionCode,
  formatSigned,
  formatSignedPercent,
  formatSignedPrice,
  percentChange,
} from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import { resolvePlainListing, type Call, type Params, type Reply } from '../handler.ts';

const LEVELS = 5;

/**
 * ka10087 시간외단일가: five levels a side of the trade outside the hours that was last, and its price against the close.
 *
 * Beside it the totals of the regular book and of the orders that wait to trade at the close.
 */
export function offHoursQuote(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolvePlainListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { symbol } = found.value.listing;
  const { close, price, volume } = call.market.dayParts.offHours(symbol);
  const book = call.market.dayParts.offHoursBook(symbol);
  const regular = call.bookChanges.read(symbol, 'KRX');
  const fields: Record<string, string> = { bid_req_base_tm: formatTime(call.world.clock.now()) };
  for (const [side, levels] of [
    ['sel', book.asks],
    ['buy', book.bids],
  ] as const) {
    for (let level = 1; level <= LEVELS; level += 1) {
      const shown = levels[level - 1];
      fields[`ovt_sigpric_${side}_bid_${level}`] = formatSignedPrice(shown?.price ?? null, close);
      fields[`ovt_sigpric_${side}_bid_qty_${level}`] = String(shown?.size ?? 0);
      fields[`ovt_sigpric_${side}_bid_jub_pre_${level}`] = '0';
    }
  }
  return ok({
    body: {
      ...fields,
      ovt_sigpric_sel_bid_tot_req: String(book.totalAsk),
      ovt_sigpric_buy_bid_tot_req: String(book.totalBid),
      sel_bid_tot_req_jub_pre: formatSigned(regular.totalAskChange),
      sel_bid_tot_req: String(regular.book.totalAsk),
      buy_bid_tot_req: String(regular.book.totalBid),
      buy_bid_tot_req_jub_pre: formatSigned(regular.totalBidChange),
      ovt_sel_bid_tot_req_jub_pre: formatSigned(regular.closeAskChange),
      ovt_sel_bid_tot_req: String(regular.book.closeTrade.ask),
      ovt_buy_bid_tot_req: String(regular.book.closeTrade.bid),
      ovt_buy_bid_tot_req_jub_pre: formatSigned(regular.closeBidChange),
      ovt_sigpric_cur_prc: formatSignedPrice(price, close),
      ovt_sigpric_pred_pre_sig: directionCode(price, close),
      ovt_sigpric_pred_pre: formatSigned(price - close),
      ovt_sigpric_flu_rt: formatSignedPercent(percentChange(price, close)),
      ovt_sigpric_acc_trde_qty: String(volume),
    },
  });
}
