import { err, ok, type Result } from '#shared/domain/result.ts';
import type { MarketModels } from '../../market/market-models.ts';
import type { World } from '../../world.ts';
import type { Customer, KeyRegistry } from '../accounts/key-registry.ts';
import type { TokenStore } from '../accounts/token-store.ts';
import type { BookChanges } from '../realtime/book-changes.ts';
import { apiFailure, type ApiFailure } from '../rest/api-failure.ts';
import { findScopedListing, type ScopedListing } from '../wording/symbol-code.ts';

/** Body fields of a call, checked against the catalogue. A field that was not sent reads as empty. */
export interface Params {
  get(key: string): string;
}

export interface Reply {
  /** Everything but `return_code` and `return_msg`. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly message?: string;
  /** Where the next page starts, at most 24 characters; null or absent when this was the last one. */
  readonly nextCursor?: string | null;
}

/** What a handler of an authenticated call works with. */
export interface Call {
  readonly world: World;
  /** What is known of the market beyond its books: indices, investors, funds and so on. */
  readonly market: MarketModels;
  readonly bookChanges: BookChanges;
  readonly customer: Customer;
  /** What a paper account started with, in won. */
  readonly openingCash: number;
  /** Where the page asked for starts; null for the first one. */
  readonly cursor: string | null;
  /** Works out a piece of the answer once, however many turns the question takes; see `Turns`. */
  once<T>(key: string, make: () => T): T;
}

/** What the calls that hand out and take back tokens work with. */
export interface Desk {
  readonly keys: KeyRegistry;
  readonly tokens: TokenStore;
}

export type ApiHandler =
  | { readonly access: 'token'; readonly handle: (params: Params, call: Call) => Result<Reply, ApiFailure> }
  | { readonly access: 'open'; readonly handle: (params: Params, desk: Desk) => Result<Reply, ApiFailure> };

/** Some of the APIs and what answers them. */
export type HandlerTable = Readonly<Record<string, ApiHandler>>;

export const open = (handle: Extract<ApiHandler, { access: 'open' }>['handle']): ApiHandler => ({
  access: 'open',
  handle,
});
export const forCustomer = (handle: Extract<ApiHandler, { access: 'token' }>['handle']): ApiHandler => ({
  access: 'token',
  handle,
});

export const QUERY_DONE = '조회가 완료되었습니다.';

/** Finds the instrument and exchange of a `stk_cd`. */
export function resolveListing(world: World, code: string): Result<ScopedListing, ApiFailure> {
  const found = findScopedListing(world, code);
  if (found === 'malformed') return err(apiFailure('1901', code));
  if (found === 'unknown') return err(apiFailure('1902', code));
  if (found === 'offVenue') return err(apiFailure('1903', 'NXT', code));
  return ok(found);
}

/** Finds the instrument of a `stk_cd` that cannot name an exchange. */
export function resolvePlainListing(world: World, code: string): Result<ScopedListing, ApiFailure> {
  const found = resolveListing(world, code);
  return found.ok && found.value.scope !== 'KRX' ? err(apiFailure('1902', code)) : found;
}
