import type { AccountId } from '#shared/domain/account.ts';
import type { ExecutionReport } from '../brokers/broker.ts';

/**
 * What the ledger keeps as evidence only: no order follows from it, and a start skips it.
 *
 * About an order:
 * - `answered`    a command's answer as it came, whether or not it said anything new, or the failure that came in its place
 * - `reportSeen`  a push that changed no order when it came, and why
 *
 * About the account:
 * - `armed`, `limitsChanged`  what the owner decided
 * - `accountSeen`             cash and positions, after orders were compared with the broker's and once a day
 * - `clockSeen`               broker minus machine, ms
 * - `probe`                   tests that writing works
 */
export const EVIDENCE_KINDS = [
  'answered',
  'reportSeen',
  'armed',
  'limitsChanged',
  'accountSeen',
  'clockSeen',
  'probe',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export function isEvidence(kind: string): kind is EvidenceKind {
  return (EVIDENCE_KINDS as readonly string[]).includes(kind);
}

/** Evidence about one order; `reportSeen` may be about none that is known. */
export type OrderEvidence =
  | {
      readonly kind: 'answered';
      readonly commandId: string;
      /** `unproven`: it tells nothing about whether the venue has the order. */
      readonly outcome: 'accepted' | 'refused' | 'notSent' | 'unproven';
      /** The broker's own where there is one. */
      readonly code: string;
      readonly text: string;
    }
  | {
      readonly kind: 'reportSeen';
      /**
       * - `held`         an order that waits for its number may have caused it
       * - `repeated`     it said nothing new
       * - `contradicts`  its number is that of an order about something else
       * - `unexplained`  the broker's list does not explain it either
       */
      readonly why: 'held' | 'repeated' | 'contradicts' | 'unexplained';
      readonly report: ExecutionReport;
    };

/**
 * Returns which of `accountIds` a ledger's account name stands for: the id itself, or the id with the market that its order
 * numbers belong to. An account that is not there any more keeps its name.
 */
export function accountOfScope(scope: string, accountIds: readonly AccountId[]): AccountId {
  const own = accountIds.filter((id) => scope === id || scope.startsWith(`${id}-`));
  // The longest: one id may begin like another.
  return own.sort((a, b) => b.length - a.length)[0] ?? (scope as AccountId);
}
