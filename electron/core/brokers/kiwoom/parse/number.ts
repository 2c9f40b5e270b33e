const SPACE = 0x20;
const PLUS = 0x2b;
const MINUS = 0x2d;
const ZERO = 0x30;

/**
 * Reads a whole number as Kiwoom writes it: blanks around, zeros in front, a sign, a doubled minus ("--714").
 *
 * Returns NaN for everything else: empty, a fraction, an exponent, hexadecimal, letters, more than 2^53. Written by hand
 * because it runs some fifty times per real-time message. @source Kiwoom REST API guide, number formats
 */
export function parseInteger(value: unknown): number {
  if (typeof value !== 'string') return isWhole(value) ? value : Number.NaN;
  let index = 0;
  let end = value.length;
  while (index < end && value.charCodeAt(index) === SPACE) index += 1;
  while (end > index && value.charCodeAt(end - 1) === SPACE) end -= 1;
  const sign = value.charCodeAt(index);
  if (sign === MINUS) {
    index += value.charCodeAt(index + 1) === MINUS ? 2 : 1;
  } else if (sign === PLUS) {
    index += 1;
  }
  if (index >= end) return Number.NaN;
  let number = 0;
  for (; index < end; index += 1) {
    const digit = value.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  if (number > Number.MAX_SAFE_INTEGER) return Number.NaN;
  return sign === MINUS && number !== 0 ? -number : number;
}

/** As `parseInteger`, without the sign: on a price the sign is the direction against the previous close. */
export function parseMagnitude(value: unknown): number {
  const number = parseInteger(value);
  return number < 0 ? -number : number;
}

/** Reads a number that may have a fraction: percentages, averages. NaN as in `parseInteger`. */
export function parseDecimal(value: unknown): number {
  if (typeof value !== 'string')
    return typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
  const point = value.indexOf('.');
  if (point === -1) return parseInteger(value);
  let end = value.length;
  while (end > point && value.charCodeAt(end - 1) === SPACE) end -= 1;
  let digits = 0;
  let scale = 1;
  for (let index = point + 1; index < end; index += 1) {
    const digit = value.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9 || scale > 1e12) return Number.NaN;
    digits = digits * 10 + digit;
    scale *= 10;
  }
  const before = value.slice(0, point);
  const isNegative = before.includes('-');
  const whole = scale > 1 && isBareSign(before) ? 0 : parseMagnitude(before);
  const number = (whole * scale + digits) / scale;
  return isNegative && number !== 0 ? -number : number;
}

/** Tells whether a value means "none": absent, empty or blank. */
export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'string' && (value === '' || value.trim() === '');
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

/** ".5" and "-.5" have no digits before the point. */
function isBareSign(text: string): boolean {
  const sign = text.trim();
  return sign === '' || sign === '+' || sign === '-';
}
