import type { AccountSummary, IntentProblem } from '#shared/contract/requests.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { isConfirmation } from '../problems.ts';
import type { Blocker } from '../readiness.ts';
import { newOrderBlocker } from '../readiness.ts';
import type { TicketState } from '../ticket-state.ts';
import type { GroupState, Leg } from './group-state.ts';
import { isSending } from './group-state.ts';

export interface GroupFacts {
  readonly accounts: readonly AccountSummary[];
  readonly isDeskCurrent: boolean;
}

/** What keeps a group's order from going; the first of them. */
export type GroupBlocker =
  Blocker | 'noTargets' | 'checking' | 'groupSent' | 'legGate' | 'legProblems' | 'legWarnings';

/** What keeps one account's order from going. */
export type LegBlocker = 'sending' | 'noAccount' | 'gate' | 'checking' | 'problems' | 'warnings';

/**
 * Returns the first thing that stands in the way of sending to all accounts of the group; null when it can go. An account
 * that cannot take the order stands in the way until it is taken out: nobody is left out in silence.
 */
export function groupBlocker(
  ticket: Pick<TicketState, 'draft'>,
  group: GroupState,
  facts: GroupFacts,
): GroupBlocker | null {
  if (isSending(group)) return 'sending';
  if (!facts.isDeskCurrent) return 'linkLost';
  if (group.legs.length === 0) return 'noTargets';
  const missing = newOrderBlocker(ticket);
  if (missing !== null) return missing;
  if (group.pressedAt !== null) return 'groupSent';
  const blockers = new Set(group.legs.map((leg) => legBlocker(leg, facts)));
  if (blockers.has('noAccount') || blockers.has('gate')) return 'legGate';
  if (blockers.has('checking')) return 'checking';
  if (blockers.has('problems')) return 'legProblems';
  return blockers.has('warnings') ? 'legWarnings' : null;
}

export function legBlocker(leg: Leg, { accounts }: Pick<GroupFacts, 'accounts'>): LegBlocker | null {
  if (leg.submission.phase === 'sending') return 'sending';
  const account = accounts.find(({ accountId }) => accountId === leg.accountId);
  if (account === undefined) return 'noAccount';
  if (account.condition.gate.state === 'blocked') return 'gate';
  if (leg.preview.phase === 'asking' || leg.preview.phase === 'none') return 'checking';
  if (legProblems(leg).length > 0) return 'problems';
  return legWarnings(leg).every(({ code }) => leg.accepted.includes(code)) ? null : 'warnings';
}

/** What core's check of this account found, each of which refuses the order. */
export function legProblems({ preview }: Leg): readonly IntentProblem[] {
  return preview.phase === 'ready' ? preview.preview.problems : [];
}

/** What the trader has to accept for this account: found by its check, or asked for when it was sent. */
export function legWarnings({ preview, submission }: Leg): readonly HogaError[] {
  const found =
    preview.phase === 'ready' && preview.isOfWholeDraft
      ? preview.preview.warnings.map(({ error }) => error)
      : [];
  const isRefused = submission.phase === 'answered' && submission.outcome.kind === 'error';
  const refusal = isRefused && submission.outcome.kind === 'error' ? submission.outcome.error : null;
  if (refusal === null || refusal.kind !== 'validation' || !isConfirmation(refusal)) return found;
  return found.some(({ code }) => code === refusal.code) ? found : [...found, refusal];
}
