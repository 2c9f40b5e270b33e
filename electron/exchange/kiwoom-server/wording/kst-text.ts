import { kstClockText, kstDateOf, type EpochMs } from '#shared/domain/time.ts';

/** Returns `HHMMSS` in Korea; `000000` for no time. */
export function formatTime(at: EpochMs | null): string {
  return at === null ? '000000' : kstClockText(at);
}

/** Returns `HH:MM:SS` in Korea; empty for no time. */
export function formatColonTime(at: EpochMs | null): string {
  if (at === null) return '';
  const text = kstClockText(at);
  return `${text.slice(0, 2)}:${text.slice(2, 4)}:${text.slice(4)}`;
}

/** Returns `YYYYMMDDHHMMSS` in Korea. */
export function formatDateTime(at: EpochMs): string {
  return kstDateOf(at) + kstClockText(at);
}

/** Returns a duration as `HHMMSS`; a negative one as `000000`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join('');
}
