import { join } from 'node:path';
import { ROOT } from '#test/support/launch-desk.ts';
import { parseCampaignReport, parsePlaywrightReport, parseVitestReport } from './counts.ts';
import type { Counts } from './counts.ts';

/** One check: a program, and how to count what it found. */
export interface Suite {
  readonly name: string;
  /** Arguments to Node. */
  readonly args: readonly string[];
  /** Where it writes its report; without one, the suite is one check that its exit code decides. */
  readonly report?: { readonly path: string; readonly parse: (text: string) => Counts };
  readonly environment?: Readonly<Record<string, string>>;
  /** What must be there before it runs. */
  readonly needs?: readonly ('build' | 'browser')[];
}

const REPORTS = join(ROOT, 'node_modules/.cache/hoga/reports');
const tool = (path: string): string => join(ROOT, 'node_modules', path);

function vitest(project: string, needs: Suite['needs'] = []): Suite {
  const path = join(REPORTS, `${project}.json`);
  const options = [
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${path}`,
  ];
  return {
    name: `${project} tests`,
    args: [tool('vitest/vitest.mjs'), 'run', ...options],
    report: { path, parse: parseVitestReport },
    needs,
  };
}

const END_TO_END_REPORT = join(REPORTS, 'e2e.json');

const FORMAT: Suite = {
  name: 'format',
  args: [tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
};
const LINT: Suite = { name: 'lint and import borders', args: [tool('eslint/bin/eslint.js'), '.'] };
const TYPES: Suite = { name: 'types', args: [tool('typescript/bin/tsc'), '-b'] };
const END_TO_END: Suite = {
  name: 'end-to-end tests',
  args: [tool('@playwright/test/cli.js'), 'test', '--reporter=list,json'],
  environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: END_TO_END_REPORT },
  report: { path: END_TO_END_REPORT, parse: parsePlaywrightReport },
  needs: ['build', 'browser'],
};
const SMOKE: Suite = {
  name: 'smoke',
  args: ['--import', 'tsx', join(ROOT, 'test/smoke/smoke.ts')],
  needs: ['build'],
};

const CAMPAIGN_REPORT = join(REPORTS, 'campaign.json');
/** Counted by legs: one that failed in any of its trials is one failure. */
const CAMPAIGN: Suite = {
  name: 'campaign',
  args: ['--import', 'tsx', join(ROOT, 'test/campaign/run.ts'), '--report', CAMPAIGN_REPORT],
  report: { path: CAMPAIGN_REPORT, parse: parseCampaignReport },
  needs: ['build', 'browser'],
};

export const VERIFY: readonly Suite[] = [FORMAT, LINT, TYPES, vitest('unit', ['build']), vitest('contract')];
export const ALL: readonly Suite[] = [...VERIFY, vitest('integration', ['build']), SMOKE, END_TO_END];
export const CI: readonly Suite[] = [...ALL, CAMPAIGN];
