import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '#electron/launcher/build.ts';
import { createChildren } from '#electron/launcher/children.ts';
import { DESK_CHANNELS, MARKET_PORT_MESSAGE } from '#shared/contract/electron-bridge.ts';
import { ROOT } from '#test/support/launch-desk.ts';

const run = promisify(execFile);

beforeAll(() => ensureBuilt(ROOT, createChildren(), () => undefined), 120_000);

/** Every file that a built entry loads, itself included. */
function filesOf(entry: string): string[] {
  const found = new Set<string>();
  const follow = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const target of importsOf(path)) {
      if (target.startsWith('.')) follow(join(dirname(path), target));
    }
  };
  follow(join(ROOT, entry));
  return [...found];
}

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  const statements = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["']([^"'\n]+)["']/g;
  return [...text.matchAll(statements)].map(([, target]) => target ?? '');
}

describe('what is built', () => {
  it.each(['out/main/browser-host.js', 'out/main/exchange.js'])(
    '%s and all it loads run without Electron',
    (entry) => {
      const files = filesOf(entry);
      expect(files.every((path) => existsSync(path))).toBe(true);
      expect(
        files.filter((path) => importsOf(path).some((target) => /^electron($|\/)/.test(target))),
      ).toEqual([]);
    },
  );

  it('finds Electron where it is used, so that the check above can fail', () => {
    expect(importsOf(join(ROOT, 'out/main/main.js'))).toContain('electron');
  });

  it('has an exchange that loads nothing of the desk', () => {
    const texts = filesOf('out/main/exchange.js').map((path) => readFileSync(path, 'utf8'));
    expect(
      texts.filter((text) => text.includes('electron/core/') || text.includes('electron/platform/')),
    ).toEqual([]);
  });

  it('has a preload script of one file that asks for nothing but Electron', () => {
    expect(readdirSync(join(ROOT, 'out/preload')).filter((name) => !name.endsWith('.map'))).toEqual([
      'preload.cjs',
    ]);
    expect(importsOf(join(ROOT, 'out/preload/preload.cjs'))).toEqual(['electron']);
  });

  it('has a page without inline script or style, and a place for the nonce', () => {
    const html = readFileSync(join(ROOT, 'out/renderer/index.html'), 'utf8');
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
    expect(html).toContain('nonce="__CSP_NONCE__"');
    expect(html).toMatch(/<html lang="ko" translate="no"/);
  });

  it('has pages that make no code from text', () => {
    const scripts = readdirSync(join(ROOT, 'out/renderer/assets')).filter((name) => name.endsWith('.js'));
    const makers = scripts.filter((name) => {
      const text = readFileSync(join(ROOT, 'out/renderer/assets', name), 'utf8');
      return /[^\w.$]eval\(/.test(text);
    });
    expect(makers).toEqual([]);
  });
});

describe('the built preload script', () => {
  function load() {
    const exposed = new Map<string, Record<string, (...args: unknown[]) => unknown>>();
    const listeners = new Map<string, (event: unknown, ...args: unknown[]) => void>();
    const calls: unknown[][] = [];
    const posted: unknown[][] = [];
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: never) => exposed.set(name, api) },
      ipcRenderer: {
        on: (channel: string, listener: never) => listeners.set(channel, listener),
        send: (...args: unknown[]) => calls.push(['send', ...args]),
        invoke: (...args: unknown[]) => {
          calls.push(['invoke', ...args]);
          return Promise.resolve('reply');
        },
      },
    };
    const window = {
      location: { origin: 'app://hoga' },
      postMessage: (...args: unknown[]) => posted.push(args),
    };
    const requireOnlyElectron = (name: string): unknown => {
      if (name === 'electron') return electron;
      throw new Error(`the sandbox has no ${name}`);
    };
    runInNewContext(readFileSync(join(ROOT, 'out/preload/preload.cjs'), 'utf8'), {
      require: requireOnlyElectron,
      window,
      module: { exports: {} },
      exports: {},
    });
    return { exposed, listeners, calls, posted };
  }

  it('gives the page two functions, and nothing else of Electron', () => {
    const { exposed } = load();
    expect([...exposed.keys()]).toEqual(['hoga']);
    expect(Object.entries(exposed.get('hoga') ?? {}).map(([name, value]) => [name, typeof value])).toEqual([
      ['request', 'function'],
      ['onEvent', 'function'],
    ]);
  });

  it('uses its four channels, whatever the page asks for', async () => {
    const { exposed, calls, listeners } = load();
    const hoga = exposed.get('hoga');
    await hoga?.['request']?.('any.channel', { a: 1 }, 'more');
    hoga?.['onEvent']?.(() => undefined);
    expect(calls).toEqual([
      ['invoke', DESK_CHANNELS.request, 'any.channel', { a: 1 }],
      ['send', DESK_CHANNELS.pageReady],
    ]);
    expect([...listeners.keys()].sort()).toEqual([DESK_CHANNELS.event, DESK_CHANNELS.marketPort].sort());
  });

  it('hands the page events without their Electron event, and the port to our own origin only', () => {
    const { exposed, listeners, posted } = load();
    const heard: unknown[][] = [];
    exposed.get('hoga')?.['onEvent']?.((...args: unknown[]) => heard.push(args));
    listeners.get(DESK_CHANNELS.event)?.({ sender: 'secret' }, { sequence: 1 });
    listeners.get(DESK_CHANNELS.marketPort)?.({ sender: 'secret', ports: ['port'] });
    expect(heard).toEqual([[{ sequence: 1 }]]);
    expect(posted).toEqual([[MARKET_PORT_MESSAGE, 'app://hoga', ['port']]]);
  });
});

