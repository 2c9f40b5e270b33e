import { Command } from 'commander';
import { measureConditions } from './condition-coverage.ts';
import { startCoverageDesk } from './coverage-desk.ts';
import { measureRealtime } from './realtime-coverage.ts';
import { findElw, measureRest } from './rest-coverage.ts';

/**
 * How much of the broker's API the desk has: typed in the catalogue, served by the exchange, taken round from the client's request
 * to the parsed value, and shown in a panel. Prints a line each, or the totals.
 */
interface Covered {
  readonly typed: boolean;
  readonly served: boolean;
  readonly fault: string | null;
  readonly panels: readonly string[];
}

const { json } = new Command('coverage:api')
  .description('Measures how much of the broker’s API is typed, served, parsed and shown.')
  .option('--json', 'print the totals as one JSON object')
  .parse()
  .opts<{ json?: boolean }>();

const say = (line: string) => process.stdout.write(`${line}\n`);

function totals(rows: readonly Covered[]) {
  return {
    typed: rows.filter(({ typed }) => typed).length,
    served: rows.filter(({ served }) => served).length,
    roundTrip: rows.filter(({ served, fault }) => served && fault === null).length,
    shown: rows.filter(({ panels }) => panels.length > 0).length,
  };
}

function line(id: string, name: string, { typed, served, fault, panels }: Covered): string {
  const mark = (isSo: boolean) => (isSo ? '●' : '○');
  const trip = served && fault === null;
  const note = trip ? '' : `  ! ${fault ?? 'not served'}`;
  return `${id.padEnd(8)} ${mark(typed)} ${mark(served)} ${mark(trip)} ${panels.join(', ') || '–'}  ${name}${note}`;
}

const desk = await startCoverageDesk();
const quiet = await startCoverageDesk(true);
const realtime = await measureRealtime(desk, quiet, await findElw(desk));
await quiet.stop();
const conditions = await measureConditions(desk);
// Last: its last calls void the token.
const rest = await measureRest(desk);
await desk.stop();
if (json === true) {
  say(JSON.stringify({ rest: totals(rest), realtime: totals(realtime), condition: totals(conditions) }));
} else {
  say('id       typed, served, round trip; panels');
  for (const row of rest) say(line(row.id, row.name, row));
  for (const row of realtime) say(line(row.type, row.name, row));
  for (const row of conditions) say(line(row.id, row.name, row));
  for (const [name, rows] of [
    ['REST', rest],
    ['real-time', realtime],
    ['condition', conditions],
  ] as const) {
    const { typed, served, roundTrip, shown } = totals(rows);
    say(
      `${name}: ${rows.length} in all, ${typed} typed, ${served} served, ${roundTrip} round trip, ${shown} shown`,
    );
  }
}
process.exit();
