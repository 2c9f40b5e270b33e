import type { Listing } from '../../../world.ts';
import { formatHundredMillions, formatPercent, formatPrice } from '../../wording/format.ts';
import type { Call } from '../handler.ts';
import { creditRate } from './credit-rate.ts';

/** Fields of ka10001 about a company's accounts, owners and credit; `''` is "no value" in this protocol. */
export function companyFields(listing: Listing, price: number, call: Call): Readonly<Record<string, string>> {
  const { fundamentals, participation } = call.market;
  const { symbol, listedShares } = listing;
  const { held } = participation.foreignHoldings.today(symbol);
  const limit = participation.foreignHoldings.limit(symbol);
  return {
    crd_rt: creditRate(call, listing, call.world.tradingDate()),
    mac_wght: formatPercent(weightInMarket(listing, price, call)),
    for_exh_rt: formatPercent((held / limit) * 100),
    repl_pric: formatPrice(fundamentals.collateralPrice(symbol)),
    ...accountFields(symbol, listedShares, price, call),
  };
}

/** 시가총액비중: percent of the value of everything listed on its market. */
function weightInMarket(listing: Listing, price: number, call: Call): number {
  const { world } = call;
  const total = world.listings
    .filter(({ market, kind }) => market === listing.market && kind === 'share')
    .reduce((sum, { symbol, listedShares }) => sum + listedShares * world.day(symbol, 'KRX').lastPrice, 0);
  return listing.kind === 'share' ? ((price * listing.listedShares) / total) * 100 : 0;
}

const NO_ACCOUNTS = Object.fromEntries(
  [
    ...['setl_mm', 'fav', 'cap', 'per', 'eps', 'roe', 'pbr', 'ev', 'bps'],
    ...['sale_amt', 'bus_pro', 'cup_nga', 'dstr_stk', 'dstr_rt'],
  ].map((key) => [key, '']),
);

function accountFields(symbol: string, shares: number, price: number, call: Call) {
  const accounts = call.market.fundamentals.figures(symbol);
  const multiples = call.market.fundamentals.multiples(symbol, price);
  if (accounts === null || multiples === null) return NO_ACCOUNTS;
  const { evToEbitda } = multiples;
  return {
    setl_mm: accounts.fiscalMonth,
    fav: formatPrice(accounts.faceValue),
    cap: formatHundredMillions(accounts.capital),
    per: formatPercent(multiples.per),
    eps: String(accounts.eps),
    roe: formatPercent(accounts.roe),
    pbr: formatPercent(multiples.pbr),
    ev: evToEbitda === null ? '' : formatPercent(evToEbitda),
    bps: String(accounts.bps),
    sale_amt: formatHundredMillions(accounts.sales),
    bus_pro: formatHundredMillions(accounts.operatingProfit),
    cup_nga: formatHundredMillions(accounts.netProfit),
    // Thousands of shares, as the shares listed are.
    dstr_stk: String(Math.trunc((shares * accounts.floatingPart) / 1000)),
    dstr_rt: formatPercent(accounts.floatingPart * 100),
  };
}
