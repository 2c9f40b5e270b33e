import type { OrderPreview, RequestPayload } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import type { PreviewState, TicketOutcome } from '../ticket-state.ts';

/** An order of one account, as it goes over the contract. */
export type LegCommand = RequestPayload<'order.place'>;

export type LegSubmission =
  | { readonly phase: 'idle' }
  | { readonly phase: 'sending'; readonly command: LegCommand }
  | { readonly phase: 'answered'; readonly command: LegCommand; readonly outcome: TicketOutcome };

/** What a group's order is for one of its accounts: a check, an acceptance and an outcome of its own. */
export interface Leg {
  readonly accountId: AccountId;
  readonly preview: PreviewState;
  /** Codes of warnings accepted for this account and this very draft. */
  readonly accepted: readonly string[];
  readonly submission: LegSubmission;
}

/** Several accounts that get an order each from one draft. Core sees orders, never a group. */
export interface GroupState {
  readonly isOn: boolean;
  readonly legs: readonly Leg[];
  /** When the draft was last sent since it last changed; null: not yet. Milliseconds, monotonic. */
  readonly pressedAt: number | null;
}

export const NO_GROUP: GroupState = { isOn: false, legs: [], pressedAt: null };

export type GroupEvent =
  /** Without accounts the ticket goes back to the one account of the window. */
  | { readonly type: 'targetsChosen'; readonly accountIds: readonly AccountId[] }
  | { readonly type: 'turnedOff' }
  | { readonly type: 'draftChanged' }
  | { readonly type: 'previewsAsked' }
  | { readonly type: 'previewsCleared' }
  | {
      readonly type: 'previewAnswered';
      readonly accountId: AccountId;
      readonly result: Result<OrderPreview>;
      readonly isOfWholeDraft: boolean;
    }
  | {
      readonly type: 'warningAccepted';
      readonly accountId: AccountId;
      readonly code: string;
      readonly isAccepted: boolean;
    }
  /** Each command goes to the leg of its account; a leg without one is left alone. */
  | { readonly type: 'sent'; readonly at: number; readonly commands: readonly LegCommand[] }
  | {
      readonly type: 'answered';
      readonly accountId: AccountId;
      readonly requestId: string;
      readonly result: Result<Order>;
    }
  | { readonly type: 'resultsDismissed' };

export function isSending({ legs }: Pick<GroupState, 'legs'>): boolean {
  return legs.some(({ submission }) => submission.phase === 'sending');
}

export function legOf({ legs }: GroupState, accountId: AccountId): Leg | undefined {
  return legs.find((leg) => leg.accountId === accountId);
}

/**
 * How one account's order may be sent once more while the draft is still the same. `again`: it is certain that the last one
 * works nowhere. `repeat`: nobody knows; the same request goes out under its own id, and core sends nothing twice.
 */
export function resendOf({ submission }: Leg): 'again' | 'repeat' | null {
  if (submission.phase !== 'answered') return null;
  const { outcome } = submission;
  if (outcome.kind === 'error') return outcome.error.kind === 'outcomeUnknown' ? 'repeat' : 'again';
  return outcome.order.status === 'denied' || outcome.order.status === 'rejected' ? 'again' : null;
}
