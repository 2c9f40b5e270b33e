import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import { DAY_MS, kstTimeOfDayOf, timeOfDay } from '#shared/domain/time.ts';
import type { LedgerVerdict } from '#shared/contract/ledger.ts';
import { ListenerSet } from '../listener-set.ts';
import type { ChainMark, LedgerStorage } from '../ports/ledger-storage.ts';
import type { Log } from '../ports/log.ts';

/** Rows that are followed in one go: some five milliseconds. */
const SLICE_ROWS = 500;
/** Between two slices, so that orders and ticks come first. */
const SLICE_PAUSE_MS = 20;
/** The first check waits until the desk has started. */
const FIRST_CHECK_MS = 5_000;
/** What was found may pass, as a disk that could not be read for a moment; trading waits for it. */
const RECHECK_MS = 60_000;
/** No market is open then; looking at the file's pages holds everything up for a moment. */
const DAILY_CHECK_AT = timeOfDay('06:00');

/**
 * Checks that the ledger is as it was written: soon after a start, every morning, and when somebody asks.
 *
 * What it finds blocks new orders of every account until a later check, a minute on, finds the ledger whole; cancels go on, and nothing that
 * was written is changed. Windows are told once.
 */
export class LedgerIntegrity {
  private found: HogaError | null = null;
  private running: Promise<Result<LedgerVerdict>> | null = null;
  private cancelTimer: Unsubscribe | null = null;
  private readonly listeners = new ListenerSet<HogaError | null>();
  private isClosed = false;

  constructor(
    private readonly options: {
      readonly storage: Result<LedgerStorage>;
      readonly clock: Clock;
      readonly log: Log;
      /** For the trader. */
      readonly onFault: (fault: HogaError) => void;
    },
  ) {}

  /** What the last check found; null while the ledger is as it was written, as far as is known. */
  error(): HogaError | null {
    return this.found;
  }

  onChange(listener: (error: HogaError | null) => void): Unsubscribe {
    return this.listeners.add(listener);
  }

  /** Begins to check by itself. */
  start(): void {
    if (!this.options.storage.ok) return;
    this.checkAfter(FIRST_CHECK_MS);
  }

  /** Follows the whole chain and looks at the file. Calls that come meanwhile share one run. */
  check(): Promise<Result<LedgerVerdict>> {
    this.running ??= this.run().finally(() => (this.running = null));
    return this.running;
  }

  close(): void {
    this.isClosed = true;
    this.cancelTimer?.();
    this.cancelTimer = null;
  }

  private async run(): Promise<Result<LedgerVerdict>> {
    const { storage, clock } = this.options;
    if (!storage.ok) return storage;
    const file = storage.value.checkFile();
    if (!file.ok) this.conclude(file.error);
    const followed = await this.follow(storage.value);
    if (!followed.ok) {
      if (followed.error.code !== 'LEDGER_CLOSED') this.conclude(followed.error);
      return followed;
    }
    const { rows, firstBadSequence, mark } = followed.value;
    if (file.ok) this.conclude(firstBadSequence === null ? null : broken(firstBadSequence));
    return ok({
      rows,
      isIntact: file.ok && firstBadSequence === null,
      firstBadSequence,
      checkedAt: clock.now(),
      lastSequence: mark?.sequence ?? 0,
      lastHash: mark?.hash ?? storage.value.chain.genesis,
    });
  }

  /** Rows that are added meanwhile are followed too. */
  private async follow(storage: LedgerStorage): Promise<
    Result<{
      readonly rows: number;
      readonly firstBadSequence: number | null;
      readonly mark: ChainMark | null;
    }>
  > {
    let mark: ChainMark | null = null;
    let rows = 0;
    for (;;) {
      const part = storage.checkChain(mark, SLICE_ROWS);
      if (!part.ok) return part;
      const { isEnd, firstBadSequence, checked } = part.value;
      mark = part.value.mark;
      rows += checked;
      if (isEnd || firstBadSequence !== null) return ok({ rows, firstBadSequence, mark });
      await new Promise<void>((resolve) => this.options.clock.after(SLICE_PAUSE_MS, resolve));
    }
  }

  private conclude(found: HogaError | null): void {
    const before = this.found;
    if (this.isClosed || before?.detail === found?.detail) return;
    this.found = found;
    if (found !== null) {
      this.options.log.error('the ledger is not what was written', { error: found });
      this.options.onFault(found);
    } else this.options.log.info('the ledger is whole again');
    this.listeners.emit(found);
  }

  private checkAfter(delayMs: number): void {
    this.cancelTimer = this.options.clock.after(delayMs, () => {
      void this.check().then((verdict) => {
        if (verdict.ok) this.options.log.info('ledger checked', { ...verdict.value });
        if (!this.isClosed) this.checkAfter(this.found === null ? this.untilNextMorning() : RECHECK_MS);
      });
    });
  }

  private untilNextMorning(): number {
    const left = DAILY_CHECK_AT - kstTimeOfDayOf(this.options.clock.now());
    return left > 0 ? left : left + DAY_MS;
  }
}

function broken(firstBadSequence: number): HogaError {
  const detail = `row ${firstBadSequence} of the ledger is not what was written, or is missing`;
  return hogaError('storage', 'LEDGER_CHAIN_BROKEN', detail, { firstBadSequence });
}
