import type { IntentProblem, OrderPreview } from '#shared/contract/requests.ts';
import { money } from '#shared/domain/money.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { CheckedDraft, PreviewState, TicketState } from '../ticket-state.ts';
import { legProblems } from './group-readiness.ts';
import type { GroupState, Leg } from './group-state.ts';

/**
 * Returns the ticket as its fields are to show it for a group: costs of all orders together, the largest quantity that every
 * account can take, and beside the fields only what is wrong for all of them. What is wrong for some stands with those.
 */
export function withGroupPreview(ticket: TicketState, { legs }: GroupState): TicketState {
  return {
    ...ticket,
    accepted: [],
    preview: mergePreviews(legs),
    submission: { phase: 'idle' },
    openRequestId: null,
    pressedAt: null,
  };
}

/** What is wrong with the order on one account and not on all. */
export function ownProblems(leg: Leg, { legs }: GroupState): readonly IntentProblem[] {
  const shared = sharedProblems(legs);
  return legProblems(leg).filter((problem) => !shared.some((other) => isSame(problem, other)));
}

function mergePreviews(legs: readonly Leg[]): PreviewState {
  const checks = legs.map(({ preview }) => checkOf(preview));
  const known = checks.filter((check) => check !== null);
  if (known.length === 0) return { phase: 'none' };
  const preview = sumPreviews(
    known.map((check) => check.preview),
    sharedProblems(legs),
  );
  const isOfWholeDraft = known.every((check) => check.isOfWholeDraft);
  const isReady =
    known.length === legs.length &&
    legs.every(({ preview: { phase } }) => phase === 'ready' || phase === 'failed');
  return isReady
    ? { phase: 'ready', preview, isOfWholeDraft }
    : { phase: 'asking', last: { preview, isOfWholeDraft } };
}

function sumPreviews(previews: readonly OrderPreview[], problems: readonly IntentProblem[]): OrderPreview {
  const total = (of: (preview: OrderPreview) => number): number =>
    previews.reduce((sum, preview) => sum + of(preview), 0);
  return {
    notional: money(total(({ notional }) => notional)),
    commission: money(total(({ commission }) => commission)),
    tax: money(total(({ tax }) => tax)),
    maxQuantity: smallest(previews.map(({ maxQuantity }) => maxQuantity)),
    problems,
    warnings: [],
  };
}

/** Null while one of them is not known. */
function smallest(quantities: readonly (Quantity | null)[]): Quantity | null {
  return quantities.reduce((least, quantity) =>
    least === null || quantity === null ? null : quantity < least ? quantity : least,
  );
}

function sharedProblems(legs: readonly Leg[]): readonly IntentProblem[] {
  const [first, ...others] = legs;
  if (first === undefined || others.length === 0) return first === undefined ? [] : legProblems(first);
  return legProblems(first).filter((problem) =>
    others.every((leg) => legProblems(leg).some((other) => isSame(problem, other))),
  );
}

/** The same numbers, too: a limit of one account says nothing about another's. */
function isSame(a: IntentProblem, b: IntentProblem): boolean {
  return (
    a.field === b.field &&
    a.error.code === b.error.code &&
    JSON.stringify(a.error.context) === JSON.stringify(b.error.context)
  );
}

function checkOf(preview: PreviewState): CheckedDraft | null {
  if (preview.phase === 'ready') return preview;
  return preview.phase === 'asking' ? preview.last : null;
}
