import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ConditionMembers } from '#shared/contract/api.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import type { ConditionMatch } from '#renderer/stores/condition-matches.ts';
import type { FollowedView } from './view-model.ts';
import { applyMatch, NOTHING_FOLLOWED, settle, withMembers } from './view-model.ts';

export interface FollowedCondition {
  readonly phase: 'starting' | 'live' | 'failed';
  readonly view: FollowedView;
  readonly error: HogaError | null;
}

export interface FollowPort {
  readonly start: (accountId: AccountId, conditionId: string) => Promise<Result<ConditionMembers>>;
  readonly stop: (accountId: AccountId, conditionId: string) => void;
}

/** The conditions of one account that a panel follows, by id. It ends what it began: `stopAll` when the panel goes. */
export class LiveConditions {
  readonly store: StoreApi<Readonly<Record<string, FollowedCondition>>> = createStore(() => ({}));
  readonly #accountId: AccountId;
  readonly #port: FollowPort;
  /** Tells an answer to the latest start from one to an earlier. */
  #starts = new Map<string, symbol>();

  constructor(accountId: AccountId, port: FollowPort) {
    this.#accountId = accountId;
    this.#port = port;
  }

  /** Follows exactly these. */
  follow(conditionIds: readonly string[]): void {
    for (const id of [...this.#starts.keys()]) if (!conditionIds.includes(id)) this.#stop(id);
    for (const id of Object.keys(this.store.getState())) if (!conditionIds.includes(id)) this.#forget(id);
    for (const id of conditionIds) if (!this.#starts.has(id)) void this.#start(id);
  }

  /** Follows nothing for now, as the connection is gone; what was known stays. The next `follow` begins anew. */
  pause(): void {
    for (const id of [...this.#starts.keys()]) this.#stop(id);
  }

  /** Tries again what failed. */
  retry(conditionId: string): void {
    this.#stop(conditionId);
    void this.#start(conditionId);
  }

  stopAll(): void {
    this.follow([]);
  }

  take({ accountId, conditionId, symbol, change, at }: ConditionMatch): void {
    if (accountId !== this.#accountId || !this.#starts.has(conditionId)) return;
    this.#change(conditionId, (followed) => ({
      ...followed,
      view: applyMatch(followed.view, { symbol, change, at }),
    }));
  }

  /** Lets time pass: lights go out, who left goes. */
  tick(now: number): void {
    for (const id of this.#starts.keys()) {
      this.#change(id, (followed) => {
        const view = settle(followed.view, now);
        return view === followed.view ? followed : { ...followed, view };
      });
    }
  }

  async #start(id: string): Promise<void> {
    const start = Symbol(id);
    this.#starts.set(id, start);
    this.#put(id, { phase: 'starting', view: NOTHING_FOLLOWED, error: null });
    const answer = await this.#port.start(this.#accountId, id);
    if (this.#starts.get(id) !== start) return;
    this.#change(id, ({ view }) =>
      answer.ok
        ? { phase: 'live', view: withMembers(view, answer.value.members), error: null }
        : { phase: 'failed', view: NOTHING_FOLLOWED, error: answer.error },
    );
  }

  #stop(id: string): void {
    if (!this.#starts.delete(id)) return;
    this.#port.stop(this.#accountId, id);
  }

  #forget(id: string): void {
    const { [id]: _, ...others } = this.store.getState();
    this.store.setState(others, true);
  }

  #change(id: string, change: (followed: FollowedCondition) => FollowedCondition): void {
    const followed = this.store.getState()[id];
    const changed = followed === undefined ? undefined : change(followed);
    if (changed !== undefined && changed !== followed) this.#put(id, changed);
  }

  #put(id: string, followed: FollowedCondition): void {
    this.store.setState({ [id]: followed });
  }
}
