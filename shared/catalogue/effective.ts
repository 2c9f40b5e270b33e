import type { KstDate } from '../domain/time.ts';

/** A fact of the market together with the days it holds on and where it was read. */
export interface EffectiveRow {
  readonly from: KstDate;
  /** Last day, inclusive; null while in force. */
  readonly to: KstDate | null;
  readonly source: string;
}

/** Returns the row in force on `date`, or null when the table does not cover that day. */
export function rowOn<Row extends EffectiveRow>(rows: readonly Row[], date: KstDate): Row | null {
  return rows.find((row) => isInForce(row, date)) ?? null;
}

export function isInForce(row: EffectiveRow, date: KstDate): boolean {
  return row.from <= date && (row.to === null || date <= row.to);
}
