import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { findBrowser } from '#electron/launcher/find-browser.ts';
import { ROOT } from './launch-desk.ts';

const DOWNLOAD_WAIT_MS = 180_000;
const INSTALL_WAIT_MS = 600_000;

/**
 * Returns the browser for the end-to-end tests: an installed Chromium, Chrome or Edge, or Playwright's own; else gets one, by
 * Playwright's download or, as root on Debian and Ubuntu, the `chromium` package. Null when none of it works.
 */
export function ensureBrowser(say: (line: string) => void): string | null {
  return presentBrowser() ?? downloadBrowser(say) ?? installPackage(say);
}

/** What to tell whoever has no browser. */
export const NO_BROWSER =
  'no Chromium, Chrome or Edge was found, Playwright could not download one, and this is not root on Debian or Ubuntu: ' +
  'install one of them, or name it in HOGA_BROWSER';

export function presentBrowser(): string | null {
  return findBrowser() ?? playwrightBrowser();
}

function playwrightBrowser(): string | null {
  const path = chromium.executablePath();
  return path !== '' && existsSync(path) ? path : null;
}

function downloadBrowser(say: (line: string) => void): string | null {
  say('No browser here: trying Playwright’s own download…');
  const cli = join(ROOT, 'node_modules/playwright/cli.js');
  const tried = spawnSync(process.execPath, [cli, 'install', 'chromium'], {
    timeout: DOWNLOAD_WAIT_MS,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  return tried.status === 0 ? playwrightBrowser() : null;
}

function installPackage(say: (line: string) => void): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  say('Installing the chromium package…');
  const aptGet = (...args: string[]): boolean =>
    spawnSync('/usr/bin/apt-get', args, {
      timeout: INSTALL_WAIT_MS,
      stdio: ['ignore', 'ignore', 'ignore'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  const packages = ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'];
  const isInstalled = aptGet(...packages) || (aptGet('update', '-qq') && aptGet(...packages));
  return isInstalled ? findBrowser() : null;
}
