import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Http, HttpRequest } from '#electron/core/ports/http.ts';
import { systemClock } from '#electron/platform/system-clock.ts';
import { createUndiciHttp } from '#electron/platform/undici-http.ts';

let http: Http;
let servers: Server[];

beforeEach(() => {
  http = createUndiciHttp({ clock: systemClock, maxBodyBytes: 1000 });
  servers = [];
});

afterEach(async () => {
  await http.close();
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function serve(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer({ keepAlive: true }, listener))}/api`;
}

/** A server below HTTP: for every way in which an answer can fail to come. */
async function serveRaw(onRequest: (socket: Socket, count: number) => void): Promise<string> {
  let count = 0;
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => onRequest(socket, ++count));
  });
  return `http://127.0.0.1:${await listen(server)}/api`;
}

const post = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/json' },
  body: '{}',
  timeoutMs: 5000,
  ...more,
});

describe('an exchange that succeeds', () => {
  it('gives status, headers in lower case and the body', async () => {
    const url = await serve((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        response.writeHead(201, { 'Next-Key': 'k', 'Set-Cookie': ['a', 'b'] });
        response.end(
          `${request.method} ${request.url} ${request.headers['api-id']} ${Buffer.concat(parts)} 가`,
        );
      });
    });
    let sent = 0;
    const answer = await http.send(
      post(`${url}?q=1`, { headers: { 'api-id': 'ka1' }, body: '{"a":1}', onSent: () => (sent += 1) }),
    );
    expect(answer).toMatchObject({
      ok: true,
      value: {
        status: 201,
        body: 'POST /api?q=1 ka1 {"a":1} 가',
        headers: { 'next-key': 'k', 'set-cookie': 'a, b' },
      },
    });
    expect(sent).toBe(1);
  });

  it('is the answer, whatever its status: nothing is followed or sent again', async () => {
    let requests = 0;
    const url = await serve((_request, response) => {
      requests += 1;
      response.writeHead(requests === 1 ? 307 : 503, { location: '/elsewhere' });
      response.end();
    });
    expect(await http.send(post(url))).toMatchObject({ ok: true, value: { status: 307 } });
    expect(await http.send(post(url))).toMatchObject({ ok: true, value: { status: 503 } });
    expect(requests).toBe(2);
  });
});

describe('a failure before anything was sent', () => {
  it('is known as such when the connection is refused', async () => {
    const port = await listen(createTcpServer());
    await new Promise((resolve) => servers.pop()?.close(resolve));
    let sent = 0;
    const answer = await http.send(post(`http://127.0.0.1:${port}/`, { onSent: () => (sent += 1) }));
    expect(answer).toMatchObject({ ok: false, error: { reason: 'refused', maybeSent: false } });
    expect(sent).toBe(0);
  });

  it('is known as such when the name does not resolve', async () => {
    const answer = await http.send(post('http://no-such-host.invalid/'));
    expect(answer).toMatchObject({ ok: false, error: { reason: 'unresolved', maybeSent: false } });
  });

  it('is known as such when the other side speaks no TLS', async () => {
    const port = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      }),
    );
    const answer = await http.send(post(`https://127.0.0.1:${port}/`));
    expect(answer).toMatchObject({ ok: false, error: { reason: 'tls', maybeSent: false } });
  });

  it('is known as such when the connection breaks in the middle of TLS', async () => {
    const port = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.destroy());
      }),
    );
    const answer = await http.send(post(`https://127.0.0.1:${port}/`));
    expect(answer).toMatchObject({ ok: false, error: { maybeSent: false } });
  });

  it('is known as such when time runs out while connecting, and the request never goes out later', async () => {
    // A listener that takes the connection but never finishes TLS.
    const received: Buffer[] = [];
    const port = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined);
        socket.on('data', (bytes) => received.push(bytes));
      }),
    );
    let sent = 0;
    const answer = await http.send(
      post(`https://127.0.0.1:${port}/`, { timeoutMs: 100, body: 'the order', onSent: () => (sent += 1) }),
    );
    expect(answer).toMatchObject({ ok: false, error: { reason: 'timeout', maybeSent: false } });
    await http.close();
    expect(sent).toBe(0);
    expect(Buffer.concat(received).includes('the order')).toBe(false);
  });

  it.each(['not an address', 'ftp://127.0.0.1/', ''])('is known as such for the address %j', async (url) => {
    expect(await http.send(post(url))).toMatchObject({ ok: false, error: { maybeSent: false } });
  });

  it('is known as such for a header that cannot be sent', async () => {
    const answer = await http.send(post('http://127.0.0.1:1/', { headers: { authorization: 'a\r\nb' } }));
    expect(answer).toMatchObject({ ok: false, error: { maybeSent: false } });
  });

  it('is known as such after the client was closed', async () => {
    await http.close();
    expect(await http.send(post('http://127.0.0.1:1/'))).toMatchObject({
      ok: false,
      error: { reason: 'aborted', maybeSent: false },
    });
  });
});

