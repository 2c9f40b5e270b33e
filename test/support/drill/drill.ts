import { createHash } from 'node:crypto';
import type { Desk, DeskPorts } from '#electron/core/desk.ts';
import { createDesk } from '#electron/core/create-desk.ts';
import type { LedgerStorage } from '#electron/core/ports/ledger-storage.ts';
import { EMBEDDED_PROFILE } from '#electron/core/accounts/profiles.ts';
import { createExchange } from '#electron/exchange/exchange.ts';
import type { Exchange, ExchangeOptions } from '#electron/exchange/exchange.ts';
import type { AccountOrder } from '#electron/exchange/world.ts';
import { PLAIN_TRAFFIC } from '#electron/exchange/kiwoom-server/traffic.ts';
import { NO_QUOTA } from '#electron/exchange/kiwoom-server/settings.ts';
import { createUndiciHttp } from '#electron/platform/undici-http.ts';
import { createUuidIds } from '#electron/platform/uuid-ids.ts';
import { createWsConnector } from '#electron/platform/ws-connector.ts';
import type {
  AccountSnapshot,
  RequestName,
  RequestPayload,
  RequestReply,
} from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { Clock } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { Order, OrderIntent } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import { epochMs } from '#shared/domain/time.ts';
import { TEST_LISTINGS } from '../kiwoom-exchange.ts';
import { createMemoryLedger } from '../memory-ledger.ts';
import type { MemoryLedger } from '../memory-ledger.ts';
import { createMemoryCache, createMemorySecrets, createMemorySettings } from '../memory-stores.ts';
import { createRecordingLog } from '../recording-log.ts';
import { createVirtualClock } from '../virtual-clock.ts';
import type { VirtualClock } from '../virtual-clock.ts';
import { createFaultProxy } from '../fault-proxy/fault-proxy.ts';
import type { FaultProxy } from '../fault-proxy/fault-proxy.ts';
import { DrillWindow } from './drill-window.ts';
import { Wire } from './wire.ts';

export const SYMBOL = '005930';
const BOOKS = [
  { symbol: SYMBOL, venue: 'KRX', side: 'sell', price: 68_100, quantity: 600 },
  { symbol: SYMBOL, venue: 'KRX', side: 'buy', price: 67_900, quantity: 600 },
] as const;
const APP_KEY = 'drill-desk';
const OWN_ACCOUNT_ID = 'own-account' as AccountId;
/** What the exchange makes of that key. */
const ACCOUNT_NUMBER = accountNumberOf(APP_KEY);
const STEP_MS = 100;

export interface DrillOptions {
  /** Added to the desk's wall clock; the exchange's stays right. */
  readonly skewMs?: number;
  readonly exchange?: Partial<ExchangeOptions>;
  readonly ledger?: Result<LedgerStorage>;
  /** An account of the owner's own at the real or mock host, in place of the embedded one. */
  readonly environment?: 'real' | 'mock';
  /** When the exchange's clock starts; 2026-11-20 10:00 in Korea by default. */
  readonly startAt?: number;
  readonly secretKey?: string;
  /** Ports in place of the drill's own. */
  readonly ports?: Partial<DeskPorts>;
}

/** A whole desk and a whole exchange with a real network between them, on virtual time. */
export interface Drill {
  readonly accountId: AccountId;
  /** The clock as the desk's machine shows it. */
  readonly deskClock: Clock;
  readonly clock: VirtualClock;
  readonly wire: Wire;
  readonly proxy: FaultProxy;
  readonly exchange: Exchange;
  readonly desk: Desk;
  readonly window: DrillWindow;
  readonly ledger: MemoryLedger;
  readonly log: ReturnType<typeof createRecordingLog>;
  readonly settings: ReturnType<typeof createMemorySettings>;
  readonly secrets: ReturnType<typeof createMemorySecrets>;
  ask<Name extends RequestName>(
    name: Name,
    payload: RequestPayload<Name>,
  ): Promise<Result<RequestReply<Name>>>;
  place(change?: Partial<OrderIntent>, requestId?: string): Promise<Result<Order>>;
  snapshot(): Promise<AccountSnapshot>;
  /** New orders the exchange has from this desk, oldest first. */
  atExchange(): readonly AccountOrder[];
  gate(): string;
  /** Waits until nothing but the trader's word is missing, and gives it where it is asked for. */
  armed(): Promise<void>;
  /** Moves time on in small steps, the network at rest after each. */
  pass(ms: number): Promise<void>;
  until(claim: () => boolean, maxMs?: number): Promise<void>;
  /** Moves time on until the promise has settled. */
  settled<T>(promise: Promise<T>): Promise<T>;
  /** The desk's process is gone from one moment to the next: nothing of it writes or sends any more. */
  kill(): void;
  /** Starts a desk on the same files. `arrange` sets up its network before it can use it. */
  start(arrange?: (wire: Wire) => void): Promise<void>;
  /** Waits until an order can be checked: the gate open, cash, instruments and a quote known. */
  ready(): Promise<void>;
  stopExchange(): Promise<void>;
  startExchange(): Promise<void>;
  close(): Promise<void>;
}

