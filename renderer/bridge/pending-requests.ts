import type { RequestName } from '#shared/contract/requests.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err } from '#shared/domain/result.ts';

/** Requests that were sent and not yet answered. */
export interface PendingRequests {
  /** @returns the number to send, and the promise of its reply */
  add(name: RequestName): { readonly id: number; readonly reply: Promise<Result<unknown>> };
  /** Whether the number was waited for. */
  settle(id: number, result: Result<unknown>): boolean;
  /** The link broke: nobody will answer any more. */
  abandon(): void;
}

const COMMANDS: ReadonlySet<RequestName> = new Set<RequestName>([
  'order.place',
  'order.amend',
  'order.cancel',
  'order.cancelAll',
  'order.resolve',
  'trading.halt',
  'trading.haltAll',
]);

/** Whether it changes what becomes of an order: without its reply, nobody knows whether it did. */
export function isOrderCommand(name: RequestName): boolean {
  return COMMANDS.has(name);
}

export function createPendingRequests(): PendingRequests {
  const waiting = new Map<number, { name: RequestName; settle: (result: Result<unknown>) => void }>();
  let lastId = 0;
  return {
    add(name) {
      lastId += 1;
      const id = lastId;
      const reply = new Promise<Result<unknown>>((settle) => waiting.set(id, { name, settle }));
      return { id, reply };
    },
    settle(id, result) {
      const request = waiting.get(id);
      waiting.delete(id);
      request?.settle(result);
      return request !== undefined;
    },
    abandon() {
      const abandoned = [...waiting.values()];
      waiting.clear();
      for (const { name, settle } of abandoned) settle(err(lostReply(name)));
    },
  };
}

/** The link was down before the request was sent: nothing happened. */
export function notSent(name: RequestName): HogaError {
  return hogaError('connectivity', 'DESK_LINK_LOST', `${name} was not sent: no link to the desk`);
}

function lostReply(name: RequestName): HogaError {
  return isOrderCommand(name)
    ? hogaError('outcomeUnknown', 'DESK_REPLY_LOST', `the link broke before ${name} was answered`)
    : hogaError('connectivity', 'DESK_LINK_LOST', `the link broke before ${name} was answered`);
}
