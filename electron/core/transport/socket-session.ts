import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { assertNever, err, ok } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { epochMs } from '#shared/domain/time.ts';
import type { TokenManager } from '../auth/token-manager.ts';
import { withoutSecrets } from '../auth/without-secrets.ts';
import type { ConnectionState } from '../brokers/broker.ts';
import { ListenerSet } from '../listener-set.ts';
import type { Ids } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import type { SocketConnector } from '../ports/socket.ts';
import { backOffMs } from './back-off.ts';
import type { SocketDialect, SocketSignal } from './socket-dialect.ts';
import { SocketLink } from './socket-link.ts';
import type { SocketSettings } from './socket-settings.ts';

export type LinkState = Omit<ConnectionState, 'tokenExpiresAt'>;

/** Keeps one socket to the broker alive: token, connection, login, heartbeat, reconnection. */
export interface SocketSession {
  /** Starts; resolves when first online, or with the reason why it never will be. A second call joins the first. */
  connect(): Promise<Result<void>>;
  /** Ends for good until the next `connect`; no timer stays behind. */
  disconnect(): void;
  /** Sends a request and waits for its answer. `connectivity` when there is no session or it ends before the answer. */
  request(channel: string, text: string): Promise<Result<void>>;
  /** Sends a message whose answer the caller waits for by its own means. False when there is no session. */
  send(text: string): boolean;
  state(): LinkState;
  lastMessageAt(): EpochMs | null;
  onState(listener: (state: LinkState) => void): Unsubscribe;
}

export interface SocketSessionParts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly sockets: SocketConnector;
  readonly url: string;
  readonly dialect: SocketDialect;
  readonly tokens: TokenManager;
  /** What must be registered before the session may call itself online. An error ends the connection. */
  readonly prepare: () => Promise<Result<void>>;
  readonly settings: SocketSettings;
}

