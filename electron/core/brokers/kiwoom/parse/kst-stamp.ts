import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import { DAY_MS, epochMs, isKstDate, kstDateOf, kstInstant } from '#shared/domain/time.ts';

/** Returns milliseconds since midnight for `HHMMSS`, `HHMM` or `HH:MM:SS`; NaN when it is no time of day. */
export function parseTimeOfDay(value: unknown): number {
  if (typeof value !== 'string') return Number.NaN;
  if (value.length === 6) return clockMs(pair(value, 0), pair(value, 2), pair(value, 4));
  const text = value.trim();
  if (text.length === 4) return clockMs(pair(text, 0), pair(text, 2), 0);
  if (text.length === 8 && text.charAt(2) === ':' && text.charAt(5) === ':') {
    return clockMs(pair(text, 0), pair(text, 3), pair(text, 6));
  }
  return text.length === 6 ? clockMs(pair(text, 0), pair(text, 2), pair(text, 4)) : Number.NaN;
}

function clockMs(hours: number, minutes: number, seconds: number): number {
  if (hours > 23 || minutes > 59 || seconds > 59) return Number.NaN;
  return hours * 3_600_000 + minutes * 60_000 + seconds * 1000;
}

/** Two digits at `index`; NaN when they are not. */
function pair(text: string, index: number): number {
  const tens = text.charCodeAt(index) - 0x30;
  const ones = text.charCodeAt(index + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Returns the day of `YYYYMMDD`, or null. */
export function parseDate(value: unknown): KstDate | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return isKstDate(text) ? text : null;
}

/** Returns the instant of `YYYYMMDDHHMMSS` in Korea; NaN when it is none. */
export function parseStamp(value: unknown): number {
  const text = typeof value === 'string' ? value.trim() : '';
  const date = text.length === 14 ? parseDate(text.slice(0, 8)) : null;
  return date === null ? Number.NaN : kstInstant(date, parseTimeOfDay(text.slice(8)));
}

/**
 * Puts a time of day without a date on the day it belongs to: the one that brings it nearest to now.
 *
 * The midnight of the day is kept between calls, because the feed asks for it with every message.
 */
export class KstDay {
  private midnight = Number.NaN;

  constructor(private readonly now: () => EpochMs) {}

  today(): KstDate {
    return kstDateOf(this.now());
  }

  /** Returns the instant of a time of day as Kiwoom writes it; now where the text is no time. */
  instant(value: unknown): EpochMs {
    const now = this.now();
    const timeOfDayMs = parseTimeOfDay(value);
    if (Number.isNaN(timeOfDayMs)) return now;
    if (!(now >= this.midnight && now < this.midnight + DAY_MS))
      this.midnight = kstInstant(kstDateOf(now), 0);
    const at = this.midnight + timeOfDayMs;
    if (at > now + DAY_MS / 2) return epochMs(at - DAY_MS);
    return epochMs(at < now - DAY_MS / 2 ? at + DAY_MS : at);
  }
}
