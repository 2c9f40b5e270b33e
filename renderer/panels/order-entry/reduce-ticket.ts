import { CASH } from '#shared/domain/funding.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import { assertNever } from '#shared/domain/result.ts';
import { FUNDING_BY_KIND } from './funding.ts';
import type { TicketCommand } from './ticket-command.ts';
import type {
  CheckedDraft,
  LoadedFields,
  PreviewState,
  ProgressEvent,
  Submission,
  TicketDraft,
  TicketEvent,
  TicketMode,
  TicketOutcome,
  TicketState,
} from './ticket-state.ts';
import { isNewOrder, newTicket } from './ticket-state.ts';

/**
 * How long the button must be left alone before it sends again, unless the draft is changed: a double click, a bouncing
 * switch or a held key is one press, however fast the answer comes.
 */
export const CALM_MS = 600;

/** Returns the ticket after an event. */
export function reduceTicket(state: TicketState, event: TicketEvent): TicketState {
  switch (event.type) {
    case 'symbolChosen':
      return event.symbol === state.draft.symbol ? state : forOtherSymbol(state, event.symbol);
    case 'accountChosen':
      return forOtherSymbol(state, state.draft.symbol);
    case 'modeChosen':
      return event.mode === state.draft.mode ? state : forOtherMode(state, event.mode);
    case 'edited':
      return edited(state, event.change, state.isPriceTouched || event.change.price !== undefined);
    case 'priceOffered':
      return withOfferedPrice(state, event.price);
    case 'targetChosen':
      return withTarget(state, event.order);
    case 'targetLost':
      return { ...state, draft: { ...state.draft, ...NO_TARGET } };
    case 'loaded':
      return loaded(state, event.symbol, event.change);
    case 'cleared':
      return cleared(state);
    default:
      return reduceProgress(state, event);
  }
}

function reduceProgress(state: TicketState, event: ProgressEvent): TicketState {
  switch (event.type) {
    case 'warningAccepted':
      return { ...state, accepted: withCode(state.accepted, event.code, event.isAccepted) };
    case 'previewAsked':
      return { ...state, preview: { phase: 'asking', last: lastCheck(state.preview) } };
    case 'previewCleared':
      return state.preview.phase === 'none' ? state : { ...state, preview: { phase: 'none' } };
    case 'previewAnswered':
      return { ...state, preview: previewOf(event) };
    case 'pressed':
      return pressed(state, event.at, event.command);
    case 'answered':
      return answered(state, event.requestId, event.result);
    case 'resultDismissed':
      return state.submission.phase === 'answered' ? { ...state, submission: { phase: 'idle' } } : state;
    default:
      return assertNever(event);
  }
}

const NO_TARGET = { target: null, price: null, stopPrice: null, quantity: null } as const;

/** Any change disarms: what was accepted or pressed before was another order. */
function edited(state: TicketState, change: Partial<TicketDraft>, isPriceTouched: boolean): TicketState {
  return {
    ...state,
    draft: { ...state.draft, ...change },
    isPriceTouched,
    accepted: [],
    openRequestId: null,
    pressedAt: null,
  };
}

/**
 * Fills in the last price as long as the trader has set none and has begun nothing. Not the trader's doing: it does not
 * count as a change that arms the button again.
 */
function withOfferedPrice(state: TicketState, price: number): TicketState {
  const { draft, isPriceTouched } = state;
  const isWanted = draft.price === null || draft.quantity === null;
  if (isPriceTouched || !isWanted || !isNewOrder(draft) || draft.price === price) return state;
  return { ...state, draft: { ...draft, price } };
}

/** The quantity goes with the symbol: nothing is ready to be sent that the trader has not filled in for this one. */
function forOtherSymbol(state: TicketState, symbol: InstrumentSymbol | null): TicketState {
  const { venue, mode } = state.draft;
  const fresh = newTicket(symbol);
  return {
    ...fresh,
    draft: { ...fresh.draft, venue, mode: mode === 'sell' ? 'sell' : 'buy' },
    submission: state.submission,
  };
}

