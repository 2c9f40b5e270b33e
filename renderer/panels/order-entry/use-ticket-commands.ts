import type { RefObject } from 'react';
import { useEffect } from 'react';
import { flushSync } from 'react-dom';
import { registerCommands } from '#renderer/stores/commands.ts';
import { chooseMode } from './choose-mode.ts';
import type { Ticket } from './ticket.ts';
import type { TicketMode } from './ticket-state.ts';

const COMMANDS: readonly { readonly mode: TicketMode; readonly shortcut: string | null }[] = [
  { mode: 'buy', shortcut: 'b' },
  { mode: 'sell', shortcut: 's' },
  { mode: 'amend', shortcut: null },
  { mode: 'cancel', shortcut: null },
];

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
      flushSync(() => chooseMode(ticket, mode));
      focusFirst(root.current, idPrefix);
    };
    return registerCommands(
      COMMANDS.map(({ mode, shortcut }) => ({
        id: `order-entry.${mode}`,
        titleKey: `order-entry:commands.${mode}`,
        shortcut,
        run: choose(mode),
        isEnabled: isUncovered,
      })),
    );
  }, [ticket, root, idPrefix, isActive]);
}

/** A question that lies over the panels is answered first. */
function isUncovered(): boolean {
  return document.querySelector('.dialog') === null;
}

function focusFirst(root: HTMLElement | null, idPrefix: string): void {
  const quantity = document.getElementById(`${idPrefix}-quantity`);
  const first = quantity ?? root?.querySelector<HTMLElement>('[role="radio"]:not(:disabled).ticket__order');
  first?.focus();
}
