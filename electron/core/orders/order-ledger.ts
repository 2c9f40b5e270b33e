import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { ClientOrderId } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { OrderEvidence } from '../ledger/evidence.ts';
import { isEvidence } from '../ledger/evidence.ts';
import type { LedgerIntegrity } from '../ledger/integrity.ts';
import type { LedgerRow, LedgerStorage, NewLedgerRow } from '../ports/ledger-storage.ts';
import type { Log } from '../ports/log.ts';
import type { OrderFact } from './order-fact.ts';
import { formatOrderFact, parseOrderFact } from './order-fact-schema.ts';

/** How often a failed write is tried again. */
const RETRY_MS = 2_000;
/** Evidence waits this long for a row that has to be written anyhow, and goes with it. */
const EVIDENCE_DELAY_MS = 200;
/** Evidence that waits while nothing can be written. More is not kept: what the broker did goes first. */
const MAX_WAITING_EVIDENCE = 1_000;
/** How far back a start reads. Orders live a day; the rest keeps request ids from being used twice. */
const READ_BACK_MS = 10 * 86_400_000;

/** A row of the ledger, read back. */
export type LedgerEntry =
  | {
      readonly type: 'order';
      readonly clientOrderId: ClientOrderId;
      readonly fact: OrderFact;
      readonly at: EpochMs;
    }
  | { readonly type: 'halted' | 'resumed'; readonly at: EpochMs };

/** What is written about the account and not about one order. `probe` only tests that writing works. */
type AccountKind = AccountDecision | AccountSight | 'probe';

/** What the trader or owner decided about the account. Only halts and resumptions outlive a restart. */
export type AccountDecision = 'halted' | 'resumed' | 'armed' | 'limitsChanged';

/** What was seen of the account: evidence for what was decided on it. */
export type AccountSight = 'accountSeen' | 'clockSeen';

/**
 * The order ledger of one account.
 *
 * `record` is for what must be on disk before anything is sent; `note` for what the broker did, which is true whether or
 * not it can be written: such rows wait in memory and are written, in order, as soon as writing works again. `remember` is for
 * evidence: it is written with the next row, or by itself a moment later.
 */
export class OrderLedger {
  private failure: HogaError | null = null;
  /** What was written before could not be read: nothing is written on top of it until the next start. */
  private unreadable: HogaError | null = null;
  private backlog: NewLedgerRow[] = [];
  private cancelRetry: Unsubscribe | null = null;
  private cancelEvidence: Unsubscribe | null = null;
  private readonly stopIntegrity: Unsubscribe;

  constructor(
    private readonly options: {
      /** The account's name in the ledger. */
      readonly scope: string;
      readonly storage: Result<LedgerStorage>;
      readonly clock: Clock;
      readonly log: Log;
      /** Whether what was written is still there as it was; always, where nobody looks. */
      readonly integrity?: Pick<LedgerIntegrity, 'error' | 'onChange'>;
      /** Told when writing stops or starts to work, and when the ledger is not, or is again, what was written. */
      readonly onHealth: (error: HogaError | null) => void;
    },
  ) {
    if (!options.storage.ok) this.failure = options.storage.error;
    this.stopIntegrity =
      options.integrity?.onChange(() => options.onHealth(this.error())) ?? (() => undefined);
  }

  /** Why no new order may go by this ledger: it cannot be written, or is not what was written. Null while all is well. */
  error(): HogaError | null {
    return this.failure ?? this.options.integrity?.error() ?? null;
  }

  /** Writes a fact, and all that waited before it. Returns `storage` when it is not on disk: then nothing may be sent. */
  record(clientOrderId: ClientOrderId, fact: OrderFact): Result<void> {
    return this.write([this.orderRow(clientOrderId, fact)]);
  }

  /** Writes a fact that holds anyhow; keeps it for later when that fails. */
  note(clientOrderId: ClientOrderId, fact: OrderFact): void {
    const row = this.orderRow(clientOrderId, fact);
    if (!this.write([row]).ok) this.backlog.push(row);
  }

  /** Keeps evidence about an order; null: about none that is known. */
  remember(clientOrderId: ClientOrderId | null, { kind, ...content }: OrderEvidence): void {
    this.keepEvidence({ ...this.accountRow('probe', content), kind, clientOrderId: clientOrderId ?? '' });
  }

