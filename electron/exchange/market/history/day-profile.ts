/** Minutes of continuous trading, 09:00 to 15:20. */
export const SESSION_MINUTES = 380;
/** Minute of the closing cross, 15:30, counted from the open. */
export const CLOSING_MINUTE = 390;
export const SESSION_OPEN_MS = 9 * 3_600_000;
/** Minutes after the open until trading picks up towards the close; the pace is then about that of a quiet hour. */
export const MINUTES_TO_RUSH = 340;

/** Share of the day's volume that changes hands in the closing cross. */
const CLOSING_SHARE = 0.045;

/**
 * Relative pace of trading at a minute after the open: the first minutes are the busiest, noon is quiet, the last half hour
 * picks up again.
 */
export function paceAt(minute: number): number {
  const morning = 2.6 * Math.exp(-minute / 14) + 1.1 * Math.exp(-minute / 60);
  const evening = 0.9 * Math.exp(-(SESSION_MINUTES - minute) / 22);
  return 0.55 + morning + evening;
}

const paces = Array.from({ length: SESSION_MINUTES }, (_, minute) => paceAt(minute));
const averagePace = paces.reduce((sum, pace) => sum + pace, 0) / SESSION_MINUTES;

/** Pace relative to the day's mean, so that it averages to one; quiet outside the session. */
export function relativePace(minute: number): number {
  return minute < 0 || minute >= SESSION_MINUTES ? 0.55 / averagePace : paceAt(minute) / averagePace;
}

/** Weights of the minutes and, at the end, of the closing cross. They add up to about one. */
export const MINUTE_WEIGHTS: readonly number[] = [
  ...paces.map((pace) => (pace / averagePace / SESSION_MINUTES) * (1 - CLOSING_SHARE)),
  CLOSING_SHARE,
];
