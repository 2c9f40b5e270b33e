import { countLine, runChecks } from './runner/run-checks.ts';
import { ALL, CI, VERIFY } from './runner/suites.ts';

/**
 * Runs the project's checks, all of them even when one fails, and ends with one line: `N passed, N failed`, and
 * `, N skipped` where any were. Ends with 1 when anything failed.
 *
 * - `verify`  format, lint, types, unit and contract tests
 * - `all`     these, and integration and end-to-end tests
 * - `ci`      these, and the campaign in its short form
 */
const suites = { verify: VERIFY, all: ALL, ci: CI }[process.argv[2] ?? 'all'];
if (!suites) {
  process.stderr.write('Say which: verify, all or ci.\n');
  process.exit(2);
}
const counts = await runChecks(suites, (line) => process.stdout.write(`${line}\n`));
process.stdout.write(`${countLine(counts)}\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;
