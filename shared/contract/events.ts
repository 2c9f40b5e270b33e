import type { AccountId, CashBalance, Position } from '../domain/account.ts';
import type { HogaError } from '../domain/errors.ts';
import type { Fill } from '../domain/fill.ts';
import type { InstrumentSymbol } from '../domain/instrument.ts';
import type { ClientOrderId, Order } from '../domain/order.ts';
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
      /**
       * starting: reconciling after a start; halted: by the trader; storage: the ledger cannot be written; disabled: by the
       * owner; notArmed: real trading has not been armed today; otherMarket: the prices shown are those of another market
       * than the account trades on (the embedded exchange's, or the real one's).
       */
      readonly reason:
        | 'starting'
        | 'halted'
        | 'storage'
        | 'disconnected'
        | 'noCredentials'
        | 'locked'
        | 'refused'
        | 'replaced'
        | 'disabled'
        | 'notArmed'
        | 'otherMarket';
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

/**
 * What became of one order that a halt found.
 *
 * - `canceling`  its cancel waits or is under way
 * - `canceled`   nothing of it works any more
 * - `filled`     it filled before the cancel could have an effect
 * - `alive`      it works, and no cancel is under way
 * - `unknown`    nobody can tell yet
 */
export interface HaltLeg {
  readonly clientOrderId: ClientOrderId;
  readonly state: 'canceling' | 'canceled' | 'filled' | 'alive' | 'unknown';
}

/** What became of a halt on one account; told when it changes and after each check. */
export interface HaltReport {
  readonly accountId: AccountId;
  readonly haltedAt: EpochMs;
  /** Whether the broker's lists have been compared since, one second and again five seconds after the halt. */
  readonly checks: readonly { readonly at: EpochMs; readonly error: HogaError | null }[];
  /** Oldest order first. */
  readonly legs: readonly HaltLeg[];
}

/** What happened. Never conflated, never dropped. */
export type DeskEvent =
  | { readonly type: 'order'; readonly order: Order }
  | { readonly type: 'fill'; readonly fill: Fill }
  | { readonly type: 'positions'; readonly accountId: AccountId; readonly positions: readonly Position[] }
  | { readonly type: 'cash'; readonly accountId: AccountId; readonly cash: CashBalance }
  | { readonly type: 'condition'; readonly accountId: AccountId; readonly condition: AccountCondition }
  | { readonly type: 'accounts'; readonly accounts: readonly AccountSummary[] }
  /** Null once trading is resumed. */
  | { readonly type: 'halt-report'; readonly accountId: AccountId; readonly report: HaltReport | null }
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
