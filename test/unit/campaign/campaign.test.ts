import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runLeg } from '#test/campaign/context.ts';
import { forAll } from '#test/campaign/for-all.ts';
import type { Leg } from '#test/campaign/leg.ts';
import { resultLine } from '#test/campaign/leg.ts';
import { LEGS } from '#test/campaign/legs.ts';
import { mayStart, SCHEDULE } from '#test/campaign/schedule.ts';
import { parseCampaignReport } from '#test/runner/counts.ts';

let results = '';
beforeEach(() => (results = mkdtempSync(join(tmpdir(), 'hoga-results-'))));
afterEach(() => rmSync(results, { recursive: true }));

const leg = (run: Leg['run'], trials = 50): Leg => ({
  id: 'numbers',
  trials: { short: trials, long: trials * 2 },
  run,
});
const options = { seed: 7, isLong: false, onlyTrial: null };

/** Fails for whatever is above a hundred. */
const numbers = leg((context) =>
  forAll(context, fc.integer({ min: 0, max: 1_000_000 }), (each) =>
    each > 100 ? [`${each} is too much`] : [],
  ),
);

describe('a leg', () => {
  it('says how many of its trials failed, and by which seed', async () => {
    const result = await runLeg(
      leg(async (context) => {
        for (let trial = 0; trial < context.trials; trial += 1) await context.trial(trial, trial, () => []);
      }),
      { ...options, results },
    );
    expect(resultLine(result)).toBe('numbers 50 0 7');
    const failing = await runLeg(numbers, { ...options, results });
    expect(failing.failures).toBeGreaterThan(0);
  });

  it('keeps a failure as small as it can be, and how to run it again', async () => {
    const { files } = await runLeg(numbers, { ...options, results });
    const kept = JSON.parse(readFileSync(files[0] ?? '', 'utf8')) as Record<string, unknown>;
    expect(kept).toMatchObject({ leg: 'numbers', seed: 7, subject: 101, complaints: ['101 is too much'] });
    expect(kept['rerun']).toBe(
      `npm run campaign -- --only numbers --seed 7 --trial ${String(kept['trial'])}`,
    );
  });

  it('meets the same case again by its seed and number alone', async () => {
    const seen = async (onlyTrial: number | null) => {
      const cases: [number, number][] = [];
      await runLeg(
        leg((context) => forAll(context, fc.integer(), (each, trial) => (cases.push([trial, each]), []))),
        { ...options, onlyTrial, results },
      );
      return cases;
    };
    const all = await seen(null);
    expect(all).toHaveLength(50);
    expect(await seen(31)).toEqual([all[31]]);
  });

  it('has failed when it breaks, and when it judged nothing', async () => {
    const broken = leg(() => Promise.reject(new Error('broken')));
    expect((await runLeg(broken, { ...options, results })).failures).toBe(1);
    const idle = leg(() => Promise.resolve());
    expect((await runLeg(idle, { ...options, results })).failures).toBe(1);
  });

  it('takes what a trial throws for a failure', async () => {
    const throwing = leg((context) =>
      context.trial(0, 'x', () => {
        throw new Error('thrown');
      }),
    );
    expect((await runLeg(throwing, { ...options, results })).failures).toBe(1);
  });
});

describe('the campaign', () => {
  it('knows every leg by its own name, and has a place for each', async () => {
    for (const [id, load] of Object.entries(LEGS)) expect((await load()).id).toBe(id);
    expect([...SCHEDULE].sort()).toEqual(Object.keys(LEGS).sort());
  }, 60_000);

  it('measures time while nothing else runs', () => {
    expect(mayStart('fills', ['crash'], 2)).toBe(true);
    expect(mayStart('fills', ['crash', 'disk'], 2)).toBe(false);
    expect(mayStart('pretrade', ['crash'], 2)).toBe(false);
    expect(mayStart('crash', ['pretrade'], 2)).toBe(false);
    expect(mayStart('pretrade', [], 2)).toBe(true);
  });

  it('is counted by legs', () => {
    const report = [
      { id: 'a', trials: 5, failures: 0 },
      { id: 'b', trials: 5, failures: 3 },
      { id: 'c', trials: 0, failures: 0 },
    ];
    expect(parseCampaignReport(JSON.stringify(report))).toEqual({ passed: 1, failed: 2, skipped: 0 });
    expect(() => parseCampaignReport('[]')).toThrow();
  });
});
