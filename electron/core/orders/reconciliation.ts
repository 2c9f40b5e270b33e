import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { ClientOrderId } from '#shared/domain/order.ts';
import { isOpen, mayStillFill } from '#shared/domain/order-status.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import type { BrokerOrder, ExecutionClient } from '../brokers/broker.ts';
import type { Log } from '../ports/log.ts';
import type { Look } from './absence-policy.ts';
import { AbsenceWatch } from './absence-policy.ts';
import { couldBe } from './claims.ts';
import { claimUnnumbered, takeInList } from './list-intake.ts';
import type { CommandId } from './order-fact.ts';
import type { OrderJournal } from './order-journal.ts';
import type { OrderStore } from './order-store.ts';
import type { ReportIntake } from './report-intake.ts';
import { stateOf } from './to-order.ts';
import type { TrackedCommand, TrackedOrder } from './tracked-order.ts';
import { isListed, isNamed, placeCommand } from './tracked-order.ts';

/** Waits before the looks that follow something unexplained, in ms; the last one repeats. */
const LOOK_DELAYS_MS = [300, 1_000, 2_000, 4_000, 8_000, 15_000];
const LONGEST_DELAY_MS = 15_000;
/** While something works, the list is compared this often even when nothing is in doubt: pushes can get lost. */
const AUDIT_MS = 60_000;

/**
 * Finds out at the broker what is in doubt here, by looking at its lists until nothing is.
 *
 * A look asks for the day's orders (and fills, when some are missing) and takes in the answer. Looks never overlap.
 * What two good looks lack is settled, or offered to the trader; see `absence-policy.ts`.
 */
export class Reconciliation {
  private readonly absence = new AbsenceWatch();
  /** Of orders that work, by their own ids. */
  private readonly missing = new AbsenceWatch();
  private running: Promise<Result<void>> | null = null;
  private attempt = 0;
  private cancelTimer: Unsubscribe | null = null;
  private dueAt = 0;
  private timerIsForDoubt = false;
  private isPuzzled = false;
  /** Orders that pushes told of since the look under way was asked. */
  private readonly pushed = new Set<ClientOrderId>();
  private isPaused = true;
  private isClosed = false;

  constructor(
    private readonly options: {
      readonly execution: Pick<ExecutionClient, 'fetchOrders' | 'fetchOpenOrders' | 'fetchFills'>;
      readonly store: OrderStore;
      readonly journal: OrderJournal;
      readonly intake: ReportIntake;
      readonly clock: Clock;
      readonly log: Log;
      /** Whether the request of a command may still be under way, or its answer. */
      readonly isAnswerPossible: (commandId: CommandId) => boolean;
      /** Called at the start of each look. */
      readonly beforeLook: () => void;
    },
  ) {}

  /** Looks once, with a query that starts after this call. Several callers share one look. */
  async look(): Promise<Result<void>> {
    while (this.running !== null) await this.running;
    return this.lookNow();
  }

  /** Something new is in doubt: look soon. */
  poke(): void {
    this.attempt = 0;
    this.schedule();
  }

  /** Something was told that only the broker's lists can explain: look soon, though no command is in doubt. */
  lookSoon(): void {
    this.isPuzzled = true;
    this.poke();
  }

  /** Something changed: see that a look is due when one is needed, and none when not. */
  consider(): void {
    this.schedule();
  }

  /** A push told of this order: the look under way is older, or may be. */
  notePush(clientOrderId: ClientOrderId): void {
    this.pushed.add(clientOrderId);
  }

  /** Held pushes may settle what is unknown at once. */
  tryHeldReports(): void {
    if (this.options.intake.heldCount === 0) return;
    claimUnnumbered([], this.options);
    this.options.intake.release();
  }

  /** No looks until `resume`: the broker cannot be asked. What was counted for absence does not count on. */
  pause(): void {
    this.isPaused = true;
    this.restartCounts();
    this.stopTimer();
  }

  resume(): void {
    this.isPaused = false;
    this.poke();
  }

  /** The link broke and may have lost pushes: two good looks have to follow each other without that. */
  linkBroke(): void {
    this.restartCounts();
  }

  close(): void {
    this.isClosed = true;
    this.stopTimer();
  }

  private async lookNow(): Promise<Result<void>> {
    if (this.running !== null) return this.running;
    const wasPuzzled = this.isPuzzled;
    this.isPuzzled = false;
    this.running = this.perform().catch((cause: unknown) =>
      err(hogaError('protocol', 'RECONCILE_FAILED', 'a look at the broker failed', {}, cause)),
    );
    const result = await this.running;
    this.running = null;
    if (!result.ok) {
      this.isPuzzled ||= wasPuzzled;
      this.options.log.warn('orders not compared with the broker', { error: result.error });
      this.restartCounts();
    }
    this.schedule();
    return result;
  }

