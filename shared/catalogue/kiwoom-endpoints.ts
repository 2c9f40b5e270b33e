import { KIWOOM_ACCOUNT_ENDPOINTS } from './kiwoom/account-endpoints.ts';
import { KIWOOM_CHART_ENDPOINTS } from './kiwoom/chart-endpoints.ts';
import type { KiwoomEndpoint } from './kiwoom/endpoint-row.ts';
import { KIWOOM_MARKET_CONDITIONS_ENDPOINTS } from './kiwoom/market-conditions-endpoints.ts';
import { KIWOOM_OAUTH_ENDPOINTS } from './kiwoom/oauth-endpoints.ts';
import { KIWOOM_ORDER_ENDPOINTS } from './kiwoom/order-endpoints.ts';
import { KIWOOM_STOCK_INFO_ENDPOINTS } from './kiwoom/stock-info-endpoints.ts';

/** The Kiwoom REST APIs the desk and the exchange speak, by id. More are added as rows, without touching code. */
export const KIWOOM_ENDPOINTS = {
  ...KIWOOM_OAUTH_ENDPOINTS,
  ...KIWOOM_ACCOUNT_ENDPOINTS,
  ...KIWOOM_STOCK_INFO_ENDPOINTS,
  ...KIWOOM_MARKET_CONDITIONS_ENDPOINTS,
  ...KIWOOM_CHART_ENDPOINTS,
  ...KIWOOM_ORDER_ENDPOINTS,
} as const satisfies Readonly<Record<string, KiwoomEndpoint>>;

export type KiwoomApiId = keyof typeof KIWOOM_ENDPOINTS;

export function isKiwoomApiId(id: string): id is KiwoomApiId {
  return Object.hasOwn(KIWOOM_ENDPOINTS, id);
}

/** Returns the row of an API, without the literal types: for code that treats all of them alike. */
export function kiwoomEndpoint(id: KiwoomApiId): KiwoomEndpoint {
  return KIWOOM_ENDPOINTS[id];
}
