import type { Desk } from '#electron/core/desk.ts';
import type { Log } from '#electron/core/ports/log.ts';
import type { RequestMeter } from '#electron/platform/request-meter.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err } from '#shared/domain/result.ts';
import { parsePageFrame } from './page-frame.ts';
import { runInRequestScope } from './request-scope.ts';
import type { RequestScope } from './request-scope.ts';
import type { WindowLink } from './window-link.ts';

export interface PageSessionParts {
  readonly desk: Desk;
  readonly link: WindowLink;
  readonly log: Log;
  readonly meter: RequestMeter;
}

/** `flooding`: the page keeps sending what it was refused, and its connection should end. */
export type FrameVerdict = 'taken' | 'flooding';

export interface PageSession {
  /** Takes one text frame. Answers it over the link; never throws. */
  receive(text: string): FrameVerdict;
}

/** Refused frames in a row after which a page counts as flooding. */
const MAX_REFUSED_IN_A_ROW = 1000;

/** Turns a page's frames into requests of the core and its answers into replies. */
export function createPageSession({ desk, link, log, meter }: PageSessionParts): PageSession {
  let refusedInARow = 0;
  const refuse = (id: number, error: ReturnType<typeof hogaError>): FrameVerdict => {
    refusedInARow += 1;
    link.send({ id, result: err(error) });
    return refusedInARow > MAX_REFUSED_IN_A_ROW ? 'flooding' : 'taken';
  };
  const answer = async (id: number, name: string, payload: unknown): Promise<void> => {
    const scope: RequestScope = { open: null };
    const result = await runInRequestScope(scope, () => handle(name, payload));
    meter.leave();
    link.send(scope.open === null ? { id, result } : { id, result, open: scope.open });
  };
  const handle = async (name: string, payload: unknown): Promise<Result<unknown>> => {
    try {
      return await desk.handle(link.clientId, name, payload);
    } catch (cause) {
      log.error('request failed', { name, cause: cause instanceof Error ? cause.stack : String(cause) });
      return err(hogaError('protocol', 'REQUEST_FAILED', `fault while serving ${name}`));
    }
  };
  return {
    receive(text) {
      const frame = parsePageFrame(text);
      if ('seen' in frame) {
        link.acknowledge(frame.seen);
        return 'taken';
      }
      const refusal = meter.enter();
      if ('malformed' in frame) {
        if (!refusal) meter.leave();
        return refuse(frame.malformed, refusal ?? hogaError('protocol', 'FRAME_MALFORMED', 'not a frame'));
      }
      if (refusal) return refuse(frame.id, refusal);
      refusedInARow = 0;
      void answer(frame.id, frame.name, frame.payload);
      return 'taken';
    },
  };
}
