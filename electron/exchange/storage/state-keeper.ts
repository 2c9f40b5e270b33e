import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { kstClockText, kstDateOf } from '#shared/domain/time.ts';
import { appendEntry, putJournalAside, readEntries, removeJournal } from './change-journal.ts';
import { putAside, readState, writeState } from './state-file.ts';
import {
  foldEntries,
  parseSnapshot,
  type ChangeEntry,
  type StoredSnapshot,
  type WorldSnapshot,
} from './world-snapshot.ts';

/** Orders are in the journal at once; the whole file follows soon after, once for many in quick succession. */
const WRITE_DELAY_MS = 300;
/** Prices alone are written this often. */
const IDLE_WRITE_MS = 60_000;

interface StateKeeperOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly marketId: string;
  /** Sequence of the last journal entry that an earlier run left; 0 for none. */
  readonly lastEntry: number;
  readonly takeSnapshot: () => WorldSnapshot;
  readonly onWarning: (message: string) => void;
}

/**
 * Keeps the world's state in its file, and between two writes of that what orders and accounts do in a journal beside it.
 *
 * Neither a kill nor a crash of the process loses an order that was recorded, whenever it comes.
 */
export class StateKeeper {
  private cancelWrite: Unsubscribe | null = null;
  private isUrgent = false;
  private hasFailed = false;
  private isStopped = false;
  private sequence: number;
  /** False until this run has written the whole: what is in the files may end in half a line. */
  private isOnDisk = false;

  constructor(private readonly options: StateKeeperOptions) {
    this.sequence = options.lastEntry;
  }

  /** Puts what orders and accounts did on disk before it returns. Call it before anybody is told. */
  record(change: Omit<ChangeEntry, 'marketId' | 'sequence'>): void {
    const { path, marketId } = this.options;
    if (!this.isOnDisk) return this.write();
    const appended = appendEntry(path, { marketId, sequence: this.sequence + 1, ...change });
    if (!appended.ok) return this.write();
    this.sequence += 1;
    this.markChanged();
  }

  /** Asks for a write soon: accounts have changed. */
  markChanged(): void {
    if (this.isUrgent || this.isStopped) return;
    this.isUrgent = true;
    this.schedule(WRITE_DELAY_MS);
  }

  /** Writes all there is, before anybody learns the market's name, and begins the regular writes. */
  start(): void {
    this.isStopped = false;
    this.write();
    this.schedule(IDLE_WRITE_MS);
  }

  /** Writes all there is, at once: another day has begun. */
  writeNow(): void {
    this.write();
  }

  /** Writes once more and ends the timer. */
  stop(): void {
    this.isStopped = true;
    this.cancelWrite?.();
    this.cancelWrite = null;
    this.write();
  }

  private schedule(delayMs: number): void {
    this.cancelWrite?.();
    this.cancelWrite = this.options.clock.after(delayMs, () => {
      this.write();
      this.schedule(IDLE_WRITE_MS);
    });
  }

  private write(): void {
    const { path, marketId, takeSnapshot, onWarning } = this.options;
    this.isUrgent = false;
    const written = writeState(path, { marketId, lastEntry: this.sequence, ...takeSnapshot() });
    // Until a write works, the journal on disk may lack a change: the next one has to write the whole.
    this.isOnDisk = written.ok;
    if (written.ok) {
      this.hasFailed = false;
      removeJournal(path);
    } else if (!this.hasFailed) {
      this.hasFailed = true;
      onWarning(
        `${written.error.detail}: ${causeText(written.error)}. The market goes on; nothing new is kept.`,
      );
    }
  }
}

/**
 * Loads the snapshot of an earlier run, with what its journal adds to it; null when there is none.
 *
 * A file that makes no sense is put aside with a warning. Throws `STATE_UNREADABLE` when a file is there that can be neither read nor moved.
 * @param accept  tries the snapshot out; throws when it cannot be used
 */
export function loadState(
  path: string,
  clock: Clock,
  onWarning: (message: string) => void,
  accept: (snapshot: WorldSnapshot) => void,
): StoredSnapshot | null {
  const stamp = `${kstDateOf(clock.now())}-${kstClockText(clock.now())}`;
  const read = readState(path, stamp);
  if (!read.ok) throw storageFailure(read.error);
  const stored = read.value;
  if (stored.kind === 'none') return null;
  let reason: string;
  if (stored.kind === 'found') {
    const parsed = parseSnapshot(stored.value);
    if (parsed.ok) {
      try {
        const snapshot = foldEntries(parsed.value, readEntries(path, onWarning));
        accept(snapshot);
        return snapshot;
      } catch (cause) {
        reason = cause instanceof Error ? cause.message : String(cause);
      }
    } else reason = parsed.error;
    const moved = putAside(path, stamp, reason);
    if (!moved.ok) throw storageFailure(moved.error);
  } else reason = stored.reason;
  putJournalAside(path, stamp);
  onWarning(
    `The state file ${path} is damaged (${reason}); kept as ${path}.corrupt-${stamp}, starting anew.`,
  );
  return null;
}

function storageFailure(error: HogaError): Error {
  return new Error(`${error.code}: ${error.detail}: ${causeText(error)}`, { cause: error });
}

function causeText({ cause }: HogaError): string {
  return cause instanceof Error ? cause.message : 'unknown cause';
}
