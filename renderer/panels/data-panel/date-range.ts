import { daysBefore } from '#renderer/panels/api-data/request-form.ts';

/** Ranges that are asked for often, the shortest first. */
export const RANGE_PRESETS = ['today', 'week', 'month', 'quarter', 'year'] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number];

/** Days as YYYYMMDD; both belong to the range. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

/**
 * Returns a range that ends today. Months are those of the calendar: one month before 31 March is the last of February.
 * @param today  YYYYMMDD
 */
export function presetRange(preset: RangePreset, today: string): DateRange {
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'week':
      return { from: daysBefore(today, 6), to: today };
    case 'month':
      return { from: monthsBefore(today, 1), to: today };
    case 'quarter':
      return { from: monthsBefore(today, 3), to: today };
    case 'year':
      return { from: `${today.slice(0, 4)}0101`, to: today };
  }
}

/** Returns the first preset that a range is; null: one of the trader's own. */
export function presetOf({ from, to }: DateRange, today: string): RangePreset | null {
  const found = RANGE_PRESETS.find((preset) => {
    const range = presetRange(preset, today);
    return range.from === from && range.to === to;
  });
  return found ?? null;
}

function monthsBefore(day: string, months: number): string {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6))];
  const last = new Date(Date.UTC(year, month - months + 1, 0)).getUTCDate();
  const at = Date.UTC(year, month - months, Math.min(date, last));
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
}
