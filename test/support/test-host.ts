import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { BrowserHost } from '#electron/browser-host/browser-host.ts';
import { startBrowserHost } from '#electron/browser-host/browser-host.ts';
import { createPageWindows } from '#electron/browser-host/page-windows.ts';
import type { HostWindows } from '#electron/core/ports/host-windows.ts';
import type { PassphraseSecretStore } from '#electron/platform/passphrase-secret-store.ts';
import { createEncryptedFileSecrets } from '#electron/platform/encrypted-file-secrets.ts';
import { createRendererFiles } from '#electron/platform/renderer-files.ts';
import { createSecretPrompts } from '#electron/platform/secret-prompts.ts';
import { createSecretReceiver } from '#electron/platform/secret-receiver.ts';
import { systemClock } from '#electron/platform/system-clock.ts';
import { createUuidIds } from '#electron/platform/uuid-ids.ts';
import type { HostFrame } from '#shared/contract/desk-socket.ts';
import { DESK_SOCKET_PATH } from '#shared/contract/desk-socket.ts';
import { createRecordingLog } from './recording-log.ts';
import { RecordingDesk } from './recording-desk.ts';

/** The real browser host over a recording desk, on a free port, with its files in a folder of its own. */
export interface TestHost {
  readonly desk: RecordingDesk;
  readonly host: BrowserHost;
  readonly windows: HostWindows;
  readonly secrets: PassphraseSecretStore;
  readonly log: ReturnType<typeof createRecordingLog>;
  readonly origin: string;
  /** Spends a one-time address and returns the `Cookie` header of the new session. */
  enter(): Promise<string>;
  close(): Promise<void>;
}

const PAGE =
  '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><script src="./assets/a-1.js"></script>';

export async function startTestHost(): Promise<TestHost> {
  const folder = mkdtempSync(join(tmpdir(), 'hoga-host-'));
  mkdirSync(join(folder, 'pages/assets'), { recursive: true });
  writeFileSync(join(folder, 'pages/index.html'), PAGE);
  writeFileSync(join(folder, 'pages/assets/a-1.js'), 'export {};');
  writeFileSync(join(folder, 'outside.txt'), 'not for you');
  const desk = new RecordingDesk();
  const log = createRecordingLog();
  const prompts = createSecretPrompts(systemClock);
  const windows = createPageWindows((prompt) => prompts.add(prompt));
  const secrets = createEncryptedFileSecrets(folder, { n: 16 });
  const started = await startBrowserHost({
    desk,
    clock: systemClock,
    ids: createUuidIds(systemClock),
    log,
    files: createRendererFiles(join(folder, 'pages')),
    prompts,
    receiver: createSecretReceiver(desk, secrets, secrets),
    port: 0,
  });
  if (!started.ok) throw new Error(started.error.detail);
  const host = started.value;
  const origin = `http://127.0.0.1:${host.port}`;
  return {
    desk,
    host,
    windows,
    secrets,
    log,
    origin,
    async enter() {
      const answer = await ask(host.port, new URL(host.oneTimeUrl()).search);
      return cookieOf(answer.headers);
    },
    async close() {
      await host.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request exactly as told, with no header of its own but `Host` and the body's length. */
export function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body = '' }: Ask = {},
): Promise<Reply> {
  const target = path.startsWith('?') ? `/${path}` : path;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        path: target,
        method,
        headers: { host: `127.0.0.1:${port}`, 'content-length': Buffer.byteLength(body), ...headers },
        agent: false,
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString('utf8'),
          }),
        );
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

export function cookieOf(headers: IncomingHttpHeaders): string {
  const [cookie = ''] = headers['set-cookie'] ?? [];
  return cookie.split(';')[0] ?? '';
}

/** A page's side of the desk socket, spoken by hand. */
export class RawPage {
  readonly frames: HostFrame[] = [];
  readonly #waiting: (() => void)[] = [];
  closeCode: number | null = null;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString('utf8')) as HostFrame);
      this.#wake();
    });
    socket.on('close', (code) => {
      this.closeCode = code;
      this.#wake();
    });
    socket.on('error', () => undefined);
  }

  /** Rejects with the HTTP status when the host refuses the upgrade. */
  static open(
    port: number,
    headers: Readonly<Record<string, string>>,
    path = DESK_SOCKET_PATH,
  ): Promise<RawPage> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    const page = new RawPage(socket);
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(page));
      socket.once('unexpected-response', (_request, response) => {
        reject(new Error(String(response.statusCode)));
        response.destroy();
      });
      socket.once('error', reject);
    });
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Resolves as soon as `isDone` holds; it is asked again at every frame and at the end. */
  async until(isDone: () => boolean): Promise<void> {
    while (!isDone()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async reply(id: number): Promise<Extract<HostFrame, { id: number }>> {
    const find = () => this.frames.find((frame) => 'id' in frame && frame.id === id);
    await this.until(() => find() !== undefined || this.closeCode !== null);
    const frame = find();
    if (!frame || !('id' in frame)) throw new Error(`closed with ${this.closeCode} before reply ${id}`);
    return frame;
  }

  close(): void {
    this.socket.terminate();
  }

  #wake(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }
}