  private async perform(): Promise<Result<void>> {
    const { execution, intake, clock } = this.options;
    this.options.beforeLook();
    const look: Look = { askedAt: clock.monotonicNow(), at: clock.now() };
    this.pushed.clear();
    this.watchDoubts(look.askedAt);
    const listed = await execution.fetchOrders();
    if (!listed.ok) return listed;
    const ambiguous = await takeInList(listed.value, this.options);
    if (!ambiguous.ok) return ambiguous;
    intake.dropUnexplained();
    this.settle(look, ambiguous.value, listed.value);
    const searched = await this.findMissing(look, listed.value);
    return searched.ok ? this.expireLeftOver(look) : searched;
  }

  private restartCounts(): void {
    this.absence.restartAll();
    this.missing.restartAll();
    for (const { order, command } of this.doubts()) this.offer(order, command, []);
  }

  /** Today's orders that work with no command on them: a broker that answers in full has to name each. */
  private working(): readonly TrackedOrder[] {
    const { store } = this.options;
    return store.all().filter((order) => store.isOfToday(order) && isOpen(stateOf(order).status));
  }

  /** An order that is in neither list, twice, is lost: shown as such until the broker names it again. */
  private async findMissing(look: Look, rows: readonly BrokerOrder[]): Promise<Result<void>> {
    const { execution, store, journal, log } = this.options;
    const [listed, unlisted] = partition(this.working(), (order) => isListed(order, rows));
    for (const { clientOrderId } of listed) this.missing.restart(clientOrderId);
    if (unlisted.length === 0) return ok(undefined);
    const open = await execution.fetchOpenOrders();
    if (!open.ok) return open;
    for (const before of unlisted) {
      const { clientOrderId } = before;
      // Anything told of it meanwhile is newer than the lists.
      const isUntouched = store.get(clientOrderId) === before;
      if (!isUntouched || isListed(before, open.value)) this.missing.restart(clientOrderId);
      else if (this.missing.lacked(clientOrderId, look)) {
        log.error('the broker no longer lists an order that worked', { clientOrderId, legs: before.legs });
        journal.note(clientOrderId, { kind: 'lost' });
      }
    }
    return ok(undefined);
  }

  /** From now on a look may count against every command in doubt and every order that works. */
  private watchDoubts(now: number): void {
    const open = new Set<CommandId>();
    for (const { command } of this.doubts()) {
      // As long as an answer may come, what a list lacks proves nothing.
      if (this.options.isAnswerPossible(command.commandId)) continue;
      open.add(command.commandId);
      this.absence.begin(command.commandId, now);
    }
    this.absence.keepOnly(open);
    const working = this.working().map(({ clientOrderId }) => clientOrderId);
    for (const clientOrderId of working) this.missing.begin(clientOrderId, now);
    this.missing.keepOnly(new Set(working));
  }

  private settle(look: Look, ambiguous: ReadonlySet<ClientOrderId>, rows: readonly BrokerOrder[]): void {
    for (const { order, command } of this.todaysDoubts()) {
      const { clientOrderId } = order;
      const { commandId } = command;
      if (command.phase === 'disputed') {
        this.options.journal.note(clientOrderId, { kind: 'settled', commandId, verdict: 'refused' });
      } else if (command.kind === 'place') {
        const isInDoubt = ambiguous.has(clientOrderId) || this.mayBeElsewhere(order);
        this.weighPlace(order, command, look, isInDoubt);
      } else if (!isNamed(order, rows) || this.pushed.has(clientOrderId)) {
        this.absence.restart(commandId);
      } else if (this.absence.lacked(commandId, look)) {
        const verdict = command.phase === 'acked' ? 'refused' : 'absent';
        this.options.log.warn('a command had no effect', { clientOrderId, ...command, verdict });
        this.options.journal.note(clientOrderId, { kind: 'settled', commandId, verdict });
      }
    }
  }

  /** A complete look lacked the place: the second one makes an offer to the trader, whatever may be it withdraws it. */
  private weighPlace(order: TrackedOrder, command: TrackedCommand, look: Look, isInDoubt: boolean): void {
    if (isInDoubt) this.absence.restart(command.commandId);
    else this.absence.lacked(command.commandId, look);
    this.offer(order, command, this.absence.proof(command.commandId));
  }

