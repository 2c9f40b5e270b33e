import type { MarketPulse } from '#renderer/stores/market/pulse.ts';

/** After this much silence the age is counted from the last batch rather than shown as its latency. */
export const SILENCE_MS = 3000;
/** From here on the data is called old. */
export const OLD_MS = 10_000;

export interface DataAge {
  readonly tone: 'ok' | 'warn' | 'off';
  /** Null while nothing has come in. */
  readonly ageMs: number | null;
}

/** Returns the latency of live data, or for how long nothing has come. */
export function dataAgeOf(pulse: MarketPulse, now: number, isCurrent: boolean): DataAge {
  if (pulse.lastBatchAt === null) return { tone: 'off', ageMs: null };
  const silentMs = Math.max(0, now - pulse.lastBatchAt);
  if (silentMs < SILENCE_MS && isCurrent) return { tone: 'ok', ageMs: pulse.latencyMs };
  return { tone: isCurrent && silentMs < OLD_MS ? 'warn' : 'off', ageMs: silentMs };
}
