import { describe, expect, it } from 'vitest';
import type { IssuedToken } from '#electron/core/auth/access-token.ts';
import type { TokenSettings } from '#electron/core/auth/token-manager.ts';
import { createTokenManager, DEFAULT_TOKEN_SETTINGS } from '#electron/core/auth/token-manager.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { epochMs } from '#shared/domain/time.ts';
import { createRecordingLog } from '#test/support/recording-log.ts';
import { settle } from '#test/support/settle.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const HOUR = 3_600_000;

/** A manager whose broker issues T1, T2 and so on with `lifeMs` each, unless `answer` says otherwise. */
function create(options: { readonly skewMs?: number; readonly settings?: Partial<TokenSettings> } = {}) {
  const clock = createVirtualClock();
  const log = createRecordingLog();
  const brokerNow = () => epochMs(clock.now() + (options.skewMs ?? 0));
  const issued: string[] = [];
  const revoked: string[] = [];
  const broker = {
    lifeMs: 24 * HOUR,
    answer: null as ((count: number) => Promise<Result<IssuedToken>>) | null,
  };
  const manager = createTokenManager({
    clock,
    log,
    brokerNow,
    settings: { ...DEFAULT_TOKEN_SETTINGS, ...options.settings },
    source: {
      issue() {
        const value = `T${issued.length + 1}`;
        issued.push(value);
        return broker.answer?.(issued.length) ?? Promise.resolve(ok(token(value)));
      },
      revoke(value) {
        revoked.push(value);
        return Promise.resolve(ok(undefined));
      },
    },
  });
  const token = (value: string): IssuedToken => ({ value, expiresAt: epochMs(brokerNow() + broker.lifeMs) });
  const get = async () => {
    const answer = await manager.get();
    return answer.ok ? answer.value : answer.error.code;
  };
  return { clock, log, manager, issued, revoked, broker, token, get };
}

const offline: HogaError = hogaError('connectivity', 'CONNECTION_REFUSED', 'no network');

describe('token manager', () => {
  it('asks once for many who wait', async () => {
    const { get, issued } = create();
    expect(await Promise.all(Array.from({ length: 50 }, get))).toEqual(Array<string>(50).fill('T1'));
    expect(issued).toEqual(['T1']);
  });

  it('keeps the token while it lives', async () => {
    const { clock, get, issued } = create();
    await get();
    clock.advance(23 * HOUR);
    expect(await get()).toBe('T1');
    expect(issued).toHaveLength(1);
  });

  it('renews ten minutes before the end, without being asked', async () => {
    const { clock, get, issued } = create();
    await get();
    clock.advance(24 * HOUR - 600_001);
    await settle();
    expect(issued).toEqual(['T1']);
    clock.advance(1);
    await settle();
    expect(issued).toEqual(['T1', 'T2']);
    expect(await get()).toBe('T2');
  });

  it('goes on using the old token while the broker still gives out the same one, asking once a minute', async () => {
    const { clock, get, issued, broker, token } = create();
    const same = token('SAME');
    broker.answer = () => Promise.resolve(ok(same));
    await get();
    clock.advance(24 * HOUR - 600_000);
    for (let minute = 0; minute < 5; minute += 1) {
      await settle();
      expect(await get()).toBe('SAME');
      clock.advance(60_000);
    }
    await settle();
    expect(issued).toHaveLength(7);
  });

  it('renews before use when hardly any life is left', async () => {
    const { clock, get, issued, broker } = create();
    broker.lifeMs = 20_000;
    await get();
    broker.lifeMs = 24 * HOUR;
    expect(await get()).toBe('T2');
    clock.advance(1_000);
    expect(issued).toHaveLength(2);
  });

  it('asks for a new token after a refusal, once for all that were refused', async () => {
    const { manager, get, issued } = create();
    await get();
    manager.refuse('T1');
    manager.refuse('T1');
    expect(await Promise.all([get(), get(), get()])).toEqual(['T2', 'T2', 'T2']);
    manager.refuse('T1');
    expect(await get()).toBe('T2');
    expect(issued).toHaveLength(2);
  });

  it('voids a token that the broker refuses and gives out again, and asks anew', async () => {
    const { manager, get, revoked, broker, token } = create();
    broker.answer = (count) => Promise.resolve(ok(token(count < 3 ? 'DEAD' : 'NEW')));
    await get();
    manager.refuse('DEAD');
    expect(await get()).toBe('NEW');
    expect(revoked).toEqual(['DEAD']);
  });

  it('does not storm the broker over a token that stays dead', async () => {
    const { clock, manager, get, issued, broker, token } = create();
    broker.answer = () => Promise.resolve(ok(token('DEAD')));
    await get();
    manager.refuse('DEAD');
    for (let count = 0; count < 20; count += 1) expect(await get()).toBe('AUTH_TOKEN_REFUSED');
    expect(issued.length).toBeLessThanOrEqual(3);
    clock.advance(60_000);
    broker.answer = null;
    expect(await get()).toMatch(/^T\d+$/);
  });

  it('gives the error of a failed issue and tries again on the next request', async () => {
    const { get, broker } = create();
    broker.answer = () => Promise.resolve(err(offline));
    expect(await get()).toBe('CONNECTION_REFUSED');
    broker.answer = null;
    expect(await get()).toBe('T2');
  });

  it('tries again when a renewal in the background fails', async () => {
    const { clock, get, broker, issued } = create();
    await get();
    broker.answer = () => Promise.resolve(err(offline));
    clock.advance(24 * HOUR - 600_000);
    await settle();
    expect(await get()).toBe('T1');
    broker.answer = null;
    clock.advance(60_000);
    await settle();
    expect(issued).toHaveLength(3);
    expect(await get()).toBe('T3');
  });
});

