import type { OrderSide, TimeInForce } from '#shared/domain/order.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import { orderRejection } from '../../rest/rejections.ts';
import { formatOrderNumber, formatPadded } from '../../wording/format.ts';
import { sideText } from '../../wording/order-words.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { readOrderNumber } from '../order-page.ts';
import { readPrice, readQuantity } from '../orders.ts';
import { resolveGold } from './gold-call.ts';

const QUANTITY_WIDTH = 12;
const VENUE = 'KRX';

/** `trde_tp` of gold orders, which all name their price. @source Kiwoom REST API guide, kt50000 */
const TIMES_IN_FORCE: Readonly<Record<string, TimeInForce>> = { '00': 'day', '10': 'ioc', '20': 'fok' };

/** kt50000 금현물 매수주문 and kt50001 매도주문: grams at won per gram. */
export function placeGoldOrder(side: OrderSide): (params: Params, call: Call) => Result<Reply, ApiFailure> {
  return (params, call) => {
    const found = resolveGold(params.get('stk_cd'), call);
    if (!found.ok) return found;
    const timeInForce = TIMES_IN_FORCE[params.get('trde_tp')];
    if (timeInForce === undefined) return err(apiFailure('1517', 'trde_tp', '정의되지 않은 매매구분입니다'));
    const quantity = readQuantity(params, 'ord_qty');
    if (!quantity.ok) return quantity;
    const price = readPrice(params, 'ord_uv');
    if (!price.ok) return price;
    if (price.value === null) return err(orderRejection('PRICE_MISSING'));
    const placed = call.world.submit(call.customer.accountNumber, {
      symbol: found.value.listing.symbol,
      side,
      type: 'limit',
      timeInForce,
      venue: VENUE,
      price: price.value,
      stopPrice: null,
      quantity: quantity.value,
    });
    if (!placed.ok) return err(orderRejection(placed.error));
    return ok({
      body: { ord_no: formatOrderNumber(placed.value.number) },
      message: `금현물 ${sideText(side)}주문이 완료되었습니다.`,
    });
  };
}

/** kt50002 금현물 정정주문: the order gets a new number, and keeps its side. */
export function amendGoldOrder(params: Params, call: Call): Result<Reply, ApiFailure> {
  const target = readTarget(params, call);
  if (!target.ok) return target;
  const quantity = readQuantity(params, 'mdfy_qty');
  if (!quantity.ok) return quantity;
  const price = readPrice(params, 'mdfy_uv');
  if (!price.ok) return price;
  const { original, symbol } = target.value;
  const change = {
    symbol,
    venue: VENUE,
    quantity: quantity.value,
    price: price.value,
    stopPrice: null,
  } as const;
  const amended = call.world.amend(call.customer.accountNumber, original, change);
  if (!amended.ok) return err(orderRejection(amended.error));
  const { number, rootNumber, intent } = amended.value;
  return ok({
    body: {
      ord_no: formatOrderNumber(number),
      base_orig_ord_no: formatOrderNumber(rootNumber),
      mdfy_qty: formatPadded(intent.quantity, QUANTITY_WIDTH),
    },
    message: `금현물 ${sideText(intent.side)}정정 주문입력이 완료되었습니다`,
  });
}

/** kt50003 금현물 취소주문: quantity `0` cancels all that remains. */
export function cancelGoldOrder(params: Params, call: Call): Result<Reply, ApiFailure> {
  const target = readTarget(params, call);
  if (!target.ok) return target;
  const quantity = readQuantity(params, 'cncl_qty');
  if (!quantity.ok) return quantity;
  const { original, symbol } = target.value;
  const canceled = call.world.cancel(call.customer.accountNumber, original, {
    symbol,
    venue: VENUE,
    quantity: quantity.value === 0 ? null : quantity.value,
  });
  if (!canceled.ok) return err(orderRejection(canceled.error));
  const { number, rootNumber, intent } = canceled.value;
  return ok({
    body: {
      ord_no: formatOrderNumber(number),
      base_orig_ord_no: formatOrderNumber(rootNumber),
      cncl_qty: formatPadded(intent.quantity, QUANTITY_WIDTH),
    },
    message: `금현물 ${sideText(intent.side)}취소 주문입력이 완료되었습니다`,
  });
}

function readTarget(
  params: Params,
  call: Call,
): Result<{ readonly original: number; readonly symbol: string }, ApiFailure> {
  const found = resolveGold(params.get('stk_cd'), call);
  if (!found.ok) return found;
  const original = readOrderNumber('orig_ord_no', params.get('orig_ord_no'));
  if (!original.ok) return original;
  if (original.value === null) return err(apiFailure('1511', 'orig_ord_no'));
  return ok({ original: original.value, symbol: found.value.listing.symbol });
}
