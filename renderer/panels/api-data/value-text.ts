import type { ApiRecord, ApiValue } from '#shared/contract/api.ts';
import type { Locale } from '#shared/contract/vocabulary.ts';
import type { KiwoomResponseField } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { isKiwoomNumericKind } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import type { Direction } from '#renderer/format/direction.ts';
import { directionOf } from '#renderer/format/direction.ts';
import {
  formatDecimal,
  formatInteger,
  formatPercent,
  formatSignedInteger,
  NO_VALUE,
} from '#renderer/format/number.ts';

/** What is needed of a field to show its values: a column of an answer, or a value of a real-time message. */
export interface ShownField extends Omit<KiwoomResponseField, 'list' | 'signed'> {
  readonly signed?: boolean;
  /** Shorter than the broker's label, without the unit. */
  readonly header?: HeaderText;
}

/** What stands over values, by language; absent: the broker's own. */
export type HeaderText = Readonly<Partial<Record<Locale, string>>>;

/** Units as the English desk writes them; those of a share's price and count go without saying. */
const UNITS: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  백만원: { ko: '백만', en: 'm' },
  천만원: { ko: '천만', en: '10m' },
  억원: { ko: '억', en: '100m' },
  천주: { ko: '천주', en: 'k' },
  천: { ko: '천', en: 'k' },
};

const SIGN_MARKS: Readonly<Record<string, string>> = { '1': '↑', '2': '▲', '3': '–', '4': '↓', '5': '▼' };
const SIGN_DIRECTIONS: Readonly<Record<string, Direction>> = {
  '1': 'up',
  '2': 'up',
  '3': 'flat',
  '4': 'down',
  '5': 'down',
};

/** Values of the last price and its move: they take the colour of the row. */
const QUOTE_KEYS: ReadonlySet<string> = new Set([
  'cur_prc',
  'close_pric',
  'prc',
  'pred_pre',
  'flu_rt',
  'pre',
  'pre_rt',
]);

/** Returns a value as the desk writes values of its kind: `71,200`, `+1.86%`, `2026-11-20`, `▲`. */
export function formatApiValue(value: ApiValue | undefined, field: ShownField): string {
  if (value === null || value === undefined || value === '') return NO_VALUE;
  if (typeof value === 'number') return formatNumberOf(value, field);
  if (field.kind === 'sign') return SIGN_MARKS[value] ?? value;
  const label = field.values?.[value];
  if (label !== undefined) return label;
  if (field.kind === 'date') return formatCompactDate(value);
  if (field.kind === 'time') return formatCompactTime(value);
  if (field.kind === 'datetime' && /^\d{14}$/.test(value)) {
    return `${formatCompactDate(value.slice(0, 8))} ${formatCompactTime(value.slice(8))}`;
  }
  return value;
}

function formatNumberOf(value: number, field: ShownField): string {
  switch (field.kind) {
    case 'percent':
      return field.signed === true ? formatPercent(value) : `${formatDecimal(value, 2)}%`;
    case 'index':
      return formatDecimal(value, 2);
    case 'change':
      return Number.isInteger(value) ? formatSignedInteger(value) : signedDecimal(value);
    default:
      if (!Number.isInteger(value)) return formatDecimal(value, 2);
      return field.signed === true && field.kind !== 'price'
        ? formatSignedInteger(value)
        : formatInteger(value);
  }
}

function signedDecimal(value: number): string {
  return `${value > 0 ? '+' : ''}${formatDecimal(value, 2)}`;
}

/** `20261120` to `2026-11-20`; what is no date stays as it is. */
export function formatCompactDate(text: string): string {
  return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text;
}

/** `130542` to `13:05:42`; what is no time stays as it is. */
export function formatCompactTime(text: string): string {
  if (/^\d{4}$/.test(text)) return `${text.slice(0, 2)}:${text.slice(2)}`;
  return /^\d{6}$/.test(text) ? `${text.slice(0, 2)}:${text.slice(2, 4)}:${text.slice(4)}` : text;
}

/** Returns the colour of a value: that of its own sign, or for the price and its move that of the row. */
export function toneOfValue(
  value: ApiValue | undefined,
  field: ShownField,
  rowDirection: Direction | null,
): Direction | null {
  if (field.kind === 'sign') return SIGN_DIRECTIONS[String(value)] ?? null;
  if (QUOTE_KEYS.has(field.key) && rowDirection !== null) return rowDirection;
  const isSigned = field.kind === 'change' || (field.signed === true && field.kind !== 'price');
  if (!isSigned || typeof value !== 'number') return null;
  return directionOf(value);
}

/** Returns which way the instrument of a row moved: by its sign, else by its change; null where neither is told. */
export function rowDirection(row: ApiRecord, fields: readonly ShownField[]): Direction | null {
  const sign = fields.find(
    ({ kind, key }) => kind === 'sign' && SIGN_DIRECTIONS[String(row[key])] !== undefined,
  );
  if (sign !== undefined) return SIGN_DIRECTIONS[String(row[sign.key])] ?? null;
  for (const { key, kind } of fields) {
    const value = row[key];
    if (kind === 'change' && typeof value === 'number') return directionOf(value);
  }
  return null;
}

/** Returns a field's header: the broker's label with the unit; in English its key, which the English guide uses. */
export function fieldHeader(field: ShownField, locale: Locale): string {
  const header = field.header?.[locale];
  if (header !== undefined) {
    const unit = field.unit === undefined ? undefined : UNITS[field.unit]?.[locale];
    return unit === undefined ? header : `${header}(${unit})`;
  }
  if (locale === 'en') return field.key;
  const isSaid = field.unit === undefined || field.unit === '%' || field.label.includes(field.unit);
  return isSaid ? field.label : `${field.label}(${field.unit})`;
}

export function isNumberField(field: ShownField): boolean {
  return isKiwoomNumericKind(field.kind);
}