  /** Keeps what was seen of the account. */
  rememberAccount(kind: AccountSight, payload: object): void {
    this.keepEvidence(this.accountRow(kind, payload));
  }

  /** Writes what was decided about the account: a restart does not undo a halt, and the rest is evidence. */
  noteAccount(kind: AccountDecision, payload: object = {}): void {
    const row = this.accountRow(kind, payload);
    if (!this.write([row]).ok) this.backlog.push(row);
  }

  /** Reads the last days, oldest first. `storage` when the file cannot be read or a row makes no sense. */
  read(): Result<readonly LedgerEntry[]> {
    const { storage, scope: accountId, clock } = this.options;
    if (!storage.ok) return storage;
    const since = (clock.now() - READ_BACK_MS) as EpochMs;
    const rows = storage.value.read(0, { accountId, since });
    const entries = rows.ok ? parseRows(rows.value) : rows;
    if (!entries.ok) {
      this.unreadable = entries.error;
      this.fail(entries.error);
    }
    return entries;
  }

  /** Tries to write now when the last write failed. Returns whether the ledger works. */
  recover(): Result<void> {
    return this.failure === null ? ok(undefined) : this.write([]);
  }

  /** Tries a last time to write what waits, then ends the retries. What is lost here is not lost at the broker. */
  close(): void {
    if (this.backlog.length > 0) this.write([]);
    this.cancelRetry?.();
    this.cancelRetry = null;
    this.cancelEvidence?.();
    this.cancelEvidence = null;
    this.stopIntegrity();
  }

  private keepEvidence(row: NewLedgerRow): void {
    if (!this.options.storage.ok || this.backlog.length >= MAX_WAITING_EVIDENCE) return;
    this.backlog.push(row);
    this.cancelEvidence ??= this.options.clock.after(EVIDENCE_DELAY_MS, () => {
      this.cancelEvidence = null;
      // Where writing does not work the retries take it along.
      if (this.failure === null && this.backlog.length > 0) this.write([]);
    });
  }

  private write(rows: readonly NewLedgerRow[]): Result<void> {
    const { storage } = this.options;
    if (!storage.ok) return storage;
    if (this.unreadable !== null) return err(this.unreadable);
    const waiting = [...this.backlog, ...rows];
    const written = storage.value.append(waiting.length > 0 ? waiting : [this.accountRow('probe')]);
    if (!written.ok) {
      this.fail(written.error);
      return written;
    }
    this.backlog = [];
    this.cancelEvidence?.();
    this.cancelEvidence = null;
    this.heal();
    return ok(undefined);
  }

  private fail(error: HogaError): void {
    const wasHealthy = this.failure === null;
    this.failure = error;
    if (wasHealthy) {
      this.options.log.error('ledger cannot be written', { error });
      this.options.onHealth(this.error());
    }
    if (this.unreadable !== null) return;
    this.cancelRetry ??= this.options.clock.after(RETRY_MS, () => {
      this.cancelRetry = null;
      this.recover();
    });
  }

  private heal(): void {
    this.cancelRetry?.();
    this.cancelRetry = null;
    if (this.failure === null) return;
    this.failure = null;
    this.options.log.info('ledger can be written again');
    this.options.onHealth(this.error());
  }

  private orderRow(clientOrderId: ClientOrderId, fact: OrderFact): NewLedgerRow {
    const { scope: accountId, clock } = this.options;
    return { at: clock.now(), accountId, clientOrderId, kind: fact.kind, payload: formatOrderFact(fact) };
  }

  private accountRow(kind: AccountKind, payload: object = {}): NewLedgerRow {
    const { scope: accountId, clock } = this.options;
    return { at: clock.now(), accountId, clientOrderId: '', kind, payload: JSON.stringify(payload) };
  }
}

function parseRows(rows: readonly LedgerRow[]): Result<readonly LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for (const { sequence, at, clientOrderId, kind, payload } of rows) {
    if (isEvidence(kind)) continue;
    if (kind === 'halted' || kind === 'resumed') {
      entries.push({ type: kind, at });
      continue;
    }
    const fact = parseOrderFact(kind, payload);
    if (fact === null) {
      return err(
        hogaError('storage', 'LEDGER_ROW_UNREADABLE', `row ${sequence} of the ledger makes no sense`, {
          sequence,
          rowKind: kind,
        }),
      );
    }
    entries.push({ type: 'order', clientOrderId: clientOrderId as ClientOrderId, fact, at });
  }
  return ok(entries);
}
