import { Command } from 'commander';
import { measureCoverage, totalsOf } from './measure-coverage.ts';
import type { Covered } from './measure-coverage.ts';

const { json } = new Command('coverage:api')
  .description('Measures how much of the broker’s API is typed, served, parsed and shown.')
  .option('--json', 'print the totals as one JSON object')
  .parse()
  .opts<{ json?: boolean }>();

const say = (line: string) => process.stdout.write(`${line}\n`);

function line({ id, name, typed, served, fault, panels }: Covered): string {
  const mark = (isSo: boolean) => (isSo ? '●' : '○');
  const trip = served && fault === null;
  const note = trip ? '' : `  ! ${fault ?? 'not served'}`;
  return `${id.padEnd(8)} ${mark(typed)} ${mark(served)} ${mark(trip)} ${panels.join(', ') || '–'}  ${name}${note}`;
}

const { rest, realtime, condition } = await measureCoverage();
if (json === true) {
  say(JSON.stringify({ rest: totalsOf(rest), realtime: totalsOf(realtime), condition: totalsOf(condition) }));
} else {
  say('id       typed, served, round trip; panels');
  for (const row of [...rest, ...realtime, ...condition]) say(line(row));
  for (const [name, rows] of Object.entries({ REST: rest, 'real-time': realtime, condition })) {
    const { typed, served, roundTrip, shown } = totalsOf(rows);
    say(
      `${name}: ${rows.length} in all, ${typed} typed, ${served} served, ${roundTrip} round trip, ${shown} shown`,
    );
  }
}
process.exit();
