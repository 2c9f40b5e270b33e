import { err, ok, type Result } from '#shared/domain/result.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import type { ScopedListing } from '../../wording/symbol-code.ts';
import { forCustomer, type ApiHandler, type Call, type Params, type Reply } from '../handler.ts';

type Handle = (params: Params, call: Call) => Result<Reply, ApiFailure>;

/** Serves an API over the gold market: `call.world` is that of gold. */
export function forGold(handle: Handle): ApiHandler {
  return forCustomer((params, call) => handle(params, { ...call, world: call.market.gold.world }));
}

/** The same for what concerns the gold account, which is opened when it is first asked for. */
export function forGoldAccount(handle: Handle): ApiHandler {
  return forGold((params, call) => {
    call.world.openAccount(call.customer.accountNumber);
    return handle(params, call);
  });
}

/** Finds the product of a `stk_cd`. @returns 1902 when it is not traded here */
export function resolveGold(code: string, call: Call): Result<ScopedListing, ApiFailure> {
  const listing = call.world.listing(code);
  return listing === null ? err(apiFailure('1902', code)) : ok({ listing, scope: 'KRX', code });
}

/** Finds the product of a `stk_cd` that may be left out; null for both products. */
export function readOptionalGold(params: Params, call: Call): Result<string | null, ApiFailure> {
  const code = params.get('stk_cd');
  if (code === '') return ok(null);
  const found = resolveGold(code, call);
  return found.ok ? ok(found.value.listing.symbol) : found;
}
