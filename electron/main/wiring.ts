import { join } from 'node:path';
import { app, safeStorage, session } from 'electron';
import { createDesk } from '#electron/core/create-desk.ts';
import type { HostWindows } from '#electron/core/ports/host-windows.ts';
import type { AppFolders } from '#electron/platform/app-folders.ts';
import type { AppRoot } from '#electron/platform/app-root.ts';
import { openDeskEnvironment } from '#electron/platform/desk-environment.ts';
import { endOnFault } from '#electron/platform/faults.ts';
import type { HostArguments } from '#electron/platform/host-arguments.ts';
import { startHaltControl } from '#electron/platform/halt-control.ts';
import { createKillSwitch } from '#electron/platform/kill-switch.ts';
import { createRendererFiles } from '#electron/platform/renderer-files.ts';
import { createSecretPages } from '#electron/platform/secret-pages.ts';
import { createSecretPrompts } from '#electron/platform/secret-prompts.ts';
import { createSecretReceiver } from '#electron/platform/secret-receiver.ts';
import { LOCALE_SETTING } from '#shared/contract/vocabulary.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import { serveDeskPages, serveSecretPages } from './app-protocol.ts';
import { watchCrashes } from './crash.ts';
import { bindHaltKey } from './halt-key.ts';
import { serveIpc } from './ipc-host.ts';
import { installMenu } from './menu.ts';
import { createSafeStorageSecrets } from './safe-storage-secrets.ts';
import { openSecretWindow } from './secret-window.ts';
import { guardAllPages, lockSession } from './web-security.ts';
import { openElectronSettings } from './settings-file.ts';
import { createDeskWindows } from './window.ts';
import type { DeskWindows } from './window.ts';

export interface RunningApp {
  readonly windows: DeskWindows;
  stop(): Promise<void>;
}

/** Composes the desk for Electron. To be called when the app is ready, before the first window. */
export async function startDesk(
  root: AppRoot,
  folders: AppFolders,
  args: HostArguments,
  endWith: (message: string) => void,
): Promise<Result<RunningApp>> {
  const opened = openDeskEnvironment({
    folders,
    exchangeEntry: join(root.folder, 'out/main/exchange.js'),
    openSettingsFile: openElectronSettings,
    ...(args.seed === null ? {} : { seed: args.seed }),
    exchangeFaults: args.exchangeFaults,
    onNotice: ({ code, detail }) => process.stderr.write(`hoga: ${detail} (${code})\n`),
  });
  if (!opened.ok) return opened;
  const environment = opened.value;
  const { clock, ids, log, settings } = environment;
  endOnFault(log, endWith);
  watchCrashes(app, clock, log);
  guardAllPages(app, log);

  const deskSession = session.fromPartition('persist:desk');
  const secretSession = session.fromPartition('secret');
  for (const each of [deskSession, secretSession, session.defaultSession]) lockSession(each, log);
  serveDeskPages(deskSession, createRendererFiles(join(root.folder, 'out/renderer')));

  const windows = createDeskWindows({
    preloadFolder: join(root.folder, 'out/preload'),
    session: deskSession,
    settings,
    areDevToolsAllowed: !app.isPackaged,
  });
  const prompts = createSecretPrompts(clock);
  const hostWindows: HostWindows = {
    openWindow: (windowId) => settle(windows.open(windowId)),
    openSecretPrompt: (prompt) => settle(openSecretWindow(prompt, prompts, secretSession)),
  };
  const secrets = createSafeStorageSecrets(safeStorage, folders.data);
  const embedded = await environment.embedded;
  const desk = createDesk(
    { ...environment, secrets, windows: hostWindows },
    { version: root.version, host: 'electron', embedded, faults: environment.faults },
  );
  serveSecretPages(secretSession, createSecretPages(prompts, createSecretReceiver(desk, secrets, null)));
  const stopIpc = serveIpc({ desk, clock, ids, log, isDeskWindow: windows.isDeskWindow });
  const killSwitch = createKillSwitch(desk, ids);
  const haltAll = (): void => {
    killSwitch.halt().then(
      (halted) => halted.ok || log.error('the kill switch failed', { error: halted.error }),
      (error: unknown) => log.error('the kill switch failed', { error: String(error) }),
    );
  };
  const unbindHaltKey = bindHaltKey(haltAll, log);
  const haltControl = await startHaltControl(folders.data, killSwitch, log);
  installMenu(args.locale ?? 'ko', {
    haltAll,
    openNewWindow: () => void settle(windows.open(ids.next().slice(0, 32))),
  });
  if (args.locale !== null) {
    await desk.handle('launcher', 'settings.set', { key: LOCALE_SETTING, value: args.locale });
  }
  desk.start().catch((error: unknown) => log.error('the desk did not start', { error }));
  return ok({
    windows,
    async stop() {
      unbindHaltKey();
      haltControl.close();
      stopIpc();
      try {
        await desk.stop();
      } finally {
        await environment.close();
      }
    },
  });
}

async function settle(opening: Promise<void>): Promise<Result<void>> {
  try {
    return ok(await opening);
  } catch (cause) {
    return err(hogaError('protocol', 'WINDOW_NOT_OPENED', 'the window could not be opened', {}, cause));
  }
}
