import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appWindowFlags, hasDisplay, rootFlags } from '#electron/launcher/app-window.ts';
import { findBrowser } from '#electron/launcher/find-browser.ts';
import type { BrowserSearch } from '#electron/launcher/find-browser.ts';
import { findElectron } from '#electron/launcher/find-electron.ts';

function searchOn(platform: NodeJS.Platform, installed: string[], environment: Record<string, string> = {}) {
  const search: BrowserSearch = {
    platform,
    environment: { PATH: '/usr/local/bin:/usr/bin', PROGRAMFILES: 'C:\\Program Files', ...environment },
    home: '/home/me',
    isExecutable: (path) => installed.includes(path),
  };
  return findBrowser(search);
}

describe('the browser', () => {
  it.each<[NodeJS.Platform, string]>([
    ['linux', '/usr/bin/chromium'],
    ['linux', '/usr/bin/google-chrome-stable'],
    ['linux', '/usr/local/bin/microsoft-edge'],
    ['linux', '/snap/bin/chromium'],
    ['darwin', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['darwin', '/home/me/Applications/Chromium.app/Contents/MacOS/Chromium'],
    ['win32', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
    ['win32', 'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe'],
  ])('is found on %s at %s', (platform, path) => {
    expect(searchOn(platform, [path])).toBe(path);
  });

  it('is Chromium before Chrome before Edge', () => {
    const installed = ['/usr/bin/microsoft-edge', '/usr/bin/google-chrome', '/usr/bin/chromium'];
    expect(searchOn('linux', installed)).toBe('/usr/bin/chromium');
  });

  it('is the one that HOGA_BROWSER names, and no other when that cannot be run', () => {
    const installed = ['/usr/bin/chromium', '/opt/mine'];
    expect(searchOn('linux', installed, { HOGA_BROWSER: '/opt/mine' })).toBe('/opt/mine');
    expect(searchOn('linux', installed, { HOGA_BROWSER: '/opt/none' })).toBeNull();
  });

  it('is none where none is installed', () => {
    expect(searchOn('linux', [])).toBeNull();
    expect(searchOn('win32', [])).toBeNull();
  });
});

describe('the app window', () => {
  const flags = appWindowFlags('http://127.0.0.1:1/?token=t', '/profile', 1000);

  it('has a profile of its own and sends nothing anywhere', () => {
    expect(flags).toEqual(
      expect.arrayContaining([
        '--app=http://127.0.0.1:1/?token=t',
        '--user-data-dir=/profile',
        '--no-first-run',
        '--no-default-browser-check',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--password-store=basic',
        '--disable-features=Translate',
      ]),
    );
  });

  it('keeps its sandbox, except as root, who cannot have one', () => {
    expect(flags).not.toContain('--no-sandbox');
    expect(rootFlags(1000)).toEqual([]);
    expect(rootFlags(0)).toEqual(['--no-sandbox', '--test-type']);
  });

  it('needs a display on Linux', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('win32', {})).toBe(true);
  });
});

describe('Electron', () => {
  let root: string;
  let folder: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'hoga-electron-'));
    folder = join(root, 'node_modules/electron');
    mkdirSync(join(folder, 'dist'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"version":"45.3.4"}');
    // Importing it would download or throw: finding it must not even try.
    writeFileSync(join(folder, 'index.js'), 'throw new Error("imported");');
  });

  afterEach(() => rmSync(root, { recursive: true }));

  function install(version = '45.3.4', mode = 0o755): string {
    const binary = join(folder, 'dist/electron');
    writeFileSync(join(folder, 'path.txt'), 'electron');
    writeFileSync(join(folder, 'dist/version'), version);
    writeFileSync(binary, '');
    chmodSync(binary, mode);
    return binary;
  }

  it('is found where its installer put it', () => {
    const binary = install();
    expect(findElectron(root, {})).toBe(binary);
  });

  it('is not found while only its package is there', () => {
    expect(findElectron(root, {})).toBeNull();
    expect(findElectron(join(root, 'none'), {})).toBeNull();
  });

  it('of another version, or half unpacked, is not used', () => {
    install('44.0.0');
    expect(findElectron(root, {})).toBeNull();
    install('45.3.4', 0o644);
    expect(findElectron(root, {})).toBeNull();
    const binary = install('v45.3.4');
    expect(findElectron(root, {})).toBe(binary);
    rmSync(binary);
    expect(findElectron(root, {})).toBeNull();
  });

  it('is the one that ELECTRON_EXEC_PATH names, if that can be run', () => {
    install();
    const mine = join(root, 'mine');
    writeFileSync(mine, '');
    expect(findElectron(root, { ELECTRON_EXEC_PATH: mine })).toBeNull();
    chmodSync(mine, 0o755);
    expect(findElectron(root, { ELECTRON_EXEC_PATH: mine })).toBe(mine);
  });

  it('is looked for under ELECTRON_OVERRIDE_DIST_PATH', () => {
    const override = join(root, 'override');
    mkdirSync(override);
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: override })).toBeNull();
    writeFileSync(join(override, 'electron'), '', { mode: 0o755 });
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: override })).toBe(join(override, 'electron'));
  });
});
