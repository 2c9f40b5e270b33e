import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CallFault } from '#test/support/drill/wire.ts';
import type { Drill, DrillOptions } from '#test/support/drill/drill.ts';
import { errorOf, prepareDrill, startDrill, value } from '#test/support/drill/drill.ts';

let drill: Drill;
afterEach(() => drill.close());

const LOCALES = resolve(import.meta.dirname, '../../../renderer/app/locales');

function wordsOf(code: string): readonly boolean[] {
  return ['ko', 'en'].map((locale) => {
    const file = JSON.parse(readFileSync(`${LOCALES}/${locale}/errors.json`, 'utf8')) as {
      readonly code: Readonly<Record<string, string>>;
    };
    return (file.code[code] ?? '') !== '';
  });
}

const refuse =
  (api: string, code: string): CallFault =>
  (call, proceed) =>
    call.headers['api-id'] === api
      ? {
          status: 200,
          headers: {},
          body: JSON.stringify({ return_code: 3, return_msg: `인증에 실패했습니다[${code}:…]` }),
        }
      : proceed();

async function startRefused(fault: CallFault | null, options: DrillOptions = {}): Promise<void> {
  drill = await prepareDrill({ environment: 'real', ...options });
  await drill.start((wire) => (wire.callFault = fault));
  await drill.pass(5_000);
}

describe('an account whose key', () => {
  it.each([
    ['is not known (8001)', '8001', 'AUTH_KEY_REFUSED'],
    ['has another secret (8002)', '8002', 'AUTH_KEY_REFUSED'],
    ['is one of the other mode (8030)', '8030', 'AUTH_MODE_MISMATCH'],
    ['belongs to another address (8010)', '8010', 'AUTH_TOKEN_REFUSED'],
  ])('%s says so, trades nothing, and works again once that is put right', async (_name, code, expected) => {
    await startRefused(refuse('au10001', code));
    const condition = drill.window.condition(drill.accountId);
    expect(condition?.error?.code).toBe(expected);
    expect(wordsOf(expected)).toEqual([true, true]);
    expect(condition?.gate.state).toBe('blocked');
    const refusal = errorOf(await drill.place());
    expect(refusal.code).toMatch(/^TRADING_/);
    expect(wordsOf(refusal.code)).toEqual([true, true]);
    expect(drill.wire.sent).toEqual([]);
    drill.wire.callFault = null;
    value(await drill.ask('profiles.connect', { accountId: drill.accountId }));
    await drill.armed();
  });

  it('is missing says so', async () => {
    drill = await prepareDrill({ environment: 'real' });
    drill.secrets.values.clear();
    await drill.start();
    await drill.pass(1_000);
    expect(drill.gate()).toBe('noCredentials');
  });

  it('lies behind a passphrase waits for it, and connects by itself then', async () => {
    drill = await prepareDrill({ environment: 'real' });
    drill.secrets.lock.state = 'locked';
    await drill.start();
    await drill.pass(1_000);
    expect(drill.gate()).toBe('locked');
    drill.secrets.lock.state = 'ready';
    await drill.settled(drill.desk.secretsUnlocked());
    await drill.armed();
  });
});

describe('a token', () => {
  it('that is void all of a sudden is replaced once, for queries and orders alike', async () => {
    drill = await startDrill();
    let refused = 0;
    const void8005: CallFault = (call, proceed) => {
      if (call.headers['api-id'] === 'au10001' || refused >= 1) return proceed();
      refused += 1;
      return {
        status: 200,
        headers: {},
        body: JSON.stringify({ return_code: 3, return_msg: '[8005:Token이 유효하지 않습니다]' }),
      };
    };
    drill.wire.callFault = void8005;
    value(await drill.ask('account.refresh', { accountId: drill.accountId }));
    expect((await drill.snapshot()).error).toBeNull();
    expect(value(await drill.place()).status).toBe('accepted');
    expect(drill.gate()).toBe('armed');
  });

  it('that ends is followed by the next with no hole in which a query or an order fails', async () => {
    drill = await startDrill();
    const first = drill.window.condition(drill.accountId)?.tokenExpiresAt ?? 0;
    drill.clock.advance(24 * 3_600_000 - 5 * 60_000);
    await drill.armed();
    const gates = new Set<string>();
    for (let minute = 0; minute < 12; minute += 1) {
      await drill.pass(50_000);
      gates.add(drill.gate());
    }
    expect([...gates]).toEqual(['armed']);
    expect(drill.window.condition(drill.accountId)?.tokenExpiresAt ?? 0).toBeGreaterThan(first + 3_600_000);
    await drill.ready();
    expect(value(await drill.place()).status).toBe('accepted');
  });
});

describe('a broker that is closed for maintenance', () => {
  it('is tried again, ever less often, for as long as it takes; nothing is sent, and all is well after', async () => {
    drill = await startDrill();
    value(await drill.place());
    await drill.stopExchange();
    await drill.until(() => drill.gate() === 'disconnected');
    const { error, phase, retryAt } = await lastCondition();
    expect(['waitingToRetry', 'connecting', 'authenticating']).toContain(phase);
    if (error !== null) expect(wordsOf(error.code)).toEqual([true, true]);
    if (phase === 'waitingToRetry') expect(retryAt).not.toBeNull();
    await drill.pass(300_000);
    const attempts = drill.log.entries.filter(({ message }) => message === 'connection lost').length;
    expect(attempts).toBeGreaterThan(4);
    expect(attempts).toBeLessThan(20);
    expect(errorOf(await drill.place()).code).toBe('TRADING_DISCONNECTED');
    await drill.startExchange();
    await drill.armed();
    expect(drill.wire.sent).toEqual(['kt10000']);
  });

  const lastCondition = async () => {
    await drill.wire.quiet();
    const condition = drill.window.condition(drill.accountId);
    if (condition === null) throw new Error('no condition was told');
    return condition;
  };
});

it('a second login elsewhere takes the session, says so, and is not fought over', async () => {
  drill = await startDrill();
  const frame = JSON.stringify({
    trnm: 'SYSTEM',
    code: 'R10001',
    message: '동일한 App key로 접속이 되었습니다.',
  });
  drill.wire.pushFault = (_frame, send) => {
    drill.wire.pushFault = null;
    send(frame);
  };
  await drill.until(() => drill.gate() === 'replaced');
  const refusal = errorOf(await drill.place());
  expect(refusal.code).toBe('TRADING_SESSION_REPLACED');
  expect(wordsOf(refusal.code)).toEqual([true, true]);
  await drill.pass(120_000);
  expect(drill.gate()).toBe('replaced');
  value(await drill.ask('profiles.connect', { accountId: drill.accountId }));
  await drill.armed();
});
