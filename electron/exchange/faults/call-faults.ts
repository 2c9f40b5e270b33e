import { assertNever } from '#shared/domain/result.ts';
import { apiFailure } from '../kiwoom-server/rest/api-failure.ts';
import { apiIdOf, failureAnswer } from '../kiwoom-server/rest/rest-service.ts';
import type { CarriedAnswer, RestCall } from '../kiwoom-server/traffic.ts';
import type { World } from '../world.ts';
import type { FaultEffect } from './fault.ts';
import type { PushWatch } from './push-watch.ts';
import type { Waits } from './waits.ts';

/** Answers one call, read from the world as it is or as it was. */
export type Carry = (asOf?: World) => Promise<CarriedAnswer | null>;

/** What the faults of calls work with. */
export interface CallFaultTools {
  readonly waits: Waits;
  readonly pushes: PushWatch;
  /** The world as it was `ms` ago. */
  worldAgo(ms: number): World;
  revokeTokenOf(call: RestCall): void;
  /** Resolves, with a dropped connection, once the fault is over. */
  hang(): Promise<null>;
}

/**
 * What a gateway says in front of a server that is not there. No source has the broker's own words for its maintenance hours.
 * @source common default page of nginx
 */
const UNAVAILABLE: CarriedAnswer = {
  status: 503,
  headers: { 'content-type': 'text/html', 'retry-after': '60' },
  body: '<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n<body>\r\n<center><h1>503 Service Temporarily Unavailable</h1></center>\r\n</body>\r\n</html>\r\n',
};

/** Puts one fault around the answering of one call. What is for sockets alone changes nothing. */
export function withCallFault(
  effect: FaultEffect,
  call: RestCall,
  carry: Carry,
  tools: CallFaultTools,
): Carry {
  const { waits } = tools;
  switch (effect.kind) {
    case 'lose-request':
      return () => Promise.resolve(null);
    case 'lose-answer':
      return async (asOf) => {
        await carry(asOf);
        return null;
      };
    case 'delay':
      return async (asOf) => {
        if (effect.part === 'request') await waits.pass(effect.ms);
        const answer = await carry(asOf);
        if (effect.part === 'answer') await waits.pass(effect.ms);
        return answer;
      };
    case 'reset-mid-byte':
      return async (asOf) => {
        const answer = await carry(asOf);
        return answer === null ? null : { ...answer, cutAfterBytes: effect.bytes };
      };
    case 'fill-before-answer':
      return async (asOf) => {
        const answer = await carry(asOf);
        const number = answer === null ? null : orderNumberOf(answer.body);
        if (number === null) return answer;
        if (await tools.pushes.fillSent(number, effect.ms)) await waits.pass(effect.leadMs);
        return answer;
      };
    case 'lagging-order-list':
      return () => carry(tools.worldAgo(effect.ms));
    case 'rate-limit':
      return () => Promise.resolve(failureAnswer(apiIdOf(call), apiFailure('1700', 1, apiIdOf(call))));
    case 'token-invalid':
      return (asOf) => {
        tools.revokeTokenOf(call);
        return carry(asOf);
      };
    case 'half-open':
      return async (asOf) => {
        if (effect.isProcessed) await carry(asOf);
        return tools.hang();
      };
    case 'maintenance':
      return () => Promise.resolve(effect.answer === '503' ? UNAVAILABLE : null);
    case 'duplicate-pushes':
    case 'shuffle-pushes':
    case 'delay-pushes':
    case 'lose-pushes':
    case 'session-replaced':
    case 'cut-socket':
      return carry;
    default:
      return assertNever(effect);
  }
}

/** The number that an order was given, as it goes over the wire; null when the answer names none. */
function orderNumberOf(body: string): string | null {
  return /"ord_no":"(\d+)"/.exec(body)?.[1] ?? null;
}
