import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { BrowserHost } from '#electron/browser-host/browser-host.ts';
import { startBrowserHost } from '#electron/browser-host/browser-host.ts';
import { createPageWindows } from '#electron/browser-host/page-windows.ts';
import { createBoundedLogFile } from '#electron/platform/bounded-log-file.ts';
import { openConfSettings } from '#electron/platform/conf-settings.ts';
import { createEncryptedFileSecrets } from '#electron/platform/encrypted-file-secrets.ts';
import { createPinoLog } from '#electron/platform/pino-log.ts';
import { createRendererFiles } from '#electron/platform/renderer-files.ts';
import { createSecretPrompts } from '#electron/platform/secret-prompts.ts';
import { createSecretReceiver } from '#electron/platform/secret-receiver.ts';
import { createUuidIds } from '#electron/platform/uuid-ids.ts';
import type { Drill } from '#test/support/drill/drill.ts';
import { buy, prepareDrill, value } from '#test/support/drill/drill.ts';
import { ask, cookieOf, RawPage } from '#test/support/test-host.ts';

const APP_KEY = 'CANARY-app-key-5f1c9b';
const SECRET_KEY = 'CANARY-secret-key-77ab02';
const PASSPHRASE = 'CANARY passphrase 31d4';
const CANARIES = [APP_KEY, SECRET_KEY, PASSPHRASE].flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
]);
const NAVIGATION = { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' };

let drill: Drill;
let host: BrowserHost | null = null;
let folder = '';
afterEach(async () => {
  await host?.close();
  host = null;
  await drill.close();
  rmSync(folder, { recursive: true });
});

/** Every file under the folder with what is in it. */
function filesIn(path: string): readonly (readonly [string, string])[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [
      join(entry.parentPath, entry.name),
      readFileSync(join(entry.parentPath, entry.name), 'latin1'),
    ]);
}

const hits = (text: string): readonly string[] => CANARIES.filter((canary) => text.includes(canary));

it('keys and passphrase typed into the form are in no window, no log and no file in the clear', async () => {
  folder = mkdtempSync(join(tmpdir(), 'hoga-canary-'));
  mkdirSync(join(folder, 'pages/assets'), { recursive: true });
  writeFileSync(join(folder, 'pages/index.html'), '<!doctype html>');
  const log = createPinoLog(createBoundedLogFile(join(folder, 'hoga.log')), 'debug');
  const secrets = createEncryptedFileSecrets(folder, { n: 16 });
  const { store: settings } = openConfSettings(folder, log);
  drill = await prepareDrill({
    ports: { log, secrets, settings, windows: createPageWindows((prompt) => prompts.add(prompt)) },
  });
  const prompts = createSecretPrompts(drill.clock);
  await drill.start();
  await drill.ready();
  host = value(
    await startBrowserHost({
      desk: drill.desk,
      clock: drill.clock,
      ids: createUuidIds(drill.clock),
      log,
      files: createRendererFiles(join(folder, 'pages')),
      prompts,
      receiver: createSecretReceiver(drill.desk, secrets, secrets),
      port: 0,
    }),
  );
  const { port } = host;
  const cookie = cookieOf((await ask(port, new URL(host.oneTimeUrl()).search)).headers);
  const headers = { cookie, origin: `http://127.0.0.1:${port}` };
  const pages = [await RawPage.open(port, headers), await RawPage.open(port, headers)];
  const [page] = pages;
  if (page === undefined) throw new Error('no page');
  let lastId = 0;
  const request = async (name: string, payload: unknown) => {
    lastId += 1;
    page.send({ id: lastId, name, payload });
    return drill.settled(page.reply(lastId));
  };
  const answers: string[] = [];
  const get = async (path: string) => {
    const answer = await ask(port, path, { headers: { ...headers, ...NAVIGATION } });
    answers.push(JSON.stringify(answer));
    return answer;
  };
  const post = async (path: string, fields: Record<string, string>) => {
    const proof = /name="proof" value="([^"]+)"/.exec((await get(path)).body)?.[1] ?? '';
    const body = new URLSearchParams({ ...fields, proof }).toString();
    const answer = await drill.settled(
      ask(port, path, { method: 'POST', headers: { ...headers, ...NAVIGATION }, body }),
    );
    answers.push(JSON.stringify(answer));
    return answer;
  };

  const added = await request('profiles.add', {
    label: 'canary',
    owner: '',
    color: 'gray',
    broker: 'kiwoom',
    environment: 'mock',
  });
  const { accountId } = value(added.result) as { accountId: string };
  const { open = '' } = await request('profiles.enterCredentials', { accountId });
  const creating = String((await get(open)).headers.location ?? open);
  expect((await post(creating, { passphrase: PASSPHRASE, repeated: PASSPHRASE })).status).toBe(303);
  const next = await request('profiles.enterCredentials', { accountId });
  // A broker that is at fault itself and repeats what it was sent.
  drill.wire.callFault = (call, proceed) =>
    call.headers['api-id'] === 'au10001'
      ? {
          status: 200,
          headers: {},
          body: JSON.stringify({ return_code: 3, return_msg: `[8001:검증에 실패했습니다] ${call.body}` }),
        }
      : proceed();
  await post(next.open ?? '', { appKey: APP_KEY, secretKey: SECRET_KEY });
  await drill.pass(3_000);
  drill.wire.callFault = null;
  await request('profiles.connect', { accountId });
  await drill.until(() => drill.window.condition(accountId as never)?.phase === 'online');
  await request('order.place', { requestId: 'request-canary', accountId, intent: buy(), accepted: [] });
  await request('account.refresh', { accountId });
  await drill.pass(5_000);

  expect(hits(pages.map((each) => JSON.stringify(each.frames)).join(''))).toEqual([]);
  expect(hits(answers.join(''))).toEqual([]);
  expect(hits(JSON.stringify(drill.ledger.rows))).toEqual([]);
  for (const [path, text] of filesIn(folder)) expect([path, hits(text)]).toEqual([path, []]);
  expect(
    filesIn(folder)
      .map(([path]) => path)
      .join(' '),
  ).toMatch(/hoga\.log.*settings\.json/);
  for (const each of pages) each.close();
});
