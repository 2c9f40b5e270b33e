import { createStore } from 'zustand/vanilla';
import type { LinkGroup } from '#shared/contract/vocabulary.ts';
import type { Funding } from '#shared/domain/funding.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { ClientOrderId, OrderSide } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';

/** What another panel asks the order ticket to show. Absent fields stay as they are. It never sends anything. */
export interface TicketLoad {
  /** Grows with each load, so that the same wish twice is heard twice. */
  readonly id: number;
  /** The colour group whose ticket is meant; null: whichever ticket is there. */
  readonly linkGroup: LinkGroup | null;
  readonly symbol: InstrumentSymbol;
  readonly side?: OrderSide;
  readonly price?: Price;
  readonly quantity?: Quantity;
  /** Whose money, or which loan is repaid; absent: as the ticket stands. */
  readonly funding?: Funding;
  /** Load this order for amending. */
  readonly amend?: ClientOrderId;
}

interface TicketLoadState {
  readonly last: TicketLoad | null;
}

export const ticketLoadStore = createStore<TicketLoadState>(() => ({ last: null }));

/** Fills the order ticket, for a click on a price or on "amend". */
export function loadTicket(load: Omit<TicketLoad, 'id'>): void {
  ticketLoadStore.setState(({ last }) => ({ last: { ...load, id: (last?.id ?? 0) + 1 } }));
}
