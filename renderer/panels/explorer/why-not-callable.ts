import type { KiwoomEndpoint } from '#shared/catalogue/kiwoom/endpoint-row.ts';

/** Why an API cannot be called from the explorer; texts under `notHere`. Null: it can. */
export type NotCallable = 'order' | 'token' | null;

/** Orders go through the ticket and its checks; tokens are core's own business. */
export function whyNotCallable({ group }: KiwoomEndpoint): NotCallable {
  if (group === 'orders' || group === 'creditOrders') return 'order';
  return group === 'oauth' ? 'token' : null;
}
