import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DESK_SOCKET_CLOSE, MAX_PAGE_FRAME_BYTES } from '#shared/contract/desk-socket.ts';
import { ok } from '#shared/domain/result.ts';
import { ask, RawPage, startTestHost } from '#test/support/test-host.ts';
import type { TestHost } from '#test/support/test-host.ts';

let test: TestHost;
let cookie: string;
let page: RawPage | null;

beforeEach(async () => {
  test = await startTestHost();
  cookie = await test.enter();
  page = null;
});

afterEach(async () => {
  page?.close();
  await test.close();
});

const openPage = async (): Promise<RawPage> =>
  (page = await RawPage.open(test.host.port, { cookie, origin: test.origin }));

describe('a client without the token', () => {
  it.each(['/', '/index.html', '/assets/a-1.js', '/secret/x', '/desk', '/no-such'])(
    'is refused %s with a note in Korean and English',
    async (path) => {
      const answer = await ask(test.host.port, path);
      expect(answer.status).toBe(401);
      expect(answer.body).toContain('일회용 주소');
      expect(answer.body).toContain('one-time address');
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    },
  );

  it('is refused when its token is wrong, spent or empty', async () => {
    const { search } = new URL(test.host.oneTimeUrl());
    await ask(test.host.port, search);
    for (const used of [search, '?token=', '?token=guess', `?token=${'a'.repeat(43)}`]) {
      const answer = await ask(test.host.port, used);
      expect([answer.status, answer.headers['set-cookie']]).toEqual([401, undefined]);
    }
  });

  it('is refused with a cookie of another launch or another port', async () => {
    const other = await startTestHost();
    const foreign = await other.enter();
    const renamed = foreign.replace(/^hoga-\d+/, `hoga-${test.host.port}`);
    for (const forged of [foreign, renamed, cookie.slice(0, -1), `${cookie}x`]) {
      expect((await ask(test.host.port, '/', { headers: { cookie: forged } })).status).toBe(401);
    }
    await other.close();
  });

  it('cannot open the desk socket', async () => {
    await expect(RawPage.open(test.host.port, { origin: test.origin })).rejects.toThrow('401');
    expect(test.desk.clients.size).toBe(0);
  });
});

describe('a request from elsewhere', () => {
  it.each(['localhost', 'evil.example', '127.0.0.1', '127.0.0.1.evil.example', '[::1]'])(
    'is refused with the host %s, as a foreign name pointed at this machine would have it',
    async (host) => {
      const headers = { cookie, host: `${host}${host === '127.0.0.1' ? '' : `:${test.host.port}`}` };
      expect((await ask(test.host.port, '/', { headers })).status).toBe(403);
      await expect(RawPage.open(test.host.port, { ...headers, origin: test.origin })).rejects.toThrow('403');
    },
  );

  it.each(['https://evil.example', 'null', 'http://127.0.0.1', 'http://localhost:1'])(
    'is refused with the origin %s',
    async (origin) => {
      expect((await ask(test.host.port, '/', { headers: { cookie, origin } })).status).toBe(403);
      await expect(RawPage.open(test.host.port, { cookie, origin })).rejects.toThrow('403');
    },
  );

  it('is refused the socket when it names no origin at all', async () => {
    await expect(RawPage.open(test.host.port, { cookie })).rejects.toThrow('403');
  });

  it('is refused the socket at any other path', async () => {
    for (const path of ['/', '/desk/', '/desk2', '//desk', '/%64esk']) {
      await expect(RawPage.open(test.host.port, { cookie, origin: test.origin }, path)).rejects.toThrow(
        '404',
      );
    }
  });
});

describe('paths', () => {
  it.each([
    '/../outside.txt',
    '/..%2foutside.txt',
    '/assets/../../outside.txt',
    '/assets/..%5c..%5coutside.txt',
    '/%2e%2e/outside.txt',
    '/assets/%00a-1.js',
    '/assets/',
    '/assets',
    '/etc/passwd',
  ])('lead nowhere outside the built pages: %s', async (path) => {
    const answer = await ask(test.host.port, path, { headers: { cookie } });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('not for you');
  });

  it.each(['*', 'http://[', '//evil.example/', 'x'])('that are none are refused: %s', async (path) => {
    const status = await ask(test.host.port, path, { headers: { cookie } }).then(
      (answer) => answer.status,
      () => 400,
    );
    expect(status).toBe(400);
  });

  it('take no writing', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      expect((await ask(test.host.port, '/', { method, headers: { cookie } })).status).toBe(405);
    }
  });
});

