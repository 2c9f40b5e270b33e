import { ok, type Result } from '#shared/domain/result.ts';
import { BOOK_DEPTH } from '#shared/domain/order-book.ts';
import type { ApiFailure } from '../rest/api-failure.ts';
import { formatTime } from '../wording/kst-text.ts';
import { createQuoteWords } from '../wording/quote-words.ts';
import { resolveListing, type Call, type Params, type Reply } from './handler.ts';

/** ka10004 주식호가요청: ten levels a side, flat, with the field names the broker gives level one. */
export function orderBook(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope } = found.value;
  const { signed } = createQuoteWords(call.world.day(listing.symbol, scope));
  const reading = call.bookChanges.read(listing.symbol, scope);
  const { asks, bids } = reading.book;
  const body: Record<string, string> = { bid_req_base_tm: formatTime(call.world.clock.now()) };
  for (let level = BOOK_DEPTH; level >= 1; level -= 1) {
    const ask = asks[level - 1];
    const names = levelFields('sel', level);
    body[names.change] = String(reading.askChanges[level - 1] ?? 0);
    body[names.size] = String(ask?.size ?? 0);
    body[names.price] = signed(ask?.price ?? null);
  }
  for (let level = 1; level <= BOOK_DEPTH; level += 1) {
    const bid = bids[level - 1];
    const names = levelFields('buy', level);
    body[names.price] = signed(bid?.price ?? null);
    body[names.size] = String(bid?.size ?? 0);
    body[names.change] = String(reading.bidChanges[level - 1] ?? 0);
  }
  return ok({
    body: {
      ...body,
      tot_sel_req_jub_pre: String(reading.totalAskChange),
      tot_sel_req: String(reading.book.totalAsk),
      tot_buy_req: String(reading.book.totalBid),
      tot_buy_req_jub_pre: String(reading.totalBidChange),
      ovt_sel_req_pre: String(reading.closeAskChange),
      ovt_sel_req: String(reading.book.closeTrade.ask),
      ovt_buy_req: String(reading.book.closeTrade.bid),
      ovt_buy_req_pre: String(reading.closeBidChange),
    },
  });
}

function levelFields(side: 'sel' | 'buy', level: number): Record<'price' | 'size' | 'change', string> {
  const change = `${side}_${level}th_pre_req_pre`;
  if (level === 1) return { price: `${side}_fpr_bid`, size: `${side}_fpr_req`, change };
  return { price: `${side}_${level}th_pre_bid`, size: `${side}_${level}th_pre_req`, change };
}
