import type { RefObject } from 'react';
import { useEffect } from 'react';
import { flushSync } from 'react-dom';
import { registerCommands } from '#renderer/stores/commands.ts';
import type { Ticket } from './ticket.ts';
import type { TicketMode } from './ticket-state.ts';

interface TicketCommands {
  readonly ticket: Ticket;
  readonly root: RefObject<HTMLElement | null>;
  readonly idPrefix: string;
  /** Of several tickets the one that has the attention answers the keys. */
  readonly isActive: boolean;
}

/** B and S from anywhere in the window bring the trader to the ticket, ready for a quantity. Nothing is sent by them. */
export function useTicketCommands({ ticket, root, idPrefix, isActive }: TicketCommands): void {
  useEffect(() => {
    const choose = (mode: TicketMode) => (): void => {
      // The form of the mode is drawn at once, so that digits typed right after the key find their field.
      flushSync(() => ticket.dispatch({ type: 'modeChosen', mode }));
      focusFirst(root.current, idPrefix);
    };
    return registerCommands([
      { id: 'order-entry.buy', titleKey: 'order-entry:commands.buy', shortcut: 'b', run: choose('buy') },
      { id: 'order-entry.sell', titleKey: 'order-entry:commands.sell', shortcut: 's', run: choose('sell') },
      {
        id: 'order-entry.amend',
        titleKey: 'order-entry:commands.amend',
        shortcut: null,
        run: choose('amend'),
      },
      {
        id: 'order-entry.cancel',
        titleKey: 'order-entry:commands.cancel',
        shortcut: null,
        run: choose('cancel'),
      },
    ]);
  }, [ticket, root, idPrefix, isActive]);
}

function focusFirst(root: HTMLElement | null, idPrefix: string): void {
  const quantity = document.getElementById(`${idPrefix}-quantity`);
  const first = quantity ?? root?.querySelector<HTMLElement>('[role="radio"]:not(:disabled).ticket__order');
  first?.focus();
}
