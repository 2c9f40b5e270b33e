import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withBuildLock } from './build-lock.ts';
import type { Children } from './children.ts';

const SOURCES = [
  'shared',
  'electron',
  'renderer',
  'resources',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
];
/** Written by a complete build; its time is that of the build's start. */
const STAMP = 'out/build.stamp';
const LOCK = 'node_modules/.cache/hoga/build.lock';

/** Whether everything built is newer than every source. */
export function isBuildCurrent(root: string): boolean {
  const stamp = statSync(join(root, STAMP), { throwIfNoEntry: false });
  if (!stamp) return false;
  return SOURCES.every((source) => newestTime(join(root, source)) <= stamp.mtimeMs);
}

/** Builds when the sources are newer. Throws with the builder's last words when that fails. */
export async function ensureBuilt(
  root: string,
  children: Children,
  say: (line: string) => void,
): Promise<void> {
  if (isBuildCurrent(root)) return;
  await withBuildLock(join(root, LOCK), async () => {
    // Another process may have built while this one waited.
    if (isBuildCurrent(root)) return;
    const startedAt = performance.now();
    say('Building the desk…');
    await runBuild(root, children, say);
    say(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  });
}

function runBuild(root: string, children: Children, say: (line: string) => void): Promise<void> {
  const cli = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  if (!existsSync(cli)) return Promise.reject(new Error('the packages are missing: run `npm ci` first'));
  const child = children.add(
    spawn(process.execPath, [cli, 'build'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  let output = '';
  const follow = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-16_384);
    for (const [, part] of chunk.toString('utf8').matchAll(/building (\w+) environment/g)) {
      say(`  … ${part === 'ssr' ? 'processes' : 'pages'}`);
    }
  };
  child.stdout.on('data', follow);
  child.stderr.on('data', follow);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the build failed:\n${output.trimEnd()}`)),
    );
  });
}

function newestTime(path: string): number {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status?.isDirectory()) return status?.mtimeMs ?? 0;
  // A folder's own time changes when a file is added or removed.
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestTime(join(path, name))),
    status.mtimeMs,
  );
}
