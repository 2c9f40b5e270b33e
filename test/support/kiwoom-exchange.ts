import type { Listing, World } from '#electron/exchange/world.ts';
import { createWorld, type WorldOptions } from '#electron/exchange/create-world.ts';
import { createKiwoomServer, type KiwoomServer } from '#electron/exchange/kiwoom-server/kiwoom-server.ts';
import { SILENT_LOG } from '#electron/exchange/kiwoom-server/server-log.ts';
import {
  DEFAULT_SETTINGS,
  NO_QUOTA,
  type KiwoomServerSettings,
} from '#electron/exchange/kiwoom-server/settings.ts';
import { createMarketModels } from '#electron/exchange/market/market-models.ts';
import { PLAIN_TRAFFIC } from '#electron/exchange/kiwoom-server/traffic.ts';
import { kiwoomEndpoint, type KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { Price } from '#shared/domain/price.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { Session } from '#electron/exchange/kiwoom-server/realtime/session.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export const OPENING_CASH = 100_000_000;

/** Four instruments: a large share on both exchanges, a KOSDAQ share, a fund, and a halted share. */
export const TEST_LISTINGS: readonly Listing[] = [
  listingOf('005930', '삼성전자', { basePrice: 68_000 as Price, isNxtEligible: true }),
  listingOf('035720', '카카오', { basePrice: 41_000 as Price, market: 'KOSDAQ', marginRate: 40 }),
  listingOf('069500', 'KODEX 200', { basePrice: 35_000 as Price, kind: 'etf', sector: '', sizeClass: '' }),
  listingOf('000660', 'SK하이닉스', { basePrice: 201_500 as Price, isNxtEligible: true, isHalted: true }),
];

function listingOf(symbol: string, name: string, other: Partial<Listing>): Listing {
  return {
    symbol,
    name,
    market: 'KOSPI',
    kind: 'share',
    basePrice: 10_000 as Price,
    listedShares: 100_000_000,
    isNxtEligible: false,
    isHalted: false,
    leverage: 1,
    marginRate: 20,
    sector: '전기·전자',
    sizeClass: '대형주',
    listedOn: '20000104' as KstDate,
    isIndexMember: true,
    ...other,
  };
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A market and its server without a network. */
export interface KiwoomExchange {
  readonly clock: VirtualClock;
  readonly world: World;
  readonly server: KiwoomServer;
  /** Price that the day started from; the history decides it, not the listing. */
  basePrice(symbol: string): number;
  /** Calls an API as a customer with a fresh token would; `headers` override. */
  call(id: KiwoomApiId, body?: unknown, headers?: Readonly<Record<string, string>>): ApiAnswer;
  /** Calls with nothing filled in. */
  raw(path: string, headers: Readonly<Record<string, string>>, body: string): ApiAnswer;
  /** A token of the customer `appKey`. */
  token(appKey?: string): string;
  /** Opens a socket that has not logged in. */
  connect(): TestSocket;
  /** Opens a socket, logs in and registers; what it has received so far is forgotten. */
  listen(types: readonly string[], items?: readonly string[], appKey?: string): TestSocket;
  /** Ends the turn of the event loop: whatever was put off is sent. */
  endTurn(): void;
}

export interface RealEntry {
  readonly type: string;
  readonly name: string;
  readonly item: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The client's end of a socket without a network. */
export interface TestSocket {
  send(frame: unknown): void;
  sendText(text: string): void;
  readonly session: Session;
  /** Every frame received, in order. */
  readonly frames: Record<string, unknown>[];
  /** Entries of the REAL frames received, of one type when given. */
  entries(type?: string): RealEntry[];
  /** How the server ended it, or null while it is open. */
  readonly closing: { readonly code: number; readonly reason: string } | null;
  /** Whether it echoes PING frames; true unless set. */
  answersPings: boolean;
  /** Bytes the client leaves unread, as the server sees them. */
  unread: number;
}

export function createKiwoomExchange(
  options: {
    readonly settings?: Partial<KiwoomServerSettings>;
    readonly world?: Partial<WorldOptions>;
    readonly clock?: VirtualClock;
  } = {},
): KiwoomExchange {
  const clock = options.clock ?? createVirtualClock();
  const world = createWorld({
    clock,
    seed: 1,
    listings: TEST_LISTINGS,
    activity: 0,
    initialCash: OPENING_CASH,
    ...options.world,
  });
  const deferred: (() => void)[] = [];
  const server = createKiwoomServer({
    world,
    market: createMarketModels(world, options.world?.seed ?? 1),
    clock,
    settings: { ...DEFAULT_SETTINGS, quota: NO_QUOTA, ...options.settings },
    openingCash: OPENING_CASH,
    traffic: PLAIN_TRAFFIC,
    log: SILENT_LOG,
    onChange: () => {},
    defer: (callback) => deferred.push(callback),
  });

  const raw: KiwoomExchange['raw'] = (path, headers, body) => {
    const answer = server.serve({ method: 'POST', path, headers, body });
    const parsed = JSON.parse(answer.body) as Record<string, unknown>;
    return { status: answer.status, headers: answer.headers, body: parsed };
  };
  const token: KiwoomExchange['token'] = (appKey = 'appkey-1') => {
    const keys = { grant_type: 'client_credentials', appkey: appKey, secretkey: `secret of ${appKey}` };
    return String(raw('/oauth2/token', { 'api-id': 'au10001' }, JSON.stringify(keys)).body['token']);
  };

  const connect = (): TestSocket => {
    const frames: Record<string, unknown>[] = [];
    let closing: TestSocket['closing'] = null;
    const session = server.openSession({
      send: (text) => {
        const frame = JSON.parse(text) as Record<string, unknown>;
        frames.push(frame);
        if (frame['trnm'] === 'PING' && socket.answersPings) session.receive(text);
      },
      close: (code, reason) => {
        closing = { code, reason };
      },
      terminate: () => {
        closing = { code: 1006, reason: 'terminated' };
      },
      bufferedBytes: () => socket.unread,
      setReading: () => undefined,
    });
    const socket: TestSocket = {
      session,
      frames,
      unread: 0,
      answersPings: true,
      get closing() {
        return closing;
      },
      send: (frame) => session.receive(JSON.stringify(frame)),
      sendText: (text) => session.receive(text),
      entries: (type) =>
        frames
          .filter((frame) => frame['trnm'] === 'REAL')
          .flatMap((frame) => frame['data'] as RealEntry[])
          .filter((entry) => type === undefined || entry.type === type),
    };
    return socket;
  };
  const endTurn = () => {
    for (const callback of deferred.splice(0)) callback();
  };

  return {
    connect,
    listen(types, items = [''], appKey = 'appkey-1') {
      const socket = connect();
      socket.send({ trnm: 'LOGIN', token: token(appKey) });
      socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: items, type: types }] });
      endTurn();
      socket.frames.length = 0;
      return socket;
    },
    endTurn,
    clock,
    world,
    server,
    basePrice: (symbol) => world.day(symbol, 'KRX').basePrice,
    call: (id, body = {}, headers = {}) =>
      raw(
        kiwoomEndpoint(id).path,
        { 'api-id': id, authorization: `Bearer ${token()}`, ...headers },
        JSON.stringify(body),
      ),
    raw,
    token,
  };
}
