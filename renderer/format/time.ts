import type { Locale } from '#shared/contract/vocabulary.ts';
import { KST_OFFSET_MS } from '#shared/domain/time.ts';

/** All times on the desk are Korean, whatever the machine is set to. */
function kst(at: number): Date {
  return new Date(at + KST_OFFSET_MS);
}

/** Formats as `13:05:42` in Korea. */
export function formatTime(at: number): string {
  return kst(at).toISOString().slice(11, 19);
}

/** Formats as `13:05:42.118` in Korea. */
export function formatTimeWithMs(at: number): string {
  return kst(at).toISOString().slice(11, 23);
}

/** Formats as `2026-11-20` in Korea. */
export function formatDate(at: number): string {
  return kst(at).toISOString().slice(0, 10);
}

/** Formats what is left as `02:14:08`; under an hour `14:08`. Past the end it stays at zero. */
export function formatCountdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return (parts[0] === 0 ? parts.slice(1) : parts).map((part) => String(part).padStart(2, '0')).join(':');
}

/** Formats hours and minutes left, for things that last a day: `22:41`. */
export function formatHoursLeft(leftMs: number): string {
  const minutes = Math.max(0, Math.floor(leftMs / 60_000));
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

const AGE_UNITS: Readonly<Record<Locale, { readonly ms: string; readonly s: string; readonly min: string }>> =
  {
    ko: { ms: 'ms', s: '초', min: '분' },
    en: { ms: 'ms', s: 's', min: 'min' },
  };

/** Formats an age in one unit: `3 ms`, `12초`, `4분`. */
export function formatAge(ageMs: number, locale: Locale): string {
  const units = AGE_UNITS[locale];
  const gap = locale === 'ko' ? '' : ' ';
  const age = Math.max(0, ageMs);
  if (age < 1000) return `${Math.round(age)} ${units.ms}`;
  if (age < 60_000) return `${Math.floor(age / 1000)}${gap}${units.s}`;
  return `${Math.floor(age / 60_000)}${gap}${units.min}`;
}
