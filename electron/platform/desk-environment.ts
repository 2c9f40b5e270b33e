import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { CacheFiles } from '#electron/core/ports/cache-files.ts';
import type { Clock } from '#electron/core/ports/clock.ts';
import type { Http } from '#electron/core/ports/http.ts';
import type { Ids } from '#electron/core/ports/ids.ts';
import type { LedgerStorage } from '#electron/core/ports/ledger-storage.ts';
import type { Log } from '#electron/core/ports/log.ts';
import type { SettingsStore } from '#electron/core/ports/settings-store.ts';
import type { SocketConnector } from '#electron/core/ports/socket.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import { makeFolders } from './app-folders.ts';
import type { AppFolders } from './app-folders.ts';
import { createBoundedLogFile } from './bounded-log-file.ts';
import { openConfSettings } from './conf-settings.ts';
import type { OpenSettingsFile } from './conf-settings.ts';
import { createFileCache } from './file-cache.ts';
import { takeInstanceLock } from './instance-lock.ts';
import { createPinoLog } from './pino-log.ts';
import { openSqliteLedger } from './sqlite-ledger.ts';
import { systemClock } from './system-clock.ts';
import { superviseExchange } from './supervised-exchange.ts';
import { createUndiciHttp } from './undici-http.ts';
import { createUuidIds } from './uuid-ids.ts';
import { createWsConnector } from './ws-connector.ts';

export interface DeskEnvironmentOptions {
  readonly folders: AppFolders;
  /** Built exchange. */
  readonly exchangeEntry: string;
  /** Of the exchange's market. */
  readonly seed?: number;
  /** What goes wrong on purpose at the exchange, in the words of its `--fault`. */
  readonly exchangeFaults?: readonly string[];
  /** Opens the settings file with the host's own library; `conf` when left out. */
  readonly openSettingsFile?: OpenSettingsFile;
  /** Told what went wrong and does not keep the desk from starting; for the owner. */
  readonly onNotice: (error: HogaError) => void;
}

/** What both hosts open alike: everything of the desk's ports but secrets and windows, and the embedded exchange. */
export interface DeskEnvironment {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly http: Http;
  readonly sockets: SocketConnector;
  readonly settings: SettingsStore;
  readonly cache: CacheFiles;
  readonly ledger: Result<LedgerStorage>;
  /** What went wrong so far and did not keep the desk from starting; complete once `embedded` has settled. */
  readonly faults: readonly HogaError[];
  /** Starting while the host opens its windows; null when it did not start. */
  readonly embedded: Promise<EmbeddedExchange | null>;
  /** Ends the exchange and gives the data folder free. After the desk has stopped. */
  close(): Promise<void>;
}

export interface EmbeddedExchange {
  readonly restUrl: string;
  readonly socketUrl: string;
  readonly marketId: string;
  readonly appKey: string;
  readonly secretKey: string;
}

/** Names the account at the exchange, the same after every start. Its secret is made anew each time and never written. */
const EMBEDDED_APP_KEY = 'hoga-embedded-desk';
const DEFAULT_SEED = 1;

/** An exchange that is still starting, or does not end, ends with this process: nothing waits longer for it. */
const CLOSE_WAIT_MS = 5000;

/**
 * Opens the owner's files and begins to start the exchange.
 *
 * @returns `storage` when the folders cannot be used or another copy uses them. An exchange, a ledger or settings that fail
 * are no reason not to start: they are told to `onNotice`.
 */
export function openDeskEnvironment(options: DeskEnvironmentOptions): Result<DeskEnvironment> {
  const { folders } = options;
  const prepared = prepareFolders(folders);
  if (!prepared.ok) return prepared;
  const lock = takeInstanceLock(folders.data);
  if (!lock.ok) return lock;
  const clock = systemClock;
  const faults: HogaError[] = [];
  const onFailure = (cause: unknown): void => {
    const { logs: folder } = folders;
    tell(hogaError('storage', 'LOG_UNAVAILABLE', `cannot write a log in ${folder}`, { folder }, cause));
  };
  const tell = (error: HogaError): void => {
    faults.push(error);
    options.onNotice(error);
  };
  const log = createPinoLog(createBoundedLogFile(join(folders.logs, 'hoga.log'), { onFailure }));
  // A log that cannot be written is told of now, not at the first thing that goes wrong.
  log.info('starting');
  const notify = (error: HogaError): void => {
    log.error('started with a fault', { error });
    tell(error);
  };
  const exchange = startEmbeddedExchange(options, clock, log);
  const settings = openConfSettings(folders.config, log, options.openSettingsFile);
  if (settings.notice) notify(settings.notice);
  const ledger = openSqliteLedger(join(folders.data, 'ledger.sqlite'));
  if (!ledger.ok) notify(ledger.error);
  return ok({
    clock,
    ids: createUuidIds(clock),
    log,
    http: createUndiciHttp({ clock }),
    sockets: createWsConnector(),
    settings: settings.store,
    cache: createFileCache(folders.cache),
    ledger,
    faults,
    embedded: exchange.then((started) => {
      if (!started.ok) notify(started.error);
      return started.ok ? started.value.embedded : null;
    }),
    async close() {
      const stopped = exchange.then((started) => (started.ok ? started.value.stop() : undefined));
      const timeout = new Promise<void>((resolve) => clock.after(CLOSE_WAIT_MS, resolve));
      await Promise.race([stopped, timeout]);
      lock.value.release();
    },
  });
}

function prepareFolders(folders: AppFolders): Result<void> {
  try {
    makeFolders(folders);
    return ok(undefined);
  } catch (cause) {
    const { data: folder } = folders;
    return err(hogaError('storage', 'DATA_FOLDER_UNUSABLE', `cannot write in ${folder}`, { folder }, cause));
  }
}

async function startEmbeddedExchange(
  { folders, exchangeEntry, seed = DEFAULT_SEED, exchangeFaults = [] }: DeskEnvironmentOptions,
  clock: Clock,
  log: Log,
): Promise<Result<{ embedded: EmbeddedExchange; stop: () => Promise<void> }>> {
  const appKey = EMBEDDED_APP_KEY;
  const secretKey = randomBytes(24).toString('base64url');
  log.redact(secretKey);
  const started = await superviseExchange({
    entry: exchangeEntry,
    // A market of another seed is another market, with accounts of its own.
    args: [
      ...['--seed', String(seed), '--state', join(folders.data, `exchange-${seed}.json`)],
      ...['--history', 'sample'],
      ...exchangeFaults.flatMap((spec) => ['--fault', spec]),
    ],
    appKey,
    secretKey,
    clock,
    log: log.child({ part: 'exchange' }),
  });
  if (!started.ok) return started;
  const { restUrl, socketUrl, marketId, stop } = started.value;
  return ok({ embedded: { restUrl, socketUrl, marketId, appKey, secretKey }, stop });
}
