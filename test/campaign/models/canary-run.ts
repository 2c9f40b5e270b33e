import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { BrowserContext, Page } from 'playwright';
import { startBrowserHost } from '#electron/browser-host/browser-host.ts';
import { createPageWindows } from '#electron/browser-host/page-windows.ts';
import { rootFlags } from '#electron/launcher/app-window.ts';
import { createBoundedLogFile } from '#electron/platform/bounded-log-file.ts';
import { openConfSettings } from '#electron/platform/conf-settings.ts';
import { createEncryptedFileSecrets } from '#electron/platform/encrypted-file-secrets.ts';
import { createFileCache } from '#electron/platform/file-cache.ts';
import { createPinoLog } from '#electron/platform/pino-log.ts';
import { createRendererFiles } from '#electron/platform/renderer-files.ts';
import { createSecretPrompts } from '#electron/platform/secret-prompts.ts';
import { createSecretReceiver } from '#electron/platform/secret-receiver.ts';
import { openSqliteLedger } from '#electron/platform/sqlite-ledger.ts';
import { createUuidIds } from '#electron/platform/uuid-ids.ts';
import { buy, prepareDrill, value } from '#test/support/drill/drill.ts';
import type { Drill } from '#test/support/drill/drill.ts';
import { presentBrowser } from '#test/support/ensure-browser.ts';
import { ROOT } from '#test/support/launch-desk.ts';

/** Typed into the host's forms; nothing else in the world looks like them. */
export const TYPED = {
  appKey: 'CANARY-app-key-5f1c9b',
  secretKey: 'CANARY-secret-key-77ab02',
  passphrase: 'CANARY passphrase 31d4',
} as const;

/** All that a run left, to be searched. */
export interface CanaryRun {
  /** Tokens that the broker gave for the keys. */
  readonly tokens: readonly string[];
  /** Text by the place where it was found. */
  readonly places: readonly (readonly [place: string, text: string])[];
  /** What the desk sent to the broker: the keys have to be in it, or the search proves nothing. */
  readonly broker: string;
  readonly hasPage: boolean;
}

const TICK_MS = 50;
/** Known to be in the page's memory, so that a search of it that finds nothing means something. */
export const HEAP_PROBE = 'HEAP-PROBE-8d2f61';

/** Runs a desk with its real page, has keys typed into it, trades, and collects everything that it wrote and sent. */
export async function runWithCanaries(folder: string): Promise<CanaryRun> {
  const browser = presentBrowser();
  const files = join(folder, 'desk');
  mkdirSync(files, { recursive: true });
  const log = createPinoLog(createBoundedLogFile(join(files, 'hoga.log')), 'debug');
  const secrets = createEncryptedFileSecrets(files, { n: 16 });
  const { store: settings } = openConfSettings(files, log);
  const drill = await prepareDrill({
    ledger: openSqliteLedger(join(files, 'ledger.sqlite')),
    ports: {
      log,
      secrets,
      settings,
      cache: createFileCache(files),
      windows: createPageWindows((prompt) => prompts.add(prompt)),
    },
  });
  const prompts = createSecretPrompts(drill.clock);
  const tokens = new Set<string>();
  const sent: string[] = [];
  watchBroker(drill, tokens, sent);
  let context: BrowserContext | null = null;
  try {
    await drill.start();
    await drill.ready();
    const host = value(
      await startBrowserHost({
        desk: drill.desk,
        clock: drill.clock,
        ids: createUuidIds(drill.clock),
        log,
        files: createRendererFiles(join(ROOT, 'out/renderer')),
        prompts,
        receiver: createSecretReceiver(drill.desk, secrets, secrets),
        port: 0,
      }),
    );
    const places: [string, string][] = [];
    try {
      if (browser !== null) {
        context = await chromium.launchPersistentContext(join(folder, 'browser'), {
          executablePath: browser,
          args: rootFlags(),
          locale: 'ko-KR',
        });
        places.push(...(await driveBrowser(context, host.oneTimeUrl(), drill)));
      }
    } finally {
      await context?.close();
      await host.close();
    }
    await drill.pass(2_000);
    places.push(...filesIn(folder));
    return { tokens: [...tokens], places, broker: sent.join('\n'), hasPage: browser !== null };
  } finally {
    await drill.close();
  }
}

