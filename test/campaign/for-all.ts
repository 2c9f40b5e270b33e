import fc from 'fast-check';
import type { Complaints, LegContext } from './leg.ts';
import { words } from './leg.ts';

/** How many failures are made smaller; the others are kept as they were found. */
const SHRUNK_FAILURES = 3;
const SHRINK_LIMIT_MS = 20_000;

/**
 * Judges as many random cases as the leg has trials. Trial n of seed s is the same case on every machine, whatever ran before
 * it; a failing case is made as small as it can be.
 */
export async function forAll<Case>(
  context: LegContext,
  arbitrary: fc.Arbitrary<Case>,
  judge: (subject: Case, trial: number) => Complaints | Promise<Complaints>,
): Promise<void> {
  let failures = 0;
  for (let trial = 0; trial < context.trials; trial += 1) {
    if (context.onlyTrial !== null && context.onlyTrial !== trial) continue;
    const outcome = await judgeOne(arbitrary, judge, {
      trial,
      seed: trialSeed(context.seed, trial),
      isShrunk: failures < SHRUNK_FAILURES,
    });
    if (outcome.complaints.length > 0) failures += 1;
    context.record(outcome);
  }
}

interface OneTrial {
  readonly trial: number;
  readonly seed: number;
  readonly isShrunk: boolean;
}

async function judgeOne<Case>(
  arbitrary: fc.Arbitrary<Case>,
  judge: (subject: Case, trial: number) => Complaints | Promise<Complaints>,
  { trial, seed, isShrunk }: OneTrial,
) {
  const deadline = performance.now() + SHRINK_LIMIT_MS;
  let complaints: Complaints = [];
  let hasFailed = false;
  const property = fc.asyncProperty(arbitrary, async (subject) => {
    // Out of time: whatever smaller case comes now is not looked at.
    if (hasFailed && performance.now() > deadline) return;
    const found = await complaintsOf(() => judge(subject, trial));
    if (found.length === 0) return;
    hasFailed = true;
    complaints = found;
    throw new Error(found[0]);
  });
  const details = await fc.check(property, { seed, numRuns: 1, endOnFailure: !isShrunk });
  return { trial, subject: details.counterexample?.[0], complaints };
}

export async function complaintsOf(act: () => Complaints | Promise<Complaints>): Promise<Complaints> {
  try {
    return await act();
  } catch (thrown) {
    return [words(thrown)];
  }
}

/** Spreads neighbours apart: fast-check's own streams of seeds next to each other may look alike. */
export function trialSeed(seed: number, trial: number): number {
  return Math.imul(Math.imul(seed, 0x9e37_79b1) ^ (trial + 1), 0x85eb_ca6b) | 0;
}
