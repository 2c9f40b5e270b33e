import { z } from 'zod';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };

export function addCounts(one: Counts, other: Counts): Counts {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/** A run that must count as failed although no test of it did: it broke before, or between, its tests. */
export function atLeastOneFailed(counts: Counts): Counts {
  return counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  success: z.boolean(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Reads vitest's JSON report. A file that could not even be loaded counts as one failure. */
export function parseVitestReport(text: string): Counts {
  const report = vitestReport.parse(JSON.parse(text));
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return report.success ? counts : atLeastOneFailed(counts);
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(z.unknown()),
});

/** Reads Playwright's JSON report. A fault outside any test counts as one failure; a test that passed at last, as passed. */
export function parsePlaywrightReport(text: string): Counts {
  const { stats, errors } = playwrightReport.parse(JSON.parse(text));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

const campaignReport = z.array(z.object({ id: z.string(), trials: z.int(), failures: z.int() })).min(1);

/** Reads the campaign's report. A leg counts as one, and one that judged nothing has failed. */
export function parseCampaignReport(text: string): Counts {
  const legs = campaignReport.parse(JSON.parse(text));
  const failed = legs.filter(({ trials, failures }) => failures > 0 || trials === 0).length;
  return { passed: legs.length - failed, failed, skipped: 0 };
}
