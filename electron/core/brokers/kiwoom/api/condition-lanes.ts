import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { AnswerBody } from '../../../transport/broker-call.ts';
import { readResult } from '../errors.ts';
import type { ConditionAnswerName } from '../kiwoom-dialect.ts';

/** A frame to be sent; answers carry no request id, only the name and at times the condition's number. */
export type ConditionFrame = Readonly<Record<string, string>> & { readonly trnm: ConditionAnswerName };

interface Question {
  readonly frame: ConditionFrame;
  readonly resolve: (answer: Result<AnswerBody>) => void;
}

interface Lane {
  readonly queue: Question[];
  /** Sent and not answered. */
  asked: Question | null;
  /** Asked too long ago: its answer may still come, and must not pass for that of the next. */
  overdue: Question | null;
  timer: Unsubscribe | null;
}

/**
 * Questions of the condition search, one at a time per name.
 *
 * An answer that does not come costs its question only, never the connection: after the timeout the lane rests for as long
 * again, so that a late answer finds nobody to mistake it.
 */
export class ConditionLanes {
  private readonly lanes = new Map<ConditionAnswerName, Lane>();

  constructor(
    private readonly clock: Clock,
    private readonly timeoutMs: number,
    /** False when there is no session. */
    private readonly send: (text: string) => boolean,
  ) {}

  ask(frame: ConditionFrame): Promise<Result<AnswerBody>> {
    return new Promise((resolve) => {
      const lane = this.laneOf(frame.trnm);
      lane.queue.push({ frame, resolve });
      this.sendNext(lane);
    });
  }

  /** Takes a frame; returns false when it answers nothing that was asked. */
  answer(name: ConditionAnswerName, frame: AnswerBody): boolean {
    const lane = this.laneOf(name);
    if (lane.overdue !== null && answers(lane.overdue.frame, frame)) {
      this.rest(lane);
      return true;
    }
    const { asked } = lane;
    if (asked === null || !answers(asked.frame, frame)) return false;
    this.rest(lane);
    asked.resolve(judge(frame));
    return true;
  }

  failAll(error: HogaError): void {
    const lanes = [...this.lanes.values()];
    this.lanes.clear();
    for (const { queue, asked, timer } of lanes) {
      timer?.();
      asked?.resolve(err(error));
      for (const { resolve } of queue) resolve(err(error));
    }
  }

  private laneOf(name: ConditionAnswerName): Lane {
    let lane = this.lanes.get(name);
    if (lane === undefined)
      this.lanes.set(name, (lane = { queue: [], asked: null, overdue: null, timer: null }));
    return lane;
  }

  private sendNext(lane: Lane): void {
    if (lane.asked !== null || lane.overdue !== null) return;
    const question = lane.queue.shift();
    if (question === undefined) return;
    if (!this.send(JSON.stringify(question.frame))) {
      question.resolve(err(noSession()));
      return this.sendNext(lane);
    }
    lane.asked = question;
    lane.timer = this.clock.after(this.timeoutMs, () => {
      lane.asked = null;
      lane.overdue = question;
      lane.timer = this.clock.after(this.timeoutMs, () => this.rest(lane));
      question.resolve(err(notAnswered(question.frame)));
    });
  }

  private rest(lane: Lane): void {
    lane.timer?.();
    lane.timer = null;
    lane.asked = null;
    lane.overdue = null;
    this.sendNext(lane);
  }
}

/** A search's frame without a result is data and no answer. The number of the condition comes back padded at times. */
function answers(asked: ConditionFrame, frame: AnswerBody): boolean {
  const hasResult = !Number.isNaN(readResult(frame).returnCode);
  if (asked.trnm === 'CNSRLST') return hasResult || Array.isArray(frame.data);
  if (!hasResult) return false;
  // A refusal may leave the number out.
  const number = readNumber(frame.seq);
  return number === '' || number === asked.seq;
}

export function readNumber(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.trim() : '';
}

function judge(frame: AnswerBody): Result<AnswerBody> {
  const result = readResult(frame);
  if (Number.isNaN(result.returnCode) || result.returnCode === 0) return ok(frame);
  return err(
    hogaError('venueRejected', 'CONDITION_REFUSED', result.message, {
      venueCode: result.code || String(result.returnCode),
      venueText: result.message,
    }),
  );
}

export const noSession = () =>
  hogaError('connectivity', 'LINK_CLOSED', 'no session with the broker; not sent');

const notAnswered = ({ trnm, seq }: ConditionFrame) =>
  hogaError('connectivity', 'CONDITION_NOT_ANSWERED', `no answer to ${trnm} ${seq ?? ''}`, {
    request: trnm,
    conditionId: seq ?? null,
  });
