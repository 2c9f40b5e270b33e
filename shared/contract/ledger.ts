import type { AccountId } from '../domain/account.ts';
import type { ClientOrderId, Order } from '../domain/order.ts';
import type { OrderCommand, OrderStatus } from '../domain/order-status.ts';
import type { EpochMs, KstDate } from '../domain/time.ts';

/** What windows may learn from the ledger: orders of any day, an order's whole story, evidence, and whether all is as written. */

/** An order as the ledger tells it. */
export interface LedgerOrder {
  readonly order: Order;
  readonly tradingDate: KstDate;
  /** Rows of the ledger about it. */
  readonly entries: number;
}

export interface LedgerOrdersPage {
  /** Newest first. */
  readonly orders: readonly LedgerOrder[];
  /** For the next, older page; null on the last. */
  readonly cursor: string | null;
}

/** Fields of an order that an entry may change. */
export const STORY_FIELDS = [
  'quantity',
  'price',
  'stopPrice',
  'filledQuantity',
  'leavesQuantity',
  'averageFillPrice',
  'venueOrderId',
  'routedVenue',
] as const;
export type StoryField = (typeof STORY_FIELDS)[number];

export interface StoryChange {
  readonly field: StoryField;
  readonly before: string | number | null;
  readonly after: string | number | null;
}

/** One row of the ledger in an order's story. */
export interface StoryEntry {
  readonly sequence: number;
  /** By the broker's clock as far as it was known. */
  readonly at: EpochMs;
  /** Since the order was asked for, ms. */
  readonly elapsedMs: number;
  /** What happened; a word of the ledger. Windows have texts for those they know. */
  readonly kind: string;
  readonly command: OrderCommand | null;
  /** Since the command it is about was recorded, ms; null when it is about none. */
  readonly commandElapsedMs: number | null;
  /** Of an answer, a refusal or a lost outcome: the broker's own code and words where there are some. */
  readonly code: string | null;
  readonly text: string | null;
  readonly changes: readonly StoryChange[];
  /** After it. Null before the order began, and for entries about the account. */
  readonly status: OrderStatus | null;
  readonly unknownCommand: OrderCommand | null;
  /** Broker minus machine as last recorded; null while it was not known. */
  readonly clockOffsetMs: number | null;
  readonly hash: string;
}

/** Everything the ledger holds about one order, oldest first, with what concerned its account meanwhile. */
export interface OrderStory {
  readonly order: Order;
  readonly tradingDate: KstDate;
  readonly entries: readonly StoryEntry[];
}

export const LEDGER_EXPORT_FORMATS = ['csv', 'json'] as const;
export type LedgerExportFormat = (typeof LEDGER_EXPORT_FORMATS)[number];

/** An evidence pack. */
export interface LedgerExport {
  /** A name for a file. */
  readonly name: string;
  readonly text: string;
  readonly orders: number;
  readonly rows: number;
}

/** Whether the ledger is as it was written. */
export interface LedgerVerdict {
  /** Rows looked at. */
  readonly rows: number;
  readonly isIntact: boolean;
  /** The first row that is not what was written, or is missing; null when none is, or when the file itself is damaged. */
  readonly firstBadSequence: number | null;
  readonly checkedAt: EpochMs;
  readonly lastSequence: number;
  /** Of the last row that is as it was written. */
  readonly lastHash: string;
}

/** Names the order whose story is asked for; without an account, whichever has it. */
export interface LedgerOrderName {
  readonly accountId: AccountId | null;
  readonly clientOrderId: ClientOrderId;
}
