import { Command, InvalidArgumentError, Option } from 'commander';
import { ensureBuilt } from '#electron/launcher/build.ts';
import { createChildren } from '#electron/launcher/children.ts';
import { ROOT } from '#test/support/launch-desk.ts';
import { measureDecodeRatio } from './decode.ts';
import { measureChecks } from './measure-checks.ts';
import { measureColdStart } from './measure-cold-start.ts';
import { measureExchange } from './measure-exchange.ts';
import { measureFeed } from './measure-feed.ts';
import { measureMemory } from './measure-memory.ts';
import { measureOrders } from './measure-orders.ts';
import { round } from './percentile.ts';

/**
 * Measurements, not tests: nothing here passes or fails. Machines are noisy, so compare ratios taken in one run.
 *
 * Each entry names its key in the printed object, how long it runs by default, and how it is taken.
 */
const MEASUREMENTS = {
  decodeRatio: { seconds: 0, take: () => Promise.resolve(round(measureDecodeRatio(), 2)) },
  feed: { seconds: 60, take: measureFeed },
  order: { seconds: 60, take: measureOrders },
  riskCheck: { seconds: 0, take: measureChecks },
  coldStartMs: { seconds: 0, take: measureColdStart },
  memory: { seconds: 600, take: measureMemory },
  exchange: { seconds: 30, take: measureExchange },
} as const satisfies Record<string, { seconds: number; take: (seconds: number) => Promise<unknown> }>;

type Name = keyof typeof MEASUREMENTS;
const NAMES = Object.keys(MEASUREMENTS) as Name[];

function positive(text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('Give a number of seconds above zero.');
}

const command = new Command('bench')
  .description('Measures decoding, the feed, orders, their checks, the cold start, memory and the exchange.')
  .option('--json', 'print one JSON object only')
  .addOption(new Option('--only <name>', 'take one measurement').choices(NAMES))
  .option('--seconds <number>', 'how long each timed measurement runs', positive)
  .parse();
const { json, only, seconds } = command.opts<{ json?: boolean; only?: Name; seconds?: number }>();

const say = (line: string) => process.stderr.write(`${line}\n`);
await ensureBuilt(ROOT, createChildren(), say);
const report: Partial<Record<Name, unknown>> = {};
for (const name of only === undefined ? NAMES : [only]) {
  const { seconds: usual, take } = MEASUREMENTS[name];
  if (json !== true) say(`${name}…`);
  report[name] = await take(seconds ?? usual);
}
process.stdout.write(`${json === true ? JSON.stringify(report) : JSON.stringify(report, null, 2)}\n`);
process.exit();
