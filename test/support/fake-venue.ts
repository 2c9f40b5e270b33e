import type { OrderIntent, VenueOrderId } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type {
  AmendIntent,
  BrokerFill,
  BrokerOrder,
  ExecutionReport,
  OrderHandle,
} from '#electron/core/brokers/broker.ts';

interface VenueRow {
  readonly number: VenueOrderId;
  readonly original: VenueOrderId | null;
  readonly kind: 'new' | 'amend' | 'cancel';
  readonly intent: OrderIntent;
  readonly eventTime: EpochMs;
  filled: number;
  leaves: number;
  amount: number;
  isRejected: boolean;
}

/** The truth about one account's orders: what really reached the market, and what became of it. */
export interface FakeVenue {
  place(intent: OrderIntent): VenueOrderId;
  /** Takes an order and refuses it at once, as the exchange does after the broker said yes. */
  placeRejected(intent: OrderIntent): VenueOrderId;
  /** Null when there is nothing left to amend. */
  amend(original: VenueOrderId, change: AmendIntent): VenueOrderId | null;
  /** Null when there is nothing left to cancel; `part` null for all that remains. */
  cancel(original: VenueOrderId, part?: number | null): VenueOrderId | null;
  /** Fills up to `shares` of what works; returns how many. */
  fill(number: VenueOrderId, shares: number, at?: number): number;
  leaves(number: VenueOrderId): number;
  working(): readonly VenueOrderId[];
  rows(): readonly BrokerOrder[];
  openRows(): readonly BrokerOrder[];
  fills(): readonly BrokerFill[];
  /** Shares bought less shares sold. */
  netShares(): number;
  /** Won received less won paid. */
  netCash(): number;
  /** Leaves these numbers, and what was made of them, out of every list from now on; an empty list shows all again. */
  hide(numbers: readonly VenueOrderId[]): void;
  /** Another day: numbers start again and nothing is left. */
  newDay(): void;
}

export function handleOf(number: VenueOrderId): OrderHandle {
  return `handle:${number}` as OrderHandle;
}

/** @param emit  receives each push that the broker would send, in the order in which things happened */
export function createFakeVenue(now: () => EpochMs, emit: (report: ExecutionReport) => void): FakeVenue {
  let rows: VenueRow[] = [];
  let fills: BrokerFill[] = [];
  let hidden: readonly VenueOrderId[] = [];
  let nextNumber = 1;
  let nextFill = 1;

  function add(
    kind: VenueRow['kind'],
    original: VenueOrderId | null,
    intent: OrderIntent,
    leaves: number,
  ): VenueRow {
    const number = String(nextNumber++).padStart(7, '0') as VenueOrderId;
    const row: VenueRow = {
      number,
      original,
      kind,
      intent,
      eventTime: now(),
      filled: 0,
      leaves,
      amount: 0,
      isRejected: false,
    };
    rows.push(row);
    return row;
  }

  function find(number: VenueOrderId): VenueRow {
    const row = rows.find((each) => each.number === number);
    if (row === undefined) throw new Error(`no order ${number}`);
    return row;
  }

  function isHidden(number: VenueOrderId | null): boolean {
    if (number === null) return false;
    return hidden.includes(number) || isHidden(find(number).original);
  }

  function shown(): readonly VenueRow[] {
    return rows.filter(({ number }) => !isHidden(number));
  }

  function tell(row: VenueRow, event: ExecutionReport['event'], more: Partial<ExecutionReport> = {}): void {
    const { symbol, side, type, timeInForce, venue } = row.intent;
    emit({
      venueOrderId: row.number,
      originalVenueOrderId: row.original,
      handle: handleOf(row.number),
      event,
      symbol,
      side,
      type,
      timeInForce,
      venue: venue === 'SOR' ? 'KRX' : venue,
      price: row.intent.price,
      funding: row.intent.funding,
      quantity: row.intent.quantity,
      leavesQuantity: quantity(row.leaves),
      fill: null,
      rejection: null,
      eventTime: now(),
      ...more,
    });
  }

  return {
    place(intent) {
      const row = add('new', null, intent, intent.quantity);
      tell(row, 'accepted');
      return row.number;
    },
    placeRejected(intent) {
      const row = add('new', null, intent, 0);
      tell(row, 'accepted', { leavesQuantity: intent.quantity });
      row.isRejected = true;
      tell(row, 'rejected', { rejection: { code: 'R1', text: 'refused by the exchange' } });
      return row.number;
    },
    amend(original, change) {
      const from = find(original);
      if (from.leaves === 0) return null;
      const moved = Math.min(change.quantity, from.leaves);
      const { price: newPrice, stopPrice } = change;
      const intent = { ...from.intent, price: newPrice, stopPrice, quantity: quantity(moved) };
      const row = add('amend', original, intent, moved);
      tell(row, 'accepted');
      from.leaves -= moved;
      tell(row, 'amended');
      return row.number;
    },
    cancel(original, part = null) {
      const from = find(original);
      if (from.leaves === 0) return null;
      const gone = Math.min(part ?? from.leaves, from.leaves);
      const row = add('cancel', original, { ...from.intent, quantity: quantity(gone) }, 0);
      tell(row, 'accepted');
      from.leaves -= gone;
      tell(row, 'canceled', { leavesQuantity: quantity(from.leaves) });
      return row.number;
    },
    fill(number, shares, at) {
      const row = find(number);
      const filled = Math.min(shares, row.leaves);
      if (filled === 0) return 0;
      const unit = price(at ?? row.intent.price ?? 50_000);
      row.filled += filled;
      row.leaves -= filled;
      row.amount += filled * unit;
      const fill = {
        fillId: `F${nextFill++}`,
        price: unit,
        quantity: quantity(filled),
        commission: null,
        tax: null,
      };
      const { symbol, side } = row.intent;
      fills.push({ ...fill, venueOrderId: number, symbol, side, eventTime: now() });
      tell(row, 'filled', { fill });
      return filled;
    },
    leaves: (number) => find(number).leaves,
    working: () => rows.filter(({ leaves }) => leaves > 0).map(({ number }) => number),
    rows: () => shown().map(toBrokerOrder),
    openRows: () =>
      shown()
        .filter(({ leaves }) => leaves > 0)
        .map(toBrokerOrder),
    fills: () => fills,
    netShares: () =>
      fills.reduce((sum, { side, quantity: shares }) => sum + (side === 'buy' ? shares : -shares), 0),
    netCash: () =>
      fills.reduce((sum, fill) => sum + (fill.side === 'buy' ? -1 : 1) * fill.price * fill.quantity, 0),
    hide: (numbers) => {
      hidden = numbers;
    },
    newDay() {
      rows = [];
      fills = [];
      nextNumber = 1;
    },
  };
}

function toBrokerOrder(row: VenueRow): BrokerOrder {
  const { symbol, side, type, timeInForce, venue, stopPrice } = row.intent;
  return {
    venueOrderId: row.number,
    originalVenueOrderId: row.original,
    handle: handleOf(row.number),
    kind: row.kind,
    symbol,
    side,
    type,
    timeInForce,
    venue: venue === 'SOR' ? 'KRX' : venue,
    price: row.intent.price,
    stopPrice,
    funding: row.intent.funding,
    quantity: row.intent.quantity,
    filledQuantity: quantity(row.filled),
    leavesQuantity: quantity(row.leaves),
    averageFillPrice: row.filled === 0 ? null : row.amount / row.filled,
    isRejected: row.isRejected,
    eventTime: row.eventTime,
  };
}
