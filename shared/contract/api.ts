import type { InstrumentSymbol } from '../domain/instrument.ts';
import type { EpochMs } from '../domain/time.ts';

/**
 * A broker's whole API behind one door: any of its calls by id, any of its real-time streams, its condition search. Keys,
 * ids and codes are the broker's own and are explained by the catalogue; nothing else in the contract knows them.
 */

/** A parsed value: a number by the field's kind, text as sent with blanks cut off, null where a number was left empty. */
export type ApiValue = string | number | null;

/** Values by the broker's key. Fields that the catalogue does not list are there too, as text. */
export type ApiRecord = Readonly<Record<string, ApiValue>>;

/** The request as it left and the answer as it came, for reading; no secret is in it. */
export interface ApiRaw {
  readonly request: {
    /** Path of the URL, without the host. */
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Readonly<Record<string, string>>;
  };
  readonly answer: {
    readonly status: number;
    /** Names in lower case. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Readonly<Record<string, unknown>>;
  };
}

/** One page of an answer. */
export interface ApiReply {
  readonly apiId: string;
  /** Parsed top level. */
  readonly fields: ApiRecord;
  /** Every list of the answer by its key; an empty list is an empty array. */
  readonly lists: Readonly<Record<string, readonly ApiRecord[]>>;
  /** Asks for the next page of the same request; null on the last page. Opaque. */
  readonly cursor: string | null;
  readonly raw: ApiRaw;
  /** When the answer was there, by core's clock. */
  readonly at: EpochMs;
  /** From the call to the parsed answer: waiting for the quota included. */
  readonly tookMs: number;
}

/** One raw real-time stream: a type of the broker's and what it is about; an empty item where the type takes none or means all. */
export interface ApiStream {
  readonly type: string;
  readonly item: string;
}

/** The latest values of a stream. `item` is the message's own where the stream is about all items. */
export interface ApiStreamUpdate extends ApiStream {
  /** By field number (FID). */
  readonly values: ApiRecord;
  readonly at: EpochMs;
}

/** A condition of the trader, made in the broker's own program. */
export interface ApiCondition {
  readonly id: string;
  readonly name: string;
}

/** One page of the instruments that meet a condition now. */
export interface ConditionPage {
  readonly rows: readonly ApiRecord[];
  readonly cursor: string | null;
}

/** The instruments that meet a condition now; who enters and leaves comes as `condition-match` events. */
export interface ConditionMembers {
  readonly members: readonly InstrumentSymbol[];
}
