import { CASH } from '#shared/domain/funding.ts';
import type { Money } from '#shared/domain/money.ts';
import { addMoney } from '#shared/domain/money.ts';
import type { OrderSide, VenueOrderId } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import { ZERO_QUANTITY } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Venue } from '#shared/domain/venue.ts';
import type { AnswerBody } from '../../../transport/broker-call.ts';
import type { BrokerFill, BrokerOrder, OrderAck } from '../../broker.ts';
import { parseKindWord, parseSideWord, parseTypeWord, parseVenue } from '../codes.ts';
import type { OrderFamily } from '../order-handle.ts';
import { formatOrderHandle } from '../order-handle.ts';
import { familyOf } from '../order-requests.ts';
import { parseFunding } from './credit.ts';
import { FieldReader } from './field-reader.ts';
import type { KstDay } from './kst-stamp.ts';

/** Reads the answer to an order, amend or cancel: the number of the new order, and the venue it went to. */
export function parseOrderAck(
  body: AnswerBody,
  sentTo: Venue,
  family: OrderFamily = 'cash',
): Result<OrderAck> {
  const reader = new FieldReader(body);
  const venueOrderId = reader.orderNumber('ord_no');
  const venue = parseVenue(reader.text('dmst_stex_tp'), '', false) ?? sentTo;
  return reader.finish({
    venueOrderId,
    handle: formatOrderHandle({ orderNumber: venueOrderId, venue, family }),
  });
}

const readSide = (reader: FieldReader, key: string): OrderSide =>
  reader.parsed(key, 'side', (value) => parseSideWord(String(value)), 'buy');

/**
 * Reads kt00007, the day's requests, one row each; amends and cancels are rows of their own.
 *
 * - `leavesQuantity` of an order or an amend is what works under its number now. Once a cancel or amend of it is confirmed,
 *   that part is gone from the original's row; an amend has none before it is confirmed.
 * - `leavesQuantity` of a cancel is what it still has to cancel: its quantity until confirmed, then zero.
 */
export function parseOrderHistory(body: AnswerBody, day: KstDay): Result<readonly BrokerOrder[]> {
  const reader = new FieldReader(body);
  return reader.finish(reader.rows('acnt_ord_cntr_prps_dtl', (row) => historyRow(row, day)));
}

function historyRow(row: FieldReader, day: KstDay): BrokerOrder {
  const kind = parseKindWord(`${row.text('mdfy_cncl')} ${row.text('io_tp_nm')}`);
  const typeAndTime = parseTypeWord(row.text('trde_tp'));
  const venue = parseVenue(row.text('dmst_stex_tp'), '', false);
  const venueOrderId = row.orderNumber('ord_no');
  const isRejected = row.text('acpt_tp').includes('거부');
  const symbol = row.symbol('stk_cd');
  const funding = parseFunding(row.text('crd_tp'), row.text('loan_dt'));
  const family = familyOf({ symbol, funding: funding ?? CASH });
  return {
    venueOrderId,
    originalVenueOrderId: row.orderNumberOrNull('ori_ord'),
    handle: formatOrderHandle({ orderNumber: venueOrderId, venue: venue ?? 'KRX', family }),
    kind,
    symbol,
    side: readSide(row, 'io_tp_nm'),
    type: typeAndTime?.type ?? null,
    timeInForce: typeAndTime?.timeInForce ?? null,
    venue,
    price: row.priceOrNull('ord_uv'),
    stopPrice: row.priceOrNull('cond_uv'),
    funding,
    quantity: row.quantity('ord_qty'),
    filledQuantity: row.quantity('cntr_qty'),
    leavesQuantity: isRejected ? ZERO_QUANTITY : leavesOf(row, kind),
    averageFillPrice: positive(row.decimalOrNull('cntr_uv')),
    isRejected,
    eventTime: day.instant(row.text('ord_tm')),
  };
}

function leavesOf(row: FieldReader, kind: BrokerOrder['kind']): Quantity {
  const remaining = row.quantity('ord_remnq');
  if (kind === 'new') return remaining;
  const isConfirmed = row.integerOrZero('cnfm_qty') > 0 || row.text('acpt_tp').includes('확인');
  if (kind === 'cancel') return isConfirmed ? ZERO_QUANTITY : row.quantity('ord_qty');
  return isConfirmed || row.quantity('cntr_qty') > 0 ? remaining : ZERO_QUANTITY;
}

/** Reads ka10075, the orders that still work. */
export function parseOpenOrders(body: AnswerBody, day: KstDay): Result<readonly BrokerOrder[]> {
  const reader = new FieldReader(body);
  return reader.finish(reader.rows('oso', (row) => openRow(row, day)));
}

