import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, Session } from 'electron';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { registerAppScheme, serveDeskPages, serveSecretPages } from '#electron/main/app-protocol.ts';
import { openSecretWindow } from '#electron/main/secret-window.ts';
import { guardAllPages, lockSession } from '#electron/main/web-security.ts';
import { createDeskWindows } from '#electron/main/window.ts';
import { createMemorySecrets } from '#electron/platform/memory-secrets.ts';
import { createRendererFiles } from '#electron/platform/renderer-files.ts';
import { createSecretPages } from '#electron/platform/secret-pages.ts';
import { createSecretPrompts } from '#electron/platform/secret-prompts.ts';
import { createSecretReceiver } from '#electron/platform/secret-receiver.ts';
import { FakeWebContents } from '#test/support/fake-electron/contents.ts';
import { app, BrowserWindow, protocol, shell } from '#test/support/fake-electron/electron.ts';
import { FakeEvent } from '#test/support/fake-electron/events.ts';
import { FakeSession } from '#test/support/fake-electron/session.ts';
import { createMemorySettings } from '#test/support/memory-stores.ts';
import { RecordingDesk } from '#test/support/recording-desk.ts';
import { createRecordingLog } from '#test/support/recording-log.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

vi.mock('electron', () => import('#test/support/fake-electron/electron.ts'));

let folder: string;
let session: FakeSession;
const asElectron = (fake: FakeSession): Session => fake as unknown as Session;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoga-pages-'));
  mkdirSync(join(folder, 'pages/assets'), { recursive: true });
  writeFileSync(join(folder, 'pages/index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__">');
  writeFileSync(join(folder, 'pages/assets/a.js'), 'export {};');
  writeFileSync(join(folder, 'outside.txt'), 'not for you');
  guardAllPages(app as unknown as App, createRecordingLog());
});

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  session = new FakeSession();
  shell.opened.length = 0;
  BrowserWindow.all.length = 0;
});

function openContents(url: string): FakeWebContents {
  const contents = new FakeWebContents();
  contents.mainFrame.url = url;
  app.emit('web-contents-created', new FakeEvent(), contents);
  return contents;
}

/** Whether the page may go there, as Electron would ask. */
function mayNavigate(from: string, url: string, event = 'will-navigate', isMainFrame = true): boolean {
  const details = Object.assign(new FakeEvent(), { url, isMainFrame });
  openContents(from).emit(event, details);
  return !details.isPrevented;
}

const ELSEWHERE = [
  'https://example.com/',
  'http://127.0.0.1:8080/',
  'file:///etc/passwd',
  'data:text/html,x',
  'javascript:alert(1)',
  'app://hoga.evil/',
  'app://hoga@evil/',
  'app://user:pass@hoga/',
  'not an address',
];

describe('a page', () => {
  it.each(ELSEWHERE)('does not leave for %s', (url) => {
    for (const home of ['app://hoga/?window=main', 'app://hoga-secret/secret/x']) {
      expect(mayNavigate(home, url)).toBe(false);
      expect(mayNavigate(home, url, 'will-redirect')).toBe(false);
    }
  });

  it('does not go from the desk to a secret form, nor back', () => {
    expect(mayNavigate('app://hoga/', 'app://hoga-secret/secret/x')).toBe(false);
    expect(mayNavigate('app://hoga-secret/secret/x', 'app://hoga/')).toBe(false);
  });

  it('may load itself again, and a form may lead to the next', () => {
    expect(mayNavigate('app://hoga/?window=main', 'app://hoga/?window=main')).toBe(true);
    expect(mayNavigate('app://hoga-secret/secret/a', 'app://hoga-secret/secret/b')).toBe(true);
  });

  it('may not load anything into a frame, even ours', () => {
    expect(mayNavigate('app://hoga/', 'app://hoga/', 'will-frame-navigate', false)).toBe(false);
  });

  it('may not embed a view', () => {
    const event = new FakeEvent();
    openContents('app://hoga/').emit('will-attach-webview', event, {}, { src: 'https://example.com/' });
    expect(event.isPrevented).toBe(true);
  });

  it.each([...ELSEWHERE, 'https://www.tradingview.com.evil.example/', 'https://a@www.tradingview.com/'])(
    'may not open %s, neither as a window nor in the browser',
    (url) => {
      expect(openContents('app://hoga/').openHandler({ url })).toEqual({ action: 'deny' });
      expect(shell.opened).toEqual([]);
    },
  );

  it('may have a known site opened in the browser', () => {
    expect(openContents('app://hoga/').openHandler({ url: 'https://www.tradingview.com/' })).toEqual({
      action: 'deny',
    });
    expect(shell.opened).toEqual(['https://www.tradingview.com/']);
  });
});