describe('token life and clocks that disagree', () => {
  it.each([-9, -3, 5, 26])(
    'counts the life by the broker, when this clock is %i hours off',
    async (hours) => {
      const { clock, get, issued } = create({ skewMs: -hours * HOUR });
      await get();
      clock.advance(24 * HOUR - 700_000);
      expect(await get()).toBe('T1');
      clock.advance(200_000);
      await settle();
      expect(issued).toHaveLength(2);
    },
  );

  it('does not believe an end in the past, warns, and uses the token', async () => {
    const { get, issued, log, broker } = create();
    broker.lifeMs = -9 * HOUR;
    expect(await get()).toBe('T1');
    expect(await get()).toBe('T1');
    expect(issued).toHaveLength(1);
    expect(log.entries).toContainEqual(
      expect.objectContaining({ level: 'warn', message: 'token life does not fit the clock' }),
    );
  });

  it('renews when this clock jumps ahead, and does not keep a token for ever when it jumps back', async () => {
    const ahead = create();
    await ahead.get();
    ahead.clock.setNow(epochMs(ahead.clock.now() + 30 * HOUR));
    expect(await ahead.get()).toBe('T2');

    const back = create();
    await back.get();
    back.clock.setNow(epochMs(back.clock.now() - 30 * HOUR));
    back.clock.advance(24 * HOUR);
    await settle();
    expect(await back.get()).not.toBe('T1');
  });

  it('tells the end in terms of this machine', async () => {
    const { clock, manager, get } = create({ skewMs: 5 * HOUR });
    expect(manager.expiresAt()).toBeNull();
    await get();
    expect(manager.expiresAt()).toBe(clock.now() + 24 * HOUR);
  });
});

describe('token and the end of a link', () => {
  it('leaves no timer and forgets an answer that was under way', async () => {
    const { clock, manager, get, broker, token } = create();
    let deliver: (issued: Result<IssuedToken>) => void = () => undefined;
    broker.answer = () => new Promise((resolve) => (deliver = resolve));
    const waiting = get();
    manager.drop();
    deliver(ok(token('LATE')));
    expect(await waiting).toBe('REQUEST_ABORTED');
    expect(manager.expiresAt()).toBeNull();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('voids the token at the broker when asked to', async () => {
    const { clock, manager, get, revoked } = create();
    await get();
    await manager.revoke();
    expect(revoked).toEqual(['T1']);
    expect(manager.expiresAt()).toBeNull();
    expect(clock.pendingTimers()).toBe(0);
    await manager.revoke();
    expect(revoked).toEqual(['T1']);
  });

  it('has every token redacted in the log', async () => {
    const { get, log } = create();
    await get();
    expect(log.redacted).toEqual(['T1']);
  });
});
