import { directionArrow, directionOf } from './direction.ts';
import { formatDecimal, formatInteger, formatPercent, NO_VALUE } from './number.ts';

export function formatPrice(value: number | null | undefined): string {
  return value === null || value === undefined ? NO_VALUE : formatInteger(value);
}

/** Formats an average price, which may have fractions: `68,940`, `68,940.25`. */
export function formatAveragePrice(value: number | null | undefined): string {
  if (value === null || value === undefined) return NO_VALUE;
  return Number.isInteger(value) ? formatInteger(value) : formatDecimal(value, 2);
}

/** Formats a change in won with its arrow: `▲ 1,300`, `▼ 500`, `0`. */
export function formatChange(change: number, isAtLimit = false): string {
  const arrow = directionArrow(directionOf(change), isAtLimit);
  const size = formatInteger(Math.abs(change));
  return arrow === '' ? size : `${arrow} ${size}`;
}

/** Formats change and percentage as in a quote's head: `▲ 1,300 (+1.86%)`. */
export function formatChangeWithPercent(change: number, percent: number, isAtLimit = false): string {
  return `${formatChange(change, isAtLimit)} (${formatPercent(percent)})`;
}
