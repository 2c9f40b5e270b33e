import { ok, type Result } from '#shared/domain/result.ts';
import type { AccountOrder } from '../../../world.ts';
import type { BookedFill } from '../../../clearing/clearing.ts';
import { averageFillPrice } from '../../accounts/order-reading.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { orderCredit } from '../../wording/credit-words.ts';
import { formatOrderNumber, formatPadded } from '../../wording/format.ts';
import { formatColonTime } from '../../wording/kst-text.ts';
import { orderTypeText, SIDE_CODE, sideText } from '../../wording/order-words.ts';
import { QUERY_DONE, type Call, type Params, type Reply } from '../handler.ts';
import { pageOfOrders, readOrderNumber } from '../order-page.ts';
import { ordersOfDay } from './orders-of-day.ts';
import { nameOf, readOptionalSymbol } from './period.ts';

const MARKET_CODE = { KOSPI: '1', KOSDAQ: '2' } as const;
const SHARES = '1';
const BONDS = '2';

/**
 * kt00009 계좌별주문체결현황: the requests of one day in the order they came, under what was traded by them.
 *
 * The sums are of every order that fits, not of the page. `fr_ord_no` is where the list starts, inclusive.
 */
export function orderStatus(params: Params, call: Call): Result<Reply, ApiFailure> {
  const ofDay = ordersOfDay(params.get('ord_dt'), call);
  if (!ofDay.ok) return ofDay;
  const fits = statusFilter(params, call);
  if (!fits.ok) return fits;
  const orders = ofDay.value.orders.filter(fits.value);
  const paged = pageOfOrders(orders, call.cursor);
  if (!paged.ok) return paged;
  const won = (value: number) => formatPadded(value, 12);
  const traded = (side: 'buy' | 'sell') =>
    orders.reduce((sum, order) => (order.intent.side === side ? sum + order.filledTurnover : sum), 0);
  return ok({
    body: {
      sell_grntl_engg_amt: won(traded('sell')),
      buy_engg_amt: won(traded('buy')),
      engg_amt: won(traded('sell') + traded('buy')),
      acnt_ord_cntr_prst_array: paged.value.page.map((order) =>
        statusRow(order, ofDay.value.lastFills.get(order.number), call),
      ),
    },
    message: QUERY_DONE,
    nextCursor: paged.value.nextCursor,
  });
}

function statusFilter(params: Params, call: Call): Result<(order: AccountOrder) => boolean, ApiFailure> {
  const from = readOrderNumber('fr_ord_no', params.get('fr_ord_no'));
  if (!from.ok) return from;
  const symbol = readOptionalSymbol(params, call);
  if (!symbol.ok) return symbol;
  const [market, side, venue] = [params.get('mrkt_tp'), params.get('sell_tp'), params.get('dmst_stex_tp')];
  const isFilledOnly = params.get('qry_tp') === '1';
  return ok((order) => {
    const listing = call.world.listing(order.intent.symbol);
    return (
      params.get('stk_bond_tp') !== BONDS &&
      (market === '0' || (listing !== null && MARKET_CODE[listing.market] === market)) &&
      (side === '0' || SIDE_CODE[order.intent.side] === side) &&
      (!isFilledOnly || order.filled > 0) &&
      (symbol.value === null || order.intent.symbol === symbol.value) &&
      (venue === '%' || order.intent.venue === venue) &&
      order.number >= (from.value ?? 0)
    );
  });
}

function statusRow(order: AccountOrder, last: BookedFill | undefined, call: Call): Record<string, string> {
  const { intent } = order;
  const padded = (value: number) => formatPadded(value, 10);
  const isConfirmed = order.kind !== 'new' && order.status !== 'rejected';
  return {
    stk_bond_tp: SHARES,
    ord_no: formatOrderNumber(order.number),
    stk_cd: `A${intent.symbol}`,
    trde_tp: orderTypeText(intent),
    io_tp_nm: `현금${sideText(intent.side)}`,
    ord_qty: padded(intent.quantity),
    ord_uv: padded(intent.price ?? 0),
    cnfm_qty: padded(isConfirmed ? intent.quantity : 0),
    rsrv_oppo: '',
    cntr_no: last === undefined ? '' : formatPadded(last.fillNumber, 7),
    acpt_tp: order.status === 'rejected' ? '거부' : isConfirmed ? '확인' : '접수',
    orig_ord_no: formatOrderNumber(order.originalNumber),
    stk_nm: nameOf(call, intent.symbol),
    setl_tp: '삼일결제',
    crd_deal_tp: orderCredit(order).name,
    cntr_qty: padded(order.filled),
    cntr_uv: padded(averageFillPrice(order)),
    comm_ord_tp: 'REST API',
    mdfy_cncl_tp: { new: '', amend: '정정', cancel: '취소' }[order.kind],
    cntr_tm: last === undefined ? '' : formatColonTime(last.at),
    dmst_stex_tp: intent.venue,
    cond_uv: padded(intent.stopPrice ?? 0),
  };
}
