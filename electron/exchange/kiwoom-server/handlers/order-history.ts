import { ok, type Result } from '#shared/domain/result.ts';
import type { AccountOrder } from '../../world.ts';
import { averageFillPrice, isOpenOrder } from '../accounts/order-reading.ts';
import type { ApiFailure } from '../rest/api-failure.ts';
import { dateOrBlank, orderCredit } from '../wording/credit-words.ts';
import { formatOrderNumber, formatPadded } from '../wording/format.ts';
import { formatColonTime } from '../wording/kst-text.ts';
import { orderTypeText, SIDE_CODE, sideText } from '../wording/order-words.ts';
import { ordersOfDay } from './account/orders-of-day.ts';
import { resolvePlainListing, type Call, type Params, type Reply } from './handler.ts';
import { pageOfOrders, readOrderNumber } from './order-page.ts';

/**
 * kt00007 계좌별주문체결내역상세: every request of one day, amendments and cancellations too.
 *
 * `qry_tp`: 1 oldest first, 2 newest first, 3 open orders, 4 orders with fills (both oldest first). `fr_ord_no` is where the list starts,
 * in its own direction, inclusive. `ord_dt` may name any day of the account's books; empty is today.
 */
export function orderHistory(params: Params, call: Call): Result<Reply, ApiFailure> {
  const matches = historyFilter(params, call);
  if (!matches.ok) return matches;
  const isNewestFirst = params.get('qry_tp') === '2';
  const ofDay = ordersOfDay(params.get('ord_dt'), call);
  if (!ofDay.ok) return ofDay;
  const all = ofDay.value.orders;
  const orders = (isNewestFirst ? all.toReversed() : all).filter(matches.value);
  const paged = pageOfOrders(orders, call.cursor);
  if (!paged.ok) return paged;
  return ok({
    body: { acnt_ord_cntr_prps_dtl: paged.value.page.map((order) => historyRow(order, call)) },
    message: '조회가 완료되었습니다',
    nextCursor: paged.value.nextCursor,
  });
}

function historyFilter(params: Params, call: Call): Result<(order: AccountOrder) => boolean, ApiFailure> {
  const from = readOrderNumber('fr_ord_no', params.get('fr_ord_no'));
  if (!from.ok) return from;
  const code = params.get('stk_cd');
  const found = code === '' ? null : resolvePlainListing(call.world, code);
  if (found !== null && !found.ok) return found;
  const symbol = found === null ? null : found.value.listing.symbol;
  const query = params.get('qry_tp');
  const side = params.get('sell_tp');
  const venue = params.get('dmst_stex_tp');
  const isFromHere = (order: AccountOrder) =>
    from.value === null || (query === '2' ? order.number <= from.value : order.number >= from.value);
  return ok(
    (order) =>
      // Bonds are not traded here.
      params.get('stk_bond_tp') !== '2' &&
      (query !== '3' || isOpenOrder(order)) &&
      (query !== '4' || order.filled > 0) &&
      (side === '0' || SIDE_CODE[order.intent.side] === side) &&
      (symbol === null || order.intent.symbol === symbol) &&
      (venue === '%' || order.intent.venue === venue) &&
      isFromHere(order),
  );
}

function historyRow(order: AccountOrder, call: Call): Record<string, string> {
  const { intent } = order;
  const padded = (value: number) => formatPadded(value, 10);
  // This exchange carries out or refuses an amendment or cancellation at once.
  const isConfirmed = order.kind !== 'new' && order.status !== 'rejected';
  return {
    ord_no: formatOrderNumber(order.number),
    stk_cd: `A${intent.symbol}`,
    trde_tp: orderTypeText(intent),
    crd_tp: orderCredit(order).name,
    ord_qty: padded(intent.quantity),
    ord_uv: padded(intent.price ?? 0),
    cnfm_qty: padded(isConfirmed ? intent.quantity : 0),
    acpt_tp: acceptanceText(order, isConfirmed),
    rsrv_tp: '',
    ord_tm: formatColonTime(order.receivedAt),
    ori_ord: formatOrderNumber(order.originalNumber),
    stk_nm: call.world.listing(intent.symbol)?.name ?? '',
    io_tp_nm: `현금${sideText(intent.side)}`,
    loan_dt: dateOrBlank(orderCredit(order)),
    cntr_qty: padded(order.filled),
    cntr_uv: padded(averageFillPrice(order)),
    ord_remnq: padded(order.leaves),
    comm_ord_tp: 'REST API',
    mdfy_cncl: { new: '', amend: '정정', cancel: '취소' }[order.kind],
    cnfm_tm: isConfirmed ? formatColonTime(order.updatedAt) : '',
    dmst_stex_tp: intent.venue,
    cond_uv: padded(intent.stopPrice ?? 0),
  };
}

function acceptanceText(order: AccountOrder, isConfirmed: boolean): string {
  if (order.status === 'rejected') return '거부';
  return isConfirmed ? '확인' : '접수';
}
