import { err, ok, type Result } from '#shared/domain/result.ts';
import { volumeProfile, type Shelf } from '../../../market/past-days/volume-profile.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import { formatPrice, formatSignedPercent } from '../../wording/format.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { candidatesOf, type Candidate } from './candidate.ts';
import { RANKING_PAGE, readCount, readStart, type Row } from './ranking.ts';
import { nameFields, priceFields, rateField } from './row-fields.ts';
import { scopeOfVenue } from '../../wording/symbol-code.ts';

const MOST_SHELVES = 99;

/**
 * ka10025 매물대집중: price bands that hold at least so many percent of what traded in a period, the fullest first.
 *
 * `cur_prc_entry` 1 keeps the bands that the last price stands in, 0 those that it does not.
 */
export function shelfList(params: Params, call: Call): Result<Reply, ApiFailure> {
  const start = readStart(call.cursor);
  if (start === null) return err(apiFailure('1517', 'next-key', '연속조회키가 올바르지 않습니다'));
  const share = readCount(params, 'prps_cnctr_rt', { least: 0, most: 100 });
  if (!share.ok) return share;
  const count = readCount(params, 'prpscnt', { most: MOST_SHELVES });
  if (!count.ok) return count;
  const days = Number(params.get('cycle_tp'));
  const isEntered = params.get('cur_prc_entry') === '1';
  const scope = scopeOfVenue(params.get('stex_tp'));
  const found = candidatesOf(call.world, params.get('mrkt_tp'), scope).flatMap((candidate) =>
    volumeProfile(call.market.pastDays.of(candidate.symbol, scope, days), days, count.value)
      .filter((shelf) => shelf.volume > 0 && shelf.share >= share.value)
      .filter((shelf) => isInside(candidate.day.lastPrice, shelf) === isEntered)
      .map((shelf) => ({ candidate, shelf })),
  );
  found.sort((a, b) => b.shelf.share - a.shelf.share);
  const rows = found
    .slice(start, start + RANKING_PAGE)
    .map(({ candidate, shelf }) => shelfRow(candidate, shelf));
  const end = start + rows.length;
  return ok({ body: { prps_cnctr: rows }, nextCursor: end < found.length ? String(end) : null });
}

function isInside(price: number, { low, high }: Shelf): boolean {
  return price >= low && price <= high;
}

function shelfRow(candidate: Candidate, { low, high, volume, share }: Shelf): Row {
  return {
    ...nameFields(candidate),
    ...priceFields(candidate),
    ...rateField(candidate),
    now_trde_qty: String(candidate.day.volume),
    pric_strt: formatPrice(Math.round(low)),
    pric_end: formatPrice(Math.round(high)),
    prps_qty: String(Math.round(volume)),
    prps_rt: formatSignedPercent(share),
  };
}
