import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBrowserHost } from '#electron/browser-host/browser-host.ts';
import { createSecretPrompts } from '#electron/platform/secret-prompts.ts';
import { createSecretReceiver } from '#electron/platform/secret-receiver.ts';
import { systemClock } from '#electron/platform/system-clock.ts';
import { createUuidIds } from '#electron/platform/uuid-ids.ts';
import { DESK_SOCKET_CLOSE } from '#shared/contract/desk-socket.ts';
import { ok } from '#shared/domain/result.ts';
import { RecordingDesk, marketBatch } from '#test/support/recording-desk.ts';
import { createRecordingLog } from '#test/support/recording-log.ts';
import { ask, cookieOf, RawPage, startTestHost } from '#test/support/test-host.ts';
import type { TestHost } from '#test/support/test-host.ts';

let test: TestHost;
let pages: RawPage[];

beforeEach(async () => {
  test = await startTestHost();
  pages = [];
});

afterEach(async () => {
  for (const page of pages) page.close();
  await test.close();
});

async function openPage(): Promise<RawPage> {
  const page = await RawPage.open(test.host.port, { cookie: await test.enter(), origin: test.origin });
  pages.push(page);
  return page;
}

describe('the way in', () => {
  it('exchanges the one-time token for a cookie and leads to an address without it', async () => {
    const url = new URL(test.host.oneTimeUrl());
    const answer = await ask(test.host.port, `/?token=${url.searchParams.get('token') ?? ''}&window=second`);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/?window=second');
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^hoga-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const page = await ask(test.host.port, '/', { headers: { cookie: cookieOf(answer.headers) } });
    expect(page.status).toBe(200);
  });

  it('lets whoever is in already reuse a spent address, without a new session', async () => {
    const { search } = new URL(test.host.oneTimeUrl());
    const first = await ask(test.host.port, search);
    const again = await ask(test.host.port, search, { headers: { cookie: cookieOf(first.headers) } });
    expect(again.status).toBe(303);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('gives every address a token of its own', () => {
    expect(test.host.oneTimeUrl()).not.toBe(test.host.oneTimeUrl());
  });

  it('says in one error that the port is taken', async () => {
    const desk = new RecordingDesk();
    const second = await startBrowserHost({
      desk,
      clock: systemClock,
      ids: createUuidIds(systemClock),
      log: createRecordingLog(),
      files: { respond: () => null },
      prompts: createSecretPrompts(systemClock),
      receiver: createSecretReceiver(desk, test.secrets, null),
      port: test.host.port,
    });
    expect(second).toMatchObject({
      ok: false,
      error: { kind: 'connectivity', code: 'PORT_TAKEN', context: { port: test.host.port } },
    });
  });
});

describe('pages', () => {
  it('carry a fresh nonce each, the same in the policy and in the page', async () => {
    const cookie = await test.enter();
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const { headers, body } = await ask(test.host.port, '/', { headers: { cookie } });
        const nonce = /nonce="([^"]+)"/.exec(body)?.[1] ?? '';
        expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
    expect(nonces[0]).toHaveLength(24);
  });

  it('are never cached, while their hashed files are', async () => {
    const headers = { cookie: await test.enter() };
    expect((await ask(test.host.port, '/', { headers })).headers['cache-control']).toBe('no-store');
    const file = await ask(test.host.port, '/assets/a-1.js', { headers });
    expect(file.headers['cache-control']).toContain('immutable');
    expect(file.headers['content-type']).toBe('text/javascript; charset=utf-8');
  });
});

