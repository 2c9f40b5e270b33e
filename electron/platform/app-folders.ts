import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import envPaths from 'env-paths';

/** Where the program keeps its files. Both hosts use the same folders, so a desk moves between them unchanged. */
export interface AppFolders {
  /** Ledger, secrets, the exchange's state and the instance lock. */
  readonly data: string;
  readonly config: string;
  readonly logs: string;
  /** May be deleted at any time: browser profiles. */
  readonly cache: string;
}

/** @param home  overrides the system's own folders, for tests and portable use; the variable HOGA_HOME */
export function appFolders(home: string | undefined = process.env.HOGA_HOME): AppFolders {
  if (home !== undefined && home !== '') {
    return {
      data: join(home, 'data'),
      config: join(home, 'config'),
      logs: join(home, 'logs'),
      cache: join(home, 'cache'),
    };
  }
  const { data, config, log, cache } = envPaths('Hoga', { suffix: '' });
  return { data, config, logs: log, cache };
}

/** Makes the folders, readable by their owner alone. Throws the system's error when that fails. */
export function makeFolders(folders: AppFolders): void {
  for (const folder of Object.values(folders) as string[])
    mkdirSync(folder, { recursive: true, mode: 0o700 });
}
