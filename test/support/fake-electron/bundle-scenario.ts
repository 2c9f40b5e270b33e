import { join } from 'node:path';
import * as standIn from 'electron';
import { DESK_CHANNELS } from '#shared/contract/electron-bridge.ts';
import { ROOT } from '#test/support/launch-desk.ts';
import type * as Fake from './electron.ts';

/**
 * Runs the built main process over the stand-in for Electron, as a program of its own: opens the desk, asks as its page and as
 * strangers, closes the window. Writes what it saw as one JSON line.
 */
const { app, BrowserWindow, ipcMain, protocol, session } = standIn as unknown as typeof Fake;

const exited = new Promise<void>((resolve) => app.once('exited', () => resolve()));
await import(join(ROOT, 'out/main/main.js'));

async function firstWindow(): Promise<Fake.BrowserWindow> {
  for (;;) {
    const [window] = BrowserWindow.all;
    if (window && window.loaded.length > 0) return window;
    if (app.exitCode !== null) throw new Error(`ended with ${app.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const window = await firstWindow();
const { webContents } = window;
const page = { sender: webContents, senderFrame: webContents.mainFrame };
const ask = (event: object, name: string, payload: unknown) =>
  ipcMain.invoke(DESK_CHANNELS.request, event, name, payload);
const refused = (event: object) =>
  ask(event, 'desk.open', { windowId: 'main' }).then(
    () => false,
    () => true,
  );

ipcMain.emit(DESK_CHANNELS.pageReady, page);
const opened = await ask(page, 'desk.open', { windowId: 'main' });
const unknown = await ask(page, 'no.such', {});
await ask(page, 'window.open', { windowId: 'second' });
const strangers = {
  subframe: await refused({
    sender: webContents,
    senderFrame: { url: 'app://hoga/', parent: webContents.mainFrame },
  }),
  otherOrigin: await refused({
    sender: webContents,
    senderFrame: { url: 'https://evil.example/', parent: null },
  }),
};
const deskSession = session.fromPartition('persist:desk');
const html = await deskSession.load('app://hoga/?window=main');
const navigation = { url: 'https://evil.example/', wasPrevented: false, preventDefault: () => undefined };
webContents.emit('will-navigate', { ...navigation, preventDefault: () => (navigation.wasPrevented = true) });

const seen = {
  schemes: protocol.schemes,
  isSandboxed: app.isSandboxed,
  windows: BrowserWindow.all.map(({ loaded, options }) => ({
    loaded,
    webPreferences: options.webPreferences,
  })),
  channels: [...ipcMain.handlers.keys()],
  opened,
  unknown,
  strangers,
  policy: html.headers.get('content-security-policy'),
  hasPage: (await html.text()).includes('<div id="root">'),
  outside: (await deskSession.load('app://hoga/..%2f..%2fpackage.json')).status,
  permissions: ['media', 'clipboard-read', 'geolocation'].filter((name) => deskSession.isGranted(name)),
  wasNavigationPrevented: navigation.wasPrevented,
  marketPorts: webContents.ports.length,
};
for (const each of BrowserWindow.getAllWindows()) each.close();
await exited;
process.stdout.write(
  `${JSON.stringify({ ...seen, exitCode: app.exitCode, channelsLeft: ipcMain.handlers.size })}\n`,
);
process.exit(0);
