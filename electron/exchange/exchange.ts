import type { Clock } from '#shared/domain/clock.ts';
import { kstDateOf, kstInstant } from '#shared/domain/time.ts';
import { createAcceleratedClock } from './clock/accelerated-clock.ts';
import { createWorld, type WorldOptions } from './create-world.ts';
import { createFaultSwitch, type FaultSwitch } from './faults/fault-switch.ts';
import { createKiwoomServer, type KiwoomServer } from './kiwoom-server/kiwoom-server.ts';
import type { RealtimeValues, ServedType } from './kiwoom-server/realtime/hub.ts';
import type { TlsPair } from './kiwoom-server/rest/http-server.ts';
import { SILENT_LOG, type ServerLog } from './kiwoom-server/server-log.ts';
import { DEFAULT_SETTINGS, type KiwoomServerSettings } from './kiwoom-server/settings.ts';
import { PLAIN_TRAFFIC, type Traffic } from './kiwoom-server/traffic.ts';
import { createGoldMarket } from './market/gold/gold-market.ts';
import { createMarketModels } from './market/market-models.ts';
import { prepareAhead } from './market/prepare-ahead.ts';
import { Turns } from './market/turns.ts';
import { latestTradingDay } from './market/history/trading-days.ts';
import { createKeyFile } from './storage/key-file.ts';
import type { World } from './world.ts';

/** `kst`: the real timetable. `regular`: always in continuous trading. `accelerated`: a whole trading day, `speed` times as fast. */
export type ExchangeSession = 'regular' | 'kst' | 'accelerated';

export interface ExchangeOptions {
  /** Time of sockets and tokens, and of the market unless it is accelerated. */
  readonly clock: Clock;
  readonly seed: number;
  /** A loopback address; 127.0.0.1 by default. */
  readonly host?: string;
  /** 0 (default) lets the system choose. */
  readonly port?: number;
  readonly wsPort?: number;
  readonly tls?: TlsPair | null;
  readonly session?: ExchangeSession;
  /** Used by `accelerated` only; 60 by default. */
  readonly speed?: number;
  /** File that the market survives a restart in; null (default): nothing is kept. */
  readonly statePath?: string | null;
  readonly settings?: Partial<KiwoomServerSettings>;
  readonly traffic?: Traffic;
  /** What goes wrong from the start; see `parseFault`. */
  readonly faults?: readonly string[];
  /** Decides, with their chances, when they strike; `seed` by default. */
  readonly faultSeed?: number;
  readonly log?: ServerLog;
  /** Anything else about the market, such as a smaller list of instruments. */
  readonly world?: Pick<
    WorldOptions,
    'listings' | 'activity' | 'hasWarmUp' | 'seedBooks' | 'initialCash' | 'history'
  >;
}

export interface Exchange {
  readonly restUrl: string;
  readonly wsUrl: string;
  /** See `World.marketId`. */
  readonly marketId: string;
  readonly world: World;
  /** What goes wrong on purpose. */
  readonly faults: FaultSwitch;
  /** Sends a real-time message to its subscribers as a feed would. For measurements. */
  publish(type: ServedType, item: string, values: RealtimeValues): void;
  /** Ends every connection and timer and saves the state. */
  stop(): Promise<void>;
}

const DEFAULT_HOST = '127.0.0.1';
const LOOPBACK = new Set([DEFAULT_HOST, '::1', 'localhost']);
const OPENING_CASH = 100_000_000;
const DEFAULT_SPEED = 60;
/** An accelerated day begins when the opening auction does. */
const ACCELERATED_START_MS = 8.5 * 3_600_000;

/** Whether an address reaches this machine only. The exchange binds nothing else: it trusts whoever can call it. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}

/** Starts a market and the servers in front of it. Rejects when a port is taken or a fault malformed; then nothing is left running. */
export async function createExchange(options: ExchangeOptions): Promise<Exchange> {
  const host = options.host ?? DEFAULT_HOST;
  if (!isLoopback(host)) throw new RangeError(`the exchange binds loopback addresses only, not ${host}`);
  const { clock, seed, log = SILENT_LOG, statePath = null } = options;
  const session = options.session ?? 'regular';
  const openingCash = options.world?.initialCash ?? OPENING_CASH;
  const world = createWorld({
    ...options.world,
    initialCash: openingCash,
    clock: marketClock(clock, session, options.speed ?? DEFAULT_SPEED),
    seed,
    session: session === 'accelerated' ? 'kst' : session,
    statePath,
    onWarning: (message) => log.warn(message),
  });
  const keyFile = createKeyFile(statePath, log);
  const gold = createGoldMarket({
    ...marketOptions(options.world),
    clock: world.clock,
    seed,
    session: session === 'accelerated' ? 'kst' : session,
    statePath: statePath === null ? null : `${statePath}.gold`,
    onWarning: (message) => log.warn(message),
  });
  const market = createMarketModels(world, seed, gold, new Turns(clock));
  const faults = createFaults(options, world, () => server);
  const server = createKiwoomServer({
    world,
    market,
    clock,
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
    openingCash,
    traffic: faults.traffic,
    log,
    restore: keyFile.load(),
    onChange: () => keyFile.save(server.snapshot()),
  });
  switchOn(faults, options.faults);
  const tls = options.tls ?? null;
  const ports = await server.listen({ host, port: options.port ?? 0, wsPort: options.wsPort ?? 0, tls });
  world.start();
  gold.start();
  const stopPreparing = prepareAhead(
    clock,
    () => market.indices.prepare(),
    (error) => log.error('preparing the models failed', error),
  );
  const at = host === '::1' ? '[::1]' : host;
  const scheme = tls === null ? '' : 's';
  return {
    restUrl: `http${scheme}://${at}:${ports.port}`,
    wsUrl: `ws${scheme}://${at}:${ports.wsPort}/api/dostk/websocket`,
    marketId: world.marketId,
    world,
    faults,
    publish: (type, item, values) => server.publish(type, item, values),
    async stop() {
      stopPreparing();
      faults.clear();
      world.stop();
      gold.stop();
      await server.stop();
    },
  };
}

function createFaults(options: ExchangeOptions, world: World, server: () => KiwoomServer) {
  return createFaultSwitch({
    world,
    clock: options.clock,
    seed: options.faultSeed ?? options.seed,
    inner: options.traffic ?? PLAIN_TRAFFIC,
    revokeTokenOf: (call) => server().revokeTokenOf(call),
    accounts: () =>
      server()
        .snapshot()
        .customers.map(({ accountNumber }) => accountNumber),
  });
}

function switchOn(faults: FaultSwitch, specs: readonly string[] = []): void {
  const started = faults.add(specs);
  if (!started.ok) throw new RangeError(started.error);
}

/** What a smaller or quieter market means for gold too: its pace, not its instruments or books. */
function marketOptions({ activity, hasWarmUp }: NonNullable<ExchangeOptions['world']> = {}) {
  return {
    ...(activity === undefined ? {} : { activity }),
    ...(hasWarmUp === undefined ? {} : { hasWarmUp }),
  };
}

function marketClock(clock: Clock, session: ExchangeSession, speed: number): Clock {
  if (session !== 'accelerated') return clock;
  const date = latestTradingDay(kstDateOf(clock.now()));
  return createAcceleratedClock(clock, speed, kstInstant(date, ACCELERATED_START_MS));
}
