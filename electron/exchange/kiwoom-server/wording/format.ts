/**
 * Numbers as Kiwoom writes them.
 * @source Kiwoom REST API guide, sample answers of every API; protocol notes, section "Number and text formats"
 */

/** Returns the price with the direction against `basePrice` as its sign: `+68800`, `-67400`, `68000` when equal, `0` for none. */
export function formatSignedPrice(price: number | null, basePrice: number): string {
  if (price === null || price === 0) return '0';
  if (price > basePrice) return `+${price}`;
  return price < basePrice ? `-${price}` : String(price);
}

/** Returns a price without a sign; `0` for none. */
export function formatPrice(price: number | null): string {
  return String(price ?? 0);
}

/** Returns a change with its sign: `+1300`, `-700`, `0`. */
export function formatSigned(value: number): string {
  return value > 0 ? `+${value}` : String(value === 0 ? 0 : value);
}

/** Returns a percentage with fixed decimals and no plus sign. Not-a-number and infinities (nothing to divide by) become zero. */
export function formatPercent(value: number, digits = 2): string {
  const text = (Number.isFinite(value) ? value : 0).toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text;
}

/** Returns a percentage with fixed decimals and its sign: `+1.93`, `-0.24`, `0.00`. */
export function formatSignedPercent(value: number, digits = 2): string {
  const text = formatPercent(value, digits);
  return Number(text) > 0 ? `+${text}` : text;
}

/** Returns a whole number padded with zeros to `width` characters, the minus sign included: `000000017534`, `-00000196888`. */
export function formatPadded(value: number, width: number): string {
  return value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0');
}

/** Returns won as whole millions, cut off. */
export function formatMillions(won: number): string {
  return String(Math.trunc(won / 1_000_000));
}

/** Returns won as whole hundreds of millions (억원), cut off. */
export function formatHundredMillions(won: number): string {
  return String(Math.trunc(won / 100_000_000));
}

/** Returns an order number as seven digits; `0000000` means none. */
export function formatOrderNumber(number: number): string {
  return String(number).padStart(7, '0');
}

/** Returns how far `value` is from `reference`, in percent of it. */
export function percentChange(value: number, reference: number): number {
  return ((value - reference) / reference) * 100;
}

/** Direction codes: 1 upper limit, 2 up, 3 unchanged, 4 lower limit, 5 down. */
export type DirectionCode = '1' | '2' | '3' | '4' | '5';

/** Returns the direction code of a price; without limits it never says 1 or 4. */
export function directionCode(
  price: number,
  basePrice: number,
  limits?: { readonly upperLimit: number; readonly lowerLimit: number },
): DirectionCode {
  if (limits !== undefined && price >= limits.upperLimit) return '1';
  if (limits !== undefined && price <= limits.lowerLimit) return '4';
  if (price === basePrice) return '3';
  return price > basePrice ? '2' : '5';
}
