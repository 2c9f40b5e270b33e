import type { ApiRecord, ApiReply } from '#shared/contract/api.ts';
import type { Order } from '#shared/domain/order.ts';

/** Kiwoom's list of the parts that its router made of one order. @source Kiwoom REST API guide, ka10088 */
export const SPLIT_API = 'ka10088';
const LIST = 'osop';

/** One part of an order that the broker routed, as the broker tells it. */
export interface SplitPart {
  readonly number: string;
  /** The broker's own words: `S-KRX`, `S-NXT`. */
  readonly venue: string;
  readonly price: number | null;
  readonly quantity: number | null;
  readonly filled: number | null;
  readonly leaves: number | null;
  readonly status: string;
}

/** Whether the broker may have divided the order between venues, and has a number to ask by. */
export function mayBeSplit({ venue, venueOrderId }: Pick<Order, 'venue' | 'venueOrderId'>): boolean {
  return venue === 'SOR' && venueOrderId !== null;
}

export function splitPartsOf({ lists }: Pick<ApiReply, 'lists'>): readonly SplitPart[] {
  return (lists[LIST] ?? []).map((row) => ({
    number: textOf(row, 'ord_no'),
    venue: textOf(row, 'stex_tp_txt'),
    price: numberOf(row, 'ord_pric'),
    quantity: numberOf(row, 'ord_qty'),
    filled: numberOf(row, 'cntr_qty'),
    leaves: numberOf(row, 'osop_qty'),
    status: textOf(row, 'ord_stt'),
  }));
}

function textOf(row: ApiRecord, key: string): string {
  return String(row[key] ?? '');
}

function numberOf(row: ApiRecord, key: string): number | null {
  const value = row[key];
  return typeof value === 'number' ? Math.abs(value) : null;
}
