import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import type { DeskEventEnvelope, MarketBatch } from '#shared/contract/events.ts';
import type { CacheFiles } from './ports/cache-files.ts';
import type { HostWindows } from './ports/host-windows.ts';
import type { Http } from './ports/http.ts';
import type { Ids } from './ports/ids.ts';
import type { LedgerStorage } from './ports/ledger-storage.ts';
import type { Log } from './ports/log.ts';
import type { SecretStore } from './ports/secret-store.ts';
import type { SettingsStore } from './ports/settings-store.ts';
import type { SocketConnector } from './ports/socket.ts';

/** Everything the desk needs from outside. Each host fills it once. */
export interface DeskPorts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly http: Http;
  readonly sockets: SocketConnector;
  readonly secrets: SecretStore;
  readonly settings: SettingsStore;
  readonly cache: CacheFiles;
  /** A failure to open it blocks trading but not the desk. */
  readonly ledger: Result<LedgerStorage>;
  readonly windows: HostWindows;
}

export interface DeskOptions {
  readonly version: string;
  readonly host: 'electron' | 'browser';
  /** What went wrong before the desk was made: the first window is told. */
  readonly faults?: readonly HogaError[];
  /** The embedded exchange, when one runs: an account of its own, present from the start. */
  readonly embedded: {
    readonly restUrl: string;
    readonly socketUrl: string;
    /** Order numbers mean something within one market only: the account's ledger is that market's. */
    readonly marketId: string;
    readonly appKey: string;
    readonly secretKey: string;
  } | null;
}

/** One window as the core sees it. */
export interface DeskClient {
  readonly clientId: string;
  sendEvent(envelope: DeskEventEnvelope): void;
  sendMarket(batch: MarketBatch): void;
  /** False while the window is behind: market data then waits and is conflated further; events never wait. */
  isReadyForMarket(): boolean;
}

/** The desk without a host. */
export interface Desk {
  /** Opens the ledger's open orders, connects every account, reconciles, then arms trading. */
  start(): Promise<void>;
  /** Stops timers, disconnects; orders in flight stay in the ledger as such. */
  stop(): Promise<void>;
  /** Adds a window; the answer removes it with all its interests. */
  attach(client: DeskClient): Unsubscribe;
  /** Serves one request of a window. Checks name and payload itself; never throws, never answers with a secret. */
  handle(clientId: string, name: string, payload: unknown): Promise<Result<unknown>>;
  /** The host's own form gives credentials or a passphrase straight to the core. */
  acceptCredentials(
    accountId: string,
    credentials: { appKey: string; secretKey: string },
  ): Promise<Result<void>>;
  /** Secrets became readable: accounts that waited for them connect. */
  secretsUnlocked(): Promise<void>;
}
