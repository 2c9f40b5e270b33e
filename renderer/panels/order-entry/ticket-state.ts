import type { OrderPreview } from '#shared/contract/requests.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { Funding } from '#shared/domain/funding.ts';
import { CASH } from '#shared/domain/funding.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { ClientOrderId, Order, OrderSide, OrderType, TimeInForce } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Venue } from '#shared/domain/venue.ts';
import type { TicketCommand } from './ticket-command.ts';

export const TICKET_MODES = ['buy', 'sell', 'amend', 'cancel'] as const;
export type TicketMode = (typeof TICKET_MODES)[number];

/** What the trader has filled in. Prices and quantity as typed: nothing here is checked yet. */
export interface TicketDraft {
  readonly symbol: InstrumentSymbol | null;
  readonly mode: TicketMode;
  readonly venue: Venue;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly price: number | null;
  readonly stopPrice: number | null;
  readonly quantity: number | null;
  /** Whose money; of an order that is changed, its own. */
  readonly funding: Funding;
  /** The order to amend or cancel. */
  readonly target: ClientOrderId | null;
}

export type TicketOutcome =
  { readonly kind: 'order'; readonly order: Order } | { readonly kind: 'error'; readonly error: HogaError };

export type Submission =
  | { readonly phase: 'idle' }
  | { readonly phase: 'sending'; readonly command: TicketCommand }
  | { readonly phase: 'answered'; readonly command: TicketCommand; readonly outcome: TicketOutcome };

/** What core says about a draft; what one that is not whole lacks was made up for the question. */
export interface CheckedDraft {
  readonly preview: OrderPreview;
  readonly isOfWholeDraft: boolean;
}

export type PreviewState =
  | { readonly phase: 'none' }
  /** `last` is of an earlier draft: good for a rough look, not for a verdict. */
  | { readonly phase: 'asking'; readonly last: CheckedDraft | null }
  | ({ readonly phase: 'ready' } & CheckedDraft)
  | { readonly phase: 'failed'; readonly error: HogaError };

export interface TicketState {
  readonly draft: TicketDraft;
  /** The trader has set the price: a quote that comes in does not fill it. */
  readonly isPriceTouched: boolean;
  /** Codes of warnings accepted for this very draft. */
  readonly accepted: readonly string[];
  readonly preview: PreviewState;
  readonly submission: Submission;
  /**
   * Id of the intent that was last sent without a definite answer. The same draft pressed again goes out under it, and
   * core answers it without sending anything twice.
   */
  readonly openRequestId: string | null;
  /** When the button was last pressed since the draft last changed; null: not yet. Milliseconds, monotonic. */
  readonly pressedAt: number | null;
}

/** What changes the draft. */
export type DraftEvent =
  | { readonly type: 'symbolChosen'; readonly symbol: InstrumentSymbol | null }
  | { readonly type: 'accountChosen' }
  | { readonly type: 'modeChosen'; readonly mode: TicketMode }
  | { readonly type: 'edited'; readonly change: Partial<TicketFields> }
  /** The last price, for a ticket whose price the trader has not set. */
  | { readonly type: 'priceOffered'; readonly price: number }
  | { readonly type: 'targetChosen'; readonly order: Order }
  | { readonly type: 'targetLost' }
  | { readonly type: 'loaded'; readonly symbol: InstrumentSymbol; readonly change: LoadedFields }
  | { readonly type: 'cleared' };

/** What happens to a draft on its way: its check, the press, the answer. */
export type ProgressEvent =
  | { readonly type: 'warningAccepted'; readonly code: string; readonly isAccepted: boolean }
  | { readonly type: 'previewAsked' }
  | { readonly type: 'previewCleared' }
  | {
      readonly type: 'previewAnswered';
      readonly result: Result<OrderPreview>;
      readonly isOfWholeDraft: boolean;
    }
  | { readonly type: 'pressed'; readonly at: number; readonly command: TicketCommand | null }
  | { readonly type: 'answered'; readonly requestId: string; readonly result: Result<Order> }
  | { readonly type: 'resultDismissed' };

export type TicketEvent = DraftEvent | ProgressEvent;

export type TicketFields = Pick<
  TicketDraft,
  'venue' | 'type' | 'timeInForce' | 'price' | 'stopPrice' | 'quantity' | 'funding'
>;

export interface LoadedFields {
  readonly funding?: Funding;
  readonly side?: OrderSide;
  readonly price?: number;
  readonly quantity?: number;
}

export function newTicket(symbol: InstrumentSymbol | null): TicketState {
  return {
    draft: {
      symbol,
      mode: 'buy',
      venue: 'SOR',
      type: 'limit',
      timeInForce: 'day',
      price: null,
      stopPrice: null,
      quantity: null,
      funding: CASH,
      target: null,
    },
    isPriceTouched: false,
    accepted: [],
    preview: { phase: 'none' },
    submission: { phase: 'idle' },
    openRequestId: null,
    pressedAt: null,
  };
}

export function isNewOrder({ mode }: TicketDraft): boolean {
  return mode === 'buy' || mode === 'sell';
}
