import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '#test/support/launch-desk.ts';
import { complaintsOf } from './for-all.ts';
import type { Failure, Leg, LegContext, LegResult, TrialOutcome } from './leg.ts';
import { words } from './leg.ts';

/** Where failures are kept; not under version control. */
export const RESULTS = join(ROOT, 'campaign-results');
const KEPT_FAILURES = 20;

export interface LegOptions {
  readonly seed: number;
  readonly isLong: boolean;
  readonly onlyTrial: number | null;
  /** Where failures are kept. */
  readonly results?: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Runs one leg. A leg that breaks down has failed, whatever it had judged until then. */
export async function runLeg(leg: Leg, options: LegOptions): Promise<LegResult> {
  const { seed, isLong, onlyTrial, onProgress } = options;
  const scratch = mkdtempSync(join(scratchRoot(), `hoga-${leg.id}-`));
  const total = isLong ? leg.trials.long : leg.trials.short;
  const notes: string[] = [];
  const files: string[] = [];
  let done = 0;
  let failures = 0;
  const startedAt = performance.now();
  const fail = (outcome: TrialOutcome) => {
    failures += 1;
    if (files.length >= KEPT_FAILURES) return;
    const rerun = `npm run campaign -- --only ${leg.id} --seed ${seed} --trial ${outcome.trial}${isLong ? ' --long' : ''}`;
    files.push(keep(options.results ?? RESULTS, { leg: leg.id, seed, rerun, ...outcome }));
  };
  const context: LegContext = {
    seed,
    isLong,
    trials: total,
    onlyTrial,
    scratch,
    async trial(number, subject, act) {
      if (onlyTrial !== null && onlyTrial !== number) return;
      context.record({ trial: number, subject, complaints: await complaintsOf(act) });
    },
    record(outcome) {
      done += 1;
      if (outcome.complaints.length > 0) fail(outcome);
      onProgress?.(done, total);
    },
    note: (text) => void notes.push(text),
  };
  try {
    await leg.run(context);
    if (done === 0) throw new Error('the leg judged nothing');
  } catch (thrown) {
    fail({ trial: done, subject: 'the leg itself', complaints: [words(thrown)] });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  return { id: leg.id, trials: done, failures, seed, seconds, notes, files };
}

/** In memory where that is: no trial cuts the power, so none of them needs a disk that spins. */
function scratchRoot(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

function keep(folder: string, failure: Failure): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${failure.leg}-${failure.seed}-${failure.trial}.json`);
  writeFileSync(path, `${JSON.stringify(failure, plain, 2)}\n`);
  return path;
}

/** Cases may hold what JSON has no words for. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'function') return '[function]';
  return value === undefined ? null : value;
}
