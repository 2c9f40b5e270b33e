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

/**
 * Makes the folders that nothing works without, readable by their owner alone. Throws the system's error when that fails.
 * The desk goes on without those for logs and caches.
 */
export function makeFolders({ data, config, logs, cache }: AppFolders): void {
  for (const folder of [data, config]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const folder of [logs, cache]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch {
      // Whoever writes there finds out, and says so.
    }
  }
}
