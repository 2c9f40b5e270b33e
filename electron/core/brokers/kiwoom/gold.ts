import { GOLD_PRODUCTS } from '#shared/catalogue/kiwoom/code-tables.ts';
import type { BrokerEnvironment } from '#shared/domain/account.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { TimeInForce } from '#shared/domain/order.ts';

/** What Kiwoom trades on the gold market, by its codes; quantities are grams and prices won per gram. */
export const GOLD_SYMBOLS: readonly InstrumentSymbol[] = Object.keys(GOLD_PRODUCTS);

export function isGold(symbol: InstrumentSymbol): symbol is keyof typeof GOLD_PRODUCTS {
  return symbol in GOLD_PRODUCTS;
}

/** `trde_tp` of gold orders, all of which name their price. @source Kiwoom REST API guide, kt50000 */
export const GOLD_ORDER_CODES: Readonly<Record<TimeInForce, string>> = { day: '00', ioc: '10', fok: '20' };

/**
 * Where the desk offers gold. Whether the mock server has a gold market is not written anywhere, and it refuses what it lacks only
 * once it is asked: it is taken to have none.
 */
export function hasGoldMarket(environment: BrokerEnvironment): boolean {
  return environment !== 'mock';
}
