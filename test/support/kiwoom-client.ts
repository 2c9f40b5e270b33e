import { once } from 'node:events';
import { request } from 'undici';
import { WebSocket } from 'ws';

/** A Kiwoom client of its own, sharing no code with the desk or the exchange. */
export interface KiwoomClient {
  post(
    path: string,
    apiId: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{
    readonly status: number;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly body: Record<string, unknown>;
  }>;
  /** Issues a token and uses it from then on. */
  authenticate(appKey?: string): Promise<string>;
  /** Connects and logs in. */
  connect(url: string): Promise<KiwoomSocket>;
}

export interface KiwoomSocket {
  readonly socket: WebSocket;
  send(frame: unknown): void;
  /** Resolves with the first frame, past or coming, that fits. Rejects when the socket ends before. */
  next(fits: (frame: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  /** Resolves with the first entry of a REAL frame of that type that fits. */
  entry(
    type: string,
    fits?: (values: Readonly<Record<string, string>>) => boolean,
  ): Promise<{ readonly item: string; readonly values: Readonly<Record<string, string>> }>;
  closed(): Promise<{ readonly code: number; readonly reason: string }>;
}

export function createKiwoomClient(restUrl: string): KiwoomClient {
  let token = '';
  const post: KiwoomClient['post'] = async (path, apiId, body, headers = {}) => {
    const answer = await request(restUrl + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json;charset=UTF-8',
        'api-id': apiId,
        authorization: `Bearer ${token}`,
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.body.text();
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: JSON.parse(text) as Record<string, unknown>,
    };
  };
  return {
    post,
    async authenticate(appKey = 'client-key') {
      const keys = { grant_type: 'client_credentials', appkey: appKey, secretkey: `secret of ${appKey}` };
      token = String((await post('/oauth2/token', 'au10001', keys)).body['token']);
      return token;
    },
    async connect(url) {
      const socket = await openSocket(url);
      socket.send({ trnm: 'LOGIN', token });
      const login = await socket.next((frame) => frame['trnm'] === 'LOGIN');
      if (login['return_code'] !== 0) throw new Error(`login refused: ${String(login['return_msg'])}`);
      return socket;
    },
  };
}

/** Opens a socket that answers PING and has not logged in. */
export async function openSocket(url: string): Promise<KiwoomSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const frames: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const check of [...waiting]) check();
  };
  socket.on('message', (data: Buffer) => {
    const text = data.toString('utf8');
    const frame = JSON.parse(text) as Record<string, unknown>;
    if (frame['trnm'] === 'PING') return socket.send(text);
    frames.push(frame);
    wake();
  });
  let ended: { code: number; reason: string } | null = null;
  socket.on('close', (code, reason) => {
    ended = { code, reason: reason.toString() };
    wake();
  });
  await once(socket, 'open');

  const wait = <T>(find: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const check = () => {
        const found = find();
        if (found === undefined && ended === null) return;
        waiting.delete(check);
        if (found !== undefined) resolve(found);
        else reject(new Error(`socket closed: ${JSON.stringify(ended)}`));
      };
      waiting.add(check);
      check();
    });
  /** Looks at every frame once, from the first on. */
  const search = <T>(pick: (frame: Record<string, unknown>) => T | undefined): Promise<T> => {
    let seen = 0;
    return wait(() => {
      while (seen < frames.length) {
        const found = pick(frames[seen++] ?? {});
        if (found !== undefined) return found;
      }
      return undefined;
    });
  };
  type Entry = { type: string; item: string; values: Record<string, string> };
  const entriesOf = (frame: Record<string, unknown>) =>
    frame['trnm'] === 'REAL' ? (frame['data'] as Entry[]) : [];
  return {
    socket,
    send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    next: (fits) => search((frame) => (fits(frame) ? frame : undefined)),
    entry: (type, fits = () => true) =>
      search((frame) => entriesOf(frame).find((entry) => entry.type === type && fits(entry.values))),
    closed: () => wait(() => ended ?? undefined),
  };
}