describe('the built main process', () => {
  const home = mkdtempSync(join(tmpdir(), 'hoga-bundle-'));
  let seen: Record<string, unknown>;

  beforeAll(async () => {
    const { stdout } = await run(
      process.execPath,
      [
        ...['--import', 'tsx', '--import', join(ROOT, 'test/support/fake-electron/register.ts')],
        join(ROOT, 'test/support/fake-electron/bundle-scenario.ts'),
      ],
      { cwd: ROOT, env: { ...process.env, HOGA_HOME: home, HOGA_NO_DIALOG: '1' }, timeout: 90_000 },
    );
    seen = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
  }, 100_000);

  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('opens the desk, guests only, over its own scheme', () => {
    const windows = seen['windows'] as { loaded: string[]; webPreferences: Record<string, unknown> }[];
    expect(windows.map(({ loaded }) => loaded)).toEqual([
      ['app://hoga/?window=main'],
      ['app://hoga/?window=second'],
    ]);
    for (const { webPreferences } of windows) {
      expect(webPreferences).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false });
      expect(existsSync(String(webPreferences['preload']))).toBe(true);
    }
    expect(seen['isSandboxed']).toBe(process.getuid?.() !== 0);
    expect(seen).toMatchObject({ hasPage: true, outside: 404, marketPorts: 1 });
    expect(String(seen['policy'])).toContain("default-src 'none'; script-src 'self'");
  });

  it('serves the whole desk to its page, the embedded account included', () => {
    expect(seen['opened']).toMatchObject({
      ok: true,
      value: { host: 'electron', accounts: [{ accountId: 'embedded', environment: 'embedded' }] },
    });
    expect(seen['unknown']).toMatchObject({ ok: false, error: { code: 'REQUEST_UNKNOWN' } });
  });

  it('rejects strangers, navigation and permissions', () => {
    expect(seen['strangers']).toEqual({ subframe: true, otherOrigin: true });
    expect(seen).toMatchObject({ wasNavigationPrevented: true, permissions: [] });
  });

  it('listens on one channel, and ends in order with its last window', () => {
    expect(seen).toMatchObject({ channels: [DESK_CHANNELS.request], exitCode: 0, channelsLeft: 0 });
  });
});
