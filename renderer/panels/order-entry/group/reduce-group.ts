import type { AccountId } from '#shared/domain/account.ts';
import { assertNever } from '#shared/domain/result.ts';
import type { CheckedDraft, PreviewState } from '../ticket-state.ts';
import type { GroupEvent, GroupState, Leg } from './group-state.ts';
import { isSending, NO_GROUP, resendOf } from './group-state.ts';

/** Returns the group after an event. What happens to one leg touches no other. */
export function reduceGroup(state: GroupState, event: GroupEvent): GroupState {
  switch (event.type) {
    case 'targetsChosen':
      return isSending(state) ? state : withTargets(state, event.accountIds);
    case 'turnedOff':
      return isSending(state) ? state : NO_GROUP;
    case 'draftChanged':
      return { ...mapLegs(state, (leg) => ({ ...leg, accepted: [] })), pressedAt: null };
    case 'previewsAsked':
      return mapLegs(state, (leg) => ({
        ...leg,
        preview: { phase: 'asking', last: lastCheck(leg.preview) },
      }));
    case 'previewsCleared':
      return mapLegs(state, (leg) => ({ ...leg, preview: { phase: 'none' } }));
    case 'previewAnswered':
      return withLeg(state, event.accountId, (leg) => ({ ...leg, preview: previewOf(event) }));
    case 'warningAccepted':
      return withLeg(state, event.accountId, (leg) => ({ ...leg, accepted: acceptedOf(leg, event) }));
    case 'sent':
      return sent(state, event);
    case 'answered':
      return answered(state, event);
    case 'resultsDismissed':
      return isSending(state) ? state : dismissed(state);
    default:
      return assertNever(event);
  }
}

function withTargets(state: GroupState, accountIds: readonly AccountId[]): GroupState {
  const known = new Map(state.legs.map((leg) => [leg.accountId, leg]));
  const legs = [...new Set(accountIds)].map((accountId) => known.get(accountId) ?? newLeg(accountId));
  return { ...state, isOn: true, legs };
}

function newLeg(accountId: AccountId): Leg {
  return { accountId, preview: { phase: 'none' }, accepted: [], submission: { phase: 'idle' } };
}

/** An order of which nobody knows keeps its id, and the group its press: the same again would be a second order. */
function dismissed(state: GroupState): GroupState {
  const next = mapLegs(state, (leg) =>
    resendOf(leg) === 'repeat' ? leg : { ...leg, submission: { phase: 'idle' } },
  );
  const isSettled = next.legs.every(({ submission }) => submission.phase === 'idle');
  return { ...next, pressedAt: isSettled ? null : state.pressedAt };
}

function sent(state: GroupState, { at, commands }: Extract<GroupEvent, { type: 'sent' }>): GroupState {
  const byAccount = new Map(commands.map((command) => [command.accountId, command]));
  const next = mapLegs(state, (leg) => {
    const command = byAccount.get(leg.accountId);
    return command === undefined ? leg : { ...leg, submission: { phase: 'sending', command } };
  });
  return { ...next, pressedAt: at };
}

/** What was accepted held for the order that was placed: the next one is asked about anew. */
function answered(state: GroupState, event: Extract<GroupEvent, { type: 'answered' }>): GroupState {
  return withLeg(state, event.accountId, (leg) => {
    const { submission } = leg;
    if (submission.phase !== 'sending' || submission.command.requestId !== event.requestId) return leg;
    const { result } = event;
    return {
      ...leg,
      accepted: result.ok ? [] : leg.accepted,
      submission: {
        phase: 'answered',
        command: submission.command,
        outcome: result.ok ? { kind: 'order', order: result.value } : { kind: 'error', error: result.error },
      },
    };
  });
}

function previewOf({
  result,
  isOfWholeDraft,
}: Extract<GroupEvent, { type: 'previewAnswered' }>): PreviewState {
  return result.ok
    ? { phase: 'ready', preview: result.value, isOfWholeDraft }
    : { phase: 'failed', error: result.error };
}

function lastCheck(preview: PreviewState): CheckedDraft | null {
  if (preview.phase === 'ready') return { preview: preview.preview, isOfWholeDraft: preview.isOfWholeDraft };
  return preview.phase === 'asking' ? preview.last : null;
}

function acceptedOf(
  { accepted }: Leg,
  { code, isAccepted }: Extract<GroupEvent, { type: 'warningAccepted' }>,
): readonly string[] {
  const others = accepted.filter((other) => other !== code);
  return isAccepted ? [...others, code] : others;
}

function withLeg(state: GroupState, accountId: AccountId, change: (leg: Leg) => Leg): GroupState {
  return mapLegs(state, (leg) => (leg.accountId === accountId ? change(leg) : leg));
}

function mapLegs(state: GroupState, change: (leg: Leg) => Leg): GroupState {
  return { ...state, legs: state.legs.map(change) };
}
