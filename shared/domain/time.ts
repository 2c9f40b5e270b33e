import type { Nominal } from './nominal.ts';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = Nominal<number, 'EpochMs'>;

/** A day of the Korean calendar as `YYYYMMDD`. */
export type KstDate = Nominal<string, 'KstDate'>;

/** Milliseconds since midnight in Korea, 0 to 86,399,999. */
export type KstTimeOfDayMs = Nominal<number, 'KstTimeOfDayMs'>;

export const KST_OFFSET_MS = 9 * 3_600_000;
export const DAY_MS = 86_400_000;

export function epochMs(value: number): EpochMs {
  if (!Number.isFinite(value)) throw new RangeError(`not a time in ms: ${value}`);
  return value as EpochMs;
}

/** Returns `text` as a day. Throws when it is not a day of the calendar written `YYYYMMDD`: a bug, not input. */
export function kstDate(text: string): KstDate {
  if (!isKstDate(text)) throw new RangeError(`not a date as YYYYMMDD: ${text}`);
  return text;
}

export function isKstDate(text: string): text is KstDate {
  if (!/^\d{8}$/.test(text)) return false;
  return kstDateOf(kstInstant(text as KstDate, 0)) === text;
}

/** Returns the Korean calendar day that contains `at`. Korea has no daylight-saving time: UTC+9 all year. */
export function kstDateOf(at: EpochMs): KstDate {
  const local = new Date(at + KST_OFFSET_MS);
  const day = local.getUTCFullYear() * 10_000 + (local.getUTCMonth() + 1) * 100 + local.getUTCDate();
  return String(day).padStart(8, '0') as KstDate;
}

export function kstTimeOfDayOf(at: EpochMs): KstTimeOfDayMs {
  return ((((at + KST_OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS) as KstTimeOfDayMs;
}

/** Returns the instant `timeOfDayMs` after midnight of `date` in Korea. */
export function kstInstant(date: KstDate, timeOfDayMs: number): EpochMs {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(4, 6));
  const day = Number(date.slice(6, 8));
  return (Date.UTC(year, month - 1, day) - KST_OFFSET_MS + timeOfDayMs) as EpochMs;
}

/** Returns ms since midnight for a wall-clock time written `HH:MM` or `HH:MM:SS`. */
export function timeOfDay(text: string): KstTimeOfDayMs {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
  return ((hours * 60 + minutes) * 60_000 + seconds * 1000) as KstTimeOfDayMs;
}

/** Returns `HHMMSS` in Korea. */
export function kstClockText(at: EpochMs): string {
  return new Date(at + KST_OFFSET_MS).toISOString().slice(11, 19).replaceAll(':', '');
}
