import type { ClientOrderId, Order } from '#shared/domain/order.ts';
import { canCancel } from '#shared/domain/order-status.ts';
import type { Result } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { Ids } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import type { OrderStore } from './order-store.ts';
import { stateOf } from './to-order.ts';
import type { TrackedCommand, TrackedOrder } from './tracked-order.ts';

export type CancelOrder = (command: {
  readonly requestId: string;
  readonly clientOrderId: ClientOrderId;
}) => Promise<Result<Order>>;

/**
 * Keeps the promise of a halt until the trader resumes: an order of this desk that turns out to work after it was pressed
 * is canceled too, and so is one made elsewhere before that. One whose outcome was unknown then, or whose cancel could not
 * leave because the link was down, is the usual case.
 *
 * Each order gets one cancel for each halt, written to the ledger like any other. Only one that never reached the venue, for
 * sure, is followed by another.
 */
export class HaltWatch {
  private haltedAt: EpochMs | null = null;
  private readonly running = new Set<ClientOrderId>();

  constructor(
    private readonly options: {
      readonly store: OrderStore;
      readonly ids: Ids;
      readonly log: Log;
      readonly cancel: CancelOrder;
      /** A cancel began or ended. */
      readonly onChange: () => void;
    },
  ) {}

  /** @param at  when the trader halted; cancels from before do not count */
  begin(at: EpochMs): void {
    this.haltedAt = at;
  }

  end(): void {
    this.haltedAt = null;
  }

  /** Cancels the order once, on the trader's press. */
  async cancel(clientOrderId: ClientOrderId, requestId: string): Promise<Result<Order>> {
    this.running.add(clientOrderId);
    this.options.onChange();
    const result = await this.options.cancel({ requestId, clientOrderId }).finally(() => {
      this.running.delete(clientOrderId);
      this.options.onChange();
    });
    // Its number may have come while the cancel waited for its turn.
    if (!result.ok && result.error.code === 'CANCEL_NEEDS_NUMBER') this.consider(clientOrderId);
    return result;
  }

  /** Whether a cancel of the order waits or is under way. */
  isCanceling(clientOrderId: ClientOrderId): boolean {
    return this.running.has(clientOrderId);
  }

  /** Something became known of the order. */
  consider(clientOrderId: ClientOrderId): void {
    const order = this.options.store.get(clientOrderId);
    if (this.haltedAt === null || order === null || this.running.has(clientOrderId)) return;
    const isMeant = order.origin === 'desk' || order.createdTime < this.haltedAt;
    if (!isMeant || !isWorking(order) || this.hasCancel(order, this.haltedAt)) return;
    this.options.log.warn('an order turned out to work while halted: it is canceled', { clientOrderId });
    void this.cancel(clientOrderId, this.options.ids.next()).then((result) => {
      if (!result.ok) this.options.log.warn('not canceled', { clientOrderId, error: result.error });
    });
  }

  /** Looks through all orders: the broker has just told how they stand. */
  sweep(): void {
    for (const { clientOrderId } of this.options.store.all()) this.consider(clientOrderId);
  }

  private hasCancel(order: TrackedOrder, since: EpochMs): boolean {
    return order.commands.some(
      (command) => command.kind === 'cancel' && command.recordedTime >= since && mayHaveArrived(command),
    );
  }
}

function isWorking(order: TrackedOrder): boolean {
  const { status, unknownCommand } = stateOf(order);
  return canCancel(status, unknownCommand);
}

function mayHaveArrived({ phase }: TrackedCommand): boolean {
  return phase !== 'withdrawn' && phase !== 'absent';
}
