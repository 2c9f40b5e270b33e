import type { RequestPayload } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { ClientOrderId, OrderIntent, OrderSide } from '#shared/domain/order.ts';
import { carriesPrice } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import { isPrice } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import { isQuantity } from '#shared/domain/quantity.ts';
import { fundingFor } from './funding.ts';
import type { TicketDraft, TicketState } from './ticket-state.ts';

/** One request that changes something at the broker, as it will go over the contract. */
export type TicketCommand =
  | { readonly name: 'order.place'; readonly payload: RequestPayload<'order.place'> }
  | { readonly name: 'order.amend'; readonly payload: RequestPayload<'order.amend'> }
  | { readonly name: 'order.cancel'; readonly payload: RequestPayload<'order.cancel'> };

/** Returns the draft as an order; null while a field it needs is empty. Prices that the type lacks are left out. */
export function buildIntent(draft: TicketDraft): OrderIntent | null {
  const { symbol, venue, type, timeInForce } = draft;
  const side = sideOf(draft);
  const price = carriesPrice(type) ? asPrice(draft.price) : null;
  const stopPrice = type === 'stopLimit' ? asPrice(draft.stopPrice) : null;
  const quantity = asQuantity(draft.quantity);
  if (symbol === null || side === null || quantity === null) return null;
  if (carriesPrice(type) && price === null) return null;
  if (type === 'stopLimit' && stopPrice === null) return null;
  const funding = fundingFor(side, draft.funding);
  return { symbol, side, type, timeInForce, venue, price, stopPrice, quantity, funding };
}

/** Returns what a press of the button sends; null while something that it needs is missing. */
export function buildCommand(
  { draft, accepted }: TicketState,
  accountId: AccountId,
  requestId: string,
): TicketCommand | null {
  if (draft.mode === 'cancel') return cancelCommand(draft.target, requestId);
  if (draft.mode === 'amend') return amendCommand(draft, accepted, requestId);
  const intent = buildIntent(draft);
  if (intent === null) return null;
  return { name: 'order.place', payload: { requestId, accountId, intent, accepted: [...accepted] } };
}

function cancelCommand(target: ClientOrderId | null, requestId: string): TicketCommand | null {
  return target === null ? null : { name: 'order.cancel', payload: { requestId, clientOrderId: target } };
}

function amendCommand(
  draft: TicketDraft,
  accepted: readonly string[],
  requestId: string,
): TicketCommand | null {
  const { target, type } = draft;
  const quantity = asQuantity(draft.quantity);
  const price = carriesPrice(type) ? asPrice(draft.price) : null;
  const stopPrice = type === 'stopLimit' ? asPrice(draft.stopPrice) : null;
  if (target === null || quantity === null) return null;
  if (carriesPrice(type) && price === null) return null;
  if (type === 'stopLimit' && stopPrice === null) return null;
  return {
    name: 'order.amend',
    payload: { requestId, clientOrderId: target, price, stopPrice, quantity, accepted: [...accepted] },
  };
}

/** Null while an order is amended or canceled: its side is its own. */
export function sideOf({ mode }: TicketDraft): OrderSide | null {
  return mode === 'buy' || mode === 'sell' ? mode : null;
}

function asPrice(value: number | null): Price | null {
  return value !== null && isPrice(value) ? value : null;
}

function asQuantity(value: number | null): Quantity | null {
  return value !== null && value > 0 && isQuantity(value) ? value : null;
}
