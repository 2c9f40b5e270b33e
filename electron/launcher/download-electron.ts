import { spawn } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { endChild, whenChildEnds } from './child-end.ts';
import type { Children } from './children.ts';

const WAIT_MS = 90_000;
const LOOKUP_WAIT_MS = 3000;
const PROGRESS_MS = 10_000;
/** After a download that failed, later starts do not wait for another one for a day. */
const RETRY_AFTER_MS = 24 * 3_600_000;
const FAILURE_NOTE = 'node_modules/.cache/hoga/electron-download-failed';

export type DownloadOutcome = 'done' | 'offline' | 'failedBefore' | 'failed' | 'tooSlow' | 'noPackage';

/** Downloads the Electron binary with the package's own installer, for at most a minute and a half. */
export async function downloadElectron(
  root: string,
  children: Children,
  say: (line: string) => void,
): Promise<DownloadOutcome> {
  const installer = join(root, 'node_modules/electron/install.js');
  if (!existsSync(installer)) return 'noPackage';
  if (failedLately(root)) return 'failedBefore';
  if (!(await isReachable(mirrorHost()))) return 'offline';
  say('Downloading Electron (about 110 MB)…');
  const child = children.add(spawn(process.execPath, [installer], { cwd: root, stdio: 'ignore' }));
  const startedAt = Date.now();
  const progress = setInterval(
    () => say(`  … ${Math.round((Date.now() - startedAt) / 1000)} s of at most ${WAIT_MS / 1000} s`),
    PROGRESS_MS,
  );
  const timeout = new Promise<'tooSlow'>((resolve) => setTimeout(() => resolve('tooSlow'), WAIT_MS).unref());
  const outcome = await Promise.race([whenChildEnds(child), timeout]);
  clearInterval(progress);
  await endChild(child, 1000);
  if (outcome === 0) return 'done';
  if (children.isEnding) return 'failed';
  noteFailure(root);
  return outcome === 'tooSlow' ? 'tooSlow' : 'failed';
}

export function explainOutcome(outcome: DownloadOutcome): string {
  switch (outcome) {
    case 'done':
      return 'Electron is installed.';
    case 'offline':
      return 'Electron cannot be downloaded here (its server cannot be reached): using a browser.';
    case 'failedBefore':
      return 'Electron is not installed and could not be downloaded lately (`npx install-electron` tries again): using a browser.';
    case 'failed':
      return 'Electron could not be downloaded: using a browser.';
    case 'tooSlow':
      return `Electron was not downloaded within ${WAIT_MS / 1000} s: using a browser.`;
    case 'noPackage':
      return 'The electron package is not installed: using a browser.';
  }
}

/** The host that @electron/get downloads from, by the variables it knows. */
function mirrorHost(): string {
  const mirror =
    process.env['ELECTRON_MIRROR'] ??
    process.env['npm_config_electron_mirror'] ??
    process.env['NPM_CONFIG_ELECTRON_MIRROR'] ??
    '';
  return URL.canParse(mirror) ? new URL(mirror).hostname : 'github.com';
}

async function isReachable(host: string): Promise<boolean> {
  // Behind a proxy names need not resolve here; then the download itself has to find out.
  if (process.env['HTTPS_PROXY'] ?? process.env['https_proxy']) return true;
  const timeout = new Promise<false>((resolve) => setTimeout(() => resolve(false), LOOKUP_WAIT_MS).unref());
  const found = lookup(host).then(
    () => true,
    () => false,
  );
  return Promise.race([found, timeout]);
}

function failedLately(root: string): boolean {
  const note = statSync(join(root, FAILURE_NOTE), { throwIfNoEntry: false });
  return note !== undefined && Date.now() - note.mtimeMs < RETRY_AFTER_MS;
}

function noteFailure(root: string): void {
  const path = join(root, FAILURE_NOTE);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
}
