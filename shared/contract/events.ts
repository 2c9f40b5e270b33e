import type { AccountId, CashBalance, Position } from '../domain/account.ts';
import type { HogaError } from '../domain/errors.ts';
import type { Fill } from '../domain/fill.ts';
import type { InstrumentSymbol } from '../domain/instrument.ts';
import type { Order } from '../domain/order.ts';
import type { OrderBook } from '../domain/order-book.ts';
import type { Quote } from '../domain/quote.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Trade } from '../domain/trade.ts';
import type { TradingSession } from '../domain/trading-session.ts';
import type { ApiStreamUpdate } from './api.ts';
import type { AccountSummary, JsonValue } from './requests.ts';
import type { LinkGroup } from './vocabulary.ts';

/** Whether an account may trade now, and why not. */
export type TradingGate =
  | { readonly state: 'armed' }
  | {
      readonly state: 'blocked';
      /** starting: reconciling after a start; halted: by the trader; storage: the ledger cannot be written. */
      readonly reason:
        | 'starting'
        | 'halted'
        | 'storage'
        | 'disconnected'
        | 'noCredentials'
        | 'locked'
        | 'refused'
        | 'replaced';
      readonly error: HogaError | null;
    };

/** An account's link, gate and budget, as the status bar shows them. */
export interface AccountCondition {
  readonly phase:
    'offline' | 'authenticating' | 'connecting' | 'online' | 'waitingToRetry' | 'replaced' | 'refused';
  readonly retryAt: EpochMs | null;
  readonly error: HogaError | null;
  readonly tokenExpiresAt: EpochMs | null;
  readonly gate: TradingGate;
  /** Last message of any kind from the broker. */
  readonly lastMessageAt: EpochMs | null;
  readonly requestsPerSecond: number;
  readonly requestLimitPerSecond: number;
  readonly requestsWaiting: number;
}

/** What happened. Never conflated, never dropped. */
export type DeskEvent =
  | { readonly type: 'order'; readonly order: Order }
  | { readonly type: 'fill'; readonly fill: Fill }
  | { readonly type: 'positions'; readonly accountId: AccountId; readonly positions: readonly Position[] }
  | { readonly type: 'cash'; readonly accountId: AccountId; readonly cash: CashBalance }
  | { readonly type: 'condition'; readonly accountId: AccountId; readonly condition: AccountCondition }
  | { readonly type: 'accounts'; readonly accounts: readonly AccountSummary[] }
  | { readonly type: 'sessions'; readonly sessions: readonly TradingSession[] }
  | { readonly type: 'setting'; readonly key: string; readonly value: JsonValue }
  | { readonly type: 'link'; readonly group: LinkGroup; readonly symbol: InstrumentSymbol }
  /** An instrument began or ceased to meet a condition that a window follows. */
  | {
      readonly type: 'condition-match';
      readonly accountId: AccountId;
      readonly conditionId: string;
      readonly symbol: InstrumentSymbol;
      readonly change: 'enter' | 'leave';
      readonly at: EpochMs;
    }
  /** There is a newer list of instruments than the one that was given out. */
  | { readonly type: 'instruments' }
  /** Something the trader must know that belongs to no row: shown as a toast and kept in the notice list. */
  | { readonly type: 'notice'; readonly level: 'info' | 'warning' | 'error'; readonly error: HogaError };

/** Events are numbered without gaps; a window that sees a gap opens the desk again for a snapshot. */
export interface DeskEventEnvelope {
  readonly sequence: number;
  readonly event: DeskEvent;
}

/**
 * Market data of about one frame for one window: the latest quote and book of what changed, and every trade in order.
 * Only instruments the window watches are in it.
 */
export interface MarketBatch {
  readonly quotes: readonly Quote[];
  readonly books: readonly OrderBook[];
  /** Oldest first per instrument. */
  readonly trades: readonly Trade[];
  /** The latest values of each raw stream that the window declared and that changed. */
  readonly streams: readonly ApiStreamUpdate[];
  /** Instruments whose data has gone stale since the last batch, and those that are fresh again. */
  readonly stale: readonly InstrumentSymbol[];
  readonly fresh: readonly InstrumentSymbol[];
  /** Instruments whose trades here have a hole (a reconnect, a window that fell behind): ask for them again. */
  readonly tradeGaps: readonly InstrumentSymbol[];
  /** When core received the oldest message in the batch, for measuring. */
  readonly receivedAt: number;
}
