import { ok, type Result } from '#shared/domain/result.ts';
import type { BookScope, Listing, World } from '../../../world.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatPrice } from '../../wording/format.ts';
import { createQuoteWords } from '../../wording/quote-words.ts';
import { SCOPE_SUFFIX, scopeOfVenue } from '../../wording/symbol-code.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { findSector } from './find-sector.ts';

/** ka10101 업종코드 리스트: the indices of one list. */
export function sectorList(params: Params, call: Call): Result<Reply, ApiFailure> {
  const wanted = params.get('mrkt_tp');
  const rows = call.market.indices.sectors
    .filter(({ market }) => market === wanted)
    .map(({ market, code, name, group }) => ({ marketCode: market, code, name, group }));
  return ok({ body: { list: rows } });
}

/** ka20002 업종별주가: the members of an index, as they trade on the exchange asked for; on NXT those that trade there. */
export function sectorMembers(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = findSector(params, call);
  if (!found.ok) return found;
  const scope = scopeOfVenue(params.get('stex_tp'));
  const rows = found.value.members
    .map(({ symbol }) => call.world.listing(symbol))
    .filter((listing) => listing !== null)
    .filter((listing) => scope !== 'NXT' || listing.isNxtEligible)
    .map((listing) => memberRow(call.world, listing, scope));
  return ok({ body: { inds_stkpc: rows } });
}

function memberRow(world: World, listing: Listing, scope: BookScope): Record<string, string> {
  const { symbol, name } = listing;
  const day = world.day(symbol, scope);
  const book = world.book(symbol, scope);
  const { signed, direction, change, changeRate } = createQuoteWords(day);
  return {
    stk_cd: symbol + SCOPE_SUFFIX[scope],
    stk_nm: name,
    cur_prc: signed(day.lastPrice),
    pred_pre_sig: direction(day.lastPrice),
    pred_pre: change(day.lastPrice),
    flu_rt: changeRate(day.lastPrice),
    now_trde_qty: String(day.volume),
    sel_bid: signed(book.asks[0]?.price ?? null),
    buy_bid: signed(book.bids[0]?.price ?? null),
    open_pric: formatPrice(day.open),
    high_pric: signed(day.high),
    low_pric: signed(day.low),
  };
}
