import { describe, expect, it } from 'vitest';
import { createTokenManager } from '#electron/core/auth/token-manager.ts';
import type { Lane } from '#electron/core/rate-limit/quota-policy.ts';
import { createRateLimiter } from '#electron/core/rate-limit/rate-limiter.ts';
import type { AnswerVerdict, BrokerCall } from '#electron/core/transport/broker-call.ts';
import { createBrokerTime } from '#electron/core/transport/broker-time.ts';
import { createRequestPipeline } from '#electron/core/transport/request-pipeline.ts';
import type { HttpFailure } from '#electron/core/ports/http.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { ok } from '#shared/domain/result.ts';
import { epochMs } from '#shared/domain/time.ts';
import type { FakeAnswer } from '#test/support/fake-http.ts';
import { createFakeHttp } from '#test/support/fake-http.ts';
import { createFakeIds } from '#test/support/fake-ids.ts';
import { createRecordingLog } from '#test/support/recording-log.ts';
import { settle } from '#test/support/settle.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

/** A broker without a name: the body of an answer says in plain words how it is to be judged. */
function judge(_call: BrokerCall, response: { body: string }): AnswerVerdict {
  const said = JSON.parse(response.body) as { verdict: string };
  const error = hogaError('venueRejected', said.verdict, said.verdict);
  switch (said.verdict) {
    case 'accepted':
      return { kind: 'accepted', answer: { body: said, headers: {} } };
    case 'refused':
      return { kind: 'refused', error };
    case 'tokenRefused':
      return { kind: 'tokenRefused', error: hogaError('auth', 'AUTH_TOKEN_REFUSED', 'no') };
    case 'overQuota': {
      const limited = hogaError('rateLimited', 'RATE_LIMITED', 'slow down');
      return { kind: 'overQuota', error: limited, scope: 'api', retryAfterMs: 1_000 };
    }
    case 'serverFailed':
      return {
        kind: 'unproven',
        error: hogaError('connectivity', 'BROKER_FAILED', 'oops'),
        retry: 'backOff',
      };
    case 'unreadable':
      return { kind: 'unproven', error: hogaError('protocol', 'ANSWER_UNREADABLE', '?'), retry: 'once' };
    case 'unauthorized':
      return {
        kind: 'unproven',
        error: hogaError('protocol', 'STATUS_UNEXPECTED', '401'),
        retry: 'newToken',
      };
    default:
      return { kind: 'unproven', error, retry: 'never' };
  }
}

const says = (verdict: string): FakeAnswer => ({ body: { verdict } });
const fails = (failure: HttpFailure['reason'], maybeSent: boolean): FakeAnswer => ({ failure, maybeSent });

/** A pipeline whose network gives `answers` in turn, then the last one for ever. */
function create(...answers: FakeAnswer[]) {
  const clock = createVirtualClock();
  const log = createRecordingLog();
  let count = 0;
  const http = createFakeHttp(() => answers[Math.min(count++, answers.length - 1)] ?? says('accepted'));
  const limiter = createRateLimiter(clock, {
    totalPerSecond: 100,
    reserved: { order: 0, orderControl: 0, account: 0, quote: 0 },
    scopes: {},
    maxWaiting: 100,
    maxWaitMs: { order: 5_000, orderControl: 60_000, account: 60_000, quote: 60_000 },
  });
  let issued = 0;
  const tokens = createTokenManager({
    clock,
    log,
    brokerNow: () => clock.now(),
    source: {
      issue: () =>
        Promise.resolve(ok({ value: `T${(issued += 1)}`, expiresAt: epochMs(clock.now() + 80_000_000) })),
      revoke: () => Promise.resolve(ok(undefined)),
    },
  });
  const pipeline = createRequestPipeline({
    clock,
    ids: createFakeIds(),
    log,
    http,
    limiter,
    time: createBrokerTime(clock, log),
    judge,
    tokens: () => tokens,
  });
  const call = (lane: Lane): BrokerCall => ({
    name: 'test',
    lane,
    scopes: ['api'],
    timeoutMs: 10_000,
    build: (token) => ({ method: 'POST', url: 'https://broker.test/', headers: { token }, body: '{}' }),
  });
  /** Runs to the end of what was started, time included. */
  const finish = async <T>(started: Promise<T>): Promise<T> => {
    for (let round = 0; round < 40; round += 1) {
      await settle();
      clock.advance(500);
    }
    return started;
  };
  const outcome = async (started: ReturnType<typeof pipeline.read>): Promise<string> => {
    const answer = await finish(started);
    return answer.ok ? 'ok' : `${answer.error.kind} ${answer.error.code}`;
  };
  let sentCalls = 0;
  return {
    clock,
    http,
    limiter,
    tokens,
    pipeline,
    call,
    issued: () => issued,
    sentCalls: () => sentCalls,
    read: () => outcome(pipeline.read(call('quote'))),
    command: () => outcome(pipeline.command(call('order'), () => (sentCalls += 1))),
  };
}

