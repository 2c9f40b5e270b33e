import { describe, expect, it } from 'vitest';
import { createTokenManager } from '#electron/core/auth/token-manager.ts';
import type { SocketDialect, SocketSignal } from '#electron/core/transport/socket-dialect.ts';
import type { SocketSettings } from '#electron/core/transport/socket-settings.ts';
import { DEFAULT_SOCKET_SETTINGS } from '#electron/core/transport/socket-settings.ts';
import { createSocketSession } from '#electron/core/transport/socket-session.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { epochMs } from '#shared/domain/time.ts';
import { createFakeIds } from '#test/support/fake-ids.ts';
import { createFakeSockets } from '#test/support/fake-socket.ts';
import { settle } from '#test/support/settle.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const keyRefused = hogaError('auth', 'AUTH_KEY_REFUSED', 'wrong key');
const tokenRefused = hogaError('auth', 'AUTH_TOKEN_REFUSED', 'stale token');
const replaced = hogaError('auth', 'SESSION_REPLACED', 'logged in elsewhere');

/** A made-up broker: each message is one word, and what it means. */
const MEANINGS: Readonly<Record<string, SocketSignal>> = {
  welcome: { kind: 'loggedIn' },
  news: { kind: 'data' },
  staleToken: { kind: 'loginRefused', error: tokenRefused, isTokenAtFault: true },
  wrongKey: { kind: 'loginRefused', error: keyRefused, isTokenAtFault: false },
  full: {
    kind: 'loginRefused',
    error: hogaError('connectivity', 'LOGIN_REFUSED', 'full'),
    isTokenAtFault: false,
  },
  replaced: { kind: 'replaced', error: replaced },
  done: { kind: 'answer', channel: 'c', outcome: ok(undefined) },
  denied: {
    kind: 'answer',
    channel: 'c',
    outcome: err(hogaError('venueRejected', 'REGISTRATION_REFUSED', 'no')),
  },
  lost: { kind: 'lost', error: hogaError('protocol', 'ANSWER_UNREADABLE', 'order event') },
};

const dialect = (asksLogin: boolean): SocketDialect => ({
  login: (token) => (asksLogin ? `login ${token}` : null),
  read: (text): SocketSignal =>
    text.startsWith('ping')
      ? { kind: 'heartbeat', reply: text }
      : (MEANINGS[text] ?? { kind: 'unreadable', error: hogaError('protocol', 'ANSWER_UNREADABLE', text) }),
});

function create(
  options: {
    readonly settings?: Partial<SocketSettings>;
    readonly asksLogin?: boolean;
    readonly chances?: number[];
  } = {},
) {
  const clock = createVirtualClock();
  const sockets = createFakeSockets();
  const issue = { count: 0, error: null as HogaError | null };
  const prepare = { count: 0, answer: (): Promise<Result<void>> => Promise.resolve(ok(undefined)) };
  const tokens = createTokenManager({
    clock,
    brokerNow: () => clock.now(),
    log: SILENT_LOG,
    source: {
      issue() {
        issue.count += 1;
        if (issue.error !== null) return Promise.resolve(err(issue.error));
        return Promise.resolve(
          ok({ value: `T${issue.count}`, expiresAt: epochMs(clock.now() + 86_000_000) }),
        );
      },
      revoke: () => Promise.resolve(ok(undefined)),
    },
  });
  const session = createSocketSession({
    clock,
    ids: createFakeIds(...(options.chances ?? [1])),
    log: SILENT_LOG,
    sockets: sockets.connector,
    url: 'wss://broker.test',
    dialect: dialect(options.asksLogin ?? true),
    tokens,
    prepare() {
      prepare.count += 1;
      return prepare.answer();
    },
    settings: { ...DEFAULT_SOCKET_SETTINGS, ...options.settings },
  });
  const phases: string[] = [];
  session.onState(({ phase }) => phases.push(phase));
  const pass = async (ms: number) => {
    await settle();
    clock.advance(ms);
    await settle();
  };
  const goOnline = async () => {
    const outcome = session.connect();
    await settle();
    sockets.latest().open();
    sockets.latest().receive('welcome');
    await settle();
    return outcome;
  };
  const comeBack = async () => {
    sockets.latest().open();
    sockets.latest().receive('welcome');
    await settle();
  };
  return { clock, sockets, issue, prepare, tokens, session, phases, pass, goOnline, comeBack };
}

