import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where to look, so that a test can look elsewhere. */
export interface BrowserSearch {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly isExecutable: (path: string) => boolean;
}

const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const MAC_APPS = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const WINDOWS_PATHS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

/**
 * Returns the path of an installed Chromium, Chrome or Edge, or null.
 *
 * The variable HOGA_BROWSER goes first; when it names nothing that can be run, no other browser is taken in its place.
 */
export function findBrowser(search: BrowserSearch = thisMachine()): string | null {
  const chosen = search.environment['HOGA_BROWSER'];
  const candidates = chosen !== undefined && chosen !== '' ? [chosen] : installedCandidates(search);
  return candidates.find((path) => search.isExecutable(path)) ?? null;
}

function installedCandidates({ platform, environment, home }: BrowserSearch): string[] {
  switch (platform) {
    case 'darwin':
      return ['/Applications', join(home, 'Applications')].flatMap((folder) =>
        MAC_APPS.map((app) => join(folder, app)),
      );
    case 'win32':
      return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
        .map((name) => environment[name])
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => WINDOWS_PATHS.map((parts) => [folder, ...parts].join('\\')));
    default: {
      const folders = [...(environment['PATH'] ?? '').split(delimiter), '/usr/bin', '/snap/bin'].filter(
        Boolean,
      );
      return LINUX_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
    }
  }
}

function thisMachine(): BrowserSearch {
  return { platform: process.platform, environment: process.env, home: homedir(), isExecutable };
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