describe('a session', () => {
  it.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'usb', 'fullscreen', 'openExternal'])(
    'grants no permission: %s',
    (permission) => {
      expect(session.isGranted(permission)).toBe(true);
      lockSession(asElectron(session), createRecordingLog());
      expect(session.isGranted(permission)).toBe(false);
    },
  );

  it('loads nothing from anywhere but our own pages', () => {
    lockSession(asElectron(session), createRecordingLog());
    const refused = [
      'https://x/',
      'http://127.0.0.1/',
      'ws://127.0.0.1/',
      'file:///etc/passwd',
      'ftp://x/',
      'nonsense',
    ];
    expect(refused.filter((url) => session.isAllowed(url))).toEqual([]);
    expect(session.isAllowed('app://hoga/assets/a.js')).toBe(true);
  });

  it.each([
    ['https://x/list.csv', 'list.csv'],
    ['app://hoga/list.csv', 'list.csv'],
    ['blob:https://x/1', 'list.csv'],
    ['blob:app://hoga-secret/1', 'list.csv'],
    ['blob:app://hoga.x/1', 'list.csv'],
    ['blob:app://hoga/1', 'list.csv.exe'],
    ['blob:app://hoga/1', 'list.html'],
    ['data:text/csv,a', 'list.csv'],
  ])('downloads nothing from %s as %s', (address, name) => {
    expect(isSaved(address, name)).toBe(false);
  });

  it.each(['orders.csv', 'evidence.json'])('lets the desk hand out %s that it made', (name) => {
    expect(isSaved('blob:app://hoga/5b1c', name)).toBe(true);
  });

  function isSaved(address: string, name: string): boolean {
    lockSession(asElectron(session), createRecordingLog());
    const event = new FakeEvent();
    session.emit('will-download', event, { getURL: () => address, getFilename: () => name });
    return !event.isPrevented;
  }
});

