import type { AccountSummary, JsonValue, RequestPayload } from '#shared/contract/requests.ts';
import type { Account, AccountColor, AccountId } from '#shared/domain/account.ts';

/** Accounts of one owner, in the order core lists them. */
export interface OwnerGroup {
  /** Empty for accounts that name none. */
  readonly owner: string;
  readonly accounts: readonly AccountSummary[];
}

/** Groups accounts by their owner, each owner where its first account stands. */
export function groupByOwner(accounts: readonly AccountSummary[]): readonly OwnerGroup[] {
  const owners = [...new Set(accounts.map(({ owner }) => owner))];
  return owners.map((owner) => ({
    owner,
    accounts: accounts.filter((account) => account.owner === owner),
  }));
}

/** What the trader decides about an account. */
export type ProfileFields = Pick<Account, 'owner' | 'label' | 'color'>;
export type NewProfile = RequestPayload<'profiles.add'>;

/** Longest owner and label that the contract takes. */
export const MAX_NAME = 40;

export type ProfileProblem = 'labelMissing' | 'labelTooLong' | 'labelTaken' | 'ownerTooLong';

/**
 * Says what is wrong with an account's names; null when nothing is. Two accounts of one owner may not be called the same:
 * the name is what tells where an order goes.
 * @param known  all accounts but the one that is edited
 */
export function profileProblem(
  { owner, label }: ProfileFields,
  known: readonly Pick<Account, 'owner' | 'label'>[],
  mayLackLabel = false,
): ProfileProblem | null {
  const name = label.trim();
  const whose = owner.trim();
  if (name === '' && !mayLackLabel) return 'labelMissing';
  if (name.length > MAX_NAME) return 'labelTooLong';
  if (whose.length > MAX_NAME) return 'ownerTooLong';
  const isTaken = known.some((other) => other.owner === whose && other.label === name);
  return isTaken ? 'labelTaken' : null;
}

/** In the order in which they are offered; red last, which is what real money looks like. */
const OFFERED_COLORS: readonly AccountColor[] = [
  'blue',
  'violet',
  'green',
  'orange',
  'teal',
  'yellow',
  'gray',
  'red',
];

/** Returns a colour that no account has yet, or the one that fewest have. */
export function freeColor(accounts: readonly Pick<Account, 'color'>[]): AccountColor {
  const uses = (color: AccountColor): number => accounts.filter((account) => account.color === color).length;
  return OFFERED_COLORS.toSorted((a, b) => uses(a) - uses(b))[0] ?? 'blue';
}

/** An account's state in one word of the list, as a text key: what stands in the way of trading before the link. */
export function stateKeyOf({ isEnabled, condition }: AccountSummary): string {
  if (!isEnabled) return 'app:gate.disabled';
  const { gate, phase } = condition;
  const isToldByPhase =
    gate.state === 'armed' || gate.reason === 'disconnected' || gate.reason === 'starting';
  return isToldByPhase ? `app:phase.${phase}` : `app:gate.${gate.reason}`;
}

/** Whether the state may be read as "all is well", needs the trader, or is on its way or wanted so. */
export function stateToneOf({ isEnabled, condition }: AccountSummary): 'good' | 'bad' | 'rest' {
  if (!isEnabled) return 'rest';
  const { gate, phase } = condition;
  if (phase === 'online') return gate.state === 'armed' ? 'good' : 'bad';
  return phase === 'refused' || phase === 'replaced' ? 'bad' : 'rest';
}

export type PanelView = 'accounts' | 'groups';
export type DetailTab = 'profile' | 'limits';

/** What the panel keeps in the layout. */
export interface PanelMemory {
  readonly view: PanelView;
  readonly tab: DetailTab;
  readonly accountId: AccountId | null;
}

/** Reads what the panel saved, taking nothing for granted: it comes from a file. */
export function parseMemory(saved: JsonValue | null): PanelMemory {
  const { view, tab, accountId } =
    typeof saved === 'object' && saved !== null && !Array.isArray(saved)
      ? saved
      : ({} as Record<string, JsonValue>);
  return {
    view: view === 'groups' ? 'groups' : 'accounts',
    tab: tab === 'limits' ? 'limits' : 'profile',
    accountId: typeof accountId === 'string' ? (accountId as AccountId) : null,
  };
}
