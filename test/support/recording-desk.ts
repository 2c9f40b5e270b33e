import type { Desk, DeskClient } from '#electron/core/desk.ts';
import type { DeskEventEnvelope, MarketBatch } from '#shared/contract/events.ts';
import type { Result } from '#shared/domain/result.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';

export interface RecordedRequest {
  readonly clientId: string;
  readonly name: string;
  readonly payload: unknown;
}

type Handler = (request: RecordedRequest) => Promise<Result<unknown>> | Result<unknown>;

/** A desk that records what hosts bring to it and answers as told. For tests of hosts and of their transport. */
export class RecordingDesk implements Desk {
  readonly requests: RecordedRequest[] = [];
  readonly credentials: { accountId: string; appKey: string; secretKey: string }[] = [];
  readonly clients = new Map<string, DeskClient>();
  readonly steps: string[] = [];
  unlocks = 0;
  credentialsAnswer: Result<void> = ok(undefined);
  readonly #handlers = new Map<string, Handler>();
  #sequence = 0;

  /** Requests without a handler are answered `REQUEST_UNKNOWN`, as the desk's own do. */
  on(name: string, handler: Handler): this {
    this.#handlers.set(name, handler);
    return this;
  }

  start(): Promise<void> {
    this.steps.push('start');
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.steps.push('stop');
    return Promise.resolve();
  }

  attach(client: DeskClient): () => void {
    this.clients.set(client.clientId, client);
    return () => void this.clients.delete(client.clientId);
  }

  async handle(clientId: string, name: string, payload: unknown): Promise<Result<unknown>> {
    const request = { clientId, name, payload };
    this.requests.push(request);
    const handler = this.#handlers.get(name);
    return handler ? handler(request) : err(hogaError('validation', 'REQUEST_UNKNOWN', 'no such request'));
  }

  acceptCredentials(
    accountId: string,
    credentials: { appKey: string; secretKey: string },
  ): Promise<Result<void>> {
    this.credentials.push({ accountId, ...credentials });
    return Promise.resolve(this.credentialsAnswer);
  }

  secretsUnlocked(): Promise<void> {
    this.unlocks += 1;
    return Promise.resolve();
  }

  /** Sends an event to every attached window. */
  announce(): DeskEventEnvelope {
    this.#sequence += 1;
    const envelope: DeskEventEnvelope = {
      sequence: this.#sequence,
      event: { type: 'sessions', sessions: [] },
    };
    for (const client of this.clients.values()) client.sendEvent(envelope);
    return envelope;
  }

  /** Sends a batch to every window that is ready for one, as the core's market data does. */
  sendMarket(receivedAt: number): number {
    const ready = [...this.clients.values()].filter((client) => client.isReadyForMarket());
    for (const client of ready) client.sendMarket(marketBatch(receivedAt));
    return ready.length;
  }
}

export function marketBatch(receivedAt: number): MarketBatch {
  return { quotes: [], books: [], trades: [], streams: [], stale: [], fresh: [], tradeGaps: [], receivedAt };
}
