import type { OrderIntent, Rejection, VenueOrderId } from '#shared/domain/order.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import type {
  AmendIntent,
  BrokerFill,
  BrokerOrder,
  ExecutionReport,
  OrderHandle,
  SentRequest,
} from '../brokers/broker.ts';

/** Id of one command (place, amend or cancel) that the desk recorded. */
export type CommandId = string;

/**
 * One thing that became known about one order: what the ledger keeps and the only thing that changes an order.
 *
 * Facts are true for ever, so they may arrive late, twice and in any order; `applyFact` gives the same order in the end.
 * All but `lost`: it is about what is not there, and whatever names the order afterwards ends it.
 */
export type OrderFact =
  /** The trader asked for it. Nothing has been sent. */
  | {
      readonly kind: 'placeRecorded';
      readonly commandId: CommandId;
      readonly requestId: string;
      readonly intent: OrderIntent;
      readonly tradingDate: KstDate;
    }
  /** The broker has an order that the desk did not make. */
  | {
      readonly kind: 'externalSeen';
      readonly intent: OrderIntent;
      readonly tradingDate: KstDate;
      readonly venueOrderId: VenueOrderId;
      readonly handle: OrderHandle;
    }
  | {
      readonly kind: 'amendRecorded';
      readonly commandId: CommandId;
      readonly requestId: string;
      readonly target: VenueOrderId;
      readonly change: AmendIntent;
    }
  | {
      readonly kind: 'cancelRecorded';
      readonly commandId: CommandId;
      readonly requestId: string;
      readonly target: VenueOrderId;
    }
  /** The command left the queue for the broker. Kept in memory only: the ledger's `sent` is what counts. */
  | { readonly kind: 'dispatched'; readonly commandId: CommandId }
  /** Its first byte left. `request` is evidence of what was sent. */
  | { readonly kind: 'sent'; readonly commandId: CommandId; readonly request?: SentRequest }
  /** The broker took it and gave it a number; or a query or push showed which number it has. */
  | {
      readonly kind: 'acked';
      readonly commandId: CommandId;
      readonly venueOrderId: VenueOrderId;
      readonly handle: OrderHandle;
    }
  /** The broker refused it, for sure. */
  | { readonly kind: 'refused'; readonly commandId: CommandId; readonly rejection: Rejection }
  /** It was not sent, for sure, and never will be. */
  | { readonly kind: 'notSent'; readonly commandId: CommandId; readonly rejection: Rejection }
  /** It may have been sent and there is no proof of what became of it. */
  | { readonly kind: 'outcomeLost'; readonly commandId: CommandId; readonly code: string }
  /**
   * Two looks at the broker's list lacked the order, asked at these times; none when something has since put that in doubt.
   * Kept in memory only: after a restart it has to be proved again.
   */
  | { readonly kind: 'absenceSeen'; readonly commandId: CommandId; readonly looks: readonly EpochMs[] }
  /** The trader declared, on the evidence of these looks, that the venue never had the order. */
  | {
      readonly kind: 'neverAccepted';
      readonly commandId: CommandId;
      readonly requestId: string;
      readonly looks: readonly EpochMs[];
    }
  /** Queries decided about an amend or cancel: `absent`, the venue never had it; `refused`, it had no effect. */
  | { readonly kind: 'settled'; readonly commandId: CommandId; readonly verdict: 'absent' | 'refused' }
  | { readonly kind: 'reported'; readonly report: ExecutionReport }
  /** What one look showed of this order: its numbers, the requests on them, and its fills when they were asked for. */
  | {
      readonly kind: 'queried';
      readonly rows: readonly BrokerOrder[];
      readonly fills: readonly BrokerFill[];
    }
  /** Its trading day is over and the broker no longer shows it at work. */
  | { readonly kind: 'expired' }
  /** It worked, and two looks at the broker's lists lacked it. Holds until the broker names it again. */
  | { readonly kind: 'lost' };