describe('socket session', () => {
  it('gets a token, connects, logs in, prepares, and only then is online', async () => {
    const { session, sockets, phases, prepare } = create();
    let isSettled = false;
    const connecting = session.connect().then((outcome) => {
      isSettled = true;
      return outcome;
    });
    await settle();
    expect(sockets.latest().sent).toEqual([]);
    sockets.latest().open();
    expect(sockets.latest().sent).toEqual(['login T1']);
    let finishPreparing: (outcome: Result<void>) => void = () => undefined;
    prepare.answer = () => new Promise((resolve) => (finishPreparing = resolve));
    sockets.latest().receive('welcome');
    await settle();
    expect(isSettled).toBe(false);
    finishPreparing(ok(undefined));
    expect(await connecting).toEqual(ok(undefined));
    expect(phases).toEqual(['authenticating', 'connecting', 'online']);
  });

  it('is ready at once with a broker that asks for no login', async () => {
    const { session, sockets } = create({ asksLogin: false });
    const connecting = session.connect();
    await settle();
    sockets.latest().open();
    expect(await connecting).toEqual(ok(undefined));
    expect(sockets.latest().sent).toEqual([]);
  });

  it('echoes a heartbeat verbatim', async () => {
    const { sockets, goOnline } = create();
    await goOnline();
    sockets.latest().receive('ping  {odd: "spacing"} ');
    expect(sockets.latest().sent.at(-1)).toBe('ping  {odd: "spacing"} ');
  });

  it('prepares once however often the broker greets', async () => {
    const { sockets, goOnline, prepare } = create();
    await goOnline();
    sockets.latest().receive('welcome');
    await settle();
    expect(prepare.count).toBe(1);
  });

  it('joins a second call of connect to the first', async () => {
    const { session, sockets, goOnline } = create();
    const first = goOnline();
    const second = session.connect();
    expect(await Promise.all([first, second])).toEqual([ok(undefined), ok(undefined)]);
    expect(await session.connect()).toEqual(ok(undefined));
    expect(sockets.connections).toHaveLength(1);
  });
});

