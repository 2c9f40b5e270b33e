import { err, ok, type Result } from '#shared/domain/result.ts';
import type { OrderTerms, OrderSide } from '#shared/domain/order.ts';
import { isPrice, type Price } from '#shared/domain/price.ts';
import { isQuantity, type Quantity } from '#shared/domain/quantity.ts';
import { VENUES, type Venue } from '#shared/domain/venue.ts';
import type { LoanTerms } from '../../clearing/clearing.ts';
import { apiFailure, type ApiFailure } from '../rest/api-failure.ts';
import { orderRejection } from '../rest/rejections.ts';
import { formatOrderNumber, formatPadded } from '../wording/format.ts';
import { hasOwnPrice, sideText } from '../wording/order-words.ts';
import { kiwoomOrderTypeOf } from '#shared/catalogue/kiwoom-codes.ts';
import { resolvePlainListing, type Call, type Params, type Reply } from './handler.ts';
import { readOrderNumber } from './order-page.ts';
import { readAmount } from './whole-number.ts';

const QUANTITY_WIDTH = 12;

type Reader<T> = (params: Params, call: Call) => Result<T, ApiFailure>;
const withoutCredit: Reader<LoanTerms | undefined> = () => ok(undefined);

/** kt10000 매수주문 and kt10001 매도주문. The answer says that the order was received, nothing about fills. */
export function placeOrder(side: OrderSide, readCredit = withoutCredit): Reader<Reply> {
  return (params, call) => {
    const intent = readIntent(side, params, call);
    if (!intent.ok) return intent;
    const credit = readCredit(params, call);
    if (!credit.ok) return credit;
    const placed = call.world.submit(call.customer.accountNumber, intent.value, credit.value);
    if (!placed.ok) return err(orderRejection(placed.error));
    return ok({
      body: { ord_no: formatOrderNumber(placed.value.number), dmst_stex_tp: intent.value.venue },
      message: `${sideText(side)}주문이 완료되었습니다.`,
    });
  };
}

/** kt10002 정정주문: the order gets a new number, and keeps its type and side. */
export function amendOrder(params: Params, call: Call, isCredit = false): Result<Reply, ApiFailure> {
  const target = readTarget(params, call, isCredit);
  if (!target.ok) return target;
  const amount = readQuantity(params, 'mdfy_qty');
  if (!amount.ok) return amount;
  const price = readPrice(params, 'mdfy_uv');
  if (!price.ok) return price;
  const stopPrice = readPrice(params, 'mdfy_cond_uv');
  if (!stopPrice.ok) return stopPrice;
  const { original, symbol, venue } = target.value;
  const change = { symbol, venue, quantity: amount.value, price: price.value, stopPrice: stopPrice.value };
  const amended = call.world.amend(call.customer.accountNumber, original, change);
  if (!amended.ok) return err(orderRejection(amended.error));
  const { number, rootNumber, intent } = amended.value;
  return ok({
    body: {
      ord_no: formatOrderNumber(number),
      base_orig_ord_no: formatOrderNumber(rootNumber),
      mdfy_qty: formatPadded(intent.quantity, QUANTITY_WIDTH),
      dmst_stex_tp: venue,
    },
    message: `${sideText(intent.side)}정정 주문입력이 완료되었습니다`,
  });
}

/** kt10003 취소주문: quantity `0` cancels all that remains. */
export function cancelOrder(params: Params, call: Call, isCredit = false): Result<Reply, ApiFailure> {
  const target = readTarget(params, call, isCredit);
  if (!target.ok) return target;
  const amount = readQuantity(params, 'cncl_qty');
  if (!amount.ok) return amount;
  const { original, symbol, venue } = target.value;
  const quantity = amount.value === 0 ? null : amount.value;
  const canceled = call.world.cancel(call.customer.accountNumber, original, { symbol, venue, quantity });
  if (!canceled.ok) return err(orderRejection(canceled.error));
  const { number, rootNumber, intent } = canceled.value;
  return ok({
    body: {
      ord_no: formatOrderNumber(number),
      base_orig_ord_no: formatOrderNumber(rootNumber),
      cncl_qty: formatPadded(intent.quantity, QUANTITY_WIDTH),
    },
    message: `${sideText(intent.side)}취소 주문입력이 완료되었습니다`,
  });
}

function readIntent(side: OrderSide, params: Params, call: Call): Result<OrderTerms, ApiFailure> {
  const found = resolvePlainListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const type = kiwoomOrderTypeOf(params.get('trde_tp'));
  if (type === null) return err(apiFailure('1517', 'trde_tp', '정의되지 않은 매매구분입니다'));
  const venue = readVenue(params);
  if (!venue.ok) return venue;
  const amount = readQuantity(params, 'ord_qty');
  if (!amount.ok) return amount;
  const price = readPrice(params, 'ord_uv');
  if (!price.ok) return price;
  const stopPrice = readPrice(params, 'cond_uv');
  if (!stopPrice.ok) return stopPrice;
  const isPriced = hasOwnPrice(type.type);
  if (isPriced && price.value === null) return err(orderRejection('PRICE_MISSING'));
  const isStop = type.type === 'stopLimit';
  if (isStop && stopPrice.value === null) return err(orderRejection('STOP_PRICE_INVALID'));
  return ok({
    symbol: found.value.listing.symbol,
    side,
    type: type.type,
    timeInForce: type.timeInForce,
    venue: venue.value,
    price: isPriced ? price.value : null,
    stopPrice: isStop ? stopPrice.value : null,
    quantity: amount.value,
  });
}

interface Target {
  readonly original: number;
  readonly symbol: string;
  readonly venue: Venue;
}

/** Orders on credit have APIs of their own; to the others they do not exist. */
function readTarget(params: Params, call: Call, isCredit: boolean): Result<Target, ApiFailure> {
  const found = resolvePlainListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const venue = readVenue(params);
  if (!venue.ok) return venue;
  const original = readOrderNumber('orig_ord_no', params.get('orig_ord_no'));
  if (!original.ok) return original;
  if (original.value === null) return err(apiFailure('1511', 'orig_ord_no'));
  const known = call.world
    .orders(call.customer.accountNumber)
    .find(({ number }) => number === original.value);
  if (known !== undefined && (known.credit !== undefined) !== isCredit) {
    return err(orderRejection('UNKNOWN_ORDER'));
  }
  return ok({ original: original.value, symbol: found.value.listing.symbol, venue: venue.value });
}

function readVenue(params: Params): Result<Venue, ApiFailure> {
  const text = params.get('dmst_stex_tp');
  const venue = VENUES.find((name) => name === text);
  return venue === undefined
    ? err(apiFailure('1517', 'dmst_stex_tp', 'KRX, NXT, SOR 중 하나여야 합니다'))
    : ok(venue);
}

export function readQuantity(params: Params, key: string): Result<Quantity, ApiFailure> {
  const amount = readAmount(params, key);
  if (!amount.ok) return amount;
  return isQuantity(amount.value) ? ok(amount.value) : err(apiFailure('1517', key, '수량이 아닙니다'));
}

/** An empty price and a price of zero both mean that the order names none. */
export function readPrice(params: Params, key: string): Result<Price | null, ApiFailure> {
  const amount = readAmount(params, key);
  if (!amount.ok) return amount;
  return ok(isPrice(amount.value) ? amount.value : null);
}
