import { describe, expect, it } from 'vitest';
import { createTokenManager } from '#electron/core/auth/token-manager.ts';
import type { HttpResponse } from '#electron/core/ports/http.ts';
import { createRateLimiter } from '#electron/core/rate-limit/rate-limiter.ts';
import type { BrokerCall } from '#electron/core/transport/broker-call.ts';
import { ANSWER_LIMIT_MS } from '#electron/core/transport/answer-limit.ts';
import { createBrokerTime } from '#electron/core/transport/broker-time.ts';
import { createRequestPipeline } from '#electron/core/transport/request-pipeline.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import { epochMs } from '#shared/domain/time.ts';
import { createFakeIds } from '#test/support/fake-ids.ts';
import { settle } from '#test/support/settle.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

/** A pipeline to a broker that takes one request of an API at a time and answers when it is told to. */
function create() {
  const clock = createVirtualClock();
  const answers: ((response: HttpResponse) => void)[] = [];
  const limiter = createRateLimiter(clock, {
    totalPerSecond: 100,
    reserved: { order: 0, orderControl: 0, account: 0, quote: 0 },
    scopes: { order: { perSecond: 100, burst: 1 } },
    maxWaiting: 10,
    maxWaitMs: { order: 5_000, orderControl: 5_000, account: 5_000, quote: 5_000 },
  });
  const tokens = createTokenManager({
    clock,
    log: SILENT_LOG,
    brokerNow: () => clock.now(),
    source: {
      issue: () => Promise.resolve(ok({ value: 'T', expiresAt: epochMs(clock.now() + 80_000_000) })),
      revoke: () => Promise.resolve(ok(undefined)),
    },
  });
  const pipeline = createRequestPipeline({
    clock,
    ids: createFakeIds(),
    log: SILENT_LOG,
    limiter,
    tokens: () => tokens,
    time: createBrokerTime(clock, SILENT_LOG),
    judge: (_call, { headers }) => ({ kind: 'accepted', answer: { body: {}, headers } }),
    http: {
      send(request) {
        request.onSent?.();
        return new Promise<Result<HttpResponse, never>>((resolve) =>
          answers.push((response) => resolve(ok(response))),
        );
      },
      close: () => Promise.resolve(),
    },
  });
  const call: BrokerCall = {
    name: 'order',
    lane: 'order',
    scopes: ['order'],
    timeoutMs: 10_000,
    build: () => ({ method: 'POST', url: 'https://broker.test/', headers: {}, body: '{}' }),
  };
  return { clock, answers, limiter, command: () => pipeline.command(call, () => undefined) };
}

describe('the slot of an order without an answer', () => {
  it('is given back when the answer is overdue, so that the next order goes', async () => {
    const { clock, answers, command } = create();
    const first = command();
    void command();
    await settle();
    clock.advance(ANSWER_LIMIT_MS - 1);
    await settle();
    expect(answers).toHaveLength(1);
    clock.advance(20);
    await settle();
    expect(answers).toHaveLength(2);
    answers[0]?.({ status: 200, headers: {}, body: '{}' });
    expect((await first).ok).toBe(true);
  });

  it('is given back once, however late the answer comes', async () => {
    const { clock, answers, limiter, command } = create();
    const only = command();
    await settle();
    clock.advance(1_000);
    answers[0]?.({ status: 200, headers: {}, body: '{}' });
    await only;
    clock.advance(2_000);
    expect(limiter.budget()).toMatchObject({ usedLastSecond: 0, waiting: 0 });
    expect(clock.pendingTimers()).toBeLessThanOrEqual(1);
  });
});
