import { describe, expect, it } from 'vitest';
import type { KeyTestParts } from '#electron/core/accounts/key-test.ts';
import { testKeys } from '#electron/core/accounts/key-test.ts';
import type { ConnectionPhase, ConnectionState } from '#electron/core/brokers/broker.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { settle } from '#test/support/settle.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const REPLACED = hogaError('auth', 'SESSION_REPLACED', 'elsewhere', { venueCode: 'R10001' });
const REFUSED = hogaError('auth', 'AUTH_KEY_REFUSED', 'no', { venueCode: '8001' });

/** A link that notes what is asked of it; `connect` never ends unless told how. */
function createLink(phase: ConnectionPhase, login: Result<void> | null = ok(undefined)) {
  const clock = createVirtualClock();
  const calls: string[] = [];
  const link = {
    error: null as HogaError | null,
    token: ok(undefined) as Result<void>,
    calls,
    authenticate() {
      calls.push('token');
      return Promise.resolve(link.token);
    },
    account: {
      fetchAccountNumber() {
        calls.push('account');
        return Promise.resolve(ok('8012345611'));
      },
    },
    connect() {
      calls.push('connect');
      return login === null ? new Promise<Result<void>>(() => undefined) : Promise.resolve(login);
    },
    disconnect() {
      calls.push('disconnect');
      return Promise.resolve();
    },
    connection: (): ConnectionState => ({
      phase,
      since: clock.now(),
      attempt: 0,
      retryAt: null,
      error: link.error,
      tokenExpiresAt: null,
    }),
  };
  return link;
}

type FakeLink = ReturnType<typeof createLink>;

function arrange(own: FakeLink, fresh: FakeLink = createLink('offline')) {
  const clock = createVirtualClock();
  const parts = {
    link: own,
    newLink: () => ok(fresh),
    credentials: () => Promise.resolve(ok({ appKey: 'a', secretKey: 's' })),
    clock,
    log: SILENT_LOG,
  } as unknown as KeyTestParts;
  const run = async () =>
    (await testKeys(parts)).steps.map(({ step, isOk, error }) =>
      isOk ? step : `${step}: ${error?.code ?? ''}`,
    );
  return { clock, own, fresh, run };
}

describe('a test of keys', () => {
  it('asks a link that is online itself, and logs nobody in', async () => {
    const { own, fresh, run } = arrange(createLink('online'));
    expect(await run()).toEqual(['keys', 'token', 'account', 'socket']);
    expect([own.calls, fresh.calls]).toEqual([['token', 'account'], []]);
  });

  it.each(['offline', 'refused'] as const)(
    'of a link that is %s goes over another, and ends it',
    async (phase) => {
      const { own, fresh, run } = arrange(createLink(phase));
      expect(await run()).toEqual(['keys', 'token', 'account', 'socket']);
      expect([own.calls, fresh.calls]).toEqual([[], ['token', 'account', 'connect', 'disconnect']]);
    },
  );

  it('ends the other link also when a step fails', async () => {
    const { fresh, run } = arrange(createLink('offline'));
    fresh.token = err(REFUSED);
    expect(await run()).toEqual(['keys', 'token: AUTH_KEY_REFUSED']);
    expect(fresh.calls).toEqual(['token', 'disconnect']);
  });

  it('does not take back a session that another program has taken over', async () => {
    const { own, fresh, run } = arrange(createLink('replaced'));
    own.error = REPLACED;
    expect(await run()).toEqual(['keys', 'token', 'account', 'socket: SESSION_REPLACED']);
    expect([own.calls, fresh.calls]).toEqual([['token', 'account'], []]);
  });

  it.each(['authenticating', 'connecting', 'waitingToRetry'] as const)(
    'waits for a link that is %s rather than log in beside it',
    async (phase) => {
      const { own, fresh, run } = arrange(createLink(phase));
      expect(await run()).toEqual(['keys', 'token', 'account', 'socket']);
      expect([own.calls, fresh.calls]).toEqual([['token', 'account', 'connect'], []]);
    },
  );

  it('does not wait for ever, and leaves no timer behind', async () => {
    const { clock, run } = arrange(createLink('offline'), createLink('offline', null));
    const steps = run();
    await settle();
    clock.advance(15_000);
    expect(await steps).toEqual(['keys', 'token', 'account', 'socket: LOGIN_UNANSWERED']);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('tells why the last attempt failed when time is up', async () => {
    const fresh = createLink('offline', null);
    fresh.error = hogaError('connectivity', 'CONNECTION_REFUSED', 'nobody there');
    const { clock, run } = arrange(createLink('offline'), fresh);
    const steps = run();
    await settle();
    clock.advance(15_000);
    expect((await steps).at(-1)).toBe('socket: CONNECTION_REFUSED');
  });

  it('says what is wrong with the stored keys before anybody is asked', async () => {
    const own = createLink('offline');
    const steps = await testKeys({
      link: own as unknown as KeyTestParts['link'],
      newLink: () => ok(own as unknown as KeyTestParts['link']),
      credentials: () => Promise.resolve(err(hogaError('auth', 'SECRETS_LOCKED', 'locked'))),
      clock: createVirtualClock(),
      log: SILENT_LOG,
    });
    expect(steps).toMatchObject({
      steps: [{ step: 'keys', isOk: false, error: { code: 'SECRETS_LOCKED' } }],
    });
    expect(own.calls).toEqual([]);
  });
});
