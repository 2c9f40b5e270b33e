import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { ordersOf, ordersStore } from '#renderer/stores/orders-store.ts';
import { isAmendable, isCancelable } from './problems.ts';
import type { Ticket } from './ticket.ts';
import type { TicketMode } from './ticket-state.ts';

/** Turns the ticket to a mode. Where only one order can be amended or canceled, it is chosen at once; nothing is sent. */
export function chooseMode(ticket: Ticket, mode: TicketMode): void {
  ticket.dispatch({ type: 'modeChosen', mode });
  if (mode === 'buy' || mode === 'sell') return;
  const { symbol } = ticket.store.getState().draft;
  const isPossible = mode === 'amend' ? isAmendable : isCancelable;
  const [order, ...others] = ordersOf(
    ordersStore.getState(),
    accountsStore.getState().activeAccountId,
  ).filter((candidate) => candidate.symbol === symbol && isPossible(candidate));
  if (order !== undefined && others.length === 0) ticket.dispatch({ type: 'targetChosen', order });
}
