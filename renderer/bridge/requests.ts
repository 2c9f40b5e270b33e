import type { Bridge } from '#shared/contract/bridge.ts';
import type { RequestName, RequestPayload, RequestReply } from '#shared/contract/requests.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err } from '#shared/domain/result.ts';
import { isOrderCommand } from './pending-requests.ts';

let current: Bridge | null = null;

/** Sets the bridge that `request` uses. Called once, before the first render. */
export function setBridge(bridge: Bridge): void {
  current = bridge;
}

/** Asks core. Never throws: a bridge that breaks is a `connectivity` error. An order's own outcome is in its reply. */
export async function request<Name extends RequestName>(
  name: Name,
  payload: RequestPayload<Name>,
): Promise<Result<RequestReply<Name>>> {
  if (current === null) return err(hogaError('connectivity', 'BRIDGE_MISSING', `no bridge for ${name}`));
  try {
    return await current.request(name, payload);
  } catch (cause) {
    return err(hogaError(brokenKind(name), 'BRIDGE_BROKEN', `bridge threw on ${name}`, {}, cause));
  }
}

/** Makes the id of one intent of the trader: made once per press, reused for each try of the same press. */
export function newRequestId(): string {
  return crypto.randomUUID();
}

/** A command whose answer got lost may have been carried out. */
function brokenKind(name: RequestName): 'connectivity' | 'outcomeUnknown' {
  return isOrderCommand(name) ? 'outcomeUnknown' : 'connectivity';
}
