import type { ConditionMembers } from '#shared/contract/api.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import type { BrokerConditions, ConditionMatch } from '../brokers/broker-api.ts';

/** Which windows follow which conditions of one account: followed once at the broker, until the last window lets go. */
export class ConditionDesk {
  private readonly followers = new Map<string, Set<string>>();

  constructor(
    private readonly conditions: BrokerConditions,
    onMatch: (match: ConditionMatch) => void,
  ) {
    // As long-lived as the account's broker.
    conditions.onMatch(onMatch);
  }

  async start(clientId: string, conditionId: string): Promise<Result<ConditionMembers>> {
    const followers = this.followers.get(conditionId) ?? new Set();
    followers.add(clientId);
    this.followers.set(conditionId, followers);
    const started = await this.conditions.start(conditionId);
    if (!started.ok) this.leave(clientId, conditionId);
    return started;
  }

  /** A window that does not follow the condition changes nothing. */
  async stop(clientId: string, conditionId: string): Promise<Result<void>> {
    return this.leave(clientId, conditionId) ? this.conditions.stop(conditionId) : ok(undefined);
  }

  forget(clientId: string): void {
    for (const conditionId of [...this.followers.keys()]) void this.stop(clientId, conditionId);
  }

  /** Returns whether nobody is left. */
  private leave(clientId: string, conditionId: string): boolean {
    const followers = this.followers.get(conditionId);
    if (followers === undefined || !followers.delete(clientId)) return false;
    if (followers.size > 0) return false;
    this.followers.delete(conditionId);
    return true;
  }
}
