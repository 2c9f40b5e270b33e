import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { TradingGate } from '#shared/contract/events.ts';
import type { OrderPreview, RequestPayload, RequestReply } from '#shared/contract/requests.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { Fill } from '#shared/domain/fill.ts';
import type { ClientOrderId, Order, OrderIntent } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';

/**
 * The orders of one account: checks, ledger, sending, reconciling. The only way an order leaves the desk.
 *
 * Every command is idempotent in its `requestId`: the same id again gives the first answer and sends nothing.
 */
export interface OrderService {
  /** Rebuilds today's orders from the ledger; those in flight come back as `unknown`. Sends nothing. */
  restore(): Result<void>;
  /**
   * Compares with the broker's own lists and settles what is unknown; run after every (re)connect. Trading is armed when
   * it has succeeded once since the last disconnect.
   */
  reconcile(): Promise<Result<void>>;
  /** The link to the broker went down: no new orders until the next reconcile. */
  connectionLost(
    reason: 'disconnected' | 'refused' | 'replaced' | 'noCredentials' | 'locked',
    error: HogaError | null,
  ): void;

  preview(intent: OrderIntent): OrderPreview;
  place(command: Omit<RequestPayload<'order.place'>, 'accountId'>): Promise<Result<Order>>;
  amend(command: RequestPayload<'order.amend'>): Promise<Result<Order>>;
  cancel(command: RequestPayload<'order.cancel'>): Promise<Result<Order>>;
  cancelAll(
    command: Omit<RequestPayload<'order.cancelAll'>, 'accountId'>,
  ): Promise<Result<RequestReply<'order.cancelAll'>>>;
  /** Blocks new orders at once, then cancels what works. Cancels stay allowed while halted. */
  halt(requestId: string): Promise<Result<{ readonly canceling: number }>>;
  resume(): Result<void>;

  owns(clientOrderId: ClientOrderId): boolean;
  /** Today's orders, newest first. */
  orders(): readonly Order[];
  fills(): readonly Fill[];
  gate(): TradingGate;
  onOrder(listener: (order: Order) => void): Unsubscribe;
  onFill(listener: (fill: Fill) => void): Unsubscribe;
  onGate(listener: (gate: TradingGate) => void): Unsubscribe;
  /** Ends timers and listeners. */
  close(): void;
}