describe('a query', () => {
  it('waits longer and longer while the network is down, then gives up', async () => {
    const { read, http } = create(fails('refused', false));
    expect(await read()).toBe('connectivity CONNECTION_REFUSED');
    expect(http.requests).toHaveLength(4);
  });

  it('is asked again when its answer was lost: a question harms nobody', async () => {
    const { read, http } = create(fails('timeout', true), fails('closed', true), says('accepted'));
    expect(await read()).toBe('ok');
    expect(http.requests).toHaveLength(3);
  });

  it('is asked again after a failure of the server', async () => {
    const { read } = create(says('serverFailed'), says('accepted'));
    expect(await read()).toBe('ok');
  });

  it('is asked again once when its answer cannot be read', async () => {
    const { read, http } = create(says('unreadable'));
    expect(await read()).toBe('protocol ANSWER_UNREADABLE');
    expect(http.requests).toHaveLength(2);
  });

  it.each(['tokenRefused', 'unauthorized'])(
    'gets a new token and one more attempt after %s',
    async (verdict) => {
      const { read, http, issued } = create(says(verdict), says('accepted'));
      expect(await read()).toBe('ok');
      expect(http.requests.map(({ headers }) => headers.token)).toEqual(['T1', 'T2']);
      expect(issued()).toBe(2);
    },
  );

  it('does not get a second new token', async () => {
    const { read, http } = create(says('tokenRefused'));
    expect(await read()).toBe('auth AUTH_TOKEN_REFUSED');
    expect(http.requests).toHaveLength(2);
  });

  it('waits out a penalty when the quota was exceeded', async () => {
    const { clock, pipeline, call, http } = create(says('overQuota'), says('accepted'));
    const started = pipeline.read(call('quote'));
    await settle();
    clock.advance(999);
    await settle();
    expect(http.requests).toHaveLength(1);
    clock.advance(1);
    await settle();
    expect(await started).toMatchObject({ ok: true });
    expect(http.requests).toHaveLength(2);
  });

  it('gives up on a quota that never frees', async () => {
    const { read, http } = create(says('overQuota'));
    expect(await read()).toBe('rateLimited RATE_LIMITED');
    expect(http.requests).toHaveLength(5);
  });

  it.each([
    ['refused', 'venueRejected refused'],
    ['somethingNew', 'venueRejected somethingNew'],
  ])('is not asked again after %s', async (verdict, expected) => {
    const { read, http } = create(says(verdict));
    expect(await read()).toBe(expected);
    expect(http.requests).toHaveLength(1);
  });

  it.each([
    ['tls', 'connectivity CERTIFICATE_REFUSED'],
    ['tooLarge', 'protocol ANSWER_TOO_LARGE'],
  ] as const)('is not asked again after %s', async (reason, expected) => {
    const { read, http } = create(fails(reason, true));
    expect(await read()).toBe(expected);
    expect(http.requests).toHaveLength(1);
  });
});

