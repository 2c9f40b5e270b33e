import { useEffect } from 'react';
import type { AccountSummary } from '#shared/contract/requests.ts';
import type { Ticket } from '../ticket.ts';
import type { TicketState } from '../ticket-state.ts';

/**
 * Moves a new order to the only venue there is when the account's broker has just one for the instrument, as for gold. Where there
 * is a choice, it stays the trader's.
 */
export function useOfferedVenue(
  ticket: Ticket,
  { draft }: TicketState,
  capabilities: AccountSummary['orderCapabilities'],
): void {
  const venues = [...new Set(capabilities.map(({ venue }) => venue))];
  const only = venues.length === 1 ? venues[0] : undefined;
  const isElsewhere = only !== undefined && draft.venue !== only;
  useEffect(() => {
    if (isElsewhere)
      ticket.dispatch({ type: 'edited', change: { venue: only, type: 'limit', timeInForce: 'day' } });
  }, [ticket, isElsewhere, only]);
}