function openRow(row: FieldReader, day: KstDay): BrokerOrder {
  const typeAndTime = parseTypeWord(row.text('trde_tp'));
  const venue = parseVenue(row.text('stex_tp_txt'), row.text('stex_tp'), row.text('sor_yn') === 'Y');
  const venueOrderId = row.orderNumber('ord_no');
  return {
    venueOrderId,
    originalVenueOrderId: row.orderNumberOrNull('orig_ord_no'),
    handle: formatOrderHandle({ orderNumber: venueOrderId, venue: venue ?? 'KRX' }),
    kind: parseKindWord(row.text('io_tp_nm')),
    symbol: row.symbol('stk_cd'),
    side: readSide(row, 'io_tp_nm'),
    type: typeAndTime?.type ?? null,
    timeInForce: typeAndTime?.timeInForce ?? null,
    venue,
    price: row.priceOrNull('ord_pric'),
    stopPrice: row.priceOrNull('stop_pric'),
    // The list of open orders does not tell; the history of the day does.
    funding: null,
    quantity: row.quantity('ord_qty'),
    filledQuantity: row.quantity('cntr_qty'),
    leavesQuantity: row.quantity('oso_qty'),
    averageFillPrice: positive(row.decimalOrNull('cntr_pric')),
    isRejected: row.text('ord_stt').includes('거부'),
    eventTime: day.instant(row.text('tm')),
  };
}

const positive = (value: number | null): number | null => (value !== null && value > 0 ? value : null);

/**
 * Reads ka10076, what was filled. Its rows have no fill number: they are an order's total so far, with the average price.
 * A row without a filled quantity says nothing and is left out.
 */
export function parseFills(body: AnswerBody, day: KstDay): Result<readonly BrokerFill[]> {
  const reader = new FieldReader(body);
  const rows = reader.rows('cntr', (row) => fillRow(row, day));
  return reader.finish(rows.filter((row): row is BrokerFill => row !== null));
}

function fillRow(row: FieldReader, day: KstDay): BrokerFill | null {
  const quantity = row.quantity('cntr_qty');
  if (quantity === 0) return null;
  return {
    fillId: null,
    venueOrderId: row.orderNumber('ord_no'),
    symbol: row.symbol('stk_cd'),
    side: readSide(row, 'io_tp_nm'),
    price: row.price('cntr_pric'),
    quantity,
    commission: row.moneyOrNull('tdy_trde_cmsn'),
    tax: row.moneyOrNull('tdy_trde_tax'),
    eventTime: day.instant(row.text('ord_tm')),
  };
}

/** Joins rows of the same order into its total, should the broker ever list single fills. Keeps the order of rows. */
export function totalPerOrder(fills: readonly BrokerFill[]): readonly BrokerFill[] {
  const totals = new Map<VenueOrderId, BrokerFill>();
  for (const fill of fills) {
    const sum = totals.get(fill.venueOrderId);
    totals.set(fill.venueOrderId, sum === undefined ? fill : joined(sum, fill));
  }
  return [...totals.values()];
}

function joined(a: BrokerFill, b: BrokerFill): BrokerFill {
  const shares = a.quantity + b.quantity;
  return {
    ...a,
    quantity: shares as Quantity,
    price: Math.round((a.price * a.quantity + b.price * b.quantity) / shares) as Price,
    commission: addFee(a.commission, b.commission),
    tax: addFee(a.tax, b.tax),
  };
}

function addFee(a: Money | null, b: Money | null): Money | null {
  if (a === null || b === null) return a ?? b;
  return addMoney(a, b);
}

/**
 * Completes the history with what only the list of open orders says: stop price, routing by the broker. Orders that the
 * history lacks are added; the history, asked for last, decides about everything else.
 */
export function mergeOrders(
  history: readonly BrokerOrder[],
  open: readonly BrokerOrder[],
): readonly BrokerOrder[] {
  const openByNumber = new Map(open.map((order) => [order.venueOrderId, order]));
  const known = new Set(history.map(({ venueOrderId }) => venueOrderId));
  const completed = history.map((order) => {
    const other = openByNumber.get(order.venueOrderId);
    if (other === undefined) return order;
    const venue = order.venue ?? other.venue;
    return {
      ...order,
      venue,
      stopPrice: order.stopPrice ?? other.stopPrice,
      type: order.type ?? other.type,
      timeInForce: order.timeInForce ?? other.timeInForce,
      handle: formatOrderHandle({
        orderNumber: order.venueOrderId,
        venue: venue ?? 'KRX',
        family: familyOf({ symbol: order.symbol, funding: order.funding ?? CASH }),
      }),
    };
  });
  const added = open.filter(({ venueOrderId }) => !known.has(venueOrderId));
  return [...completed, ...added].sort((a, b) => compare(a.venueOrderId, b.venueOrderId));
}

/** Order numbers of one length compare as text. */
function compare(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}
