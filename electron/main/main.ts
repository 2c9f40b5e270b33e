import { join } from 'node:path';
import { app, dialog } from 'electron';
import { appFolders, makeFolders } from '#electron/platform/app-folders.ts';
import { findAppRoot } from '#electron/platform/app-root.ts';
import { parseHostArguments } from '#electron/platform/host-arguments.ts';
import { registerAppScheme } from './app-protocol.ts';
import { startDesk } from './wiring.ts';
import type { RunningApp } from './wiring.ts';

/**
 * The Electron host as a process. Start: scheme and sandbox before the app is ready, one copy only, then folders, exchange,
 * desk, and the window last. Stop: windows, desk, exchange, lock; then the process.
 */
const MAIN_WINDOW = 'main';
let running: RunningApp | null = null;
let isStopping = false;

registerAppScheme();
// As root on Linux nothing can be sandboxed, and insisting on it would keep the app from starting.
if (process.getuid?.() !== 0) app.enableSandbox();
const folders = appFolders();
// Chromium's own files; ours lie beside them, shared with the browser host.
app.setPath('userData', join(folders.cache, 'electron'));

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => running?.windows.focusAny());
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (isStopping) return;
    event.preventDefault();
    isStopping = true;
    void stop(0);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  app.whenReady().then(start, fail);
} else {
  app.quit();
}

async function start(): Promise<void> {
  try {
    const args = parseHostArguments(process.argv.slice(1));
    makeFolders(folders);
    const started = await startDesk(findAppRoot(import.meta.dirname), folders, args, fail);
    if (!started.ok) return fail(`${started.error.detail} (${started.error.code})`);
    running = started.value;
    if (isStopping) await stop(0);
    else await running.windows.open(MAIN_WINDOW);
  } catch (cause) {
    fail(cause);
  }
}

async function stop(code: number): Promise<void> {
  try {
    await running?.stop();
  } finally {
    app.exit(code);
  }
}

function fail(cause: unknown): void {
  if (isStopping) return;
  isStopping = true;
  const message = cause instanceof Error ? cause.message : String(cause);
  process.stderr.write(`hoga: ${message}\n`);
  if (process.env['HOGA_NO_DIALOG'] === undefined) dialog.showErrorBox('Hoga', message);
  void stop(1);
}
