import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { ensureBuilt } from '#electron/launcher/build.ts';
import { whenChildEnds } from '#electron/launcher/child-end.ts';
import { createChildren } from '#electron/launcher/children.ts';
import { ensureBrowser, NO_BROWSER } from '#test/support/ensure-browser.ts';
import { ROOT } from '#test/support/launch-desk.ts';
import { addCounts, atLeastOneFailed, NOTHING } from './counts.ts';
import type { Counts } from './counts.ts';
import type { Suite } from './suites.ts';

type Say = (line: string) => void;

/** Runs every suite, one after another, and returns the sum. A suite that cannot run counts as one failure. */
export async function runChecks(suites: readonly Suite[], say: Say): Promise<Counts> {
  let total = NOTHING;
  const summary: string[] = [];
  for (const suite of suites) {
    say(`\n── ${suite.name}`);
    const startedAt = performance.now();
    const counts = await runSuite(suite, say);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    summary.push(`${suite.name}: ${countLine(counts)} (${seconds} s)`);
    total = addCounts(total, counts);
  }
  say(`\n── all\n${summary.join('\n')}`);
  return total;
}

export function countLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

async function runSuite(suite: Suite, say: Say): Promise<Counts> {
  try {
    const environment = await prepare(suite, say);
    if (suite.report) {
      mkdirSync(dirname(suite.report.path), { recursive: true });
      rmSync(suite.report.path, { force: true });
    }
    const child = spawn(process.execPath, [...suite.args], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...plainOutput(), ...process.env, ...suite.environment, ...environment },
    });
    return countOf(suite, await whenChildEnds(child));
  } catch (cause) {
    say(`${suite.name} could not run: ${cause instanceof Error ? cause.message : String(cause)}`);
    return { ...NOTHING, failed: 1 };
  }
}

/** Colours are for a terminal; in a file they are noise. */
function plainOutput(): Record<string, string> {
  return process.stdout.isTTY ? {} : { NO_COLOR: '1' };
}

function countOf({ report }: Suite, code: number): Counts {
  if (!report) return code === 0 ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
  const counts = report.parse(readFileSync(report.path, 'utf8'));
  return code === 0 ? counts : atLeastOneFailed(counts);
}

async function prepare({ needs = [] }: Suite, say: Say): Promise<Record<string, string>> {
  if (needs.includes('build')) await ensureBuilt(ROOT, createChildren(), say);
  if (!needs.includes('browser')) return {};
  const browser = ensureBrowser(say);
  if (browser === null) throw new Error(NO_BROWSER);
  return { HOGA_BROWSER: browser };
}
