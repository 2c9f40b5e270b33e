import { DAY_MS, kstDateOf, kstInstant } from '#shared/domain/time.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { creditGroupOf } from '../../../market/credit-group.ts';
import { guaranteeRateOf } from '../../../market/guarantee.ts';
import type { Listing } from '../../../world.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import {
  directionCode,
  formatMillions,
  formatPadded,
  formatPercent,
  formatSigned,
  formatSignedPrice,
} from '../../wording/format.ts';
import { readChartPage } from '../chart-page.ts';
import {
  QUERY_DONE,
  resolveListing,
  resolvePlainListing,
  type Call,
  type Params,
  type Reply,
} from '../handler.ts';
import { readPeriod } from '../participation/days.ts';
import { pageOfRows } from '../participation/row-page.ts';

const DAYS_PER_PAGE = 100;
const ratio = (part: number, whole: number) => (whole === 0 ? 0 : (part / whole) * 100);

/**
 * ka10013 신용매매동향: margin loans (1) or stock loans (2) of an instrument by day, newest first. The running day is not told yet:
 * brokers report it on the next morning.
 */
export function creditTrend(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { credit } = call.market;
  const { to } = readPeriod(call, '', params.get('dt'));
  const reported = credit.reportedOn();
  const page = readChartPage(call.world, found.value, {
    interval: { unit: 'day' },
    before: kstInstant(to < reported ? to : reported, DAY_MS),
    cursor: call.cursor,
    pageSize: DAYS_PER_PAGE,
    older: 1,
  });
  if (!page.ok) return page;
  const { bars, older, nextCursor } = page.value;
  const { symbol, listedShares } = found.value.listing;
  const kind = params.get('qry_tp') === '2' ? 'stockLoan' : 'marginLoan';
  const rows = bars.map((bar, place) => {
    const date = kstDateOf(bar.time);
    const before = (bars[place + 1] ?? older[0])?.close ?? bar.open;
    const { lent, repaid, balance } = credit.loans(kind, symbol, date);
    return {
      dt: date,
      cur_prc: formatSignedPrice(bar.close, before),
      pred_pre_sig: directionCode(bar.close, before),
      pred_pre: formatSigned(bar.close - before),
      trde_qty: String(bar.volume),
      new: String(lent),
      rpya: String(repaid),
      remn: String(balance),
      amt: formatMillions(balance * bar.close),
      pre: formatSigned(lent - repaid),
      shr_rt: formatPercent(ratio(lent, bar.volume)),
      remn_rt: formatPercent(ratio(balance, listedShares), kind === 'stockLoan' ? 4 : 2),
    };
  });
  return ok({ body: { crd_trde_trend: rows }, message: QUERY_DONE, nextCursor });
}

const MARKET_OF_CODE: Readonly<Record<string, Listing['market']>> = { '1': 'KOSPI', '0': 'KOSDAQ' };

/** kt20016 신용융자 가능종목: what money is lent on, with the guarantee it asks for. */
export function marginLoanList(params: Params, call: Call): Result<Reply, ApiFailure> {
  const code = params.get('stk_cd');
  const found = code === '' ? null : resolvePlainListing(call.world, code);
  if (found !== null && !found.ok) return err(found.error);
  const group = params.get('crd_stk_grde_tp');
  const market = MARKET_OF_CODE[params.get('mrkt_deal_tp')];
  const listings = call.world.listings.filter(
    (listing) =>
      creditGroupOf(listing) !== null &&
      (found === null || listing.symbol === found.value.listing.symbol) &&
      (market === undefined || listing.market === market) &&
      (group === '' || group === '%' || creditGroupOf(listing) === group),
  );
  const page = pageOfRows(listings, call.cursor);
  if (!page.ok) return page;
  return ok({
    body: {
      crd_loan_able: listings.length > 0 ? 'Y' : 'N',
      crd_loan_pos_stk: page.value.rows.map((listing) => ({
        stk_cd: `A${listing.symbol}`,
        stk_nm: listing.name,
        crd_assr_rt: String(guaranteeRateOf(listing) ?? 0),
        repl_pric: formatPadded(call.market.fundamentals.collateralPrice(listing.symbol), 8),
        pred_close_pric: formatPadded(listing.basePrice, 8),
        crd_limit_over_yn: 'N',
        crd_limit_over_txt: 'N',
      })),
    },
    message: QUERY_DONE,
    nextCursor: page.value.nextCursor,
  });
}

/** kt20017 신용융자 가능문의. */
export function marginLoanInquiry(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolvePlainListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const isOpen = creditGroupOf(found.value.listing) !== null;
  return ok({
    body: { crd_alow_yn: isOpen ? 'Y' : 'N' },
    message: isOpen ? '신용융자 가능 종목입니다.' : '신용융자 불가 종목입니다.',
  });
}
