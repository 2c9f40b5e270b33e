import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { DeskEvent } from '#shared/contract/events.ts';
import type { DeskClient } from './desk.ts';

/** Numbers what happened, without gaps, and tells every window in that order. */
export class EventHub {
  private readonly clients = new Map<string, DeskClient>();
  private lastSequence = 0;

  /** Sequence of the newest event; a snapshot taken now includes it. */
  get sequence(): number {
    return this.lastSequence;
  }

  get hasClients(): boolean {
    return this.clients.size > 0;
  }

  publish(event: DeskEvent): void {
    this.lastSequence += 1;
    const envelope = { sequence: this.lastSequence, event };
    for (const client of this.clients.values()) client.sendEvent(envelope);
  }

  attach(client: DeskClient): Unsubscribe {
    this.clients.set(client.clientId, client);
    return () => {
      if (this.clients.get(client.clientId) === client) this.clients.delete(client.clientId);
    };
  }
}
