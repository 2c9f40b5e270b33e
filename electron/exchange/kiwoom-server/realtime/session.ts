import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { MarketModels } from '../../market/market-models.ts';
import type { World } from '../../world.ts';
import type { Customer } from '../accounts/key-registry.ts';
import type { TokenStore } from '../accounts/token-store.ts';
import type { ServerLog } from '../server-log.ts';
import type { SocketView, Traffic } from '../traffic.ts';
import {
  formatNotLoggedIn,
  formatRealFrames,
  formatResult,
  formatUnknownService,
  isPing,
  LOGIN_ACCEPTED,
  LOGIN_REFUSED,
  parseFrame,
  PING_FRAME,
  REPLACED_FRAME,
  TOKEN_MISSING,
  type ClientFrame,
} from './frame.ts';
import { createConditionSearch, isConditionService } from './condition-search.ts';
import type { ConditionFeed } from './feeds/condition-feed.ts';
import type { RealtimeHub, Subscriber, Topic } from './hub.ts';
import type { LoginDirectory } from './login-directory.ts';
import { parseRegistration } from './registration-request.ts';
import { createRegistrations, type RegistrationLimits, type Registrations } from './registrations.ts';
import type { TurnEnd } from './turn-end.ts';

/** The transport under a session. */
export interface SessionSocket {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Cuts the connection without a goodbye. */
  terminate(): void;
  /** Bytes handed over but not yet taken by the network. */
  bufferedBytes(): number;
  /** Stops reading from the client, or goes on. */
  setReading(isReading: boolean): void;
}

export interface SessionRules {
  readonly pingIntervalMs: number;
  readonly loginTimeoutMs: number;
  /** What one client may leave unread before it is dropped. */
  readonly maxBufferedBytes: number;
  /** What all of them may; each has an equal share. */
  readonly maxBufferedTotal: number;
  readonly limits: RegistrationLimits;
  /** What a frame before LOGIN leads to, besides its error. The real server ignores it. */
  readonly frameBeforeLogin: 'close' | 'ignore';
}

export interface SessionServices {
  readonly world: World;
  readonly market: MarketModels;
  readonly clock: Clock;
  readonly tokens: TokenStore;
  readonly hub: RealtimeHub;
  readonly conditions: ConditionFeed;
  readonly logins: LoginDirectory;
  readonly turnEnd: TurnEnd;
  readonly traffic: Traffic;
  readonly log: ServerLog;
  readonly rules: SessionRules;
  /** Bytes this one client may leave unread, by the rules and by how many others there are. */
  readonly bufferLimit: () => number;
  /** What a topic shows right after it was registered, or null for topics that wait for their next event. */
  readonly firstEntry: (topic: Topic) => readonly string[];
}

/** One WebSocket connection. */
export interface Session extends Subscriber {
  readonly id: number;
  receive(text: string): void;
  /** A frame that is not text. */
  receiveBinary(): void;
  /** Tells the client that another one took its place, and ends. */
  replace(): void;
  /** The transport is gone. */
  closed(): void;
}

const CLOSE_NORMAL = 1000;
const CLOSE_GOING_AWAY = 1001;
const CLOSE_POLICY = 1008;

