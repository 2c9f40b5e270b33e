import { ok, type Result } from '#shared/domain/result.ts';
import type { BookedFill } from '../../clearing/clearing.ts';
import type { AccountOrder } from '../../world.ts';
import { averageFillPrice, isOpenOrder, lastFills, orderStateText } from '../accounts/order-reading.ts';
import type { ApiFailure } from '../rest/api-failure.ts';
import { formatOrderNumber, formatPrice } from '../wording/format.ts';
import { formatTime } from '../wording/kst-text.ts';
import {
  matchesVenueCode,
  orderKindText,
  orderTypeText,
  SIDE_CODE,
  VENUE_CODE,
  venueWords,
} from '../wording/order-words.ts';
import { createQuoteWords } from '../wording/quote-words.ts';
import { QUERY_DONE, resolvePlainListing, type Call, type Params, type Reply } from './handler.ts';
import { pageOfOrders, readOrderNumber } from './order-page.ts';

/** ka10075 미체결: open orders, newest first. */
export function openOrders(params: Params, call: Call): Result<Reply, ApiFailure> {
  const matches = orderFilter(params, call, {
    isOneSymbol: params.get('all_stk_tp') === '1',
    side: params.get('trde_tp'),
  });
  if (!matches.ok) return matches;
  const orders = newestFirst(call).filter((order) => isOpenOrder(order) && matches.value(order));
  const paged = pageOfOrders(orders, call.cursor);
  if (!paged.ok) return paged;
  const fills = lastFills(call.world, call.customer.accountNumber);
  const rows = paged.value.page.map((order) => openOrderRow(order, fills.get(order.number), call));
  return ok({ body: { oso: rows }, message: QUERY_DONE, nextCursor: paged.value.nextCursor });
}

/** ka10076 체결: orders with fills, newest first; `ord_no` asks for orders older than that one. */
export function filledOrders(params: Params, call: Call): Result<Reply, ApiFailure> {
  const matches = orderFilter(params, call, {
    isOneSymbol: params.get('qry_tp') === '1',
    side: params.get('sell_tp'),
  });
  if (!matches.ok) return matches;
  const olderThan = readOrderNumber('ord_no', params.get('ord_no'));
  if (!olderThan.ok) return olderThan;
  const limit = olderThan.value ?? Infinity;
  const orders = newestFirst(call).filter(
    (order) => order.filled > 0 && order.number < limit && matches.value(order),
  );
  const paged = pageOfOrders(orders, call.cursor);
  if (!paged.ok) return paged;
  const rows = paged.value.page.map((order) => ({
    ...orderRow(order, call),
    ord_tm: formatTime(order.receivedAt),
  }));
  return ok({ body: { cntr: rows }, message: QUERY_DONE, nextCursor: paged.value.nextCursor });
}

/** ka10088 미체결 분할주문 상세: where the broker put the open part of one order. */
export function splitOrders(params: Params, call: Call): Result<Reply, ApiFailure> {
  const number = readOrderNumber('ord_no', params.get('ord_no'));
  if (!number.ok) return number;
  const orders = newestFirst(call).filter((order) => order.number === number.value && isOpenOrder(order));
  return ok({ body: { osop: orders.map((order) => splitRow(order, call)) }, message: QUERY_DONE });
}

function newestFirst(call: Call): readonly AccountOrder[] {
  return call.world.orders(call.customer.accountNumber).toReversed();
}

/** Side, instrument and exchange, as both order lists filter by them. An instrument is only read when the query asks for one. */
function orderFilter(
  params: Params,
  call: Call,
  query: { readonly isOneSymbol: boolean; readonly side: string },
): Result<(order: AccountOrder) => boolean, ApiFailure> {
  let symbol: string | null = null;
  if (query.isOneSymbol && params.get('stk_cd') !== '') {
    const found = resolvePlainListing(call.world, params.get('stk_cd'));
    if (!found.ok) return found;
    symbol = found.value.listing.symbol;
  }
  const venueCode = params.get('stex_tp');
  return ok(
    (order) =>
      (symbol === null || order.intent.symbol === symbol) &&
      (query.side === '0' || SIDE_CODE[order.intent.side] === query.side) &&
      matchesVenueCode(order.routedVenue, venueCode),
  );
}

function nameOf(order: AccountOrder, call: Call): string {
  return call.world.listing(order.intent.symbol)?.name ?? '';
}

function orderRow(order: AccountOrder, call: Call): Record<string, string> {
  return {
    ord_no: formatOrderNumber(order.number),
    stk_nm: nameOf(order, call),
    io_tp_nm: orderKindText(order),
    ord_pric: formatPrice(order.intent.price),
    ord_qty: String(order.intent.quantity),
    cntr_pric: String(averageFillPrice(order)),
    cntr_qty: String(order.filled),
    oso_qty: String(order.leaves),
    tdy_trde_cmsn: String(order.commission),
    tdy_trde_tax: String(order.tax),
    ord_stt: orderStateText(order),
    trde_tp: orderTypeText(order.intent),
    orig_ord_no: formatOrderNumber(order.originalNumber),
    stk_cd: order.intent.symbol,
    ...venueWords(order.intent.venue),
    stop_pric: formatPrice(order.intent.stopPrice),
  };
}

function openOrderRow(order: AccountOrder, last: BookedFill | undefined, call: Call): Record<string, string> {
  const { symbol } = order.intent;
  const { signed } = createQuoteWords(call.world.day(symbol, order.routedVenue));
  const book = call.world.book(symbol, order.routedVenue);
  return {
    ...orderRow(order, call),
    acnt_no: call.customer.accountNumber,
    mang_empno: '',
    tsk_tp: '',
    cntr_tot_amt: String(order.filledTurnover),
    tm: formatTime(order.receivedAt),
    cntr_no: last === undefined ? '' : String(last.fillNumber),
    cur_prc: signed(call.world.day(symbol, order.routedVenue).lastPrice),
    sel_bid: signed(book.asks[0]?.price ?? null),
    buy_bid: signed(book.bids[0]?.price ?? null),
    unit_cntr_pric: last === undefined ? '' : String(last.price),
    unit_cntr_qty: last === undefined ? '' : String(last.quantity),
    ind_invsr: '',
  };
}

function splitRow(order: AccountOrder, call: Call): Record<string, string> {
  const { intent, routedVenue } = order;
  return {
    stk_cd: intent.symbol,
    acnt_no: call.customer.accountNumber,
    stk_nm: nameOf(order, call),
    ord_no: formatOrderNumber(order.number),
    ord_qty: String(intent.quantity),
    ord_pric: formatPrice(intent.price),
    osop_qty: String(order.leaves),
    io_tp_nm: orderKindText(order),
    trde_tp: orderTypeText(intent),
    sell_tp: SIDE_CODE[intent.side],
    cntr_qty: String(order.filled),
    ord_stt: orderStateText(order),
    cur_prc: formatPrice(call.world.day(intent.symbol, routedVenue).lastPrice),
    stex_tp: VENUE_CODE[routedVenue],
    stex_tp_txt: intent.venue === 'SOR' ? `S-${routedVenue}` : routedVenue,
  };
}
