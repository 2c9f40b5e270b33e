import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Warrant } from '../../market/warrants/issues.ts';
import type { SubscriptionRight } from '../../market/warrants/subscription-rights.ts';
import type { Listing } from '../../world.ts';
import { apiFailure, type ApiFailure } from '../rest/api-failure.ts';
import { formatPadded } from '../wording/format.ts';
import { resolvePlainListing, type Call, type Params, type Reply } from './handler.ts';

/** What the lists say of an instrument, wherever it trades. */
interface Master {
  readonly symbol: string;
  readonly name: string;
  readonly listedShares: number;
  readonly listedOn: string;
  readonly basePrice: number;
  /** 종목상태: margin rate and what is allowed, joined with |. */
  readonly state: string;
  readonly sector: string;
  readonly sizeClass: string;
  readonly isNxtEligible: boolean;
}

/** One list of ka10099. */
interface MarketList {
  /** `mrkt_tp`. */
  readonly code: string;
  readonly name: string;
  readonly rowsOf: (call: Call) => readonly Master[];
}

/** Shares of companies that hold infrastructure for their owners; the exchange lists them as funds. */
const INFRASTRUCTURE_FUNDS = new Set(['088980']);

const isReit = ({ kind, sector }: Listing) => kind === 'share' && sector === '부동산';

const listed = (code: string, name: string, belongs: (listing: Listing) => boolean): MarketList => ({
  code,
  name,
  rowsOf: ({ world }) => world.listings.filter(belongs).map(masterOf),
});

const notTraded = (code: string, name: string): MarketList => ({ code, name, rowsOf: () => [] });

/**
 * Every list, the special ones first: an instrument may stand in one of them and in that of its market. Those without instruments in this
 * market are empty.
 * @source Kiwoom REST API guide, ka10099
 */
const MARKET_LISTS: readonly MarketList[] = [
  listed('4', '뮤추얼펀드', ({ symbol }) => INFRASTRUCTURE_FUNDS.has(symbol)),
  listed('6', '리츠', isReit),
  listed('8', 'ETF', ({ kind }) => kind === 'etf'),
  notTraded('9', '하이일드'),
  listed('60', 'ETN', ({ kind }) => kind === 'etn'),
  listed('0', '거래소', ({ kind, market }) => kind === 'share' && market === 'KOSPI'),
  listed('10', '코스닥', ({ kind, market }) => kind === 'share' && market === 'KOSDAQ'),
  notTraded('30', 'K-OTC'),
  notTraded('50', '코넥스'),
  // Last, since a question for one instrument goes through the lists, and these are dear to make.
  {
    code: '5',
    name: '신주인수권',
    rowsOf: (call) => call.market.subscriptionRights.all.map((right) => rightMaster(right, call)),
  },
  {
    code: '3',
    name: 'ELW',
    rowsOf: (call) => call.market.warrants.all().map((warrant) => warrantMaster(warrant, call)),
  },
];

/** ka10099 종목정보 리스트: every listing of a market in one answer. */
export function stockList(params: Params, call: Call): Result<Reply, ApiFailure> {
  const wanted = params.get('mrkt_tp');
  const list = MARKET_LISTS.find(({ code }) => code === wanted);
  const rows = list?.rowsOf(call).map((master) => masterRow(list, master)) ?? [];
  return ok({ body: { list: rows } });
}

/** ka10100 종목정보 조회. */
export function stockMaster(params: Params, call: Call): Result<Reply, ApiFailure> {
  const code = params.get('stk_cd');
  const found = resolvePlainListing(call.world, code);
  const symbol = found.ok ? found.value.listing.symbol : code;
  for (const list of MARKET_LISTS) {
    const master = list.rowsOf(call).find((row) => row.symbol === symbol);
    if (master !== undefined) return ok({ body: masterRow(list, master) });
  }
  return found.ok ? err(apiFailure('1902', code)) : found;
}

function masterOf(listing: Listing): Master {
  return { ...listing, state: stateText(listing) };
}

/** What is bought with all of its price, on KRX alone. */
const CASH_ONLY = { state: '증거금100%', sizeClass: '', isNxtEligible: false };

function warrantMaster(warrant: Warrant, call: Call): Master {
  const { base, isEnded } = call.market.warrants.quote(warrant);
  return {
    ...CASH_ONLY,
    symbol: warrant.symbol,
    name: warrant.name,
    listedShares: warrant.issued,
    listedOn: warrant.listedOn,
    basePrice: base,
    state: isEnded ? `${CASH_ONLY.state}|거래정지` : CASH_ONLY.state,
    sector: warrant.underlying.name,
  };
}

function rightMaster(right: SubscriptionRight, call: Call): Master {
  const quote = call.market.subscriptionRights.quote(right);
  return {
    ...CASH_ONLY,
    symbol: right.symbol,
    name: right.name,
    listedShares: quote.issued,
    listedOn: quote.setOn,
    basePrice: quote.base,
    sector: call.world.listing(right.share)?.sector ?? '',
  };
}

function masterRow(list: MarketList, master: Master): Record<string, string> {
  return {
    code: master.symbol,
    name: master.name,
    listCount: formatPadded(master.listedShares, 16),
    auditInfo: '정상',
    regDay: master.listedOn,
    lastPrice: formatPadded(master.basePrice, 8),
    state: master.state,
    marketCode: list.code,
    marketName: list.name,
    upName: master.sector,
    upSizeName: master.sizeClass,
    companyClassName: '',
    orderWarning: '0',
    nxtEnable: master.isNxtEligible ? 'Y' : 'N',
  };
}

function stateText(listing: Listing): string {
  const margin = `증거금${listing.marginRate}%`;
  if (listing.isHalted) return `${margin}|거래정지`;
  return listing.marginRate < 100 ? `${margin}|담보대출|신용가능` : margin;
}
