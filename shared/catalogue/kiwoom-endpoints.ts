import { KIWOOM_ACCOUNT_ASSETS_ENDPOINTS } from './kiwoom/account-assets-endpoints.ts';
import { KIWOOM_ACCOUNT_CASH_ENDPOINTS } from './kiwoom/account-cash-endpoints.ts';
import { KIWOOM_ACCOUNT_GOLD_ENDPOINTS } from './kiwoom/account-gold-endpoints.ts';
import { KIWOOM_ACCOUNT_PROFIT_ENDPOINTS } from './kiwoom/account-profit-endpoints.ts';
import { KIWOOM_CHART_ENDPOINTS } from './kiwoom/chart-endpoints.ts';
import { KIWOOM_CREDIT_ORDER_ENDPOINTS } from './kiwoom/credit-order-endpoints.ts';
import { KIWOOM_ELW_ENDPOINTS } from './kiwoom/elw-endpoints.ts';
import type { KiwoomEndpoint } from './kiwoom/endpoint-row.ts';
import { KIWOOM_ETF_ENDPOINTS } from './kiwoom/etf-endpoints.ts';
import { KIWOOM_FIRM_RANKING_ENDPOINTS } from './kiwoom/firm-ranking-endpoints.ts';
import { KIWOOM_GOLD_QUOTE_ENDPOINTS } from './kiwoom/gold-quotes-endpoints.ts';
import { KIWOOM_INSTITUTION_ENDPOINTS } from './kiwoom/institution-endpoints.ts';
import { KIWOOM_LENDING_ENDPOINTS } from './kiwoom/lending-endpoints.ts';
import { KIWOOM_MARKET_CHART_ENDPOINTS } from './kiwoom/market-charts-endpoints.ts';
import { KIWOOM_MARKET_CONDITIONS_ENDPOINTS } from './kiwoom/market-conditions-endpoints.ts';
import { KIWOOM_OAUTH_ENDPOINTS } from './kiwoom/oauth-endpoints.ts';
import { KIWOOM_ORDER_BOOK_ENDPOINTS } from './kiwoom/order-book-endpoints.ts';
import { KIWOOM_ORDER_ENDPOINTS } from './kiwoom/order-endpoints.ts';
import { KIWOOM_PROGRAMME_TRADING_ENDPOINTS } from './kiwoom/programme-trading-endpoints.ts';
import { KIWOOM_RANKING_ENDPOINTS } from './kiwoom/ranking-endpoints.ts';
import { KIWOOM_SECTOR_ENDPOINTS } from './kiwoom/sector-endpoints.ts';
import { KIWOOM_SHORT_SELLING_ENDPOINTS } from './kiwoom/short-selling-endpoints.ts';
import { KIWOOM_STOCK_INFO_ENDPOINTS } from './kiwoom/stock-info-endpoints.ts';
import { KIWOOM_STOCK_INVESTOR_ENDPOINTS } from './kiwoom/stock-investors-endpoints.ts';
import { KIWOOM_STOCK_SEARCH_ENDPOINTS } from './kiwoom/stock-search-endpoints.ts';
import { KIWOOM_THEME_ENDPOINTS } from './kiwoom/theme-endpoints.ts';

/** An interface may extend this, which keeps the rows of a group one type instead of copying them into every user's. */
type EndpointsOf<Group> = Group;

/** Every row with its literal types, for types that follow from it. */
export interface KiwoomEndpoints
  extends
    EndpointsOf<typeof KIWOOM_OAUTH_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_ACCOUNT_PROFIT_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_ACCOUNT_CASH_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_ACCOUNT_GOLD_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_ACCOUNT_ASSETS_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_STOCK_INFO_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_STOCK_SEARCH_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_STOCK_INVESTOR_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_ORDER_BOOK_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_PROGRAMME_TRADING_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_GOLD_QUOTE_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_MARKET_CONDITIONS_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_FIRM_RANKING_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_RANKING_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_CHART_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_MARKET_CHART_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_SECTOR_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_INSTITUTION_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_SHORT_SELLING_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_LENDING_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_ELW_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_ETF_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_THEME_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_ORDER_ENDPOINTS>,
    EndpointsOf<typeof KIWOOM_CREDIT_ORDER_ENDPOINTS> {}

/** All REST APIs of Kiwoom, by id. */
export const KIWOOM_ENDPOINTS: KiwoomEndpoints = {
  ...KIWOOM_OAUTH_ENDPOINTS,
  ...KIWOOM_ACCOUNT_PROFIT_ENDPOINTS,
  ...KIWOOM_ACCOUNT_CASH_ENDPOINTS,
  ...KIWOOM_ACCOUNT_GOLD_ENDPOINTS,
  ...KIWOOM_ACCOUNT_ASSETS_ENDPOINTS,
  ...KIWOOM_STOCK_INFO_ENDPOINTS,
  ...KIWOOM_STOCK_SEARCH_ENDPOINTS,
  ...KIWOOM_STOCK_INVESTOR_ENDPOINTS,
  ...KIWOOM_ORDER_BOOK_ENDPOINTS,
  ...KIWOOM_PROGRAMME_TRADING_ENDPOINTS,
  ...KIWOOM_GOLD_QUOTE_ENDPOINTS,
  ...KIWOOM_MARKET_CONDITIONS_ENDPOINTS,
  ...KIWOOM_FIRM_RANKING_ENDPOINTS,
  ...KIWOOM_RANKING_ENDPOINTS,
  ...KIWOOM_CHART_ENDPOINTS,
  ...KIWOOM_MARKET_CHART_ENDPOINTS,
  ...KIWOOM_SECTOR_ENDPOINTS,
  ...KIWOOM_INSTITUTION_ENDPOINTS,
  ...KIWOOM_SHORT_SELLING_ENDPOINTS,
  ...KIWOOM_LENDING_ENDPOINTS,
  ...KIWOOM_ELW_ENDPOINTS,
  ...KIWOOM_ETF_ENDPOINTS,
  ...KIWOOM_THEME_ENDPOINTS,
  ...KIWOOM_ORDER_ENDPOINTS,
  ...KIWOOM_CREDIT_ORDER_ENDPOINTS,
};

export type KiwoomApiId = keyof KiwoomEndpoints;

/** Every id, group by group. */
export const KIWOOM_API_IDS = Object.keys(KIWOOM_ENDPOINTS) as readonly KiwoomApiId[];

export function isKiwoomApiId(id: string): id is KiwoomApiId {
  return Object.hasOwn(KIWOOM_ENDPOINTS, id);
}

const ROWS: Readonly<Record<KiwoomApiId, KiwoomEndpoint>> = KIWOOM_ENDPOINTS;

/** Returns the row of an API, without the literal types: for code that treats all of them alike. */
export function kiwoomEndpoint(id: KiwoomApiId): KiwoomEndpoint {
  return ROWS[id];
}

/** Whether a call places, amends or cancels an order: then it is sent at most once and never repeated. */
export function isKiwoomOrderApi(id: KiwoomApiId): boolean {
  const { group } = kiwoomEndpoint(id);
  return group === 'orders' || group === 'creditOrders';
}
