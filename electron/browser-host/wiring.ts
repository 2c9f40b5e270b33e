import { join } from 'node:path';
import { createDesk } from '#electron/core/create-desk.ts';
import type { Desk, DeskPorts } from '#electron/core/desk.ts';
import { appFolders } from '#electron/platform/app-folders.ts';
import type { AppRoot } from '#electron/platform/app-root.ts';
import { openDeskEnvironment } from '#electron/platform/desk-environment.ts';
import type { DeskEnvironment } from '#electron/platform/desk-environment.ts';
import { createEncryptedFileSecrets } from '#electron/platform/encrypted-file-secrets.ts';
import { startHaltControl } from '#electron/platform/halt-control.ts';
import { createKillSwitch } from '#electron/platform/kill-switch.ts';
import { endOnFault } from '#electron/platform/faults.ts';
import type { HostArguments } from '#electron/platform/host-arguments.ts';
import { createRendererFiles } from '#electron/platform/renderer-files.ts';
import { createSecretPrompts } from '#electron/platform/secret-prompts.ts';
import { createSecretReceiver } from '#electron/platform/secret-receiver.ts';
import { LOCALE_SETTING } from '#shared/contract/vocabulary.ts';
import type { Locale } from '#shared/contract/vocabulary.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import { startBrowserHost } from './browser-host.ts';
import type { BrowserHost } from './browser-host.ts';
import { createPageWindows } from './page-windows.ts';

export interface RunningHost {
  readonly host: BrowserHost;
  /** Windows first, then the desk, then the exchange, then the lock. */
  stop(): Promise<void>;
}

/**
 * Composes the desk for browsers and starts it. Pages are served at once; the desk joins them when its exchange runs.
 *
 * What was opened is closed again when a later step fails.
 */
export async function startHost(
  root: AppRoot,
  args: HostArguments,
  onNotice: (error: HogaError) => void,
): Promise<Result<RunningHost>> {
  const folders = appFolders();
  const opened = openDeskEnvironment({
    folders,
    exchangeEntry: join(root.folder, 'out/main/exchange.js'),
    ...(args.seed === null ? {} : { seed: args.seed }),
    exchangeFaults: args.exchangeFaults,
    onNotice,
  });
  if (!opened.ok) return opened;
  const environment = opened.value;
  const { clock, ids, log } = environment;
  endOnFault(log, (message) => {
    process.stderr.write(`hoga: fault: ${message}\n`);
    process.exit(1);
  });
  const secrets = createEncryptedFileSecrets(folders.data);
  const prompts = createSecretPrompts(clock);
  const windows = createPageWindows((prompt) => prompts.add(prompt));
  const begun: { desk: Desk | null } = { desk: null };
  const desk = startDesk({
    environment,
    ports: { secrets, windows },
    version: root.version,
    locale: args.locale,
    onBegun: (started) => (begun.desk = started),
  });
  const started = await startBrowserHost({
    desk,
    clock,
    ids,
    log,
    files: createRendererFiles(join(root.folder, 'out/renderer')),
    prompts,
    receiver: createSecretReceiver(desk, secrets, secrets),
    port: args.port,
  });
  if (!started.ok) {
    await close(begun.desk, environment);
    return started;
  }
  const host = started.value;
  const haltControl = await startHaltControl(folders.data, createKillSwitch(desk, ids), log);
  return ok({
    host,
    async stop() {
      haltControl.close();
      await host.close();
      await close(begun.desk, environment);
    },
  });
}

/** What a window asks first needs a connected account. Windows wait this long for one, and then show that there is none. */
const CONNECT_PATIENCE_MS = 3000;

interface DeskStart {
  readonly environment: DeskEnvironment;
  readonly ports: Pick<DeskPorts, 'secrets' | 'windows'>;
  readonly version: string;
  readonly locale: Locale | null;
  /** From here on the desk must be stopped at the end. */
  readonly onBegun: (desk: Desk) => void;
}

async function startDesk({ environment, ports, version, locale, onBegun }: DeskStart): Promise<Desk> {
  const embedded = await environment.embedded;
  const desk = createDesk(
    { ...environment, ...ports },
    { version, host: 'browser', embedded, faults: environment.faults },
  );
  onBegun(desk);
  if (locale !== null) {
    await desk.handle('launcher', 'settings.set', { key: LOCALE_SETTING, value: locale });
  }
  const connected = desk.start().catch((error: unknown) => {
    environment.log.error('the desk did not start', { error });
  });
  const patience = new Promise<void>((resolve) => environment.clock.after(CONNECT_PATIENCE_MS, resolve));
  await Promise.race([connected, patience]);
  return desk;
}

/** A desk that has not begun has nothing to stop; closing the environment ends what it waits for. */
async function close(desk: Desk | null, environment: DeskEnvironment): Promise<void> {
  try {
    await desk?.stop();
  } finally {
    await environment.close();
  }
}