describe('before the desk is there', () => {
  it('pages are served, and their sockets wait for it', async () => {
    let begin: (desk: RecordingDesk) => void = () => undefined;
    const desk = new Promise<RecordingDesk>((resolve) => (begin = resolve));
    const started = await startBrowserHost({
      desk,
      clock: systemClock,
      ids: createUuidIds(systemClock),
      log: createRecordingLog(),
      files: { respond: () => ({ headers: {}, body: Buffer.from('page') }) },
      prompts: createSecretPrompts(systemClock),
      receiver: createSecretReceiver(desk, test.secrets, null),
      port: 0,
    });
    if (!started.ok) throw new Error(started.error.detail);
    const { port } = started.value;
    const { headers } = await ask(port, new URL(started.value.oneTimeUrl()).search);
    const cookie = cookieOf(headers);
    expect((await ask(port, '/', { headers: { cookie } })).body).toBe('page');
    const opening = RawPage.open(port, { cookie, origin: `http://127.0.0.1:${port}` });
    begin(new RecordingDesk().on('x', () => ok('served')));
    const page = await opening;
    page.send({ id: 1, name: 'x', payload: {} });
    expect((await page.reply(1)).result).toEqual(ok('served'));
    page.close();
    await started.value.close();
  });
});

describe('the desk socket', () => {
  it('answers each request with its number', async () => {
    test.desk.on('instruments.list', () => ok(['a']));
    const page = await openPage();
    page.send({ id: 7, name: 'instruments.list', payload: {} });
    page.send({ id: 8, name: 'no.such', payload: {} });
    expect(await page.reply(7)).toEqual({ id: 7, result: { ok: true, value: ['a'] } });
    expect(await page.reply(8)).toMatchObject({ result: { ok: false, error: { code: 'REQUEST_UNKNOWN' } } });
  });

  it('attaches a window when it connects and detaches it when it leaves', async () => {
    const page = await openPage();
    expect(test.desk.clients.size).toBe(1);
    page.close();
    await expect.poll(() => test.desk.clients.size).toBe(0);
  });

  it('delivers events in order and batches with growing numbers', async () => {
    const page = await openPage();
    const events = [test.desk.announce(), test.desk.announce()];
    test.desk.sendMarket(5);
    await page.until(() => page.frames.length === 3);
    expect(page.frames).toEqual([
      { event: events[0] },
      { event: events[1] },
      { batch: 1, market: marketBatch(5) },
    ]);
  });

  it('holds market data back until the page has seen what was sent, and events never', async () => {
    const page = await openPage();
    const sent = [1, 2, 3, 4, 5].map((at) => test.desk.sendMarket(at));
    expect(sent).toEqual([1, 1, 1, 0, 0]);
    test.desk.announce();
    await page.until(() => page.frames.length === 4);
    page.send({ seen: 2 });
    await expect.poll(() => test.desk.sendMarket(6)).toBe(1);
  });

  it('does not believe a page that acknowledges what was never sent', async () => {
    const page = await openPage();
    for (const at of [1, 2, 3]) test.desk.sendMarket(at);
    page.send({ seen: 1_000_000 });
    page.send({ id: 1, name: 'x', payload: {} });
    await page.reply(1);
    expect(test.desk.sendMarket(4)).toBe(0);
  });

  it('tells the page which window to open along with the reply, for the asking page only', async () => {
    test.desk.on('window.open', async () => {
      const opened = await test.windows.openWindow('chart-2');
      return opened.ok ? ok(null) : opened;
    });
    const [asking, other] = [await openPage(), await openPage()];
    asking.send({ id: 1, name: 'window.open', payload: {} });
    expect(await asking.reply(1)).toEqual({ id: 1, result: ok(null), open: '/?window=chart-2' });
    expect(other.frames).toEqual([]);
  });

  it('cannot open a window that no page asked for', async () => {
    expect(await test.windows.openWindow('main')).toMatchObject({
      ok: false,
      error: { code: 'WINDOW_NOT_ASKED_FOR' },
    });
  });

  it('says good-bye with 1001 when the program ends', async () => {
    const page = await openPage();
    await test.host.close();
    await page.until(() => page.closeCode !== null);
    expect(page.closeCode).toBe(DESK_SOCKET_CLOSE.goingAway);
    test = await startTestHost();
  });
});
