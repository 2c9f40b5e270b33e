import type { Locale } from '#shared/contract/vocabulary.ts';

/** Shown in place of a value that is not known. */
export const NO_VALUE = '–';

/** U+2212, as wide as a digit sign in tabular figures; a hyphen is narrower. */
const MINUS = '−';

const GROUPED = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Formats a whole number with thousands separators: `1,284,500`, `−38,114`. */
export function formatInteger(value: number): string {
  return value < 0 ? `${MINUS}${GROUPED.format(-value)}` : GROUPED.format(value);
}

/** As `formatInteger`, with a plus sign for a gain. Zero has no sign. */
export function formatSignedInteger(value: number): string {
  return value > 0 ? `+${GROUPED.format(value)}` : formatInteger(value);
}

/** Formats with exactly `decimals` places: `68,940.25`. */
export function formatDecimal(value: number, decimals: number): string {
  const text = Math.abs(value).toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return isNegativeText(value, text) ? `${MINUS}${text}` : text;
}

/** Formats a percentage with sign: `+1.25%`, `−0.74%`, `0.00%`. `value` is in percent, not a ratio. */
export function formatPercent(value: number, decimals = 2): string {
  const text = Math.abs(value).toFixed(decimals);
  if (isNegativeText(value, text)) return `${MINUS}${text}%`;
  return Number(text) === 0 ? `${text}%` : `+${text}%`;
}

/** Language tag for `Intl`. The browser's own language is never asked: it is not the trader's choice. */
export function languageTag(locale: Locale): string {
  return locale === 'ko' ? 'ko-KR' : 'en-GB';
}

/** A value that rounds to zero has no sign. */
function isNegativeText(value: number, text: string): boolean {
  return value < 0 && /[1-9]/.test(text);
}
