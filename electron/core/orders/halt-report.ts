import type { AccountId } from '#shared/domain/account.ts';
import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { ClientOrderId, Order } from '#shared/domain/order.ts';
import { mayStillFill } from '#shared/domain/order-status.ts';
import type { Result } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { HaltLeg, HaltReport } from '#shared/contract/events.ts';
import { withoutCause } from '../request-handlers.ts';
import type { OrderStore } from './order-store.ts';
import { toOrder } from './to-order.ts';

/** When the broker's lists are compared after a halt. */
export const HALT_CHECKS_MS = [1_000, 5_000] as const;

/**
 * Follows what becomes of every order that a halt found, until the trader resumes.
 *
 * A leg is an order that may still fill when trading is halted, or turns out to later. Pushes and answers change its state at
 * once; one second and five seconds after the halt the broker's lists are asked as well, and again whenever its link is back.
 */
export class HaltReporter {
  private haltedAt: EpochMs | null = null;
  private readonly legs = new Set<ClientOrderId>();
  private checks: HaltReport['checks'] = [];
  private timers: Unsubscribe[] = [];
  private told = '';
  private isTellingSoon = false;

  constructor(
    private readonly options: {
      readonly accountId: AccountId;
      readonly store: OrderStore;
      readonly clock: Clock;
      /** Compares with the broker's lists. */
      readonly look: () => Promise<Result<void>>;
      /** Whether a cancel of the order waits or is under way. */
      readonly isCanceling: (clientOrderId: ClientOrderId) => boolean;
      readonly onReport: (report: HaltReport | null) => void;
    },
  ) {}

  /** Begins, or begins again: what the halt before found and is over by now is left out. */
  begin(at: EpochMs): void {
    this.haltedAt = at;
    this.legs.clear();
    this.checks = [];
    this.takeLegs();
    this.checkAgain();
    this.update();
  }

  end(): void {
    const wasHalted = this.haltedAt !== null;
    this.haltedAt = null;
    this.stopTimers();
    this.told = '';
    if (wasHalted) this.options.onReport(null);
  }

  /** Compares with the broker's lists one second and five seconds from now. */
  checkAgain(): void {
    if (this.haltedAt === null) return;
    this.stopTimers();
    this.timers = HALT_CHECKS_MS.map((delay) => this.options.clock.after(delay, () => void this.check()));
  }

  /** Something became known of an order: tells when that changes the report. What happens at once is told at once. */
  update(): void {
    if (this.haltedAt === null || this.isTellingSoon) return;
    this.isTellingSoon = true;
    queueMicrotask(() => {
      this.isTellingSoon = false;
      this.tell();
    });
  }

  private tell(): void {
    const report = this.report();
    if (report === null) return;
    const text = JSON.stringify(report);
    if (text === this.told) return;
    this.told = text;
    this.options.onReport(report);
  }

  /** Null while trading is not halted. */
  report(): HaltReport | null {
    const { accountId } = this.options;
    if (this.haltedAt === null) return null;
    const legs = this.takeLegs().filter(({ clientOrderId }) => this.legs.has(clientOrderId));
    return {
      accountId,
      haltedAt: this.haltedAt,
      checks: this.checks,
      legs: legs.map((order) => ({ clientOrderId: order.clientOrderId, state: this.stateOf(order) })),
    };
  }

  close(): void {
    this.stopTimers();
  }

  /** Returns all orders, oldest first; those that may still fill are legs from now on. */
  private takeLegs(): readonly Order[] {
    const orders = this.options.store.all().map(toOrder);
    for (const { clientOrderId, status } of orders) {
      if (mayStillFill(status) || status === 'draft') this.legs.add(clientOrderId);
    }
    return orders;
  }

  private async check(): Promise<void> {
    const haltedAt = this.haltedAt;
    const looked = await this.options.look();
    if (haltedAt === null || this.haltedAt !== haltedAt) return;
    const error = looked.ok ? null : withoutCause(looked.error);
    this.checks = [...this.checks, { at: this.options.clock.now(), error }];
    this.update();
  }

  private stateOf({ clientOrderId, status }: Order): HaltLeg['state'] {
    switch (status) {
      case 'filled':
        return 'filled';
      case 'canceled':
      case 'expired':
      case 'rejected':
      case 'denied':
        return 'canceled';
      case 'unknown':
      case 'lost':
        return 'unknown';
      case 'pendingCancel':
        return 'canceling';
      case 'draft':
      case 'submitted':
      case 'accepted':
      case 'partiallyFilled':
      case 'pendingAmend':
        return this.options.isCanceling(clientOrderId) ? 'canceling' : 'alive';
    }
  }

  private stopTimers(): void {
    for (const stop of this.timers) stop();
    this.timers = [];
  }
}
