import type { ApiRow } from './answer-view.ts';
import type { ShownField } from './value-text.ts';
import { fieldHeader } from './value-text.ts';
import type { ApiValue } from '#shared/contract/api.ts';
import type { Locale } from '#shared/contract/vocabulary.ts';

/**
 * Returns a value for a spreadsheet: numbers without separators, text that a spreadsheet would take for a formula
 * behind an apostrophe.
 */
export function exportText(value: ApiValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = value.replaceAll(/[\t\r\n]+/g, ' ');
  return /^[=+\-@]/.test(text) && !/^[+-]?[\d.,]+%?$/.test(text) ? `'${text}` : text;
}

/** Returns rows as tab-separated lines under their headers, as a spreadsheet takes them from the clipboard. */
export function buildTsv(rows: readonly ApiRow[], fields: readonly ShownField[], locale: Locale): string {
  const lines = rows.map(({ values }) => fields.map(({ key }) => exportText(values[key])).join('\t'));
  return [fields.map((field) => exportText(fieldHeader(field, locale))).join('\t'), ...lines].join('\n');
}

/** Returns a name for a file: `ka10027 전일대비등락률상위 2026-11-20.csv`, without what file systems refuse. */
export function exportName(apiId: string, name: string, day: string): string {
  return `${apiId} ${name} ${day}.csv`.replaceAll(/[\\/:*?"<>|]+/g, '-');
}
