import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Money } from '#shared/domain/money.ts';
import type { VenueOrderId } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { AnswerBody } from '../../../transport/broker-call.ts';
import { parseOrderNumber, parseSymbol } from './code.ts';
import { isBlank, parseDecimal, parseInteger, parseMagnitude } from './number.ts';

/** The first field of an answer that could not be read. */
interface Failure {
  error: HogaError | null;
}

/**
 * Reads the fields of one object of an answer into domain values.
 *
 * A field that cannot be read does not stop the reading: the first one is remembered, what is returned for it is worthless,
 * and `finish` gives the error instead of the value. So a parser reads straight down and decides once, at its end.
 */
export class FieldReader {
  constructor(
    private readonly fields: AnswerBody,
    private readonly path = '',
    private readonly failure: Failure = { error: null },
  ) {}

  finish<T>(value: T): Result<T> {
    return this.failure.error === null ? ok(value) : err(this.failure.error);
  }

  /** The value of a key, text with blanks cut off. Empty when absent. */
  text(key: string): string {
    const value = this.fields[key];
    if (value === undefined || value === null) return '';
    return typeof value === 'string' ? value.trim() : this.fail(key, 'text', '');
  }

  requiredText(key: string): string {
    const text = this.text(key);
    return text === '' ? this.fail(key, 'text', '') : text;
  }

  /** A price above zero, without its direction sign. */
  price(key: string): Price {
    const value = parseMagnitude(this.fields[key]);
    return (value > 0 ? value : this.fail(key, 'price', 0)) as Price;
  }

  /** A price, or null when the field is absent, empty or zero. */
  priceOrNull(key: string): Price | null {
    const value = this.fields[key];
    if (isBlank(value)) return null;
    const number = parseMagnitude(value);
    if (Number.isNaN(number)) return this.fail(key, 'price', null);
    return number === 0 ? null : (number as Price);
  }

  /** Shares, without sign; zero when the field is empty. */
  quantity(key: string): Quantity {
    const value = this.fields[key];
    if (value === undefined) return this.fail(key, 'quantity', 0) as Quantity;
    const number = isBlank(value) ? 0 : parseMagnitude(value);
    return (Number.isNaN(number) ? this.fail(key, 'quantity', 0) : number) as Quantity;
  }

  /** Signed won. */
  money(key: string): Money {
    const number = parseInteger(this.fields[key]);
    return (Number.isNaN(number) ? this.fail(key, 'money', 0) : number) as Money;
  }

  moneyOrNull(key: string): Money | null {
    return isBlank(this.fields[key]) ? null : this.money(key);
  }

  /** A whole number of either sign; zero when the field is absent or empty. */
  integerOrZero(key: string): number {
    const value = this.fields[key];
    if (isBlank(value)) return 0;
    const number = parseInteger(value);
    return Number.isNaN(number) ? this.fail(key, 'integer', 0) : number;
  }

  /** A number with a fraction, or null when the field is absent or empty. */
  decimalOrNull(key: string): number | null {
    const value = this.fields[key];
    if (isBlank(value)) return null;
    const number = parseDecimal(value);
    return Number.isNaN(number) ? this.fail(key, 'decimal', null) : number;
  }

  symbol(key: string): InstrumentSymbol {
    return parseSymbol(this.fields[key]) ?? this.fail(key, 'symbol', '');
  }

  orderNumber(key: string): VenueOrderId {
    return parseOrderNumber(this.fields[key]) ?? (this.fail(key, 'order number', '') as VenueOrderId);
  }

  /** Null for none, which Kiwoom writes as zeros. */
  orderNumberOrNull(key: string): VenueOrderId | null {
    const number = parseOrderNumber(this.fields[key]);
    return number === undefined ? this.fail(key, 'order number', null) : number;
  }

  /** A value read by another parser; `parse` returns null or NaN when it is not what is expected. */
  parsed<T>(key: string, expected: string, parse: (value: unknown) => T | null, fallback: T): T {
    const value = parse(this.fields[key]);
    return value === null || Number.isNaN(value) ? this.fail(key, expected, fallback) : value;
  }

  /** The objects of a list; none when the list is absent or empty. */
  rows<T>(key: string, read: (row: FieldReader, place: number) => T): T[] {
    const list = this.fields[key];
    if (list === undefined || list === null || list === '') return [];
    if (!Array.isArray(list)) return this.fail(key, 'list', []);
    return list.map((row: unknown, place) => {
      const path = `${this.path}${key}[${place}].`;
      if (isObject(row)) return read(new FieldReader(row, path, this.failure), place);
      this.fail(`${key}[${place}]`, 'object', null);
      return read(new FieldReader({}, path, this.failure), place);
    });
  }

  private fail<T>(key: string, expected: string, fallback: T): T {
    this.failure.error ??= unreadableField(`${this.path}${key}`, expected, this.fields[key]);
    return fallback;
  }
}

export function isObject(value: unknown): value is AnswerBody {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function unreadableField(path: string, expected: string, value: unknown): HogaError {
  const sample = scrub(value);
  return hogaError('protocol', 'FIELD_UNREADABLE', `${path} is not a ${expected}: ${sample}`, {
    path,
    expected,
    sample,
  });
}

const SAMPLE_LENGTH = 40;

/** Shows the shape of a value and nothing of its content: an account number or a token must not reach the log. */
export function scrub(value: unknown): string {
  if (typeof value !== 'string') return value === null ? 'null' : typeof value;
  const shape = value.slice(0, SAMPLE_LENGTH).replace(/\d/g, '9').replace(/\p{L}/gu, 'a');
  return JSON.stringify(value.length > SAMPLE_LENGTH ? `${shape}...` : shape);
}