export function createSocketSession(parts: SocketSessionParts): SocketSession {
  const { clock, ids, log, tokens, dialect, settings } = parts;
  const states = new ListenerSet<LinkState>();
  let state: LinkState = { phase: 'offline', since: clock.now(), attempt: 0, retryAt: null, error: null };
  let isWanted = false;
  let link: SocketLink | null = null;
  /** The connection whose login is through: a second greeting on it says nothing new. */
  let readyLink: SocketLink | null = null;
  let attempt = 0;
  let hasRetriedToken = false;
  let retryTimer: Unsubscribe | null = null;
  let lastMessageAt: EpochMs | null = null;
  let unreadableCount = 0;
  let lostCount = 0;
  let restartedAt = Number.NEGATIVE_INFINITY;
  let restartTimer: Unsubscribe | null = null;
  let onlineSince: number | null = null;
  let waiting: ((outcome: Result<void>) => void)[] = [];
  let connecting: Promise<Result<void>> | null = null;

  function enter(phase: LinkState['phase'], change: Partial<LinkState> = {}): void {
    state = { phase, since: clock.now(), attempt, retryAt: null, error: null, ...change };
    states.emit(state);
  }

  function settle(outcome: Result<void>): void {
    const settled = waiting;
    waiting = [];
    connecting = null;
    for (const resolve of settled) resolve(outcome);
  }

  function dropLink(error: HogaError): void {
    const dropped = link;
    link = null;
    restartTimer?.();
    restartTimer = null;
    if (onlineSince !== null && clock.monotonicNow() - onlineSince >= settings.stableAfterMs) attempt = 0;
    onlineSince = null;
    dropped?.close(error);
  }

  function retryLater(error: HogaError): void {
    dropLink(error);
    attempt += 1;
    const delayMs = backOffMs(attempt, settings.backOff, ids.random());
    log.warn('connection lost', { code: error.code, detail: error.detail, attempt, delayMs });
    retryTimer?.();
    retryTimer = clock.after(delayMs, () => void run());
    enter('waitingToRetry', { retryAt: epochMs(clock.now() + delayMs), error });
  }

  /** Stops trying: only the owner can help. */
  function giveUp(phase: 'refused' | 'replaced', error: HogaError): void {
    isWanted = false;
    dropLink(error);
    log.error('connection given up', { phase, code: error.code, detail: error.detail });
    enter(phase, { error });
    settle(err(error));
  }

  async function run(): Promise<void> {
    retryTimer?.();
    retryTimer = null;
    enter('authenticating');
    const own = state;
    const token = await tokens.get();
    if (!isWanted || state !== own) return;
    if (!token.ok) {
      if (isFinal(token.error)) giveUp('refused', token.error);
      else retryLater(token.error);
      return;
    }
    enter('connecting');
    open(token.value);
  }

  function open(token: string): void {
    const opened: SocketLink = new SocketLink({
      clock,
      sockets: parts.sockets,
      url: parts.url,
      settings,
      onOpen: () => {
        const login = dialect.login(token);
        if (login === null) void becomeReady(opened);
        else opened.send(login);
      },
      onText: (text) => {
        lastMessageAt = clock.now();
        handle(opened, dialect.read(text), token);
      },
      onEnd: (error) => {
        if (link === opened) retryLater(error);
      },
    });
    link = opened;
    opened.open();
  }

  async function becomeReady(ready: SocketLink): Promise<void> {
    if (readyLink === ready) return;
    readyLink = ready;
    const prepared = await parts.prepare();
    if (link !== ready) return;
    if (!prepared.ok) return retryLater(prepared.error);
    ready.established();
    hasRetriedToken = false;
    onlineSince = clock.monotonicNow();
    enter('online');
    settle(ok(undefined));
  }

  function handle(from: SocketLink, signal: SocketSignal, token: string): void {
    if (link !== from) return;
    switch (signal.kind) {
      case 'data':
        return;
      case 'heartbeat':
        return from.send(signal.reply);
      case 'answer':
        return from.answered(signal.channel, signal.outcome);
      case 'loggedIn':
        return void becomeReady(from);
      case 'loginRefused':
        return loginRefused({ ...signal, error: withoutSecrets(signal.error, [token]) }, token);
      case 'replaced':
        return giveUp('replaced', signal.error);
      case 'unreadable':
        unreadableCount += 1;
        // The first, then ever fewer: a stranger on the line must not fill the log.
        if (!Number.isInteger(Math.log2(unreadableCount))) return;
        return log.warn('socket message not understood', { unreadableCount, detail: signal.error.detail });
      case 'lost':
        return eventLost(signal.error);
      default:
        return assertNever(signal);
    }
  }

  function loginRefused(signal: SocketSignal & { kind: 'loginRefused' }, token: string): void {
    if (!signal.isTokenAtFault) {
      if (isFinal(signal.error)) giveUp('refused', signal.error);
      else retryLater(signal.error);
      return;
    }
    tokens.refuse(token);
    if (hasRetriedToken) return retryLater(signal.error);
    hasRetriedToken = true;
    dropLink(signal.error);
    void run();
  }

  /**
   * Reconnects, because whoever listens asks everything anew after that. Events that follow soon are joined into one
   * restart, should the broker's form have changed for good.
   */
  function eventLost(error: HogaError): void {
    lostCount += 1;
    if (Number.isInteger(Math.log2(lostCount))) {
      const { detail } = error;
      log.error('an event that must not be missed could not be read', { lostCount, detail });
    }
    if (restartTimer !== null) return;
    const waitMs = Math.max(0, restartedAt + settings.restartPauseMs - clock.monotonicNow());
    restartTimer = clock.after(waitMs, () => {
      restartedAt = clock.monotonicNow();
      retryLater(error);
    });
  }

  return {
    connect() {
      if (state.phase === 'online') return Promise.resolve(ok(undefined));
      connecting ??= new Promise((resolve) => waiting.push(resolve));
      const joined = connecting;
      if (!isWanted) {
        isWanted = true;
        attempt = 0;
        hasRetriedToken = false;
        void run();
      }
      return joined;
    },
    disconnect() {
      isWanted = false;
      retryTimer?.();
      retryTimer = null;
      const ended = hogaError('connectivity', 'LINK_CLOSED', 'the link was closed by its owner');
      dropLink(ended);
      attempt = 0;
      if (state.phase !== 'offline') enter('offline');
      settle(err(ended));
    },
    request: (channel, text) => link?.request(channel, text) ?? Promise.resolve(err(noSession())),
    send(text) {
      if (link === null || state.phase !== 'online') return false;
      link.send(text);
      return true;
    },
    state: () => state,
    lastMessageAt: () => lastMessageAt,
    onState: (listener) => states.add(listener),
  };
}

/** A refused key stays refused; a refused token is replaced in time. */
const isFinal = (error: HogaError) => error.kind === 'auth' && error.code !== 'AUTH_TOKEN_REFUSED';

const noSession = () => hogaError('connectivity', 'LINK_CLOSED', 'no session with the broker; not sent');
