import type { Broker } from '#electron/core/brokers/broker.ts';
import { createKiwoomBroker } from '#electron/core/brokers/kiwoom/create-kiwoom-broker.ts';
import type { KiwoomSettings } from '#electron/core/brokers/kiwoom/kiwoom-settings.ts';
import type { HttpRequest } from '#electron/core/ports/http.ts';
import type { Ids } from '#electron/core/ports/ids.ts';
import { ok } from '#shared/domain/result.ts';
import type { BrokerEnvironment } from '#shared/domain/account.ts';
import type { Result } from '#shared/domain/result.ts';
import type { FakeAnswer, FakeHttp } from './fake-http.ts';
import { createFakeHttp } from './fake-http.ts';
import { createFakeIds } from './fake-ids.ts';
import type { FakeSockets } from './fake-socket.ts';
import { createFakeSockets } from './fake-socket.ts';
import { kiwoomFixture } from './kiwoom-fixture.ts';
import type { RecordingLog } from './recording-log.ts';
import { createRecordingLog } from './recording-log.ts';
import { settle } from './settle.ts';
import type { VirtualClock } from './virtual-clock.ts';
import { createVirtualClock } from './virtual-clock.ts';

export const apiOf = (request: HttpRequest): string => request.headers['api-id'] ?? '';
export const bodyOf = (request: HttpRequest): Record<string, string> =>
  JSON.parse(request.body ?? '{}') as Record<string, string>;

type Answers = Readonly<
  Record<string, FakeAnswer | ((request: HttpRequest) => FakeAnswer | Promise<FakeAnswer>)>
>;

export interface KiwoomDesk {
  readonly broker: Broker;
  readonly clock: VirtualClock;
  readonly http: FakeHttp;
  readonly sockets: FakeSockets;
  readonly log: RecordingLog;
  /** Sets what an API answers from now on. */
  answer(answers: Answers): void;
  /** Requests to one API so far. */
  asked(api: string): readonly HttpRequest[];
  /** Connects and logs in; the account feeds are confirmed. */
  goOnline(): Promise<void>;
  /** Runs virtual time and everything that falls due. */
  pass(ms: number): Promise<void>;
}

/** Quotas that never bind, for tests about something else. */
const NO_QUOTA: Partial<KiwoomSettings> = {
  requestsPerSecond: 1_000,
  apiRate: { perSecond: 1_000, burst: 1_000 },
};

/** A Kiwoom broker over fakes of all its ports. Tokens are issued unless an answer for au10001 is set. */
export function createKiwoomDesk(
  options: {
    readonly settings?: Partial<KiwoomSettings>;
    readonly answers?: Answers;
    readonly credentials?: () => Promise<Result<{ appKey: string; secretKey: string }>>;
    readonly ids?: Ids;
    /** `mock` by default, which has neither credit nor gold. */
    readonly environment?: BrokerEnvironment;
  } = {},
): KiwoomDesk {
  const clock = createVirtualClock();
  const sockets = createFakeSockets();
  const log = createRecordingLog();
  let answers: Answers = { au10001: { body: kiwoomFixture('token') }, ...options.answers };
  const http = createFakeHttp((request) => {
    const answer = answers[apiOf(request)];
    if (answer === undefined) throw new Error(`no answer set for ${apiOf(request)}`);
    return typeof answer === 'function' ? answer(request) : answer;
  });
  const broker = createKiwoomBroker({
    clock,
    ids: options.ids ?? createFakeIds(),
    log,
    http,
    sockets: sockets.connector,
    credentials:
      options.credentials ??
      (() => Promise.resolve(ok({ appKey: 'FIXTURE-KEY', secretKey: 'FIXTURE-SECRET' }))),
    environment: options.environment ?? 'mock',
    restUrl: 'https://broker.test',
    socketUrl: 'wss://broker.test/socket',
    settings: { ...NO_QUOTA, ...options.settings },
  });
  return {
    broker,
    clock,
    http,
    sockets,
    log,
    answer(more) {
      answers = { ...answers, ...more };
    },
    asked: (api) => http.requests.filter((request) => apiOf(request) === api),
    async goOnline() {
      const connected = broker.connect();
      await settle();
      logIn(sockets);
      await settle();
      const outcome = await connected;
      if (!outcome.ok) throw new Error(`not online: ${outcome.error.code}`);
    },
    async pass(ms) {
      await settle();
      clock.advance(ms);
      await settle();
    },
  };
}

/** Opens the newest connection, accepts its login and confirms the account feeds. */
export function logIn(sockets: FakeSockets): void {
  const connection = sockets.latest();
  connection.open();
  connection.receive({ trnm: 'LOGIN', return_code: 0, return_msg: '', sor_yn: 'Y' });
  connection.receive({ trnm: 'REG', return_code: 0, return_msg: '' });
}
