import type { DeskEvent } from '#shared/contract/events.ts';
import type { AccountSnapshot } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { assertNever } from '#shared/domain/result.ts';
import { applyFill, setFills } from '#renderer/stores/fills-store.ts';
import { patchHoldings } from '#renderer/stores/holdings-store.ts';
import { applyOrder, setOrders } from '#renderer/stores/orders-store.ts';
import { request } from './requests.ts';

export type AccountEvent = Extract<DeskEvent, { type: 'order' | 'fill' | 'positions' | 'cash' }>;

interface AccountProgress {
  /** Events up to this number are in the account's last snapshot. */
  snapshotSequence: number;
  /** Events that came while a snapshot is on its way, to be put on top of it; null when none is. */
  meanwhile: { sequence: number; event: AccountEvent }[] | null;
  loading: number;
}

/**
 * Brings an account's snapshot and the events around it together. The two travel apart, so either may come first: an
 * event that the snapshot already holds is dropped, one that it lacks is applied once more on top of it.
 */
export class AccountSync {
  readonly #progress = new Map<AccountId, AccountProgress>();

  /** Forgets all progress: the numbers of a desk that was opened again need not go on from the former ones. */
  reset(): void {
    for (const progress of this.#progress.values()) progress.loading += 1;
    this.#progress.clear();
  }

  apply(sequence: number, event: AccountEvent): void {
    const progress = this.#progressOf(accountIdOf(event));
    if (sequence <= progress.snapshotSequence) return;
    progress.meanwhile?.push({ sequence, event });
    putEvent(event);
  }

  /** Asks core for the account as it knows it; nothing is asked of the broker. */
  async load(accountId: AccountId): Promise<void> {
    const progress = this.#progressOf(accountId);
    const loading = (progress.loading += 1);
    progress.meanwhile ??= [];
    const reply = await request('account.snapshot', { accountId });
    if (loading !== progress.loading) return;
    if (reply.ok) this.#putSnapshot(reply.value, progress);
    else putError(accountId, reply.error);
    progress.meanwhile = null;
  }

  #putSnapshot(snapshot: AccountSnapshot, progress: AccountProgress): void {
    const { accountId, positions, cash, error } = snapshot;
    setOrders(accountId, snapshot.orders);
    setFills(accountId, snapshot.fills);
    patchHoldings(accountId, { positions, cash, error });
    progress.snapshotSequence = snapshot.sequence;
    for (const { sequence, event } of progress.meanwhile ?? []) {
      if (sequence > snapshot.sequence) putEvent(event);
    }
  }

  #progressOf(accountId: AccountId): AccountProgress {
    const known = this.#progress.get(accountId);
    if (known !== undefined) return known;
    const fresh: AccountProgress = { snapshotSequence: 0, meanwhile: null, loading: 0 };
    this.#progress.set(accountId, fresh);
    return fresh;
  }
}

function putEvent(event: AccountEvent): void {
  switch (event.type) {
    case 'order':
      applyOrder(event.order);
      return;
    case 'fill':
      applyFill(event.fill);
      return;
    case 'positions':
      patchHoldings(event.accountId, { positions: event.positions });
      return;
    case 'cash':
      patchHoldings(event.accountId, { cash: event.cash });
      return;
    default:
      assertNever(event);
  }
}

function putError(accountId: AccountId, error: HogaError): void {
  patchHoldings(accountId, { error });
}

function accountIdOf(event: AccountEvent): AccountId {
  switch (event.type) {
    case 'order':
      return event.order.accountId;
    case 'fill':
      return event.fill.accountId;
    case 'positions':
    case 'cash':
      return event.accountId;
    default:
      return assertNever(event);
  }
}
