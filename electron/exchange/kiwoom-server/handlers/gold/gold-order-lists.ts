import { ok, type Result } from '#shared/domain/result.ts';
import type { AccountOrder } from '../../../world.ts';
import { averageFillPrice, isOpenOrder } from '../../accounts/order-reading.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatOrderNumber, formatPadded } from '../../wording/format.ts';
import { formatColonTime } from '../../wording/kst-text.ts';
import { orderTypeText, SIDE_CODE, sideText } from '../../wording/order-words.ts';
import { ordersOfDay } from '../account/orders-of-day.ts';
import { nameOf } from '../account/period.ts';
import { QUERY_DONE, type Call, type Params, type Reply } from '../handler.ts';
import { pageOfOrders, readOrderNumber } from '../order-page.ts';
import { readOptionalGold } from './gold-call.ts';

type Answer = (params: Params, call: Call) => Result<Reply, ApiFailure>;
type Fits = (order: AccountOrder) => boolean;

const NEWEST_FIRST = '2';
const OPEN_ONLY = '3';
const FILLED_ONLY = '4';
const MARKET = '금현물';

interface OrderList {
  readonly list: string;
  /** `slby_tp` or `sell_tp`: 0 both, 1 sales, 2 purchases. */
  readonly sideKey: string;
  readonly isShown: Fits;
  readonly rowOf: (order: AccountOrder, call: Call) => Record<string, string>;
}

/**
 * Lists the requests of one day, amendments and cancellations too. `fr_ord_no` is where the list starts, in its own direction, inclusive.
 *
 * Gold is neither share nor bond and trades on KRX alone: a query for one of those (`stk_bond_tp`) or for another exchange finds nothing.
 * It has one market, so that `mrkt_deal_tp` makes no difference.
 */
function goldOrders({ list, sideKey, isShown, rowOf }: OrderList): Answer {
  return (params, call) => {
    const fits = orderFilter(params, call, params.get(sideKey));
    if (!fits.ok) return fits;
    const ofDay = ordersOfDay(params.get('ord_dt'), call);
    if (!ofDay.ok) return ofDay;
    const all = ofDay.value.orders;
    const ordered = params.get('qry_tp') === NEWEST_FIRST ? all.toReversed() : all;
    const orders = ordered.filter((order) => isShown(order) && fits.value(order));
    const paged = pageOfOrders(orders, call.cursor);
    if (!paged.ok) return paged;
    return ok({
      body: { [list]: paged.value.page.map((order) => rowOf(order, call)) },
      message: QUERY_DONE,
      nextCursor: paged.value.nextCursor,
    });
  };
}

function orderFilter(params: Params, call: Call, side: string): Result<Fits, ApiFailure> {
  const from = readOrderNumber('fr_ord_no', params.get('fr_ord_no'));
  if (!from.ok) return from;
  const symbol = readOptionalGold(params, call);
  if (!symbol.ok) return symbol;
  const query = params.get('qry_tp');
  const isHere = params.get('stk_bond_tp') === '0' && ['', '%', 'KRX'].includes(params.get('dmst_stex_tp'));
  const isFromHere = ({ number }: AccountOrder) =>
    from.value === null || (query === NEWEST_FIRST ? number <= from.value : number >= from.value);
  return ok(
    (order) =>
      isHere &&
      (query !== OPEN_ONLY || isOpenOrder(order)) &&
      (query !== FILLED_ONLY || order.filled > 0) &&
      (side === '0' || SIDE_CODE[order.intent.side] === side) &&
      (symbol.value === null || order.intent.symbol === symbol.value) &&
      isFromHere(order),
  );
}

const padded = (value: number) => formatPadded(value, 12);
const isConfirmed = (order: AccountOrder) => order.kind !== 'new' && order.status !== 'rejected';
const CHANGE_TEXT = { new: '', amend: '정정', cancel: '취소' } as const;

/** What both kinds of rows say. */
function commonFields(order: AccountOrder, call: Call): Record<string, string> {
  const { intent } = order;
  return {
    ord_no: formatOrderNumber(order.number),
    stk_cd: intent.symbol,
    trde_tp: orderTypeText(intent),
    io_tp_nm: `${MARKET}${sideText(intent.side)}`,
    ord_qty: padded(intent.quantity),
    ord_uv: padded(intent.price ?? 0),
    cnfm_qty: padded(isConfirmed(order) ? intent.quantity : 0),
    rsrv_tp: 'N',
    stk_nm: nameOf(call, intent.symbol),
    cntr_qty: padded(order.filled),
    cntr_uv: padded(averageFillPrice(order)),
    ord_remnq: padded(order.leaves),
    comm_ord_tp: 'REST API',
    dmst_stex_tp: intent.venue,
    cond_uv: padded(0),
  };
}

const acceptanceOf = (order: AccountOrder) => (isConfirmed(order) ? '확인' : '접수');

function statusRow(order: AccountOrder, call: Call): Record<string, string> {
  return {
    ...commonFields(order, call),
    stk_bond_tp: '0',
    data_send_end_tp: acceptanceOf(order),
    mrkt_deal_tp: MARKET,
    orig_ord_no: formatOrderNumber(order.originalNumber),
    dcd_tp_nm: '당일결제',
    crd_deal_tp: '보통매매',
    mdfy_cncl_tp: CHANGE_TEXT[order.kind],
  };
}

function detailRow(order: AccountOrder, call: Call): Record<string, string> {
  return {
    ...commonFields(order, call),
    crd_tp: '보통매매',
    acpt_tp: acceptanceOf(order),
    ord_tm: formatColonTime(order.receivedAt),
    ori_ord: formatOrderNumber(order.originalNumber),
    loan_dt: '',
    mdfy_cncl: CHANGE_TEXT[order.kind],
    cnfm_tm: isConfirmed(order) ? formatColonTime(order.updatedAt) : '',
  };
}

/** kt50030 금현물 주문체결전체조회: `qry_tp` 1 oldest first, 2 newest first. */
export const allGoldOrders = goldOrders({
  list: 'acnt_ord_cntr_prst',
  sideKey: 'slby_tp',
  isShown: () => true,
  rowOf: statusRow,
});

/** kt50031 금현물 주문체결조회: `qry_tp` 1 oldest first, 2 newest first, 3 open orders, 4 orders with fills. */
export const goldOrderDetails = goldOrders({
  list: 'acnt_ord_cntr_prps_dtl',
  sideKey: 'sell_tp',
  isShown: () => true,
  rowOf: detailRow,
});

/** kt50075 금현물 미체결조회. */
export const openGoldOrders = goldOrders({
  list: 'acnt_ord_oso_prst',
  sideKey: 'sell_tp',
  isShown: isOpenOrder,
  rowOf: statusRow,
});
