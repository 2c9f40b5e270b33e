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
import { createFakeIds } from './fake-ids.ts';
import { createFakeSockets } from './fake-socket.ts';
import { settle } from './settle.ts';
import { SILENT_LOG } from './silent-log.ts';
import { createVirtualClock } from './virtual-clock.ts';

export const keyRefused = hogaError('auth', 'AUTH_KEY_REFUSED', 'wrong key');
const tokenRefused = hogaError('auth', 'AUTH_TOKEN_REFUSED', 'stale token');
export const replaced = hogaError('auth', 'SESSION_REPLACED', 'logged in elsewhere');

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

export function createSessionRig(
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
