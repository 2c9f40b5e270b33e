/** Longest first, so that nothing long is left over for one core in the end. */
export const SCHEDULE: readonly string[] = [
  'crash',
  'lost-response',
  'long-day',
  'socket-cuts',
  'fills',
  'state-machine',
  'contract-fuzz',
  'reconcile',
  'secrets',
  'disk',
  'torn-wal',
  'time-zones',
  'pretrade',
];

/** Legs that measure time or memory, and that are not measured while another leg holds the other core. */
const ALONE: ReadonlySet<string> = new Set(['pretrade']);

/** Returns whether a leg may begin beside those that run. */
export function mayStart(id: string, running: readonly string[], jobs: number): boolean {
  if (running.length === 0) return true;
  if (ALONE.has(id) || running.some((each) => ALONE.has(each))) return false;
  return running.length < Math.max(1, jobs);
}