describe('reconnection', () => {
  it('waits longer after each failure and never storms', async () => {
    const { session, sockets, clock, pass } = create();
    void session.connect();
    await settle();
    const waits: number[] = [];
    for (let count = 0; count < 9; count += 1) {
      sockets.latest().drop();
      const { retryAt } = session.state();
      const waitMs = (retryAt ?? 0) - clock.now();
      waits.push(waitMs);
      await pass(waitMs - 1);
      expect(sockets.connections).toHaveLength(count + 1);
      await pass(1);
      expect(sockets.connections).toHaveLength(count + 2);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('spreads the waits', async () => {
    const { session, sockets, clock } = create({ chances: [0] });
    void session.connect();
    await settle();
    sockets.latest().drop();
    expect(session.state()).toMatchObject({
      phase: 'waitingToRetry',
      attempt: 1,
      retryAt: clock.now() + 500,
    });
  });

  it('counts a connection that is lost right after its login as one more failure', async () => {
    const { sockets, session, goOnline, comeBack, pass } = create();
    await goOnline();
    sockets.latest().drop();
    await pass(1_000);
    await comeBack();
    expect(session.state().phase).toBe('online');
    sockets.latest().drop();
    expect(session.state().attempt).toBe(2);
  });

  it('starts with the shortest wait again after a connection that held', async () => {
    const { sockets, session, goOnline, comeBack, pass } = create();
    await goOnline();
    sockets.latest().drop();
    await pass(1_000);
    await comeBack();
    await pass(30_000);
    sockets.latest().drop();
    expect(session.state().attempt).toBe(1);
  });

  it('logs in and prepares again', async () => {
    const { sockets, prepare, goOnline, comeBack, pass } = create();
    await goOnline();
    sockets.latest().drop();
    await pass(1_000);
    await comeBack();
    expect(sockets.latest().sent).toEqual(['login T1']);
    expect(prepare.count).toBe(2);
  });

  it('takes a connection for dead after silence, and a heartbeat for a sign of life', async () => {
    const { sockets, session, goOnline, pass } = create({ settings: { silenceMs: 60_000 } });
    await goOnline();
    await pass(50_000);
    sockets.latest().receive('ping');
    await pass(59_999);
    expect(session.state().phase).toBe('online');
    await pass(1);
    expect(session.state()).toMatchObject({ phase: 'waitingToRetry', error: { code: 'CONNECTION_SILENT' } });
    expect(sockets.connections[0]?.isClosed).toBe(true);
  });

  it.each(['never opens', 'never greets'])('gives up a connection that %s', async (what) => {
    const { sockets, session, pass } = create({ settings: { loginTimeoutMs: 5_000 } });
    void session.connect();
    await settle();
    if (what === 'never greets') sockets.latest().open();
    await pass(5_000);
    expect(session.state()).toMatchObject({ phase: 'waitingToRetry', error: { code: 'LOGIN_TIMEOUT' } });
  });

  it('drops a connection whose essentials were refused', async () => {
    const { sockets, session, prepare } = create();
    prepare.answer = () => Promise.resolve(err(hogaError('venueRejected', 'REGISTRATION_REFUSED', 'no')));
    void session.connect();
    await settle();
    sockets.latest().open();
    sockets.latest().receive('welcome');
    await settle();
    expect(session.state()).toMatchObject({
      phase: 'waitingToRetry',
      error: { code: 'REGISTRATION_REFUSED' },
    });
  });

  it('does not read a message longer than allowed: it reconnects', async () => {
    const { sockets, session, goOnline } = create({ settings: { maxMessageLength: 100 } });
    await goOnline();
    sockets.latest().receive('x'.repeat(101));
    expect(session.state()).toMatchObject({ phase: 'waitingToRetry', error: { kind: 'protocol' } });
  });

  it('survives messages that mean nothing', async () => {
    const { sockets, session, goOnline } = create();
    await goOnline();
    for (const text of ['', '{}', 'nonsense', '\u0000']) sockets.latest().receive(text);
    expect(session.state().phase).toBe('online');
  });

  it('ignores what a dead connection still says', async () => {
    const { sockets, session, phases, goOnline, pass, comeBack } = create();
    await goOnline();
    const old = sockets.latest();
    old.drop();
    await pass(1_000);
    await comeBack();
    const before = phases.length;
    old.receive('replaced');
    old.drop();
    expect(phases).toHaveLength(before);
    expect(session.state().phase).toBe('online');
  });
});

describe('an event that must not be missed and cannot be read', () => {
  it('makes the session start over, so that everything is asked anew', async () => {
    const { sockets, session, goOnline, pass } = create();
    await goOnline();
    sockets.latest().receive('lost');
    await pass(0);
    expect(session.state().phase).toBe('waitingToRetry');
  });

  it('does so once a minute at most', async () => {
    const { sockets, session, goOnline, comeBack, pass } = create({ settings: { silenceMs: 600_000 } });
    await goOnline();
    sockets.latest().receive('lost');
    await pass(1_000);
    await comeBack();
    for (let count = 0; count < 10; count += 1) sockets.latest().receive('lost');
    await pass(58_000);
    expect(session.state().phase).toBe('online');
    expect(sockets.connections).toHaveLength(2);
    await pass(1_000);
    expect(session.state().phase).toBe('waitingToRetry');
  });
});

describe('token trouble at login', () => {
  it('gets a new token at once, one time', async () => {
    const { session, sockets, issue, comeBack } = create();
    const connecting = session.connect();
    await settle();
    sockets.latest().open();
    sockets.latest().receive('staleToken');
    await settle();
    expect(sockets.connections).toHaveLength(2);
    await comeBack();
    expect(sockets.latest().sent).toEqual(['login T2']);
    expect(await connecting).toEqual(ok(undefined));
    expect(issue.count).toBe(2);
  });

  it('waits like after any failure when the new token is refused too', async () => {
    const { session, sockets } = create();
    void session.connect();
    for (let count = 0; count < 2; count += 1) {
      await settle();
      sockets.latest().open();
      sockets.latest().receive('staleToken');
    }
    await settle();
    expect(session.state()).toMatchObject({ phase: 'waitingToRetry', error: { code: 'AUTH_TOKEN_REFUSED' } });
    expect(sockets.connections).toHaveLength(2);
  });

  it('stops for good when the key is refused, until the owner connects again', async () => {
    const { clock, session, sockets, issue, goOnline, pass } = create();
    issue.error = keyRefused;
    expect(await session.connect()).toEqual(err(keyRefused));
    expect(session.state()).toMatchObject({ phase: 'refused', error: keyRefused });
    await pass(3_600_000);
    expect(sockets.connections).toHaveLength(0);
    expect(clock.pendingTimers()).toBe(0);
    issue.error = null;
    expect(await goOnline()).toEqual(ok(undefined));
  });

  it('stops for good when the login says that the key is refused', async () => {
    const { session, sockets } = create();
    const connecting = session.connect();
    await settle();
    sockets.latest().open();
    sockets.latest().receive('wrongKey');
    expect(await connecting).toEqual(err(keyRefused));
    expect(session.state().phase).toBe('refused');
  });

  it('keeps trying when the login is refused for another reason, or the token cannot be had', async () => {
    const { session, sockets, issue, pass } = create();
    issue.error = hogaError('connectivity', 'CONNECTION_REFUSED', 'no network');
    void session.connect();
    await settle();
    expect(session.state().phase).toBe('waitingToRetry');
    issue.error = null;
    await pass(1_000);
    sockets.latest().open();
    sockets.latest().receive('full');
    expect(session.state().phase).toBe('waitingToRetry');
  });
});

describe('a session taken over by another program', () => {
  it('does not fight back', async () => {
    const { clock, session, sockets, tokens, goOnline, pass } = create();
    await goOnline();
    sockets.latest().receive('replaced');
    sockets.latest().drop(1000);
    await pass(24 * 3_600_000);
    expect(session.state()).toMatchObject({ phase: 'replaced', error: replaced });
    expect(sockets.connections).toHaveLength(1);
    tokens.drop();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('comes back when the owner says so', async () => {
    const { session, sockets, goOnline } = create();
    await goOnline();
    sockets.latest().receive('replaced');
    expect(await goOnline()).toEqual(ok(undefined));
    expect(session.state().phase).toBe('online');
  });
});

describe('disconnecting', () => {
  it.each(['offline', 'connecting', 'online', 'waitingToRetry'] as const)(
    'from %s leaves no timer',
    async (phase) => {
      const { clock, session, sockets, tokens, goOnline } = create();
      let connecting: Promise<Result<void>> | null = null;
      if (phase === 'online') await goOnline();
      else if (phase !== 'offline') connecting = session.connect();
      await settle();
      if (phase === 'waitingToRetry') sockets.latest().drop();
      expect(session.state().phase).toBe(phase);
      session.disconnect();
      tokens.drop();
      expect(session.state().phase).toBe('offline');
      expect(clock.pendingTimers()).toBe(0);
      if (connecting !== null)
        expect(await connecting).toMatchObject({ ok: false, error: { code: 'LINK_CLOSED' } });
    },
  );

  it('while a token is on its way opens no socket afterwards', async () => {
    const { session, sockets } = create();
    const connecting = session.connect();
    session.disconnect();
    await settle();
    expect(await connecting).toMatchObject({ error: { code: 'LINK_CLOSED' } });
    expect(sockets.connections).toHaveLength(0);
  });
});

describe('requests over the socket', () => {
  it('go one at a time on a channel, and side by side on different ones', async () => {
    const { session, sockets, goOnline } = create();
    await goOnline();
    const first = session.request('c', 'one');
    const second = session.request('c', 'two');
    void session.request('other', 'three');
    expect(sockets.latest().sent.slice(1)).toEqual(['one', 'three']);
    sockets.latest().receive('done');
    expect(await first).toEqual(ok(undefined));
    expect(sockets.latest().sent.slice(1)).toEqual(['one', 'three', 'two']);
    sockets.latest().receive('denied');
    expect(await second).toMatchObject({ error: { code: 'REGISTRATION_REFUSED' } });
  });

  it('fail together with the connection when one is not answered: its late answer would be taken for another’s', async () => {
    const { session, goOnline, pass } = create({ settings: { answerTimeoutMs: 10_000 } });
    await goOnline();
    const asked = session.request('c', 'one');
    const next = session.request('c', 'two');
    await pass(10_000);
    expect(await asked).toMatchObject({ error: { kind: 'connectivity' } });
    expect(await next).toMatchObject({ error: { kind: 'connectivity' } });
    expect(session.state()).toMatchObject({ phase: 'waitingToRetry', error: { code: 'REQUEST_TIMEOUT' } });
  });

  it('fail at once without a session', async () => {
    const { session } = create();
    expect(await session.request('c', 'one')).toMatchObject({
      error: { kind: 'connectivity', code: 'LINK_CLOSED' },
    });
  });

  it('have their answers ignored when nobody waits', async () => {
    const { session, sockets, goOnline } = create();
    await goOnline();
    sockets.latest().receive('done');
    expect(session.state().phase).toBe('online');
  });
});
