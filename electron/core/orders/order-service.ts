import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { HaltReport, TradingGate } from '#shared/contract/events.ts';
import type { OrderPreview, RequestPayload, RequestReply } from '#shared/contract/requests.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { Fill } from '#shared/domain/fill.ts';
import type { ClientOrderId, Order, OrderIntent } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import type { AccountDecision, AccountSight } from './order-ledger.ts';

/**
 * The orders of one account: checks, ledger, sending, reconciling. The only way an order leaves the desk.
 *
 * Every command is idempotent in its `requestId`: the same id again gives the first answer and sends nothing, also after a
 * restart; with other contents it is refused (`REQUEST_ID_REUSED`). A command is on disk before it is sent, is sent at most
 * once, and one at a time per account; cancels go ahead of what waits.
 *
 * Errors of commands: `validation` (a check said no, `context.field` names the field), `storage` (the ledger cannot be
 * written), `auth`, `rateLimited` and `connectivity` (trading is blocked, or the command failed before it left): nothing is at
 * the venue. `venueRejected`: the venue refused, in its own words. A command whose outcome is not known is no error: the
 * order comes back as `unknown` and changes by event once the broker's lists or pushes tell.
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
    reason: 'disconnected' | 'refused' | 'replaced' | 'noCredentials' | 'locked' | 'disabled',
    error: HogaError | null,
  ): void;

  /** Checks and prices an order as `place` would now, without placing it. */
  preview(intent: OrderIntent): OrderPreview;
  /** Warnings refuse the order too, unless their codes are in `accepted`. */
  place(command: Omit<RequestPayload<'order.place'>, 'accountId'>): Promise<Result<Order>>;
  /**
   * Changes the price of all that works. A quantity above that is read as all; below it is refused
   * (`AMEND_QUANTITY_PARTIAL`), because venues would leave the rest at work at the old price.
   */
  amend(command: RequestPayload<'order.amend'>): Promise<Result<Order>>;
  /**
   * Cancels all that works, also while halted or disconnected; withdraws an order that still waits to be sent. An order of
   * unknown outcome has no number to cancel by (`CANCEL_NEEDS_NUMBER`). When the venue refuses, its list is asked before
   * the answer: an order that turns out canceled is a success.
   */
  cancel(command: RequestPayload<'order.cancel'>): Promise<Result<Order>>;
  /** Cancels each order on its own; what failed is listed, and does not keep the others back. */
  cancelAll(
    command: Omit<RequestPayload<'order.cancelAll'>, 'accountId'>,
  ): Promise<Result<RequestReply<'order.cancelAll'>>>;
  /**
   * Blocks new orders at once, then cancels what works. Cancels stay allowed while halted. Answers how many orders are being
   * canceled without waiting for them. A halt lasts until `resume`, over reconnects and restarts; until then an order of this
   * desk that turns out to work after all is canceled too.
   */
  halt(requestId: string): Promise<Result<{ readonly canceling: number }>>;
  resume(): Result<void>;
  /**
   * The first step of a halt alone: no new order leaves any more, and what waits for quota is denied. Immediate; neither disk
   * nor network is touched. `halt` has to follow, which makes it last.
   */
  closeGate(): void;
  /**
   * Declares an order of unknown outcome never accepted, on the trader's word. Only while its `absence` is proven
   * (`ORDER_ABSENCE_NOT_PROVEN`); recorded in the ledger before the order is denied.
   */
  resolve(command: RequestPayload<'order.resolve'>): Promise<Result<Order>>;

  owns(clientOrderId: ClientOrderId): boolean;
  /** Today's orders, newest first. */
  orders(): readonly Order[];
  fills(): readonly Fill[];
  gate(): TradingGate;
  /** What is withheld may have changed: listeners hear of it. */
  gateChanged(): void;
  /** Writes to the ledger what the owner decided about the account. Changes no order. */
  noteAccount(kind: Exclude<AccountDecision, 'halted' | 'resumed'>, payload: object): void;
  /** Keeps in the ledger what was seen of the account. */
  rememberAccount(kind: AccountSight, payload: object): void;
  onOrder(listener: (order: Order) => void): Unsubscribe;
  onFill(listener: (fill: Fill) => void): Unsubscribe;
  onGate(listener: (gate: TradingGate) => void): Unsubscribe;
  /** What has become of the halt that is on; null while trading is not halted. */
  haltReport(): HaltReport | null;
  /** Null when trading is resumed. */
  onHaltReport(listener: (report: HaltReport | null) => void): Unsubscribe;
  /** Ends timers and listeners. */
  close(): void;
}
