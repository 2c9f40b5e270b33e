import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { kstClockText, kstDateOf } from '#shared/domain/time.ts';
import { putAside, readState, writeState } from './state-file.ts';
import { parseSnapshot, type WorldSnapshot } from './world-snapshot.ts';

/** Soon after an order changed; orders in quick succession share one write. */
const WRITE_DELAY_MS = 300;
/** Prices alone are written this often. */
const IDLE_WRITE_MS = 60_000;

/** Keeps the world's state in its file. */
export class StateKeeper {
  private cancelWrite: Unsubscribe | null = null;
  private isUrgent = false;
  private hasFailed = false;
  private isStopped = false;

  constructor(
    private readonly path: string,
    private readonly clock: Clock,
    private readonly takeSnapshot: () => WorldSnapshot,
    private readonly onWarning: (message: string) => void,
  ) {}

  /** Asks for a write soon: accounts or orders have changed. */
  markChanged(): void {
    if (this.isUrgent || this.isStopped) return;
    this.isUrgent = true;
    this.schedule(WRITE_DELAY_MS);
  }

  /** Begins the regular writes. */
  start(): void {
    this.isStopped = false;
    if (!this.isUrgent) this.schedule(IDLE_WRITE_MS);
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
    this.cancelWrite = this.clock.after(delayMs, () => {
      this.write();
      this.schedule(IDLE_WRITE_MS);
    });
  }

  private write(): void {
    this.isUrgent = false;
    const written = writeState(this.path, this.takeSnapshot());
    if (written.ok) this.hasFailed = false;
    else if (!this.hasFailed) {
      this.hasFailed = true;
      this.onWarning(
        `${written.error.detail}: ${causeText(written.error)}. The market goes on; nothing new is kept.`,
      );
    }
  }
}

/**
 * Loads the snapshot of an earlier run; null when there is none.
 *
 * A file that makes no sense is put aside with a warning. Throws `STATE_UNREADABLE` when a file is there that can be neither read nor moved.
 * @param accept  tries the snapshot out; throws when it cannot be used
 */
export function loadState(
  path: string,
  clock: Clock,
  onWarning: (message: string) => void,
  accept: (snapshot: WorldSnapshot) => void,
): WorldSnapshot | null {
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
        accept(parsed.value);
        return parsed.value;
      } catch (cause) {
        reason = cause instanceof Error ? cause.message : String(cause);
      }
    } else reason = parsed.error;
    const moved = putAside(path, stamp, reason);
    if (!moved.ok) throw storageFailure(moved.error);
  } else reason = stored.reason;
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