describe('the app scheme', () => {
  it('is a secure origin of its own', () => {
    registerAppScheme();
    expect(protocol.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });

  it('serves the desk page under its content policy, with a nonce of its own', async () => {
    serveDeskPages(asElectron(session), createRendererFiles(join(folder, 'pages')));
    const answers = await Promise.all([1, 2].map(() => session.load('app://hoga/?window=main')));
    const pages = await Promise.all(answers.map((answer) => answer.text()));
    const nonces = pages.map((page) => /nonce="([^"]+)"/.exec(page)?.[1]);
    expect(answers[0]?.headers.get('content-security-policy')).toContain(`'nonce-${nonces[0]}'`);
    expect(answers[0]?.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it.each([
    'app://hoga/../outside.txt',
    'app://hoga/..%2foutside.txt',
    'app://hoga/%2e%2e/outside.txt',
    'app://hoga/assets/..%5c..%5coutside.txt',
    'app://hoga/assets/%00a.js',
    'app://hoga/assets',
    'app://evil/index.html',
    'app://hoga-secret/index.html',
    'app://user:pass@hoga/index.html',
  ])('serves nothing else: %s', async (url) => {
    serveDeskPages(asElectron(session), createRendererFiles(join(folder, 'pages')));
    const answer = await session.load(url.replace('user:pass@', '')).catch(() => null);
    const text = (await answer?.text()) ?? '';
    expect(text).not.toContain('not for you');
    if (url.includes('user:pass@')) return;
    expect(answer?.status).toBe(404);
  });

  it('takes no writing', async () => {
    serveDeskPages(asElectron(session), createRendererFiles(join(folder, 'pages')));
    expect((await session.load('app://hoga/', { method: 'POST', body: 'x' })).status).toBe(404);
  });
});

describe('windows', () => {
  const windows = () =>
    createDeskWindows({
      preloadFolder: '/app/preload',
      session: asElectron(session),
      settings: createMemorySettings(),
      areDevToolsAllowed: false,
    });

  it('of the desk are isolated, sandboxed and without Node', async () => {
    await windows().open('main');
    const [window] = BrowserWindow.all;
    expect(window?.options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      devTools: false,
    });
    expect(window?.loaded).toEqual(['app://hoga/?window=main']);
  });

  it('of the desk are opened once each and brought to the front after', async () => {
    const desk = windows();
    await desk.open('main');
    await desk.open('main');
    await desk.open('two');
    expect(BrowserWindow.all.map(({ focuses }) => focuses)).toEqual([1, 0]);
    const [main] = BrowserWindow.all;
    expect(main && desk.isDeskWindow(main.webContents as never)).toBe(true);
    main?.close();
    expect(main && desk.isDeskWindow(main.webContents as never)).toBe(false);
  });

  it('of the desk come back where they were, if that is on a screen', async () => {
    const settings = createMemorySettings({
      'window-bounds-far': { x: 9000, y: 9000, width: 800, height: 600 },
    });
    const desk = createDeskWindows({
      preloadFolder: '/app',
      session: asElectron(session),
      settings,
      areDevToolsAllowed: false,
    });
    await desk.open('main');
    BrowserWindow.all[0]?.close();
    await desk.open('main');
    await desk.open('far');
    const [, again, far] = BrowserWindow.all;
    expect(again?.options).toMatchObject({ x: 10, y: 20, width: 1200, height: 800 });
    expect(far?.options).toMatchObject({ width: 1600, height: 1000 });
  });

  it('for a secret have no script, no preload and a session of their own, and take it straight to the desk', async () => {
    const prompts = createSecretPrompts(createVirtualClock());
    const desk = new RecordingDesk();
    const pages = createSecretPages(prompts, createSecretReceiver(desk, createMemorySecrets(), null));
    serveSecretPages(asElectron(session), pages);
    await openSecretWindow(
      { kind: 'credentials', accountId: 'a1', label: '계좌' },
      prompts,
      asElectron(session),
    );
    const [window] = BrowserWindow.all;
    expect(window?.options.webPreferences).toMatchObject({
      javascript: false,
      sandbox: true,
      contextIsolation: true,
    });
    expect(window?.options.webPreferences['preload']).toBeUndefined();
    const address = window?.loaded[0] ?? '';
    expect(address).toMatch(/^app:\/\/hoga-secret\/secret\/[\w-]{22}$/);
    const form = await (await session.load(address)).text();
    const proof = /name="proof" value="([^"]+)"/.exec(form)?.[1] ?? '';
    const body = new URLSearchParams({ proof, appKey: 'AK-1', secretKey: 'SK-2' }).toString();
    expect((await session.load(address, { method: 'POST', body })).status).toBe(200);
    expect(desk.credentials).toEqual([{ accountId: 'a1', appKey: 'AK-1', secretKey: 'SK-2' }]);
    expect((await session.load(address)).status).toBe(410);
  });

  it('for a secret show nothing of the desk', async () => {
    const prompts = createSecretPrompts(createVirtualClock());
    const receiver = createSecretReceiver(new RecordingDesk(), createMemorySecrets(), null);
    serveSecretPages(asElectron(session), createSecretPages(prompts, receiver));
    for (const url of ['app://hoga/', 'app://hoga-secret/', 'app://hoga-secret/index.html']) {
      expect((await session.load(url)).status).toBe(404);
    }
  });
});