function forOtherMode(state: TicketState, mode: TicketMode): TicketState {
  const wasNewOrder = isNewOrder(state.draft);
  const isStillNew = mode === 'buy' || mode === 'sell';
  if (wasNewOrder && isStillNew) {
    // What could be bought says nothing about what could be sold.
    // A loan that was chosen to be repaid says nothing about a purchase either.
    const funding = FUNDING_BY_KIND[state.draft.funding.kind];
    return { ...edited(state, { mode, funding }, state.isPriceTouched), preview: { phase: 'none' } };
  }
  const change = { mode, ...NO_TARGET, type: 'limit', timeInForce: 'day', funding: CASH } as const;
  return { ...edited(state, change, false), preview: { phase: 'none' } };
}

function withTarget(state: TicketState, order: Order): TicketState {
  const mode = state.draft.mode === 'cancel' ? 'cancel' : 'amend';
  const { clientOrderId, symbol, venue, type, timeInForce, price, stopPrice, leavesQuantity, funding } =
    order;
  const change: Partial<TicketDraft> = {
    mode,
    symbol,
    venue,
    type,
    timeInForce,
    price,
    stopPrice,
    quantity: leavesQuantity,
    funding,
    target: clientOrderId,
  };
  return edited(state, change, true);
}

function loaded(state: TicketState, symbol: InstrumentSymbol, change: LoadedFields): TicketState {
  const moved = symbol === state.draft.symbol ? state : forOtherSymbol(state, symbol);
  const sided = change.side === undefined ? moved : forOtherMode(moved, change.side);
  const fields = {
    ...(change.price !== undefined && { price: change.price }),
    ...(change.quantity !== undefined && { quantity: change.quantity }),
    ...(change.funding !== undefined && { funding: change.funding }),
  };
  if (sided.draft.mode === 'cancel') return sided;
  return edited(sided, fields, sided.isPriceTouched || change.price !== undefined);
}

function cleared(state: TicketState): TicketState {
  if (!isNewOrder(state.draft)) return forOtherMode(state, 'buy');
  const fresh = edited(state, { price: null, stopPrice: null, quantity: null }, false);
  return { ...fresh, preview: { phase: 'none' }, submission: withoutAnswer(state.submission) };
}

function withoutAnswer(submission: Submission): Submission {
  return submission.phase === 'answered' ? { phase: 'idle' } : submission;
}

/**
 * Sends at most one command: while one is under way, or until the button has been left alone for a moment, further
 * presses only prolong the wait.
 */
function pressed(state: TicketState, at: number, command: TicketCommand | null): TicketState {
  if (command === null) return state;
  const isCalm = state.pressedAt === null || at - state.pressedAt >= CALM_MS;
  if (state.submission.phase === 'sending' || !isCalm) return { ...state, pressedAt: at };
  return {
    ...state,
    pressedAt: at,
    submission: { phase: 'sending', command },
    openRequestId: command.payload.requestId,
  };
}

/** An answer ends the intent, unless it says that nobody knows: then the same intent keeps its id. */
function answered(state: TicketState, requestId: string, result: Result<Order>): TicketState {
  const { submission } = state;
  if (submission.phase !== 'sending' || submission.command.payload.requestId !== requestId) return state;
  const outcome: TicketOutcome = result.ok
    ? { kind: 'order', order: result.value }
    : { kind: 'error', error: result.error };
  return {
    ...state,
    submission: { phase: 'answered', command: submission.command, outcome },
    openRequestId: isOutcomeOpen(result) ? state.openRequestId : null,
    // What was accepted held for the order that was placed: the next one is asked about anew.
    accepted: result.ok ? [] : state.accepted,
  };
}

function isOutcomeOpen(result: Result<Order>): boolean {
  return result.ok ? result.value.status === 'unknown' : result.error.kind === 'outcomeUnknown';
}

function previewOf(event: Extract<TicketEvent, { type: 'previewAnswered' }>): PreviewState {
  const { result, isOfWholeDraft } = event;
  return result.ok
    ? { phase: 'ready', preview: result.value, isOfWholeDraft }
    : { phase: 'failed', error: result.error };
}

function lastCheck(preview: PreviewState): CheckedDraft | null {
  if (preview.phase === 'ready') return { preview: preview.preview, isOfWholeDraft: preview.isOfWholeDraft };
  return preview.phase === 'asking' ? preview.last : null;
}

function withCode(codes: readonly string[], code: string, isThere: boolean): readonly string[] {
  const others = codes.filter((other) => other !== code);
  return isThere ? [...others, code] : others;
}
