import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { RequestName, RequestPayload, RequestReply } from '#shared/contract/requests.ts';
import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import { placeProblems } from './problems.ts';
import type { ReadinessFacts } from './readiness.ts';
import { blockerOf, isRepetition } from './readiness.ts';
import { reduceTicket } from './reduce-ticket.ts';
import type { TicketCommand } from './ticket-command.ts';
import { buildCommand, buildIntent } from './ticket-command.ts';
import type { TicketDraft, TicketEvent, TicketState } from './ticket-state.ts';
import { isNewOrder, newTicket } from './ticket-state.ts';

/** What the ticket needs of the window around it. */
export interface TicketPorts {
  readonly request: <Name extends RequestName>(
    name: Name,
    payload: RequestPayload<Name>,
  ) => Promise<Result<RequestReply<Name>>>;
  readonly newRequestId: () => string;
  readonly clock: Clock;
  /** What the stores say about a draft right now. */
  readonly facts: (state: TicketState) => ReadinessFacts;
}

/** How long the draft must be left alone before core is asked about it. */
export const PREVIEW_DELAY_MS = 120;
/** How soon a draft that was found wrong is looked at again: sessions open, cash comes free, a moment passes. */
export const RECHECK_MS = 1000;

/** An order ticket: its state outside React, the checks it asks for, and the one press that sends. */
export class Ticket {
  readonly store: StoreApi<TicketState>;
  readonly #ports: TicketPorts;
  #cancelTimer: Unsubscribe = () => undefined;
  /** Tells the answer to the latest question from those to earlier ones. */
  #question = 0;

  constructor(ports: TicketPorts, symbol: InstrumentSymbol | null) {
    this.#ports = ports;
    this.store = createStore<TicketState>(() => newTicket(symbol));
  }

  dispatch(event: TicketEvent): void {
    const before = this.store.getState();
    const after = reduceTicket(before, event);
    if (after === before) return;
    this.store.setState(after, true);
    if (after.draft === before.draft && event.type !== 'accountChosen') return;
    // A verdict on another draft is none; what it said stands only until the new one is known.
    if (this.#questionOf(after.draft) !== null) this.dispatch({ type: 'previewAsked' });
    this.checkAgain();
  }

  /** Asks core about the draft in a moment; also for when something that its verdict depends on has changed. */
  checkAgain(): void {
    this.#question += 1;
    this.#cancelTimer();
    if (this.#questionOf(this.store.getState().draft) === null) this.dispatch({ type: 'previewCleared' });
    else this.#cancelTimer = this.#ports.clock.after(PREVIEW_DELAY_MS, () => void this.#ask());
  }

  /**
   * Sends the draft, if nothing stands in the way. Any number of presses in a row sends it once: one command at a time,
   * each intent under one id, and the button has to rest before it sends the same again.
   */
  press(): void {
    const { clock, facts } = this.#ports;
    const before = this.store.getState();
    const command = this.#commandOf(before, facts(before));
    this.dispatch({ type: 'pressed', at: clock.monotonicNow(), command });
    const { submission } = this.store.getState();
    if (command !== null && submission.phase === 'sending' && submission.command === command) {
      void this.#send(command);
    }
  }

  /** Ends the timers. The ticket can be used again afterwards. */
  dispose(): void {
    this.#question += 1;
    this.#cancelTimer();
  }

  async #send(command: TicketCommand): Promise<void> {
    const result = await this.#request(command);
    this.dispatch({ type: 'answered', requestId: command.payload.requestId, result });
  }

  /** What a press sends now; null while something stands in the way. */
  #commandOf(state: TicketState, facts: ReadinessFacts): TicketCommand | null {
    if (facts.account === null || blockerOf(state, facts, placeProblems(state, facts)) !== null) return null;
    const requestId = (isRepetition(state) ? state.openRequestId : null) ?? this.#ports.newRequestId();
    return buildCommand(state, facts.account.accountId, requestId);
  }

  #request(command: TicketCommand): Promise<Result<Order>> {
    const { request } = this.#ports;
    switch (command.name) {
      case 'order.place':
        return request(command.name, command.payload);
      case 'order.amend':
        return request(command.name, command.payload);
      case 'order.cancel':
        return request(command.name, command.payload);
    }
  }

  #questionOf(draft: TicketDraft): RequestPayload<'order.preview'> | null {
    const { account } = this.#ports.facts(this.store.getState());
    if (account === null || !isNewOrder(draft)) return null;
    const intent = buildIntent(probeOf(draft));
    return intent === null ? null : { accountId: account.accountId, intent };
  }

  async #ask(): Promise<void> {
    const question = (this.#question += 1);
    const { draft } = this.store.getState();
    const payload = this.#questionOf(draft);
    if (payload === null) return;
    const result = await this.#ports.request('order.preview', payload);
    if (question !== this.#question) return;
    this.dispatch({ type: 'previewAnswered', result, isOfWholeDraft: buildIntent(draft) !== null });
    if (result.ok && result.value.problems.length > 0) {
      this.#cancelTimer = this.#ports.clock.after(RECHECK_MS, () => void this.#ask());
    }
  }
}

/** An order to ask about while the draft lacks some fields: one share of it tells how many could be had. */
export function probeOf(draft: TicketDraft): TicketDraft {
  return { ...draft, quantity: draft.quantity ?? 1, stopPrice: draft.stopPrice ?? draft.price };
}
