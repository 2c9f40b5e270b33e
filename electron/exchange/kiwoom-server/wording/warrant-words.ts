import type { Warrant } from '../../market/warrants/issues.ts';
import { RIGHT_NAMES } from '../../market/warrants/warrant-table.ts';
import type { Priced, WarrantFigures, WarrantQuote } from '../../market/warrants/warrants.ts';
import {
  directionCode,
  formatPercent,
  formatSigned,
  formatSignedPercent,
  formatSignedPrice,
  percentChange,
} from './format.ts';

/** 현재가, 대비기호, 전일대비, 등락율 of a price against its base. */
export function priceWords(price: number, base: number) {
  return {
    price: formatSignedPrice(price, base),
    sign: directionCode(price, base),
    change: formatSigned(price - base),
    rate: formatSignedPercent(base === 0 ? 0 : percentChange(price, base)),
  };
}

/** A price of the underlying: won as they are, points of an index with two decimals. */
export function spotText(
  warrant: { readonly underlying: { readonly isIndex: boolean } },
  spot: number,
): string {
  return warrant.underlying.isIndex ? formatPercent(spot) : String(spot);
}

export const rightText = (warrant: Warrant): string => RIGHT_NAMES[warrant.rightCode];

/** Price of the warrant for one whole underlying. */
const costOf = (warrant: Warrant, { close }: Priced) => close / warrant.ratio;

/** 패리티: above 100 is in the money. */
export function parity({ right, strike }: Warrant, { spot }: Priced): number {
  return (right === 'call' ? spot / strike : strike / spot) * 100;
}

/** 기어링: how many times the price of the warrant the underlying costs. */
export function gearing(warrant: Warrant, day: Priced): number {
  return day.spot / costOf(warrant, day);
}

/** 손익분기점: where the underlying must be at expiry. */
export function breakeven(warrant: Warrant, day: Priced): number {
  const cost = costOf(warrant, day);
  return warrant.right === 'call' ? warrant.strike + cost : warrant.strike - cost;
}

/** 손익분기율: percent by which the underlying must still move that way. */
export function breakevenRate(warrant: Warrant, day: Priced): number {
  const side = warrant.right === 'call' ? 1 : -1;
  return ((breakeven(warrant, day) - day.spot) / day.spot) * 100 * side;
}

/** 프리미엄: what is paid above the worth of exercising now, in percent of the underlying. */
export function premium(warrant: Warrant, day: Priced): number {
  return ((costOf(warrant, day) - intrinsic(warrant, day)) / day.spot) * 100;
}

/** Worth of exercising now, for one whole underlying. */
export function intrinsic({ right, strike }: Warrant, { spot }: Priced): number {
  return Math.max(0, right === 'call' ? spot - strike : strike - spot);
}

/**
 * 자본지지점: growth a year, in percent, at which the warrant and the underlying give the same.
 * @source KRX, guide to ELW investment indicators (capital fulcrum point)
 */
export function capitalSupport(warrant: Warrant, day: Priced, daysLeft: number): number {
  const side = warrant.right === 'call' ? 1 : -1;
  const rest = day.spot - side * costOf(warrant, day);
  const years = Math.max(1, daysLeft) / 365;
  const growth = rest <= 0 ? Number.POSITIVE_INFINITY : ((warrant.strike / rest) ** (1 / years) - 1) * 100;
  return Math.min(99_999.99, growth);
}

/** 괴리율: percent by which the price is above its theoretical one. One worth less than a won counts as worth a won. */
export function disparity({ close }: Priced, { price }: WarrantFigures): number {
  return (close / Math.max(1, price) - 1) * 100;
}

/** LP보유비율. */
export function heldPart({ warrant, held }: WarrantQuote): number {
  return (held / warrant.issued) * 100;
}

/** Sensitivities, six decimals; volatilities in percent. */
export function figureWords(figures: WarrantFigures) {
  const six = (value: number) => formatPercent(value, 6);
  return {
    theory: String(Math.round(figures.price)),
    implied: formatPercent((figures.impliedVolatility ?? 0) * 100),
    quoted: formatPercent(figures.quotedVolatility * 100),
    delta: six(figures.delta),
    gamma: six(figures.gamma),
    theta: six(figures.theta),
    vega: six(figures.vega),
    rho: six(figures.rho),
  };
}