describe('a command', () => {
  it('is sent once and answered', async () => {
    const { command, http, sentCalls } = create(says('accepted'));
    expect(await command()).toBe('ok');
    expect(http.requests).toHaveLength(1);
    expect(sentCalls()).toBe(1);
  });

  it.each([
    ['refused', 'venueRejected refused'],
    ['tokenRefused', 'auth AUTH_TOKEN_REFUSED'],
    ['overQuota', 'rateLimited RATE_LIMITED'],
    ['serverFailed', 'outcomeUnknown OUTCOME_UNKNOWN'],
    ['unreadable', 'outcomeUnknown OUTCOME_UNKNOWN'],
    ['unauthorized', 'outcomeUnknown OUTCOME_UNKNOWN'],
    ['somethingNew', 'outcomeUnknown OUTCOME_UNKNOWN'],
  ])('answered with %s is never sent again and ends as %s', async (verdict, expected) => {
    const { command, http } = create(says(verdict));
    expect(await command()).toBe(expected);
    expect(http.requests).toHaveLength(1);
  });

  it.each([
    ['refused', false, 'connectivity CONNECTION_REFUSED'],
    ['unresolved', false, 'connectivity HOST_UNRESOLVED'],
    ['timeout', false, 'connectivity REQUEST_TIMEOUT'],
    ['timeout', true, 'outcomeUnknown OUTCOME_UNKNOWN'],
    ['closed', true, 'outcomeUnknown OUTCOME_UNKNOWN'],
    ['tooLarge', true, 'outcomeUnknown OUTCOME_UNKNOWN'],
    ['tls', false, 'connectivity CERTIFICATE_REFUSED'],
    ['aborted', true, 'outcomeUnknown OUTCOME_UNKNOWN'],
  ] as const)('that fails with %s, maybe sent: %s, ends as %s', async (reason, maybeSent, expected) => {
    const { command, http } = create(fails(reason, maybeSent));
    expect(await command()).toBe(expected);
    expect(http.requests).toHaveLength(1);
  });

  it('counts as sent when the network said so, whatever the failure claims', async () => {
    const { command, http } = create();
    http.handle((request) => {
      request.onSent?.();
      return fails('closed', false);
    });
    expect(await command()).toBe('outcomeUnknown OUTCOME_UNKNOWN');
  });

  it('has an unknown outcome when the network itself breaks', async () => {
    const { command, http } = create();
    http.handle(() => Promise.reject(new Error('bug')));
    expect(await command()).toBe('outcomeUnknown OUTCOME_UNKNOWN');
    expect(http.requests).toHaveLength(1);
  });

  it('makes sure of a new token for the next one when its own was refused', async () => {
    const { command, http } = create(says('tokenRefused'), says('accepted'));
    expect(await command()).toBe('auth AUTH_TOKEN_REFUSED');
    expect(await command()).toBe('ok');
    expect(http.requests.map(({ headers }) => headers.token)).toEqual(['T1', 'T2']);
  });

  it('takes the token that is good when it leaves, not when it was asked for', async () => {
    const { clock, pipeline, call, limiter, tokens, http } = create(says('accepted'));
    await tokens.get();
    limiter.penalize('api', 2_000);
    const started = pipeline.command(call('order'), () => undefined);
    await settle();
    tokens.refuse('T1');
    clock.advance(2_000);
    await settle();
    expect(await started).toMatchObject({ ok: true });
    expect(http.requests.map(({ headers }) => headers.token)).toEqual(['T2']);
  });

  it('is given up unsent when no slot comes in time', async () => {
    const { command, limiter, http } = create(says('accepted'));
    limiter.penalize('api', 60_000);
    expect(await command()).toBe('rateLimited REQUEST_WAITED_TOO_LONG');
    expect(http.requests).toHaveLength(0);
  });
});

describe('a closed pipeline', () => {
  it('gives up what waits and sends nothing more', async () => {
    const { pipeline, call, limiter, http, clock, tokens } = create(says('serverFailed'));
    const retrying = pipeline.read(call('quote'));
    await settle();
    limiter.penalize('api', 5_000);
    const waiting = pipeline.command(call('order'), () => undefined);
    await settle();
    pipeline.close();
    expect(await retrying).toMatchObject({ error: { kind: 'connectivity', code: 'LINK_CLOSED' } });
    expect(await waiting).toMatchObject({ error: { kind: 'connectivity', code: 'REQUEST_ABORTED' } });
    expect(await pipeline.read(call('quote'))).toMatchObject({ error: { code: 'LINK_CLOSED' } });
    expect(await pipeline.command(call('order'), () => undefined)).toMatchObject({
      error: { code: 'LINK_CLOSED' },
    });
    expect(http.requests).toHaveLength(1);
    tokens.drop();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('works again once opened', async () => {
    const { pipeline, read } = create(says('accepted'));
    pipeline.close();
    pipeline.open();
    expect(await read()).toBe('ok');
  });
});
