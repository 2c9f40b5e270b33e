import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { RequestPayload } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import { CALM_MS } from '../reduce-ticket.ts';
import { buildIntent } from '../ticket-command.ts';
import type { TicketPorts } from '../ticket.ts';
import { PREVIEW_DELAY_MS, probeOf, RECHECK_MS } from '../ticket.ts';
import type { TicketState } from '../ticket-state.ts';
import { isNewOrder } from '../ticket-state.ts';
import type { GroupFacts } from './group-readiness.ts';
import { groupBlocker, legBlocker } from './group-readiness.ts';
import type { GroupEvent, GroupState, LegCommand } from './group-state.ts';
import { isSending, legOf, NO_GROUP, resendOf } from './group-state.ts';
import { reduceGroup } from './reduce-group.ts';

/** What a group needs of the window around it. */
export interface GroupPorts extends Pick<TicketPorts, 'request' | 'newRequestId' | 'clock'> {
  /** The ticket whose draft is sent. */
  readonly ticket: () => TicketState;
  readonly facts: () => GroupFacts;
}

/**
 * Sends the ticket's draft to several accounts: checked for each of them, sent as one order each under an id of its own,
 * answered for each of them. No answer of one account stops, repeats or takes back the order of another.
 */
export class GroupTicket {
  readonly store: StoreApi<GroupState> = createStore<GroupState>(() => NO_GROUP);
  readonly #ports: GroupPorts;
  #cancelTimer: Unsubscribe = () => undefined;
  /** Tells the answers to the latest question from those to earlier ones. */
  #question = 0;

  constructor(ports: GroupPorts) {
    this.#ports = ports;
  }

  dispatch(event: GroupEvent): void {
    const before = this.store.getState();
    const after = reduceGroup(before, event);
    this.store.setState(after, true);
  }

  /** Orders for these accounts from now on; none of them is on the group's word alone: each is checked. */
  choose(accountIds: readonly AccountId[]): void {
    this.dispatch({ type: 'targetsChosen', accountIds });
    this.#askAnew();
  }

  turnOff(): void {
    this.#question += 1;
    this.#cancelTimer();
    this.dispatch({ type: 'turnedOff' });
  }

  /** The draft has become another: what was found or accepted for the former one holds no more. */
  draftChanged(): void {
    if (!this.store.getState().isOn) return;
    this.dispatch({ type: 'draftChanged' });
    this.#askAnew();
  }

  /** Asks core again in a moment; for when something that its verdicts depend on has changed. */
  checkAgain(): void {
    const { isOn, legs } = this.store.getState();
    if (!isOn || legs.length === 0) return;
    this.#question += 1;
    this.#cancelTimer();
    if (this.#questionOf(legs[0]?.accountId) === null) this.dispatch({ type: 'previewsCleared' });
    else this.#cancelTimer = this.#ports.clock.after(PREVIEW_DELAY_MS, () => this.#askAll());
  }

  /** Sends an order to every account of the group, once for the draft as it is. */
  press(): void {
    const { clock, ticket, facts, newRequestId } = this.#ports;
    const group = this.store.getState();
    if (!group.isOn || groupBlocker(ticket(), group, facts()) !== null) return;
    const commands = group.legs.flatMap((leg) => {
      const command = this.#commandOf(leg.accountId, leg.accepted, newRequestId());
      return command === null ? [] : [command];
    });
    if (commands.length !== group.legs.length) return;
    this.dispatch({ type: 'sent', at: clock.monotonicNow(), commands });
    for (const command of commands) void this.#send(command);
  }

  /** Sends the order of one account once more; see `resendOf`. The others are left as they are. */
  resend(accountId: AccountId): void {
    const { clock, facts, newRequestId } = this.#ports;
    const group = this.store.getState();
    const leg = legOf(group, accountId);
    const at = clock.monotonicNow();
    if (leg === undefined || group.pressedAt === null || at - group.pressedAt < CALM_MS) return;
    const how = resendOf(leg);
    if (how === null || leg.submission.phase !== 'answered') return;
    if (how === 'again' && legBlocker(leg, facts()) !== null) return;
    const command =
      how === 'repeat' ? leg.submission.command : this.#commandOf(accountId, leg.accepted, newRequestId());
    if (command === null) return;
    this.dispatch({ type: 'sent', at, commands: [command] });
    void this.#send(command);
  }

  /** Ends the timers. The group can be used again afterwards. */
  dispose(): void {
    this.#question += 1;
    this.#cancelTimer();
  }

  async #send(command: LegCommand): Promise<void> {
    const result = await this.#ports.request('order.place', command);
    const { accountId, requestId } = command;
    this.dispatch({ type: 'answered', accountId, requestId, result });
  }

  #commandOf(accountId: AccountId, accepted: readonly string[], requestId: string): LegCommand | null {
    const intent = buildIntent(this.#ports.ticket().draft);
    return intent === null ? null : { requestId, accountId, intent, accepted: [...accepted] };
  }

  #askAnew(): void {
    const { legs } = this.store.getState();
    if (this.#questionOf(legs[0]?.accountId) !== null) this.dispatch({ type: 'previewsAsked' });
    this.checkAgain();
  }

  #questionOf(accountId: AccountId | undefined): RequestPayload<'order.preview'> | null {
    const { draft } = this.#ports.ticket();
    if (accountId === undefined || !isNewOrder(draft)) return null;
    const intent = buildIntent(probeOf(draft));
    return intent === null ? null : { accountId, intent };
  }

  #askAll(): void {
    const question = (this.#question += 1);
    const isOfWholeDraft = buildIntent(this.#ports.ticket().draft) !== null;
    for (const { accountId } of this.store.getState().legs) {
      const payload = this.#questionOf(accountId);
      if (payload !== null) void this.#ask(question, accountId, payload, isOfWholeDraft);
    }
    // Sessions open, cash comes free: what was found wrong is looked at again.
    this.#cancelTimer = this.#ports.clock.after(RECHECK_MS, () => {
      if (this.#isRefusedSomewhere() && !isSending(this.store.getState())) this.#askAll();
    });
  }

  async #ask(
    question: number,
    accountId: AccountId,
    payload: RequestPayload<'order.preview'>,
    isOfWholeDraft: boolean,
  ): Promise<void> {
    const result = await this.#ports.request('order.preview', payload);
    if (question === this.#question)
      this.dispatch({ type: 'previewAnswered', accountId, result, isOfWholeDraft });
  }

  #isRefusedSomewhere(): boolean {
    return this.store
      .getState()
      .legs.some(({ preview }) => preview.phase === 'ready' && preview.preview.problems.length > 0);
  }
}
