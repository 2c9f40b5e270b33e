import type { DeskEvent } from '#shared/contract/events.ts';
import type { Unsubscribe } from '#shared/domain/clock.ts';

/** An instrument that began or ceased to meet a condition. */
export type ConditionMatch = DeskEvent & { readonly type: 'condition-match' };

const listeners = new Set<(match: ConditionMatch) => void>();

/** Calls with every match of any account; nothing is kept for those who come later. */
export function subscribeConditionMatches(listener: (match: ConditionMatch) => void): Unsubscribe {
  const own = (match: ConditionMatch): void => listener(match);
  listeners.add(own);
  return () => void listeners.delete(own);
}

export function tellConditionMatch(match: ConditionMatch): void {
  for (const listener of [...listeners]) listener(match);
}
