import { ok, type Result } from '#shared/domain/result.ts';
import type { Listing } from '../../world.ts';
import type { ApiFailure } from '../rest/api-failure.ts';
import { formatPadded } from '../wording/format.ts';
import { resolvePlainListing, type Call, type Params, type Reply } from './handler.ts';

interface MarketWords {
  readonly marketCode: string;
  readonly marketName: string;
}

/** `mrkt_tp` and market names of the stock list. @source Kiwoom REST API guide, ka10099 */
function marketOf(listing: Listing): MarketWords {
  if (listing.kind === 'etf') return { marketCode: '8', marketName: 'ETF' };
  if (listing.kind === 'etn') return { marketCode: '60', marketName: 'ETN' };
  if (listing.kind === 'elw') return { marketCode: '3', marketName: 'ELW' };
  return listing.market === 'KOSPI'
    ? { marketCode: '0', marketName: '거래소' }
    : { marketCode: '10', marketName: '코스닥' };
}

/** ka10099 종목정보 리스트: every listing of a market in one answer. */
export function stockList(params: Params, call: Call): Result<Reply, ApiFailure> {
  const market = params.get('mrkt_tp');
  const rows = call.world.listings
    .filter((listing) => marketOf(listing).marketCode === market)
    .map((listing) => masterRow(listing));
  return ok({ body: { list: rows } });
}

/** ka10100 종목정보 조회. */
export function stockMaster(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolvePlainListing(call.world, params.get('stk_cd'));
  return found.ok ? ok({ body: masterRow(found.value.listing) }) : found;
}

function masterRow(listing: Listing): Record<string, string> {
  return {
    code: listing.symbol,
    name: listing.name,
    listCount: formatPadded(listing.listedShares, 16),
    auditInfo: '정상',
    regDay: listing.listedOn,
    lastPrice: formatPadded(listing.basePrice, 8),
    state: stateText(listing),
    ...marketOf(listing),
    upName: listing.sector,
    upSizeName: listing.sizeClass,
    companyClassName: '',
    orderWarning: '0',
    nxtEnable: listing.isNxtEligible ? 'Y' : 'N',
  };
}

function stateText(listing: Listing): string {
  const margin = `증거금${listing.marginRate}%`;
  if (listing.isHalted) return `${margin}|거래정지`;
  return listing.marginRate < 100 ? `${margin}|담보대출|신용가능` : margin;
}
