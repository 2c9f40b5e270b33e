import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isExecutable } from './find-browser.ts';

/**
 * Returns the path of a usable Electron binary, or null.
 *
 * The package is never imported to find out: that would start a download and then throw. It keeps the binary's name in
 * `path.txt` and its version in `dist/version`.
 */
export function findElectron(
  root: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | null {
  const chosen = environment['ELECTRON_EXEC_PATH'];
  if (chosen !== undefined && chosen !== '') return isExecutable(chosen) ? chosen : null;
  const folder = join(root, 'node_modules/electron');
  const name = readText(join(folder, 'path.txt'));
  const override = environment['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined && override !== '') {
    const path = join(override, name ?? 'electron');
    return isExecutable(path) ? path : null;
  }
  if (name === null) return null;
  const path = join(folder, 'dist', name);
  return isExecutable(path) && isRightVersion(folder) ? path : null;
}

function isRightVersion(folder: string): boolean {
  const installed = readText(join(folder, 'dist/version'))?.replace(/^v/, '');
  const wanted = readText(join(folder, 'package.json'));
  return (
    installed !== undefined &&
    wanted !== null &&
    installed === (JSON.parse(wanted) as { version: string }).version
  );
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}
