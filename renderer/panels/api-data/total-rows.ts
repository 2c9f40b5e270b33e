import type { ApiRecord } from '#shared/contract/api.ts';
import type { ApiRow } from './answer-view.ts';

interface TotalFacts {
  /** Fields that are added up; what is no number counts nothing. */
  readonly keys: readonly string[];
  /** The field in whose column the label stands. */
  readonly labelKey: string;
  readonly label: string;
}

/** Returns the row with the sums of rows; none where there is nothing to add up. */
export function totalRows(rows: readonly ApiRecord[], facts: TotalFacts): ApiRow[] {
  if (rows.length === 0) return [];
  const sums = facts.keys.map((key) => [key, sumOf(rows, key)] as const);
  return [{ id: 'total', values: { ...Object.fromEntries(sums), [facts.labelKey]: facts.label } }];
}

function sumOf(rows: readonly ApiRecord[], key: string): number {
  return rows.reduce((sum, { [key]: value }) => (typeof value === 'number' ? sum + value : sum), 0);
}
