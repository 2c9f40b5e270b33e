import { join } from 'node:path';
import { createDesk } from '#electron/core/create-desk.ts';
import type { Desk } from '#electron/core/desk.ts';
import { appFolders } from '#electron/platform/app-folders.ts';
import type { AppRoot } from '#electron/platform/app-root.ts';
import { openDeskEnvironment } from '#electron/platform/desk-environment.ts';
import type { DeskEnvironment } from '#electron/platform/desk-environment.ts';
import { createEncryptedFileSecrets } from '#electron/platform/encrypted-file-secrets.ts';
import type { HostArguments } from '#electron/platform/host-arguments.ts';
import { createRendererFiles } from '#electron/platform/renderer-files.ts';
import { createSecretPrompts } from '#electron/platform/secret-prompts.ts';
import { createSecretReceiver } from '#electron/platform/secret-receiver.ts';
import { LOCALE_SETTING } from '#shared/contract/vocabulary.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import { startBrowserHost } from './browser-host.ts';
import type { BrowserHost } from './browser-host.ts';
import { createPageWindows } from './page-windows.ts';

export interface RunningHost {
  readonly host: BrowserHost;
  readonly notices: readonly HogaError[];
  /** Windows first, then the desk, then the exchange, then the lock. */
  stop(): Promise<void>;
}

/** Composes the desk for browsers and starts it. What was opened is closed again when a later step fails. */
export async function startHost(root: AppRoot, args: HostArguments): Promise<Result<RunningHost>> {
  const folders = appFolders();
  const opened = await openDeskEnvironment({
    folders,
    exchangeEntry: join(root.folder, 'out/main/exchange.js'),
    ...(args.seed === null ? {} : { seed: args.seed }),
  });
  if (!opened.ok) return opened;
  const environment = opened.value;
  const { clock, ids, log } = environment;
  const secrets = createEncryptedFileSecrets(folders.data);
  const prompts = createSecretPrompts(clock);
  const desk = createDesk(
    { ...environment, secrets, windows: createPageWindows((prompt) => prompts.add(prompt)) },
    { version: root.version, host: 'browser', embedded: environment.embedded },
  );
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
    await close(desk, environment);
    return started;
  }
  const host = started.value;
  if (args.locale !== null) {
    await desk.handle('launcher', 'settings.set', { key: LOCALE_SETTING, value: args.locale });
  }
  desk.start().catch((error: unknown) => log.error('the desk did not start', { error }));
  return ok({
    host,
    notices: environment.notices,
    async stop() {
      await host.close();
      await close(desk, environment);
    },
  });
}

async function close(desk: Desk, environment: DeskEnvironment): Promise<void> {
  try {
    await desk.stop();
  } finally {
    await environment.close();
  }
}