/** Speaks the socket protocol with one client: LOGIN first, then PING, REG, REMOVE and condition search, and REAL frames as they come. */
export function createSession(id: number, socket: SessionSocket, services: SessionServices): Session {
  const { clock, hub, logins, rules, traffic, log } = services;
  let customer: Customer | null = null;
  let registrations: Registrations | null = null;
  let isClosed = false;
  let awaitsEcho = false;
  let queue: string[] = [];
  let cancelTimer: Unsubscribe;

  const view = (): SocketView => ({ id, accountNumber: customer?.accountNumber ?? null });

  const end = (code: number, reason: string) => {
    if (isClosed) return;
    log.info(`socket ${id} closed: ${reason}`);
    release();
    socket.close(code, reason);
  };

  const release = () => {
    isClosed = true;
    cancelTimer();
    queue = [];
    for (const topic of registrations?.topics() ?? []) hub.unsubscribe(topic, session);
    conditions.clear();
    if (customer !== null) logins.leave(customer.appKey, session);
    wentAway();
  };

  const send = (text: string) => {
    if (isClosed) return;
    traffic.push(view(), text, (frame) => {
      if (!isClosed) socket.send(frame);
    });
    if (socket.bufferedBytes() <= services.bufferLimit()) return;
    log.warn(`socket ${id} dropped: ${socket.bufferedBytes()} bytes not read by the client`);
    release();
    socket.terminate();
  };

  const cut = () => {
    if (isClosed) return;
    release();
    socket.terminate();
  };

  const flush = () => {
    const entries = queue;
    queue = [];
    for (const frame of formatRealFrames(entries)) send(frame);
  };

  const ping = () => {
    if (awaitsEcho) return end(CLOSE_NORMAL, 'PING not answered');
    awaitsEcho = true;
    send(PING_FRAME);
    if (!isClosed) cancelTimer = clock.after(rules.pingIntervalMs, ping);
  };

  const login = (frame: ClientFrame) => {
    const token = frame.fields['token'];
    const found = typeof token === 'string' ? services.tokens.find(token.replace(/^Bearer\s+/i, '')) : null;
    if (found === null) {
      const isMissing = token === undefined || token === null || token === '';
      return send(isMissing ? TOKEN_MISSING : LOGIN_REFUSED);
    }
    // A connection stays with the customer it began with.
    if (customer !== null && customer.appKey !== found.appKey) return send(LOGIN_REFUSED);
    if (customer === null) {
      customer = found;
      registrations = createRegistrations({
        world: services.world,
        market: services.market,
        accountNumber: found.accountNumber,
        limits: rules.limits,
      });
      cancelTimer();
      cancelTimer = clock.after(rules.pingIntervalMs, ping);
      logins.enter(found.appKey, session);
    }
    conditions.clear();
    send(LOGIN_ACCEPTED);
    traffic.loggedIn(view());
  };

  const register = (frame: ClientFrame, held: Registrations) => {
    const request = parseRegistration(frame.fields);
    const change = request.ok ? held.register(request.value) : request;
    if (!change.ok) return send(formatResult('REG', 1, change.error));
    for (const topic of change.value.ended) hub.unsubscribe(topic, session);
    for (const topic of change.value.started) hub.subscribe(topic, session);
    send(formatResult('REG', 0, ''));
    for (const topic of change.value.started) services.firstEntry(topic).forEach(session.enqueue);
  };

  const remove = (frame: ClientFrame, held: Registrations) => {
    const request = parseRegistration(frame.fields);
    if (!request.ok) return send(formatResult('REMOVE', 1, request.error));
    for (const topic of held.remove(request.value).ended) hub.unsubscribe(topic, session);
    send(formatResult('REMOVE', 0, ''));
  };

  const refuseBeforeLogin = (service: string) => {
    send(formatNotLoggedIn(service));
    if (rules.frameBeforeLogin === 'close') end(CLOSE_POLICY, 'LOGIN required');
  };

  const refuseForm = (message: string) => {
    if (registrations === null) refuseBeforeLogin('');
    else send(formatResult('', 1, message));
  };

  const handle = (text: string) => {
    if (isClosed) return;
    const frame = parseFrame(text);
    if (frame?.service === 'LOGIN') return login(frame);
    const service = frame?.service.slice(0, 16) ?? '';
    if (registrations === null) return refuseBeforeLogin(service);
    if (isPing(text, frame)) awaitsEcho = false;
    else if (frame === null) refuseForm('전문 형식이 올바르지 않습니다. JSON 객체가 아닙니다.');
    else if (service === 'REG') register(frame, registrations);
    else if (service === 'REMOVE') remove(frame, registrations);
    else if (isConditionService(service)) {
      const answer = conditions.answer(service, frame.fields);
      if (answer !== null) send(answer);
    } else send(formatUnknownService(service));
  };

  const session: Session = {
    id,
    enqueue(entry) {
      if (isClosed) return;
      queue.push(entry);
      if (queue.length === 1) services.turnEnd.afterTurn('socket', flush);
    },
    receive: (text) => traffic.receive(view(), text, handle),
    receiveBinary: () => refuseForm('전문 형식이 올바르지 않습니다. 텍스트(JSON)만 지원합니다.'),
    replace() {
      send(REPLACED_FRAME);
      end(CLOSE_NORMAL, 'replaced by another login with the same app key');
    },
    closed() {
      if (!isClosed) release();
    },
  };
  const conditions = createConditionSearch(services.world, services.conditions, session);
  cancelTimer = clock.after(rules.loginTimeoutMs, () => end(CLOSE_POLICY, 'no LOGIN in time'));
  const wentAway = traffic.opened({
    id,
    get accountNumber() {
      return customer?.accountNumber ?? null;
    },
    replace: () => session.replace(),
    close: () => end(CLOSE_GOING_AWAY, 'going away'),
    cut,
    echoPing: () => handle(PING_FRAME),
    setReading: (isReading) => socket.setReading(isReading),
  });
  return session;
}