/** Takes note of every token; the first attempt with the typed keys meets a broker that repeats what it was sent. */
function watchBroker(drill: Drill, tokens: Set<string>, sent: string[]): void {
  let hasRepeated = false;
  drill.wire.callFault = async (call, proceed) => {
    sent.push(JSON.stringify(call));
    if (call.headers['api-id'] !== 'au10001') return proceed();
    if (!hasRepeated && call.body.includes(TYPED.appKey)) {
      hasRepeated = true;
      const body = JSON.stringify({ return_code: 3, return_msg: `[8001:검증에 실패했습니다] ${call.body}` });
      return { status: 200, headers: {}, body };
    }
    const answer = await proceed();
    const { token } = JSON.parse(answer.body) as { token?: string };
    if (token !== undefined) tokens.add(token);
    return answer;
  };
}

async function driveBrowser(
  context: BrowserContext,
  url: string,
  drill: Drill,
): Promise<readonly [string, string][]> {
  const traffic: string[] = [];
  let isOver = false;
  // The page lives in real time, so the desk's time passes beside it.
  const pump = (async () => {
    while (!isOver) {
      await drill.pass(TICK_MS);
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    }
  })();
  try {
    const page = await context.newPage();
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => traffic.push(String(payload)));
      socket.on('framereceived', ({ payload }) => traffic.push(String(payload)));
    });
    await page.goto(url);
    await page.waitForSelector('.app, main, [data-panel]', { timeout: 60_000 });
    await typeKeys(page, drill);
    await page.evaluate(
      (probe) => ((window as unknown as Record<string, string>)['probe'] = probe),
      HEAP_PROBE,
    );
    const heap = await heapOf(context, page);
    const html = await page.content();
    return [
      ['heap of the page', heap],
      ['text of the page', html],
      ['traffic of the contract', traffic.join('\n')],
    ];
  } finally {
    isOver = true;
    await pump;
  }
}

/** As the owner does it: a passphrase, then keys that are refused, then the same keys again; then an order. */
async function typeKeys(page: Page, drill: Drill): Promise<void> {
  const ask = drill.ask.bind(drill);
  const { accountId } = value(
    await ask('profiles.add', {
      label: 'canary',
      owner: '',
      color: 'gray',
      broker: 'kiwoom',
      environment: 'mock',
    }),
  );
  const enter = async (fields: Record<string, string>) => {
    const form = await openForm(page, accountId);
    for (const [name, text] of Object.entries(fields)) await form.fill(`[name="${name}"]`, text);
    await form.click('button[type="submit"], button:not([type])');
    await form.waitForLoadState();
    await form.waitForTimeout(500);
    await form.close();
  };
  const { appKey, secretKey, passphrase } = TYPED;
  await enter({ passphrase, repeated: passphrase });
  await enter({ appKey, secretKey });
  await enter({ appKey, secretKey });
  await ask('profiles.connect', { accountId });
  await drill.until(() => drill.window.condition(accountId)?.phase === 'online');
  await drill.until(() => drill.window.condition(accountId)?.gate.state === 'armed');
  await drill.until(() => drill.window.events('cash').some((event) => event.accountId === accountId));
  const command = { requestId: 'request-canary', accountId, intent: buy(), accepted: [] };
  value(await ask('order.place', command));
  await ask('account.refresh', { accountId });
  await drill.pass(3_000);
}

/** The form that the host opens for a window of that session. */
async function openForm(page: Page, accountId: string): Promise<Page> {
  const path = await page.evaluate(async (id) => {
    const { protocol, host } = window.location;
    const socket = new WebSocket(`${protocol.replace('http', 'ws')}//${host}/desk`);
    return await new Promise<string>((resolve, reject) => {
      socket.onerror = () => reject(new Error('no connection'));
      socket.onopen = () =>
        socket.send(JSON.stringify({ id: 1, name: 'profiles.enterCredentials', payload: { accountId: id } }));
      socket.onmessage = ({ data }) => {
        const frame = JSON.parse(String(data)) as { id?: number; open?: string };
        if (frame.id !== 1) return;
        socket.close();
        resolve(frame.open ?? '');
      };
    });
  }, accountId);
  const [form] = await Promise.all([
    page.context().waitForEvent('page'),
    page.evaluate((target) => void window.open(target, '_blank'), path),
  ]);
  await form.waitForLoadState();
  return form;
}

async function heapOf(context: BrowserContext, page: Page): Promise<string> {
  const session = await context.newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => void chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}

/** Every file under the folder with what is in it. */
function filesIn(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]);
}
