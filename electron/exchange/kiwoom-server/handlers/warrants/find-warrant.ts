import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Warrant } from '../../../market/warrants/issues.ts';
import type { WarrantQuote } from '../../../market/warrants/warrants.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import type { Call, Params } from '../handler.ts';

/** Finds the warrant of a `stk_cd`. @returns 1902 for anything that is no warrant */
export function resolveWarrant(params: Params, call: Call): Result<Warrant, ApiFailure> {
  const code = params.get('stk_cd');
  const warrant = call.market.warrants.find(code);
  return warrant === null ? err(apiFailure('1902', code)) : ok(warrant);
}

/** Codes that stand for everything, whatever their field. */
const isAll = (code: string) => /^0+$/.test(code) || code === '';

/** Reads the filters that the lists of warrants share; a field that an API does not have filters nothing. */
export function filteredQuotes(
  params: Params,
  call: Call,
  options: { readonly skipsEnded: boolean },
): readonly WarrantQuote[] {
  const [issuer, provider] = [params.get('isscomp_cd'), params.get('lpcd')];
  const [asset, right] = [params.get('bsis_aset_cd'), params.get('rght_tp')];
  const isHouse = (code: string, house: { readonly code: string }) =>
    isAll(code) || Number(code) === Number(house.code);
  return call.market.warrants
    .all()
    .filter(
      (warrant) =>
        isHouse(issuer, warrant.issuer) &&
        isHouse(provider, warrant.liquidityProvider) &&
        (isAll(asset) || asset === warrant.underlying.code) &&
        (isAll(right) || Number(right) === Number(warrant.rightCode)),
    )
    .map((warrant) => call.market.warrants.quote(warrant))
    .filter(({ isEnded }) => !isEnded || !options.skipsEnded);
}

/** Whether at least so many have traded: the code is in thousands, 0 for all. */
export function hasTraded(code: string, volume: number): boolean {
  return volume >= Number(code) * 1_000;
}
