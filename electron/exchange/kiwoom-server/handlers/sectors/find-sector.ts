import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Sector } from '../../../market/indices/sectors.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import type { Call, Params } from '../handler.ts';

/** Lists of ka10101 whose sectors a `mrkt_tp` of the sector queries covers: 0 KOSPI, 1 KOSDAQ, 2 KOSPI200; KRX100 is of both. */
const COVERED: Readonly<Record<string, string>> = { '0': '047', '1': '17', '2': '247' };

/** Finds the index of an `inds_cd`; 1902 when there is none, or not in the market of a `mrkt_tp`. */
export function findSector(params: Params, { market }: Call): Result<Sector, ApiFailure> {
  const code = params.get('inds_cd');
  const sector = market.indices.sector(code);
  const covered = COVERED[params.get('mrkt_tp')];
  if (sector === null || covered?.includes(sector.market) === false) return err(apiFailure('1902', code));
  return ok(sector);
}
