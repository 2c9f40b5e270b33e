import type { JsonValue } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';

/** What a panel keeps with the layout: numbers of conditions mean something in one account only. */
export interface PanelChoice {
  readonly selected: string | null;
  readonly live: readonly string[];
}

const NOTHING_CHOSEN: PanelChoice = { selected: null, live: [] };

/** Reads what was saved; nothing of another account's. Takes nothing for granted: layouts come from a file. */
export function parseChoice(saved: JsonValue | null, accountId: AccountId | null): PanelChoice {
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) return NOTHING_CHOSEN;
  const { account, selected, live } = saved;
  if (accountId === null || account !== accountId) return NOTHING_CHOSEN;
  return {
    selected: typeof selected === 'string' ? selected : null,
    live: Array.isArray(live) ? live.filter((id) => typeof id === 'string') : [],
  };
}

export function saveChoice({ selected, live }: PanelChoice, accountId: AccountId): JsonValue {
  return { account: accountId, selected, live: [...live] };
}

export function toggleLive(choice: PanelChoice, id: string): PanelChoice {
  const isLive = choice.live.includes(id);
  return { selected: id, live: isLive ? choice.live.filter((one) => one !== id) : [...choice.live, id] };
}
