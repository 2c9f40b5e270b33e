import type { AccountSummary } from '#shared/contract/requests.ts';
import type { TradingGate } from '#shared/contract/events.ts';
import type { Order } from '#shared/domain/order.ts';
import { carriesPrice } from '#shared/domain/order.ts';
import type { PlacedErrors } from './problems.ts';
import { hasProblems, isAmendable, isCancelable, warningsOf } from './problems.ts';
import type { AmendFacts } from './problems.ts';
import type { TicketState } from './ticket-state.ts';
import { isNewOrder } from './ticket-state.ts';

type BlockReason = Extract<TradingGate, { state: 'blocked' }>['reason'];

/** What keeps the button from sending; the key of what it says instead. */
export type Blocker =
  | 'sending'
  | 'linkLost'
  | 'noAccount'
  | `gate.${BlockReason}`
  | 'noSymbol'
  | 'targetMissing'
  | 'targetBusy'
  | 'priceMissing'
  | 'stopPriceMissing'
  | 'quantityMissing'
  | 'nothingChanged'
  | 'outcomeOpen'
  | 'problems'
  | 'warnings';

export interface ReadinessFacts extends AmendFacts {
  readonly account: AccountSummary | null;
  /** The link to the desk is up and what is shown is current. */
  readonly isDeskCurrent: boolean;
  /** The order that the last press made or changed, as it stands now; null when there is none. */
  readonly submitted: Order | null;
}

/** Returns the first thing that stands in the way of sending the draft; null when it can go. */
export function blockerOf(state: TicketState, facts: ReadinessFacts, placed: PlacedErrors): Blocker | null {
  return (
    deskBlocker(state, facts) ??
    (isNewOrder(state.draft) ? newOrderBlocker(state) : targetBlocker(state, facts)) ??
    outcomeBlocker(state, facts) ??
    verdictBlocker(state, placed)
  );
}

/** What stops new orders and leaves the link as it is. */
const STOPS_NO_CANCEL: ReadonlySet<BlockReason> = new Set(['halted', 'notArmed', 'otherMarket']);

function deskBlocker({ submission, draft }: TicketState, facts: ReadinessFacts): Blocker | null {
  if (submission.phase === 'sending') return 'sending';
  if (!facts.isDeskCurrent) return 'linkLost';
  if (facts.account === null) return 'noAccount';
  const { gate } = facts.account.condition;
  // What works may be taken back while new orders are stopped.
  const isStopped =
    gate.state === 'blocked' && !(draft.mode === 'cancel' && STOPS_NO_CANCEL.has(gate.reason));
  return isStopped ? `gate.${gate.reason}` : null;
}

export function newOrderBlocker({ draft }: Pick<TicketState, 'draft'>): Blocker | null {
  if (draft.symbol === null) return 'noSymbol';
  return missingField(draft);
}

function targetBlocker({ draft }: TicketState, { order }: ReadinessFacts): Blocker | null {
  if (draft.target === null || order === null) return 'targetMissing';
  if (draft.mode === 'cancel') return isCancelable(order) ? null : 'targetBusy';
  if (!isAmendable(order)) return 'targetBusy';
  const isSame = draft.price === order.price && draft.stopPrice === order.stopPrice;
  return missingField(draft) ?? (isSame ? 'nothingChanged' : null);
}

function missingField({ type, price, stopPrice, quantity }: TicketState['draft']): Blocker | null {
  if (carriesPrice(type) && (price ?? 0) === 0) return 'priceMissing';
  if (type === 'stopLimit' && (stopPrice ?? 0) === 0) return 'stopPriceMissing';
  return (quantity ?? 0) === 0 ? 'quantityMissing' : null;
}

/** The very same order once more while nobody knows what became of the first: wait, or change it. */
function outcomeBlocker(state: TicketState, { submitted }: ReadinessFacts): Blocker | null {
  return state.openRequestId !== null && submitted?.status === 'unknown' ? 'outcomeOpen' : null;
}

/**
 * Whether the next press repeats the last one under its id: its answer got lost between core and this window, and core,
 * which knows, answers a repetition without sending anything.
 */
export function isRepetition({ submission, openRequestId }: TicketState): boolean {
  return openRequestId !== null && submission.phase === 'answered' && submission.outcome.kind === 'error';
}

function verdictBlocker(state: TicketState, placed: PlacedErrors): Blocker | null {
  if (hasProblems(placed)) return 'problems';
  const isAllAccepted = warningsOf(state).every(({ code }) => state.accepted.includes(code));
  return isAllAccepted ? null : 'warnings';
}