describe('the content policy of the desk page', () => {
  it('allows its own files and nothing else', async () => {
    const { headers } = await ask(test.host.port, '/', { headers: { cookie } });
    const policy = String(headers['content-security-policy']).replace(/nonce-[^']+/, 'nonce-N');
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "script-src-attr 'none'",
      "style-src 'self' 'nonce-N'",
      "style-src-attr 'none'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin-allow-popups',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('frames of a hostile page', () => {
  it('that are malformed are answered with an error and do nothing else', async () => {
    const hostile = await openPage();
    hostile.send('{"id":1,');
    hostile.send({ id: 2, name: 'x' });
    hostile.send({ id: 3, name: 'x', payload: {}, extra: true });
    hostile.send({ id: 4, name: 5, payload: {} });
    await hostile.until(() => hostile.frames.length === 4);
    expect(hostile.frames.map((frame) => ('id' in frame ? frame.id : null))).toEqual([0, 2, 3, 4]);
    for (const frame of hostile.frames) {
      expect(frame).toMatchObject({
        result: { ok: false, error: { kind: 'protocol', code: 'FRAME_MALFORMED' } },
      });
    }
    expect(test.desk.requests).toEqual([]);
  });

  it('that are too large end its connection before they are read', async () => {
    const hostile = await openPage();
    hostile.send({ id: 1, name: 'x', payload: 'x'.repeat(MAX_PAGE_FRAME_BYTES) });
    await hostile.until(() => hostile.closeCode !== null);
    expect(hostile.closeCode).toBe(1009);
    expect(test.desk.requests).toEqual([]);
  });

  it('that are binary end its connection', async () => {
    const hostile = await openPage();
    hostile.socket.send(Buffer.from('{"id":1,"name":"x","payload":{}}'));
    await hostile.until(() => hostile.closeCode !== null);
    expect(hostile.closeCode).toBe(DESK_SOCKET_CLOSE.badFrame);
    expect(test.desk.requests).toEqual([]);
  });

  it('that come too fast are refused, while another window is served', async () => {
    test.desk.on('ping', () => ok(null));
    const hostile = await openPage();
    for (let id = 1; id <= 600; id += 1) hostile.send({ id, name: 'ping', payload: {} });
    await hostile.until(() => hostile.frames.length === 600);
    const refused = hostile.frames.filter((frame) => 'id' in frame && !frame.result.ok);
    expect(refused.length).toBeGreaterThan(200);
    for (const frame of refused) {
      expect(frame).toMatchObject({
        result: { error: { kind: 'rateLimited', context: { scope: 'window' } } },
      });
    }
    const other = await RawPage.open(test.host.port, { cookie: await test.enter(), origin: test.origin });
    other.send({ id: 1, name: 'ping', payload: {} });
    expect(await other.reply(1)).toEqual({ id: 1, result: ok(null) });
    other.close();
  });

  it('that never end being wrong end its connection', async () => {
    const hostile = await openPage();
    for (let count = 0; count < 1100; count += 1) hostile.send('nonsense');
    await hostile.until(() => hostile.closeCode !== null);
    expect(hostile.closeCode).toBe(DESK_SOCKET_CLOSE.tooManyRequests);
  });

  it('cannot make a fault of the desk end the host', async () => {
    test.desk.on('bug', () => {
      throw new Error('secret detail');
    });
    const hostile = await openPage();
    hostile.send({ id: 1, name: 'bug', payload: {} });
    const frame = await hostile.reply(1);
    expect(frame.result).toMatchObject({ ok: false, error: { kind: 'protocol', code: 'REQUEST_FAILED' } });
    expect(JSON.stringify(frame)).not.toContain('secret detail');
  });
});

describe('the form for secrets', () => {
  const NAVIGATION = { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' };

  async function openForm(kind: 'credentials' | 'unlock' = 'credentials'): Promise<string> {
    test.desk.on('profiles.enterCredentials', async () => {
      const opened = await test.windows.openSecretPrompt(
        kind === 'credentials' ? { kind, accountId: 'a1', label: '<b>계좌</b>' } : { kind },
      );
      return opened.ok ? ok(null) : opened;
    });
    const asking = await openPage();
    asking.send({ id: 1, name: 'profiles.enterCredentials', payload: {} });
    const { open = '' } = await asking.reply(1);
    return open;
  }

  const get = (path: string, headers: Record<string, string> = {}) =>
    ask(test.host.port, path, { headers: { cookie, ...NAVIGATION, ...headers } });

  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    ask(test.host.port, path, {
      method: 'POST',
      headers: { cookie, origin: test.origin, ...NAVIGATION, ...headers },
      body: new URLSearchParams(fields).toString(),
    });

  const proofIn = (body: string): string => /name="proof" value="([^"]+)"/.exec(body)?.[1] ?? '';

  async function unlock(): Promise<void> {
    expect(await test.secrets.create('a long passphrase')).toEqual(ok(undefined));
  }

  it('gives what is typed straight to the desk, and nothing of it to any window', async () => {
    await unlock();
    const path = await openForm();
    const form = await get(path);
    expect(form.status).toBe(200);
    expect(form.body).not.toContain('<script');
    expect(form.body).toContain('&lt;b&gt;계좌&lt;/b&gt;');
    const done = await post(path, { proof: proofIn(form.body), appKey: 'AK-1', secretKey: 'SK-2' });
    expect(done.status).toBe(200);
    expect(test.desk.credentials).toEqual([{ accountId: 'a1', appKey: 'AK-1', secretKey: 'SK-2' }]);
    expect(JSON.stringify(page?.frames)).not.toMatch(/AK-1|SK-2/);
    expect(JSON.stringify(test.log.entries)).not.toMatch(/AK-1|SK-2/);
    expect((await get(path)).status).toBe(410);
  });

  it('is cut from the window that opened it and allows no script', async () => {
    await unlock();
    const { headers } = await get(await openForm());
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'nonce-[^']+'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/,
    );
    expect(headers['cache-control']).toBe('no-store');
  });

  it('is not shown to a script that fetches it, nor inside a frame', async () => {
    await unlock();
    const path = await openForm();
    for (const headers of [
      { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' },
      { 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate' },
      { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'cors' },
    ]) {
      expect((await get(path, headers)).status).toBe(403);
      expect((await post(path, { appKey: 'x', secretKey: 'y' }, headers)).status).toBe(403);
    }
    expect(test.desk.credentials).toEqual([]);
  });

  it('takes nothing without its proof, from another origin or without the cookie', async () => {
    await unlock();
    const path = await openForm();
    const proof = proofIn((await get(path)).body);
    const typed = { appKey: 'AK', secretKey: 'SK' };
    const attempts = [
      await post(path, typed),
      await post(path, { ...typed, proof: `${proof}x` }),
      await post(path, { ...typed, proof }, { origin: 'https://evil.example' }),
      await post(path, { ...typed, proof }, { origin: 'null' }),
      await post(path, { ...typed, proof }, { cookie: '' }),
    ];
    expect(attempts.map(({ status }) => status)).toEqual([410, 410, 403, 403, 401]);
    expect(test.desk.credentials).toEqual([]);
  });

  it('makes a passphrase before the first secret', async () => {
    const path = await openForm();
    const first = await get(path);
    expect(first.status).toBe(303);
    const creating = String(first.headers.location);
    const form = await get(creating);
    expect(form.body).toContain('name="repeated"');
    const proof = proofIn(form.body);
    const short = await post(creating, { proof, passphrase: 'short', repeated: 'short' });
    expect([short.status, short.body.includes('8자')]).toEqual([422, true]);
    const done = await post(creating, {
      proof,
      passphrase: 'a long passphrase',
      repeated: 'a long passphrase',
    });
    expect([done.status, done.headers.location]).toEqual([303, path]);
    expect(test.desk.unlocks).toBe(1);
    expect((await get(path)).body).toContain('name="appKey"');
  });

  it('shows the form again when the desk refuses the keys', async () => {
    await unlock();
    test.desk.credentialsAnswer = {
      ok: false,
      error: { kind: 'storage', code: 'SECRETS_NOT_WRITTEN', detail: '', context: {} },
    };
    const path = await openForm();
    const proof = proofIn((await get(path)).body);
    const answer = await post(path, { proof, appKey: 'AK-1', secretKey: 'SK-2' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('SECRETS_NOT_WRITTEN');
    expect(answer.body).not.toMatch(/AK-1|SK-2/);
  });

  it('refuses keys that could smuggle in a header or a line', async () => {
    await unlock();
    const path = await openForm();
    const proof = proofIn((await get(path)).body);
    for (const appKey of ['a b', 'a\r\nX: y', '키', 'a'.repeat(513), '']) {
      expect((await post(path, { proof, appKey, secretKey: 'SK' })).status).toBe(422);
    }
    expect(test.desk.credentials).toEqual([]);
  });

  it('reads a form of bounded size only', async () => {
    await unlock();
    const path = await openForm();
    const proof = proofIn((await get(path)).body);
    const answer = await post(path, { proof, appKey: 'a'.repeat(20_000), secretKey: 'SK' }).catch(() => null);
    expect(answer === null || answer.status === 413).toBe(true);
    expect(test.desk.credentials).toEqual([]);
  });
});
