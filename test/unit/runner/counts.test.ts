import { describe, expect, it } from 'vitest';
import {
  addCounts,
  atLeastOneFailed,
  NOTHING,
  parsePlaywrightReport,
  parseVitestReport,
} from '#test/runner/counts.ts';
import { countLine, runChecks } from '#test/runner/run-checks.ts';
import type { Suite } from '#test/runner/suites.ts';

const vitestReport = (more: object) =>
  JSON.stringify({
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 1,
    success: true,
    testResults: [{ status: 'passed', assertionResults: [{}] }],
    ...more,
  });

describe('the last line', () => {
  it('names what was skipped only where something was', () => {
    expect(countLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(countLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });
});

describe('counts', () => {
  it('add up', () => {
    const sum = addCounts({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 });
    expect(sum).toEqual({ passed: 11, failed: 22, skipped: 33 });
  });

  it('of a run that broke show at least one failure', () => {
    expect(atLeastOneFailed(NOTHING).failed).toBe(1);
    expect(atLeastOneFailed({ ...NOTHING, failed: 3 }).failed).toBe(3);
  });

  it('are read from vitest', () => {
    expect(parseVitestReport(vitestReport({}))).toEqual({ passed: 3, failed: 0, skipped: 2 });
  });

  it('count a file that vitest could not load', () => {
    const report = vitestReport({
      success: false,
      testResults: [{ status: 'failed', assertionResults: [] }],
    });
    expect(parseVitestReport(report)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it('count a run of vitest that failed outside any test', () => {
    expect(parseVitestReport(vitestReport({ success: false }))).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it('are read from Playwright, faults outside any test included', () => {
    const report = {
      stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 5 },
      errors: [{ message: 'x' }],
    };
    expect(parsePlaywrightReport(JSON.stringify(report))).toEqual({ passed: 5, failed: 2, skipped: 5 });
  });
});

describe('a run', () => {
  const suite = (name: string, code: string): Suite => ({ name, args: ['-e', code] });

  it('goes on after a suite that failed, and adds everything up', async () => {
    const said: string[] = [];
    const suites = [
      suite('one', 'process.exit(1)'),
      suite('two', ''),
      suite('three', 'process.kill(process.pid)'),
    ];
    expect(await runChecks(suites, (line) => said.push(line))).toEqual({ passed: 1, failed: 2, skipped: 0 });
    expect(said.join('\n')).toMatch(/two: 1 passed, 0 failed/);
  });

  it('counts a suite without its report as failed', async () => {
    const report = { path: '/nowhere/report.json', parse: parseVitestReport };
    expect(await runChecks([{ ...suite('x', ''), report }], () => undefined)).toEqual({
      ...NOTHING,
      failed: 1,
    });
  });
});
