import type { IntentProblem } from '#shared/contract/requests.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import { isOpen } from '#shared/domain/order-status.ts';
import type { Order } from '#shared/domain/order.ts';
import { carriesPrice } from '#shared/domain/order.ts';
import type { PriceLimits } from '#shared/domain/price-limits.ts';
import { isWithinLimits } from '#shared/domain/price-limits.ts';
import { isPrice } from '#shared/domain/price.ts';
import type { TickLadder } from '#shared/domain/tick-size.ts';
import { isOnTick, roundDownToTick, roundUpToTick, tickSize } from '#shared/domain/tick-size.ts';
import type { TicketDraft, TicketState } from './ticket-state.ts';

/** Where the ticket shows what is wrong: beside a field, or under all of them. */
export const TICKET_FIELDS = ['venue', 'type', 'funding', 'price', 'stopPrice', 'quantity', 'form'] as const;
export type TicketField = (typeof TICKET_FIELDS)[number];
export type PlacedErrors = Readonly<Record<TicketField, readonly HogaError[]>>;

/** Fields of an intent that have no control of their own are shown where the trader can change them. */
const PLACES: Readonly<Record<string, TicketField>> = {
  venue: 'venue',
  type: 'type',
  timeInForce: 'type',
  funding: 'funding',
  price: 'price',
  stopPrice: 'stopPrice',
  quantity: 'quantity',
};

export function placeOf(field: unknown): TicketField {
  return (typeof field === 'string' ? PLACES[field] : undefined) ?? 'form';
}

/** What a draft that is being amended is checked against. */
export interface AmendFacts {
  readonly order: Order | null;
  readonly instrument: Instrument | null;
  readonly ladder: TickLadder | null;
  readonly limits: PriceLimits | null;
}

/**
 * Collects all that is known to be wrong with the ticket, each error once: what core's check of this draft found, the
 * field that the last press was refused for, and for an amend, which core checks only when it is sent, the plain rules
 * of prices. A refusal that belongs to no field is told as the result of the press and does not bar the next one.
 */
export function placeProblems(state: TicketState, facts: AmendFacts): PlacedErrors {
  const placed: Record<TicketField, HogaError[]> = {
    venue: [],
    type: [],
    funding: [],
    price: [],
    stopPrice: [],
    quantity: [],
    form: [],
  };
  const put = (place: TicketField, error: HogaError): void => {
    if (!placed[place].some(({ code }) => code === error.code)) placed[place].push(error);
  };
  for (const { field, error } of previewProblems(state)) put(placeOf(field), error);
  for (const { field, error } of amendProblems(state.draft, facts)) put(placeOf(field), error);
  const refusal = refusalOf(state);
  if (refusal !== null && !isConfirmation(refusal)) {
    const place = placeOf(refusal.context['field']);
    if (place !== 'form') put(place, refusal);
  }
  return placed;
}

export function hasProblems(placed: PlacedErrors): boolean {
  return TICKET_FIELDS.some((field) => placed[field].length > 0);
}

/** Warnings that core wants to be accepted for this draft: found by its check, or asked for when it was pressed. */
export function warningsOf(state: TicketState): readonly HogaError[] {
  const { preview } = state;
  const found =
    preview.phase === 'ready' && preview.isOfWholeDraft
      ? preview.preview.warnings.map(({ error }) => error)
      : [];
  const refusal = refusalOf(state);
  if (refusal === null || !isConfirmation(refusal)) return found;
  return found.some(({ code }) => code === refusal.code) ? found : [...found, refusal];
}

/** Core refuses with the warning itself when it was not accepted yet. */
export function isConfirmation({ code }: HogaError): boolean {
  return code.startsWith('CONFIRM_') || code === 'LOOKALIKE_UNKNOWN';
}

/** A check of a draft that lacks a field was made with a made-up one: it says nothing about that. */
function previewProblems({ preview, draft }: TicketState): readonly IntentProblem[] {
  if (preview.phase !== 'ready') return [];
  const isMissing = (field: IntentProblem['field']): boolean =>
    (field === 'quantity' || field === 'stopPrice') && draft[field] === null;
  return preview.preview.problems.filter(({ field }) => !isMissing(field));
}

/** Why the last press was refused, as long as the draft is still the one that was pressed. */
function refusalOf({ submission, pressedAt }: TicketState): HogaError | null {
  if (submission.phase !== 'answered' || submission.outcome.kind !== 'error' || pressedAt === null)
    return null;
  const { error } = submission.outcome;
  return error.kind === 'validation' ? error : null;
}

/** Checks an amend by the rules that need nobody's answer. Core checks all of them again, and more. */
export function amendProblems(draft: TicketDraft, facts: AmendFacts): readonly IntentProblem[] {
  const { order } = facts;
  if (draft.mode !== 'amend' || order === null) return [];
  const problems: IntentProblem[] = [];
  if (carriesPrice(draft.type)) problems.push(...priceProblems('price', draft.price, facts));
  if (draft.type === 'stopLimit') problems.push(...priceProblems('stopPrice', draft.stopPrice, facts));
  return problems;
}

function priceProblems(
  field: 'price' | 'stopPrice',
  value: number | null,
  { ladder, limits }: AmendFacts,
): readonly IntentProblem[] {
  if (value === null || ladder === null || !isPrice(value)) return [];
  const prefix = field === 'price' ? 'PRICE' : 'STOP_PRICE';
  if (!isOnTick(value, ladder)) {
    const facts = {
      price: value,
      tick: tickSize(value, ladder),
      below: roundDownToTick(value, ladder),
      above: roundUpToTick(value, ladder),
    };
    return [problem(field, `${prefix}_OFF_TICK`, facts)];
  }
  if (limits === null || isWithinLimits(value, limits)) return [];
  return [problem(field, `${prefix}_OUTSIDE_LIMITS`, { price: value, ...limits })];
}

function problem(
  field: IntentProblem['field'],
  code: string,
  context: Readonly<Record<string, number>>,
): IntentProblem {
  return { field, error: hogaError('validation', code, 'found by the ticket', { field, ...context }) };
}

/** Whether the order can be amended: it works, and no command is under way for it. */
export function isAmendable({ status }: Order): boolean {
  return isOpen(status);
}

/** Whether the order can be canceled; one that has not left yet is withdrawn. */
export function isCancelable({ status }: Order): boolean {
  return isOpen(status) || status === 'submitted';
}