  private offer(
    { clientOrderId }: TrackedOrder,
    { kind, commandId }: TrackedCommand,
    looks: readonly EpochMs[],
  ): void {
    const { journal } = this.options;
    if (kind !== 'place') return;
    journal.note(clientOrderId, { kind: 'absenceSeen', commandId, looks });
  }

  /** An order like it that counts as made elsewhere may in truth be this one. */
  private mayBeElsewhere(order: TrackedOrder): boolean {
    if (order.legs.length > 0) return false;
    const orders = this.options.store.all();
    // What was seen before ours was made is something else.
    return orders
      .slice(orders.findIndex(({ clientOrderId }) => clientOrderId === order.clientOrderId))
      .some((other) => {
        const leg = other.legs[0];
        if (other.origin !== 'external' || leg === undefined) return false;
        const { symbol, side, type, price, quantity } = other.intent;
        const { venueOrderId, handle } = leg;
        const eventTime = other.createdTime;
        return couldBe(order, { venueOrderId, handle, symbol, side, type, price, quantity, eventTime });
      });
  }

  /**
   * Orders of earlier days end when the broker no longer shows them at work. One that never got a number may have filled on
   * its day, which today's lists do not tell: it stays unknown, and is offered to the trader like one of today.
   */
  private async expireLeftOver(look: Look): Promise<Result<void>> {
    const { store, journal, execution } = this.options;
    const leftOver = store.leftOver();
    if (leftOver.length === 0) return ok(undefined);
    const open = await execution.fetchOpenOrders();
    if (!open.ok) return open;
    for (const order of leftOver) {
      if (open.value.some((row) => isRowOf(row, order))) continue;
      const place = placeCommand(order);
      if (order.legs.length > 0 || place === null) journal.note(order.clientOrderId, { kind: 'expired' });
      else this.weighPlace(order, place, look, false);
    }
    return ok(undefined);
  }

  private todaysDoubts(): readonly Doubt[] {
    return this.doubts().filter(({ order }) => this.options.store.isOfToday(order));
  }

  /** Commands whose effect is not known and that no answer can tell any more. Of earlier days only places count. */
  private doubts(): readonly Doubt[] {
    const { store } = this.options;
    return store
      .all()
      .filter((order) => store.isOfToday(order) || order.legs.length === 0)
      .flatMap((order) => order.commands.map((command) => ({ order, command })))
      .filter(({ command: { phase } }) => phase === 'unknown' || phase === 'acked' || phase === 'disputed');
  }

  private isInDoubt(): boolean {
    const { store, intake } = this.options;
    const isUnexplained = this.isPuzzled || intake.isPuzzled() || this.missing.isCounting();
    return isUnexplained || this.doubts().length > 0 || store.leftOver().length > 0;
  }

  private schedule(): void {
    if (this.isPaused || this.isClosed || this.running !== null) return;
    const isInDoubt = this.isInDoubt();
    const isWorking = this.options.store.all().some((order) => mayStillFill(stateOf(order).status));
    if (!isInDoubt && !isWorking) return this.stopTimer();
    const delay = isInDoubt ? (LOOK_DELAYS_MS[this.attempt] ?? LONGEST_DELAY_MS) : AUDIT_MS;
    const dueAt = this.options.clock.monotonicNow() + delay;
    // A look that is due sooner stays, so that a stream of new doubts cannot put it off for ever.
    if (this.cancelTimer !== null && this.dueAt <= dueAt && this.timerIsForDoubt === isInDoubt) return;
    this.stopTimer();
    this.dueAt = dueAt;
    this.timerIsForDoubt = isInDoubt;
    this.cancelTimer = this.options.clock.after(delay, () => {
      this.cancelTimer = null;
      this.attempt = Math.min(this.attempt + 1, LOOK_DELAYS_MS.length - 1);
      void this.lookNow();
    });
  }

  private stopTimer(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
  }
}

interface Doubt {
  readonly order: TrackedOrder;
  readonly command: TrackedCommand;
}

/** Numbers begin anew every day, so day, instrument and side count too. */
function isRowOf(row: BrokerOrder, order: TrackedOrder): boolean {
  return (
    kstDateOf(row.eventTime) === order.tradingDate &&
    row.symbol === order.intent.symbol &&
    row.side === order.intent.side &&
    order.legs.some((leg) => leg.venueOrderId === row.venueOrderId)
  );
}

function partition<T>(values: readonly T[], fits: (value: T) => boolean): readonly [T[], T[]] {
  return [values.filter(fits), values.filter((value) => !fits(value))];
}