export const buy = (change: Partial<OrderIntent> = {}): OrderIntent => ({
  symbol: SYMBOL,
  side: 'buy',
  type: 'limit',
  timeInForce: 'day',
  venue: 'KRX',
  price: price(67_000),
  stopPrice: null,
  funding: { kind: 'cash' },
  quantity: quantity(10),
  ...change,
});

/** Returns a drill whose desk is online and may trade. */
export async function startDrill(options: DrillOptions = {}): Promise<Drill> {
  const drill = await prepareDrill(options);
  await drill.start();
  await drill.armed();
  await drill.ready();
  return drill;
}

/** Returns a drill whose desk has not been started. */
export async function prepareDrill(options: DrillOptions = {}): Promise<Drill> {
  const clock = createVirtualClock(options.startAt);
  const { environment } = options;
  const accountId = environment === undefined ? EMBEDDED_PROFILE.accountId : OWN_ACCOUNT_ID;
  const secretKey = options.secretKey ?? 'drill-secret';
  const deskClock: Clock = {
    now: () => epochMs(clock.now() + (options.skewMs ?? 0)),
    monotonicNow: () => clock.monotonicNow(),
    after: (delayMs, callback) => clock.after(delayMs, callback),
  };
  const ledger = createMemoryLedger();
  const profile = { accountId, label: 'own', broker: 'kiwoom', environment };
  const settings = createMemorySettings(environment === undefined ? {} : { profiles: [profile] });
  const secrets = createMemorySecrets();
  const cache = createMemoryCache();
  secrets.values.set(`credentials.${OWN_ACCOUNT_ID}`, JSON.stringify({ appKey: APP_KEY, secretKey }));
  const log = createRecordingLog();
  let wire = new Wire(() => new Date(clock.now()).toUTCString());
  // The exchange lives on when the desk is killed, and meets the next desk's wire.
  const traffic: ExchangeOptions['traffic'] = {
    ...PLAIN_TRAFFIC,
    call: (...args) => wire.traffic.call(...args),
    receive: (...args) => wire.traffic.receive(...args),
    push: (...args) => wire.traffic.push(...args),
  };
  const launch = (ports: { port: number; wsPort: number }) =>
    createExchange({
      clock,
      seed: 1,
      settings: { quota: NO_QUOTA },
      world: { listings: TEST_LISTINGS, activity: 0, seedBooks: BOOKS },
      traffic,
      ...ports,
      ...options.exchange,
    });
  let exchange = await launch({ port: 0, wsPort: 0 });
  const proxy = await createFaultProxy({ target: () => exchange.restUrl, clock });
  const { marketId } = exchange;
  const addresses = { restUrl: proxy.url, socketUrl: exchange.wsUrl, marketId };
  let desk: Desk | null = null;
  let window = new DrillWindow('window-1');
  let requests = 0;
  const retired: (() => Promise<void>)[] = [];

  const running = (): Desk => {
    if (desk === null) throw new Error('the desk is not running');
    return desk;
  };
  const isForeign = (url: string) => new URL(url).hostname !== '127.0.0.1';
  const restOf = (url: string) => (isForeign(url) ? proxy.url + new URL(url).pathname : url);
  const socketOf = (url: string) => (isForeign(url) ? exchange.wsUrl : url);

  const drill: Drill = {
    accountId,
    deskClock,
    clock,
    proxy,
    ledger,
    log,
    settings,
    secrets,
    get wire() {
      return wire;
    },
    get exchange() {
      return exchange;
    },
    get desk() {
      return running();
    },
    get window() {
      return window;
    },
    async ask(name, payload) {
      return (await drill.settled(running().handle('window-1', name, payload))) as never;
    },
    place: (change = {}, requestId = `request-${String(++requests).padStart(4, '0')}`) =>
      drill.settled(
        running().handle('window-1', 'order.place', {
          requestId,
          accountId,
          intent: buy(change),
          accepted: [],
        }) as Promise<Result<Order>>,
      ),
    snapshot: async () => value(await drill.ask('account.snapshot', { accountId })),
    atExchange: () => exchange.world.orders(ACCOUNT_NUMBER),
    gate() {
      const gate = window.condition(accountId)?.gate;
      return gate === undefined ? 'none' : gate.state === 'armed' ? 'armed' : gate.reason;
    },
    async armed() {
      await drill.until(() => ['armed', 'notArmed'].includes(drill.gate()));
      if (drill.gate() === 'notArmed') value(await drill.ask('trading.arm', { accountId }));
      await drill.until(() => drill.gate() === 'armed');
    },
    async pass(ms) {
      await wire.quiet();
      for (let left = ms; left > 0; left -= STEP_MS) {
        clock.advance(Math.min(STEP_MS, left));
        await wire.quiet();
      }
    },
    async until(claim, maxMs = 120_000) {
      await wire.quiet();
      for (let passed = 0; !claim(); passed += STEP_MS) {
        if (passed > maxMs) throw new Error(`never came true: ${claim.toString()}`);
        clock.advance(STEP_MS);
        await wire.quiet();
      }
    },
    async settled(promise) {
      let isDone = false;
      const noted = promise.finally(() => (isDone = true));
      noted.catch(() => undefined);
      await drill.until(() => isDone);
      return noted;
    },
    kill() {
      const killed = running();
      wire.die();
      retired.push(() => killed.stop());
      desk = null;
    },
    async start(arrange) {
      // The exchange notices that the other end is gone.
      await turns();
      if (wire.isDead) wire = new Wire(() => new Date(clock.now()).toUTCString());
      const own = wire;
      arrange?.(own);
      window = new DrillWindow('window-1');
      const storage: LedgerStorage = {
        ...ledger,
        append: (rows) => (own.isDead ? ok([]) : ledger.append(rows)),
        close: () => undefined,
      };
      desk = createDesk(
        {
          clock: deskClock,
          ids: createUuidIds(deskClock),
          log,
          http: own.http(createUndiciHttp({ clock }), restOf),
          sockets: own.sockets(createWsConnector(), socketOf),
          secrets,
          settings,
          cache,
          ledger: options.ledger ?? ok(storage),
          windows: {
            openWindow: () => Promise.resolve(ok(undefined)),
            openSecretPrompt: () => Promise.resolve(ok(undefined)),
          },
          ...options.ports,
        },
        {
          version: '0',
          host: 'browser',
          embedded: environment === undefined ? { ...addresses, appKey: APP_KEY, secretKey } : null,
        },
      );
      desk.attach(window);
      void desk.start();
      await own.quiet();
    },
    async ready() {
      await drill.armed();
      await drill.until(() => window.events('cash').length > 0);
      value(await drill.ask('instruments.list', {}));
      const interests = [
        { symbol: SYMBOL, channels: ['quote', 'book', 'trades'], priority: 'focused' },
      ] as const;
      await drill.ask('market.watch', {
        interests: interests.map((each) => ({ ...each, channels: [...each.channels] })),
      });
      await drill.until(() => window.batches.some(({ quotes }) => quotes.length > 0));
      // The account's own queries have run: what follows is not held up by them.
      await drill.pass(2_000);
    },
    stopExchange: () => exchange.stop(),
    async startExchange() {
      const [port, wsPort] = [Number(new URL(exchange.restUrl).port), Number(new URL(exchange.wsUrl).port)];
      exchange = await launch({ port, wsPort });
    },
    async close() {
      await desk?.stop();
      for (const stop of retired) await stop();
      await proxy.close();
      await exchange.stop();
    },
  };
  return drill;
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Returns the account that the exchange opens for a key. */
export function accountNumberOf(appKey: string): string {
  const digest = createHash('sha256').update(`account/0/${appKey}`).digest();
  return `8${String(digest.readUInt32BE(0) % 10_000_000).padStart(7, '0')}11`;
}

export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.kind} ${result.error.code} ${result.error.detail}`);
  return result.value;
}

export function errorOf(result: Result<unknown>): HogaError {
  if (result.ok) throw new Error('expected an error');
  return result.error;
}

/** Waits until the newest order told of is offered as absent, and declares it never accepted, as a trader would. */
export async function declareNeverAccepted(drill: Drill): Promise<void> {
  await drill.until(() => drill.window.events('order').at(-1)?.order.absence === 'proven');
  const order = drill.window.events('order').at(-1)?.order;
  if (order === undefined) throw new Error('no order was told of');
  const { clientOrderId } = order;
  const requestId = `resolve-${clientOrderId}`.slice(0, 64);
  const verdict = 'neverAccepted';
  const declared = value(await drill.ask('order.resolve', { requestId, clientOrderId, verdict }));
  if (declared.status !== 'denied') throw new Error(`still ${declared.status}`);
}
