import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the program's own files lie, built or not. */
export interface AppRoot {
  readonly folder: string;
  readonly version: string;
}

/** Looks upwards from `folder` for the program's package.json. Throws when there is none: the program is incomplete. */
export function findAppRoot(folder: string): AppRoot {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'package.json');
    const found = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as unknown) : null;
    if (isOurs(found)) return { folder: at, version: found.version };
    if (dirname(at) === at) throw new Error(`no package.json of hoga above ${folder}`);
  }
}

function isOurs(value: unknown): value is { name: 'hoga'; version: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    value.name === 'hoga' &&
    'version' in value &&
    typeof value.version === 'string'
  );
}