describe('a failure after the request went out', () => {
  it('may have been received when no answer comes in time', async () => {
    const url = await serveRaw(() => undefined);
    expect(await http.send(post(url, { timeoutMs: 100 }))).toMatchObject({
      ok: false,
      error: { reason: 'timeout', maybeSent: true },
    });
  });

  it('may have been received when the connection is reset', async () => {
    const url = await serveRaw((socket) => socket.resetAndDestroy());
    expect(await http.send(post(url))).toMatchObject({
      ok: false,
      error: { reason: 'closed', maybeSent: true },
    });
  });

  it('may have been received when the answer breaks off in its head', async () => {
    const url = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Le'));
    expect(await http.send(post(url))).toMatchObject({ ok: false, error: { maybeSent: true } });
  });

  it('may have been received when the answer breaks off in its body', async () => {
    const url = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'));
    expect(await http.send(post(url))).toMatchObject({ ok: false, error: { maybeSent: true } });
  });

  it('may have been received when the body never ends', async () => {
    const url = await serveRaw((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'));
    expect(await http.send(post(url, { timeoutMs: 100 }))).toMatchObject({
      ok: false,
      error: { reason: 'timeout', maybeSent: true },
    });
  });

  it('may have been received when the answer is no HTTP', async () => {
    const url = await serveRaw((socket) => socket.end('hello\r\n\r\n'));
    expect(await http.send(post(url))).toMatchObject({ ok: false, error: { maybeSent: true } });
  });

  it('may have been received when the answer is larger than is read', async () => {
    const url = await serve((_request, response) => response.end('x'.repeat(1001)));
    expect(await http.send(post(url))).toMatchObject({
      ok: false,
      error: { reason: 'tooLarge', maybeSent: true },
    });
  });

  it('may have been received when the client is closed meanwhile', async () => {
    let client: Promise<void> | null = null;
    const url = await serveRaw(() => void (client = http.close()));
    expect(await http.send(post(url))).toMatchObject({
      ok: false,
      error: { reason: 'aborted', maybeSent: true },
    });
    await client;
  });

  it('may have been received when a kept connection closes under it, and it is not sent again', async () => {
    let requests = 0;
    const url = await serveRaw((socket, count) => {
      requests = count;
      if (count === 1)
        socket.write('HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok');
      else socket.destroy();
    });
    expect(await http.send(post(url))).toMatchObject({ ok: true });
    expect(await http.send(post(url))).toMatchObject({ ok: false, error: { maybeSent: true } });
    expect(requests).toBe(2);
  });
});

describe('many requests at once', () => {
  it('go out side by side, none behind another', async () => {
    const held: (() => void)[] = [];
    const url = await serve((_request, response) => {
      held.push(() => response.end());
      if (held.length === 5) for (const release of held) release();
    });
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => http.send(post(url))));
    expect(answers.every(({ ok }) => ok)).toBe(true);
  });
});
