import type { DeskClient } from '#electron/core/desk.ts';
import type { AccountCondition, DeskEvent, DeskEventEnvelope, MarketBatch } from '#shared/contract/events.ts';
import type { AccountId } from '#shared/domain/account.ts';

/** A window that keeps all it is sent. */
export class DrillWindow implements DeskClient {
  readonly envelopes: DeskEventEnvelope[] = [];
  readonly batches: MarketBatch[] = [];
  isReading = true;

  constructor(readonly clientId: string) {}

  sendEvent(envelope: DeskEventEnvelope): void {
    this.envelopes.push(envelope);
  }

  sendMarket(batch: MarketBatch): void {
    this.batches.push(batch);
  }

  isReadyForMarket(): boolean {
    return this.isReading;
  }

  events<Type extends DeskEvent['type']>(type: Type): Extract<DeskEvent, { type: Type }>[] {
    return this.envelopes.flatMap(({ event }) =>
      event.type === type ? [event as Extract<DeskEvent, { type: Type }>] : [],
    );
  }

  condition(accountId: AccountId): AccountCondition | null {
    return (
      this.events('condition')
        .filter((event) => event.accountId === accountId)
        .at(-1)?.condition ?? null
    );
  }

  /** Codes of the errors that this window was told of any account, oldest first, each once in a row. */
  phases(accountId: AccountId): readonly string[] {
    return this.events('condition')
      .filter((event) => event.accountId === accountId)
      .map(({ condition }) => condition.phase)
      .filter((phase, place, all) => phase !== all[place - 1]);
  }
}
