import { measureConditions } from './condition-coverage.ts';
import { startCoverageDesk } from './coverage-desk.ts';
import { measureRealtime } from './realtime-coverage.ts';
import { findElw, measureRest } from './rest-coverage.ts';

/** One API, real-time type or condition call of the catalogue, and how much of it the desk has. */
export interface Covered {
  readonly id: string;
  readonly name: string;
  readonly typed: boolean;
  /** The exchange answers or sends it. */
  readonly served: boolean;
  /** What was wrong on the way from the client's request to the parsed value; null when nothing was. */
  readonly fault: string | null;
  /** Panels that show it. */
  readonly panels: readonly string[];
}

export interface Coverage {
  readonly rest: readonly Covered[];
  readonly realtime: readonly Covered[];
  readonly condition: readonly Covered[];
}

/** Takes everything the catalogue names from the client's request through a running exchange to the parsed value. */
export async function measureCoverage(): Promise<Coverage> {
  const desk = await startCoverageDesk();
  const quiet = await startCoverageDesk(true);
  const realtime = await measureRealtime(desk, quiet, await findElw(desk));
  await quiet.stop();
  const condition = await measureConditions(desk);
  // Last: its last calls void the token.
  const rest = await measureRest(desk);
  await desk.stop();
  return { rest, realtime, condition };
}

export function totalsOf(rows: readonly Covered[]) {
  return {
    typed: rows.filter(({ typed }) => typed).length,
    served: rows.filter(({ served }) => served).length,
    roundTrip: rows.filter(({ served, fault }) => served && fault === null).length,
    shown: rows.filter(({ panels }) => panels.length > 0).length,
  };
}
