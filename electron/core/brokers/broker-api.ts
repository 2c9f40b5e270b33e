import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Result } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type {
  ApiCondition,
  ApiReply,
  ApiStream,
  ApiStreamUpdate,
  ConditionMembers,
  ConditionPage,
} from '#shared/contract/api.ts';

/** One call of a broker's API, by the broker's own names. */
export interface ApiQuery {
  readonly apiId: string;
  readonly request: Readonly<Record<string, string>>;
  /** From the reply before, for the next page of the same request; null for the first. */
  readonly cursor: string | null;
}

/**
 * The one door through which a broker's own names show: whatever of its API the desk has no words for. What is asked here
 * waits behind the desk's own queries, and no order can be sent through it.
 */
export interface BrokerApi {
  /** Asks for one page. `validation` before anything is sent, with the field's key and label; `protocol` naming the field. */
  call(query: ApiQuery): Promise<Result<ApiReply>>;
  readonly streams: BrokerStreams;
  readonly conditions: BrokerConditions;
}

/** Real-time messages with the broker's own types and field numbers. */
export interface BrokerStreams {
  /**
   * Declares all that is wanted from now on, now and after every reconnect. Whatever the desk's own market data needs goes
   * first. Returns what the broker does not have and what did not fit the budget.
   */
  watch(wanted: readonly ApiStream[]): readonly ApiStream[];
  /** The newest message of a stream that is wanted; null before the first. */
  latest(stream: ApiStream): ApiStreamUpdate | null;
  /** Tells which stream has a new message; its item is the message's own. */
  onChange(listener: (stream: ApiStream) => void): Unsubscribe;
}

/** An instrument began or ceased to meet a condition that is followed. */
export interface ConditionMatch {
  readonly conditionId: string;
  readonly symbol: InstrumentSymbol;
  readonly change: 'enter' | 'leave';
  readonly at: EpochMs;
}

/**
 * The trader's conditions, evaluated by the broker. Errors: `validation` CONDITION_UNKNOWN, `connectivity` when there is no
 * session or no answer, `venueRejected` with the broker's words.
 */
export interface BrokerConditions {
  list(): Promise<Result<readonly ApiCondition[]>>;
  search(conditionId: string, cursor: string | null): Promise<Result<ConditionPage>>;
  /** Follows a condition until `stop`, also across reconnects; what was missed meanwhile is told as matches. */
  start(conditionId: string): Promise<Result<ConditionMembers>>;
  stop(conditionId: string): Promise<Result<void>>;
  /** Every match, in order. */
  onMatch(listener: (match: ConditionMatch) => void): Unsubscribe;
}
