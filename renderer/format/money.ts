import type { Locale } from '#shared/contract/vocabulary.ts';
import { formatInteger, formatSignedInteger } from './number.ts';

interface Scale {
  readonly from: number;
  readonly suffix: string;
}

/** Largest first. Korean counts in ten thousands, English in thousands. */
const SCALES: Readonly<Record<Locale, readonly Scale[]>> = {
  ko: [
    { from: 1e12, suffix: '조' },
    { from: 1e8, suffix: '억' },
    { from: 1e4, suffix: '만' },
  ],
  en: [
    { from: 1e12, suffix: 'T' },
    { from: 1e9, suffix: 'B' },
    { from: 1e6, suffix: 'M' },
    { from: 1e3, suffix: 'K' },
  ],
};

/** Formats won in full: `9,954,000`. */
export function formatMoney(value: number): string {
  return formatInteger(Math.round(value));
}

/** Formats a gain or loss in won in full, with its sign: `+1,284,500`. */
export function formatPnl(value: number): string {
  return formatSignedInteger(Math.round(value));
}

/**
 * Formats won in the largest unit that leaves at least one whole digit: `8,412억`, `1.2조`, `850만`; `841B` in English.
 *
 * Under 100 of a unit one decimal is kept, so that 1.0조 and 1.9조 differ.
 */
export function formatCompactMoney(value: number, locale: Locale): string {
  const size = Math.abs(value);
  const scale = SCALES[locale].find(({ from }) => size >= from);
  if (scale === undefined) return formatInteger(Math.trunc(value));
  const scaled = value / scale.from;
  const hasDecimal = Math.abs(scaled) < 100 && scale.from >= 1e6;
  const text = hasDecimal ? withOneDecimal(scaled) : formatInteger(Math.trunc(scaled));
  return `${text}${scale.suffix}`;
}

/** Cut, not rounded: 99.99억 is not yet 100억. */
function withOneDecimal(value: number): string {
  const tenths = Math.trunc(value * 10);
  const whole = formatInteger(Math.trunc(tenths / 10));
  const rest = Math.abs(tenths % 10);
  const sign = tenths < 0 && Math.trunc(tenths / 10) === 0 ? '−' : '';
  return `${sign}${whole}.${rest}`;
}
