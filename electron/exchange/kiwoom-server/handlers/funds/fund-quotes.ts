import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Listing } from '../../../world.ts';
import {
  FUND_KIND_NAMES,
  fundKindOf,
  managerCode,
  payoutOf,
  taxClassOf,
} from '../../../market/funds/fund-facts.ts';
import { INSTITUTION_GROUP, PLACE_OF_KIND } from '../../../market/participation/investor-kinds.ts';
import { netQuantity, tradedBy } from '../../../market/participation/split.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import { formatPercent, formatSigned, formatSignedPercent, percentChange } from '../../wording/format.ts';
import { fundWords } from '../../wording/fund-words.ts';
import { createQuoteWords } from '../../wording/quote-words.ts';
import { SCOPE_SUFFIX, scopeOfVenue } from '../../wording/symbol-code.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { daysBack, lastDays } from '../participation/days.ts';
import { pageOfRows } from '../participation/row-page.ts';
import { fundHead, resolveFund } from './find-fund.ts';

/** Trading days of each `dt` of ka40001. */
const PERIOD_DAYS: Readonly<Record<string, number>> = { '0': 5, '1': 20, '2': 123, '3': 246 };

/**
 * ka40001 ETF수익율: what a fund gave over a period, by its NAV and by its price, and what foreigners and institutions bought net in it.
 * @returns 1517 when the index is not the one the fund follows
 */
export function fundReturns(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveFund(params, call);
  if (!found.ok) return found;
  const { listing } = found.value;
  const benchmark = call.market.funds.benchmarkOf(listing);
  if (params.get('etfobjt_idex_cd') !== benchmark.code) {
    return err(apiFailure('1517', 'etfobjt_idex_cd', `대상지수는 ${benchmark.code} 입니다`));
  }
  const count = PERIOD_DAYS[params.get('dt')] ?? 5;
  const days = call.market.funds.days(listing, null, count + 1);
  const first = days.at(-1);
  const now = call.market.funds.now(listing);
  const { from, to } = lastDays(call, count);
  const split = call.market.participation.investors.period(listing.symbol, 'KRX', from, to);
  const netOf = (group: readonly number[]) => formatSigned(netQuantity(tradedBy(split, group)));
  return ok({
    body: {
      etfprft_rt_lst: [
        {
          etfprft_rt: formatSignedPercent(percentChange(now.nav, first?.nav ?? now.nav)),
          cntr_prft_rt: formatSignedPercent(percentChange(now.price, first?.price ?? now.price)),
          for_netprps_qty: netOf([PLACE_OF_KIND.foreigner]),
          orgn_netprps_qty: netOf(INSTITUTION_GROUP),
        },
      ],
    },
  });
}

/** ka40002 ETF종목정보. */
export function fundInfo(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveFund(params, call);
  return found.ok ? ok({ body: fundHead(found.value, call) }) : found;
}

/** ka40004 ETF전체시세. Funds do not trade on NXT: there the list is empty. Both exchanges together are KRX. */
export function fundQuotes(params: Params, call: Call): Result<Reply, ApiFailure> {
  const scope = scopeOfVenue(params.get('stex_tp'));
  const funds = call.market.funds.listings.filter(
    (listing) => (scope !== 'NXT' || listing.isNxtEligible) && isWanted(params, call, listing),
  );
  const page = pageOfRows(funds, call.cursor);
  if (!page.ok) return page;
  const rows = page.value.rows.map((listing) =>
    quoteRow(call, listing, listing.symbol + SCOPE_SUFFIX[scope]),
  );
  return ok({ body: { etfall_mrpr: rows }, nextCursor: page.value.nextCursor });
}

function isWanted(params: Params, call: Call, listing: Listing): boolean {
  const is = (key: string, all: string, value: () => string) => {
    const wanted = params.get(key);
    return wanted === all || wanted === value();
  };
  return (
    is('txon_type', '0', () => taxClassOf(listing)) &&
    is('txon_yn', '0', () => (taxClassOf(listing) === '1' ? '2' : '1')) &&
    is('mngmcomp', '0000', () => managerCode(listing)) &&
    is('navpre', '0', () => navAgainstClose(call, listing))
  );
}

function navAgainstClose(call: Call, listing: Listing): string {
  const { nav } = call.market.funds.now(listing);
  const { basePrice } = call.world.day(listing.symbol, 'KRX');
  if (nav > basePrice) return '1';
  return nav < basePrice ? '2' : '';
}

function quoteRow(call: Call, listing: Listing, code: string): Record<string, string> {
  const day = call.world.day(listing.symbol, 'KRX');
  const quote = createQuoteWords(day);
  const point = call.market.funds.now(listing);
  const benchmark = call.market.funds.benchmarkOf(listing);
  const words = fundWords(point);
  const today = call.world.tradingDate();
  const payout = payoutOf(listing, {
    date: daysBack(call, today, 1),
    nextDate: today,
    value: point.previousNav,
  });
  return {
    stk_cd: code,
    stk_cls: FUND_KIND_NAMES[fundKindOf(listing.symbol)],
    stk_nm: listing.name,
    close_pric: quote.signed(day.lastPrice),
    pre_sig: quote.direction(day.lastPrice),
    pred_pre: quote.change(day.lastPrice),
    pre_rt: quote.changeRate(day.lastPrice),
    trde_qty: String(day.volume),
    nav: words.nav,
    trace_eor_rt: words.trackingError,
    txbs: taxClassOf(listing) === '1' ? '0.00' : formatPercent(point.previousNav),
    dvid_bf_base: formatPercent(point.previousNav),
    pred_dvida: String(payout),
    trace_idex_nm: benchmark.name,
    drng: String(listing.leverage),
    trace_idex_cd: benchmark.code,
    trace_idex: words.level,
    trace_flu_rt: words.levelRate,
  };
}

/** ka40009 ETF시간대별체결, which is the fund's NAV as it stands. A fund stands for no other share: conversion and DR are zero. */
export function fundValue(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveFund(params, call);
  if (!found.ok) return found;
  const { listing } = found.value;
  const words = fundWords(call.market.funds.now(listing));
  return ok({
    body: {
      etfnavarray: [
        {
          nav: words.nav,
          navpred_pre: words.navChange,
          navflu_rt: words.navRate,
          trace_eor_rt: words.trackingError,
          dispty_rt: words.premium,
          stkcnt: String(listing.listedShares),
          base_pric: String(call.world.day(listing.symbol, 'KRX').basePrice),
          for_rmnd_qty: String(call.market.participation.foreignHoldings.today(listing.symbol).held),
          repl_pric: String(call.market.fundamentals.collateralPrice(listing.symbol)),
          conv_pric: '0',
          drstk: '0',
          wonju_pric: '0',
        },
      ],
    },
  });
}
