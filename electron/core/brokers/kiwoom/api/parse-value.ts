import type { KiwoomResponseField } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { isKiwoomNumericKind } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import type { ApiValue } from '#shared/contract/api.ts';
import { parseDecimal } from '../parse/number.ts';

export type ValueField = Pick<KiwoomResponseField, 'kind' | 'prefix' | 'scale'>;

/** Dashes and nothing else stand for no value. */
const NO_NUMBER = /^[-+.\s]*$/;
const PREFIXED_CODE = /^[AJQ](?=[0-9A-Z]{6}(_|$))/;

/**
 * Reads one value by the kind of its field; undefined when it is none of that kind.
 *
 * The sign of a price and of an index is the direction against the previous close, so it is dropped; other numbers are
 * truly signed. Text keeps its leading zeros, and codes their `_AL` or `_NX`. @source Kiwoom REST API guide, number formats
 */
export function parseValue(field: ValueField, value: unknown): ApiValue | undefined {
  return isKiwoomNumericKind(field.kind) ? parseNumber(field, value) : parseText(field, value);
}

function parseNumber({ kind, scale }: ValueField, value: unknown): number | null | undefined {
  if (value === null) return null;
  let number: number;
  if (typeof value === 'string') {
    if (NO_NUMBER.test(value)) return null;
    number = parseDecimal(plainDigits(value));
  } else {
    number = parseDecimal(value);
  }
  if (Number.isNaN(number)) return undefined;
  const size = kind === 'price' || kind === 'index' ? Math.abs(number) : number;
  return scale === undefined ? size : divided(size, scale);
}

/** Separators of thousands and a percent sign occur in newer answers. */
function plainDigits(text: string): string {
  const digits = text.includes(',') ? text.replaceAll(',', '') : text;
  return digits.endsWith('%') ? digits.slice(0, -1) : digits;
}

/** Divides rather than multiplies: 252127 / 100 is 2521.27, 252127 * 0.01 is not. */
function divided(number: number, scale: NonNullable<KiwoomResponseField['scale']>): number {
  return number / (scale === 0.01 ? 100 : 1000);
}

function parseText({ prefix }: ValueField, value: unknown): string | undefined {
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return prefix === undefined ? text : text.replace(PREFIXED_CODE, '');
}
