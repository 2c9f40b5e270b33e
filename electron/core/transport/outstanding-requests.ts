import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err } from '#shared/domain/result.ts';

interface Pending {
  readonly text: string;
  readonly resolve: (outcome: Result<void>) => void;
}

/**
 * Requests on a socket whose answers carry no id: per channel one at a time, the next when the answer is there.
 *
 * A channel is whatever tells answers apart. After a timeout the connection is of no more use: a late answer would be
 * taken for that of the next request. So `onTimeout` has to close it, and then to call `failAll`.
 */
export class OutstandingRequests {
  private readonly channels = new Map<string, { readonly queue: Pending[]; timer: Unsubscribe | null }>();

  constructor(
    private readonly clock: Clock,
    private readonly timeoutMs: number,
    private readonly send: (text: string) => void,
    private readonly onTimeout: (channel: string) => void,
  ) {}

  request(channel: string, text: string): Promise<Result<void>> {
    return new Promise((resolve) => {
      let lane = this.channels.get(channel);
      if (lane === undefined) this.channels.set(channel, (lane = { queue: [], timer: null }));
      lane.queue.push({ text, resolve });
      if (lane.queue.length === 1) this.sendFirst(channel);
    });
  }

  /** Settles the request under way in `channel`. An answer that nobody waits for is ignored. */
  answer(channel: string, outcome: Result<void>): void {
    const lane = this.channels.get(channel);
    const first = lane?.queue.shift();
    if (lane === undefined || first === undefined) return;
    lane.timer?.();
    lane.timer = null;
    this.sendFirst(channel);
    first.resolve(outcome);
  }

  failAll(error: HogaError): void {
    const lanes = [...this.channels.values()];
    this.channels.clear();
    for (const { queue, timer } of lanes) {
      timer?.();
      for (const { resolve } of queue) resolve(err(error));
    }
  }

  private sendFirst(channel: string): void {
    const lane = this.channels.get(channel);
    const first = lane?.queue[0];
    if (lane === undefined || first === undefined) return;
    lane.timer = this.clock.after(this.timeoutMs, () => this.onTimeout(channel));
    this.send(first.text);
  }
}

export const notAnswered = (channel: string): HogaError =>
  hogaError('connectivity', 'REQUEST_TIMEOUT', `no answer on ${channel}`, { channel });
