import { CASH } from '#shared/domain/funding.ts';
import type { Money } from '#shared/domain/money.ts';
import { money, ZERO_MONEY } from '#shared/domain/money.ts';
import type { OrderSide, Rejection, VenueOrderId } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { ExecutionReport } from '../../broker.ts';
import { parseKindWord, parseSideWord, parseTypeWord, parseVenue } from '../codes.ts';
import { formatOrderHandle } from '../order-handle.ts';
import { familyOf } from '../order-requests.ts';
import { parseFunding } from './credit.ts';
import { parseOrderNumber, parseSymbol } from './code.ts';
import type { KstDay } from './kst-stamp.ts';
import { isBlank, parseInteger, parseMagnitude } from './number.ts';
import type { RealValues } from './real-values.ts';
import { priceOrNull } from './real-values.ts';

type ReportEvent = ExecutionReport['event'];

/** Fees an order has cost so far, for orders that were seen: fields 938 and 939 count per order, not per fill. */
export class OrderFees {
  private readonly seen = new Map<VenueOrderId, { commission: Money; tax: Money }>();

  /** Returns what came on top since the last call for this order, and remembers the new totals. */
  added(
    order: VenueOrderId,
    commission: number,
    tax: number,
  ): { readonly commission: Money | null; readonly tax: Money | null } {
    const before = this.seen.get(order) ?? { commission: ZERO_MONEY, tax: ZERO_MONEY };
    const after = { commission: total(commission, before.commission), tax: total(tax, before.tax) };
    this.seen.set(order, after);
    return {
      commission: Number.isNaN(commission) ? null : money(after.commission - before.commission),
      tax: Number.isNaN(tax) ? null : money(after.tax - before.tax),
    };
  }

  forget(): void {
    this.seen.clear();
  }
}

/** A total never falls; a smaller one is an older push. */
const total = (value: number, before: Money): Money => (value > before ? money(value) : before);

/**
 * Decodes type 00, one event of one order. Returns null when it cannot be told what happened to which order.
 *
 * - The number is that of the request: an amend and a cancel have numbers of their own, and field 904 names the order they
 *   act on. `accepted` with an original means that the request arrived, `amended` or `canceled` that it took effect.
 * - A fill is read from the fields of the single fill (914, 915). Fields 910 and 911 may be totals: without the former the
 *   report is `filled` with a null fill, and only a query tells how much.
 * @source Kiwoom REST API guide, real-time type 00
 */
export function decodeReport(
  item: unknown,
  values: RealValues,
  day: KstDay,
  fees: OrderFees,
): ExecutionReport | null {
  const kindText = text(values[905]);
  const event = readEvent(text(values[913]), kindText);
  const venueOrderId = parseOrderNumber(values[9203]);
  const originalVenueOrderId = parseOrderNumber(values[904]);
  const symbol = parseSymbol(values[9001]) ?? parseSymbol(item);
  const side = readSide(values[907], kindText);
  const quantity = parseMagnitude(values[900]);
  const leavesQuantity = parseMagnitude(values[902]);
  if (event === null || symbol === null || side === null || !venueOrderId) return null;
  if (originalVenueOrderId === undefined || !(quantity >= 0) || !(leavesQuantity >= 0)) return null;
  const venue = parseVenue(text(values[2135]), text(values[2134]), text(values[2136]) === 'Y');
  const typeAndTime = parseTypeWord(text(values[906]));
  const funding = parseFunding(text(values[922]), text(values[923]));
  const family = familyOf({ symbol, funding: funding ?? CASH });
  return {
    venueOrderId,
    originalVenueOrderId,
    handle: formatOrderHandle({ orderNumber: venueOrderId, venue: venue ?? 'KRX', family }),
    event,
    symbol,
    side,
    type: typeAndTime?.type ?? null,
    timeInForce: typeAndTime?.timeInForce ?? null,
    venue,
    price: priceOrNull(values[901]),
    funding,
    quantity: quantity as Quantity,
    leavesQuantity: leavesQuantity as Quantity,
    fill: event === 'filled' ? readFill(venueOrderId, values, fees) : null,
    rejection: event === 'rejected' ? readRejection(values[919]) : null,
    eventTime: day.instant(values[908]),
  };
}

function readEvent(status: string, kindText: string): ReportEvent | null {
  switch (status) {
    case '접수':
      return 'accepted';
    case '체결':
      return 'filled';
    case '확인':
      return confirmed(kindText);
    case '취소':
      return 'canceled';
    case '거부':
      return 'rejected';
    default:
      return null;
  }
}

/** A confirmation is that of an amend or a cancel; one of a new order says no more than its acceptance did. */
function confirmed(kindText: string): ReportEvent {
  const kind = parseKindWord(kindText);
  if (kind === 'amend') return 'amended';
  return kind === 'cancel' ? 'canceled' : 'accepted';
}

function readSide(code: unknown, kindText: string): OrderSide | null {
  const digit = text(code);
  if (digit === '1') return 'sell';
  return digit === '2' ? 'buy' : parseSideWord(kindText);
}

function readFill(order: VenueOrderId, values: RealValues, fees: OrderFees): ExecutionReport['fill'] {
  const number = text(values[909]);
  const price = priceOrNull(values[914]);
  const quantity = parseMagnitude(values[915]);
  if (number === '' || price === null || !(quantity > 0)) return null;
  return {
    fillId: `${order}-${number}`,
    price: price satisfies Price,
    quantity: quantity as Quantity,
    ...fees.added(order, feeOf(values[938]), feeOf(values[939])),
  };
}

const feeOf = (value: unknown): number => (isBlank(value) ? Number.NaN : parseInteger(value));

/** Field 919 is "0" when there is no reason; a reason may be a code, a text or both. */
function readRejection(value: unknown): Rejection {
  const reason = text(value);
  const code = /^[A-Z]*\d+/.exec(reason)?.[0] ?? '';
  return { code: reason === '0' ? '' : code, text: reason === '0' ? '' : reason };
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
