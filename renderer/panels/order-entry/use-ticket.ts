import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { pageClock } from '#renderer/bridge/page-clock.ts';
import { newRequestId, request } from '#renderer/bridge/requests.ts';
import { accountsStore, activeAccount } from '#renderer/stores/accounts-store.ts';
import { holdingsStore } from '#renderer/stores/holdings-store.ts';
import { quotesStore, subscribeQuote } from '#renderer/stores/market/market-stores.ts';
import { isWorking, ordersStore } from '#renderer/stores/orders-store.ts';
import { sessionsStore } from '#renderer/stores/sessions-store.ts';
import type { TicketLoad } from '#renderer/stores/ticket-load-store.ts';
import { ticketLoadStore } from '#renderer/stores/ticket-load-store.ts';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { Ticket } from './ticket.ts';
import { readTicketFacts } from './ticket-facts.ts';

type Wiring = Pick<PanelProps, 'symbol' | 'linkGroup' | 'setSymbol'>;

/** Makes the panel's ticket and ties it to the window: its instrument, its account, what other panels load into it. */
export function useTicket({ symbol, linkGroup, setSymbol }: Wiring): Ticket {
  const [ticket] = useState(
    () => new Ticket({ request, newRequestId, clock: pageClock, facts: readTicketFacts }, symbol),
  );
  useEffect(() => () => ticket.dispose(), [ticket]);
  useEffect(() => ticket.dispatch({ type: 'symbolChosen', symbol }), [ticket, symbol]);
  useEffect(() => followStores(ticket), [ticket]);
  useEffect(
    () =>
      ticketLoadStore.subscribe(({ last }) => {
        if (last === null || (last.linkGroup !== null && last.linkGroup !== linkGroup)) return;
        loadInto(ticket, last);
        if (last.symbol !== symbol) setSymbol(last.symbol);
      }),
    [ticket, linkGroup, symbol, setSymbol],
  );
  const draftSymbol = useStore(ticket.store, ({ draft }) => draft.symbol);
  useEffect(
    () => (draftSymbol === null ? undefined : fillEmptyPrice(ticket, draftSymbol)),
    [ticket, draftSymbol],
  );
  return ticket;
}

function loadInto(ticket: Ticket, { symbol, side, price, quantity, funding, amend }: TicketLoad): void {
  const order = amend === undefined ? undefined : ordersStore.getState().byId.get(amend);
  if (order !== undefined) {
    ticket.dispatch({ type: 'modeChosen', mode: 'amend' });
    ticket.dispatch({ type: 'targetChosen', order });
    return;
  }
  const change = {
    ...(side !== undefined && { side }),
    ...(price !== undefined && { price }),
    ...(quantity !== undefined && { quantity }),
    ...(funding !== undefined && { funding }),
  };
  ticket.dispatch({ type: 'loaded', symbol, change });
}

/** An empty price field takes the last price, as soon as there is one. It does not run after the market from there. */
function fillEmptyPrice(ticket: Ticket, symbol: InstrumentSymbol): () => void {
  const offer = (): void => {
    if (ticket.store.getState().draft.price === null) offerLastPrice(ticket);
  };
  offer();
  return subscribeQuote(symbol, offer);
}

/** Brings a price that the trader has not set up to date, for when the trader turns to the ticket. */
export function offerLastPrice(ticket: Ticket): void {
  const { symbol } = ticket.store.getState().draft;
  const last = symbol === null ? undefined : quotesStore.get(symbol)?.lastPrice;
  if (last !== undefined) ticket.dispatch({ type: 'priceOffered', price: last });
}

/** Changes when the limits do that the draft is checked against. */
function limitsKey(state: Parameters<typeof activeAccount>[0]): string {
  return JSON.stringify(activeAccount(state)?.limits ?? null);
}

/** Keeps the draft's verdict in step with cash, holdings, orders, limits and sessions, and lets go of an order that is done. */
function followStores(ticket: Ticket): () => void {
  const ends = [
    accountsStore.subscribe((state, before) => {
      if (state.activeAccountId !== before.activeAccountId) ticket.dispatch({ type: 'accountChosen' });
      else if (limitsKey(state) !== limitsKey(before)) ticket.checkAgain();
    }),
    holdingsStore.subscribe(() => ticket.checkAgain()),
    sessionsStore.subscribe(() => ticket.checkAgain()),
    ordersStore.subscribe(({ byId }) => {
      const { target } = ticket.store.getState().draft;
      const order = target === null ? undefined : byId.get(target);
      if (target !== null && (order === undefined || !isWorking(order)))
        ticket.dispatch({ type: 'targetLost' });
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
