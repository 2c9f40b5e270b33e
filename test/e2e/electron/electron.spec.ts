import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import { rootFlags } from '#electron/launcher/app-window.ts';
import { findElectron } from '#electron/launcher/find-electron.ts';
import { ROOT } from '#test/support/launch-desk.ts';

/** The desk in its real window. Skipped, and says so, where there is no Electron binary. */
const binary = findElectron(ROOT);
test.skip(binary === null, 'there is no Electron binary here: `npx install-electron` downloads it');

let home: string;
let app: ElectronApplication;

test.beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'hoga-electron-'));
  app = await _electron.launch({
    executablePath: binary ?? '',
    args: [...rootFlags().slice(0, 1), ROOT],
    env: { ...process.env, HOGA_HOME: home, HOGA_NO_DIALOG: '1' },
  });
});

test.afterEach(async () => {
  await app.close();
  rmSync(home, { recursive: true, force: true });
});

test('opens the desk on our own scheme with a live order book', async () => {
  const window = await app.firstWindow();
  expect(window.url()).toBe('app://hoga/?window=main');
  await expect(window.locator('#root')).not.toBeEmpty();
  await expect(window.getByText('삼성전자').first()).toBeVisible();
});

test('gives the page the contract and nothing of Node or Electron', async () => {
  const window = await app.firstWindow();
  const exposed = await window.evaluate(() => ({
    hoga: Object.keys((globalThis as unknown as { hoga: object }).hoga).sort(),
    globals: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
      (name) => name in globalThis,
    ),
  }));
  expect(exposed).toEqual({ hoga: ['onEvent', 'request'], globals: [] });
});

test('goes nowhere else and opens no window by itself', async () => {
  const window = await app.firstWindow();
  await window.evaluate(() => {
    globalThis.location.href = 'https://example.com/';
    globalThis.open('https://example.com/');
  });
  await window.waitForTimeout(500);
  expect(window.url()).toBe('app://hoga/?window=main');
  expect(app.windows()).toHaveLength(1);
});

test('ends with its last window, the exchange included', async () => {
  const window = await app.firstWindow();
  const ended = new Promise((resolve) => app.process().once('exit', resolve));
  await window.close();
  expect(await ended).toBe(0);
});
