import type { VenueOrderId } from '#shared/domain/order.ts';
import type { Venue } from '#shared/domain/venue.ts';
import { VENUES } from '#shared/domain/venue.ts';
import type { OrderHandle } from '../broker.ts';

/** What Kiwoom wants to know of an order to change it: its number and the venue it was sent to. */
export interface KiwoomOrderKey {
  readonly orderNumber: VenueOrderId;
  readonly venue: Venue;
}

export function formatOrderHandle({ orderNumber, venue }: KiwoomOrderKey): OrderHandle {
  return `${venue}:${orderNumber}` as OrderHandle;
}

/** Returns null for a handle that this broker did not make. */
export function parseOrderHandle(handle: OrderHandle): KiwoomOrderKey | null {
  const [first = '', orderNumber = ''] = handle.split(':');
  const venue = VENUES.find((candidate) => candidate === first);
  if (venue === undefined || !/^\d{7,}$/.test(orderNumber)) return null;
  return { orderNumber: orderNumber as VenueOrderId, venue };
}
