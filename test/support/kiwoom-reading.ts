import { KstDay } from '#electron/core/brokers/kiwoom/parse/kst-stamp.ts';
import type { Result } from '#shared/domain/result.ts';
import { epochMs } from '#shared/domain/time.ts';

/** 2026-11-20 10:00:00 in Korea, the moment at which the fixtures are read. */
export const FIXTURE_NOW = epochMs(Date.UTC(2026, 10, 20, 1));

export const fixtureDay = (): KstDay => new KstDay(() => FIXTURE_NOW);

/** A time of day in Korea, on the day of the fixtures unless another day of that month is named. */
export const kst = (hour: number, minute = 0, second = 0, date = 20): number =>
  Date.UTC(2026, 10, date, hour - 9, minute, second);

/** Returns the value of a result that has to be good. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.kind} ${result.error.code} ${result.error.detail}`);
  return result.value;
}
