import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { ROOT } from '#test/support/launch-desk.ts';
import { RESULTS } from './context.ts';
import { resultLine } from './leg.ts';
import type { LegResult } from './leg.ts';
import { LEGS } from './legs.ts';
import type { LegMessage } from './run-leg.ts';
import { mayStart, SCHEDULE } from './schedule.ts';

/**
 * Tries to break what the desk promises, and prints one line per leg: `id trials failures seed`. Ends with 1 when anything
 * failed. See RELIABILITY.md for what each leg proves.
 */
const whole = (text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new InvalidArgumentError('not a whole number');
  return number;
};
const program = new Command('campaign')
  .option('--long', 'as many trials as RELIABILITY.md claims', false)
  .option('--only <ids>', 'these legs only, with commas between')
  .option('--seed <number>', 'another course of chance', whole, 1)
  .option('--trial <number>', 'one trial only, by its number', whole)
  .option('--jobs <number>', 'legs at a time', whole, Math.min(2, availableParallelism()))
  .option('--json', 'results as JSON in place of lines', false)
  .option('--report <path>', 'write the results there as JSON, too')
  .parse(process.argv);

interface Options {
  readonly long: boolean;
  readonly only?: string;
  readonly seed: number;
  readonly trial?: number;
  readonly jobs: number;
  readonly json: boolean;
  readonly report?: string;
}
const options = program.opts<Options>();
const wanted = options.only?.split(',') ?? Object.keys(LEGS);
for (const id of wanted)
  if (LEGS[id] === undefined) program.error(`no leg ${id}: ${Object.keys(LEGS).join(' ')}`);

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const ENTRY = fileURLToPath(new URL('run-leg.ts', import.meta.url));

function run(id: string): Promise<LegResult> {
  const { seed, trial, long: isLong } = options;
  const args = ['--expose-gc', '--import', 'tsx', ENTRY, id, String(seed), isLong ? 'long' : 'short'];
  if (trial !== undefined) args.push(String(trial));
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 2, 2, 'ipc'] });
  let result: LegResult | null = null;
  child.on('message', (message: LegMessage) => {
    if ('result' in message) ({ result } = message);
    else say(`${id}: ${message.progress[0]} of ${message.progress[1]}`);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
      const broken: LegResult = {
        id,
        trials: 0,
        failures: 1,
        seed,
        seconds,
        notes: [`the leg ended with ${code ?? 'a signal'} and no result`],
        files: [],
      };
      resolve(result ?? broken);
    });
  });
}

function show(result: LegResult): void {
  if (!options.json) process.stdout.write(`${resultLine(result)}\n`);
  say(`${result.id}: ${result.seconds} s`);
  for (const note of result.notes) say(`  ${note}`);
  for (const file of result.files) {
    say(`  kept in ${relative(ROOT, file)}`);
  }
  if (result.files.length > 0) {
    const length = options.long ? ' --long' : '';
    say(`  again: npm run campaign -- --only ${result.id} --seed ${result.seed}${length}`);
  }
}

async function runAll(ids: readonly string[]): Promise<readonly LegResult[]> {
  const waiting = [...SCHEDULE.filter((id) => ids.includes(id))];
  const running = new Map<string, Promise<void>>();
  const results: LegResult[] = [];
  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.find((id) => mayStart(id, [...running.keys()], options.jobs));
    if (next === undefined) {
      await Promise.race(running.values());
      continue;
    }
    waiting.splice(waiting.indexOf(next), 1);
    say(`${next}: begins`);
    const ended = run(next).then((result) => {
      results.push(result);
      show(result);
      running.delete(next);
    });
    running.set(next, ended);
  }
  return ids.flatMap((id) => results.filter((result) => result.id === id));
}

if (options.trial === undefined) rmSync(RESULTS, { recursive: true, force: true });
const results = await runAll(wanted);
if (options.json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
if (options.report !== undefined) {
  mkdirSync(dirname(options.report), { recursive: true });
  writeFileSync(options.report, JSON.stringify(results));
}
process.exitCode = results.every(({ failures }) => failures === 0) ? 0 : 1;
