import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { ensureBuilt } from './build.ts';
import { createChildren } from './children.ts';
import type { Children } from './children.ts';
import { downloadElectron, explainOutcome } from './download-electron.ts';
import { findElectron } from './find-electron.ts';
import { haltOnTyping, haltRunningDesk } from './halt.ts';
import { HostFailure } from './host-child.ts';
import { parseLaunchOptions } from './launch-options.ts';
import type { LaunchOptions } from './launch-options.ts';
import { runHeadless, runInBrowser } from './run-browser.ts';
import { runElectron } from './run-electron.ts';

/** `npm start`: builds what is out of date, then opens the desk in what this machine has for it. */
async function launch(root: string, options: LaunchOptions, children: Children): Promise<number> {
  if (options.isBuildAllowed) await ensureBuilt(root, children, say);
  if (children.isEnding) return 0;
  const { hostArguments } = options;
  const run = { root, hostArguments, children, say, profile: cacheFolder() };
  if (options.mode === 'headless') return runHeadless(run);
  if (options.mode === 'auto') {
    const electron = await obtainElectron(root, children);
    const code = electron === null ? null : await runElectron(electron, root, hostArguments, children);
    if (code !== null) return code;
    if (electron !== null) say('Electron does not run here: using a browser.');
  }
  return children.isEnding ? 0 : runInBrowser(run);
}

async function obtainElectron(root: string, children: Children): Promise<string | null> {
  const present = findElectron(root);
  if (present !== null) return present;
  const outcome = await downloadElectron(root, children, say);
  say(explainOutcome(outcome));
  return findElectron(root);
}

function cacheFolder(): string {
  const home = process.env['HOGA_HOME'];
  return home ? join(resolve(home), 'cache') : envPaths('Hoga', { suffix: '' }).cache;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<number> {
  const root = resolve(import.meta.dirname, '../..');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const options = parseLaunchOptions(process.argv.slice(2), version);
  if (options.isHalt) return haltRunningDesk(say);
  const children = createChildren();
  if (process.stdin.isTTY) haltOnTyping(process.stdin, say);
  let wasAskedToStop = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      wasAskedToStop = true;
      void children.endAll();
    });
  }
  try {
    const code = await launch(root, options, children);
    return wasAskedToStop ? 0 : code;
  } catch (cause) {
    if (wasAskedToStop) return 0;
    if (!(cause instanceof Error)) throw cause;
    process.stderr.write(
      `${cause instanceof HostFailure ? cause.message : `Hoga cannot start: ${cause.message}`}\n`,
    );
    return 1;
  } finally {
    await children.endAll();
  }
}

process.exit(await main());
