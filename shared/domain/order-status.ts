/**
 * Where an order stands. Local: draft, denied. In flight: submitted, pendingAmend, pendingCancel, unknown.
 * Open: accepted, partiallyFilled. Closed: filled, canceled, rejected, expired.
 */
export const ORDER_STATUSES = [
  'draft',
  'denied',
  'submitted',
  'accepted',
  'partiallyFilled',
  'pendingAmend',
  'pendingCancel',
  'unknown',
  'filled',
  'canceled',
  'rejected',
  'expired',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];
