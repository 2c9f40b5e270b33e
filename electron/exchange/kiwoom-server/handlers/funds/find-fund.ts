import { err, type Result } from '#shared/domain/result.ts';
import { TAX_CLASS_NAMES, taxClassOf } from '../../../market/funds/fund-facts.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import type { ScopedListing } from '../../wording/symbol-code.ts';
import { resolvePlainListing, type Call, type Params } from '../handler.ts';

/** Finds the fund of a `stk_cd`. @returns 1902 for anything that is no fund */
export function resolveFund(params: Params, call: Call): Result<ScopedListing, ApiFailure> {
  const code = params.get('stk_cd');
  const found = resolvePlainListing(call.world, code);
  return found.ok && found.value.listing.kind !== 'etf' ? err(apiFailure('1902', code)) : found;
}

/** What several answers say of a fund on their top level. A fund stands for no other share, and none here is an ETN. */
export function fundHead({ listing }: ScopedListing, call: Call): Record<string, string> {
  return {
    stk_nm: listing.name,
    etfobjt_idex_nm: call.market.funds.benchmarkOf(listing).name,
    wonju_pric: '0',
    etftxon_type: TAX_CLASS_NAMES[taxClassOf(listing)],
    etntxon_type: '',
  };
}
