import type { VenueOrderId } from '#shared/domain/order.ts';
import type { Venue } from '#shared/domain/venue.ts';
import { VENUES } from '#shared/domain/venue.ts';
import type { OrderHandle } from '../broker.ts';

/** Orders of each family are amended and canceled by APIs of its own; to the others they do not exist. */
export const ORDER_FAMILIES = ['cash', 'credit', 'gold'] as const;
export type OrderFamily = (typeof ORDER_FAMILIES)[number];

/** What Kiwoom wants to know of an order to change it: its number, the venue it was sent to, and which APIs know it. */
export interface KiwoomOrderKey {
  readonly orderNumber: VenueOrderId;
  readonly venue: Venue;
  /** `cash` when left out. */
  readonly family?: OrderFamily;
}

export function formatOrderHandle({ orderNumber, venue, family = 'cash' }: KiwoomOrderKey): OrderHandle {
  const suffix = family === 'cash' ? '' : `:${family}`;
  return `${venue}:${orderNumber}${suffix}` as OrderHandle;
}

/** Returns null for a handle that this broker did not make. */
export function parseOrderHandle(handle: OrderHandle): Required<KiwoomOrderKey> | null {
  const [first = '', orderNumber = '', last = 'cash'] = handle.split(':');
  const venue = VENUES.find((candidate) => candidate === first);
  const family = ORDER_FAMILIES.find((candidate) => candidate === last);
  if (venue === undefined || family === undefined || !/^\d{7,}$/.test(orderNumber)) return null;
  return { orderNumber: orderNumber as VenueOrderId, venue, family };
}
