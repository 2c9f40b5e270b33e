import { describe, expect, it } from 'vitest';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { settle } from '#test/support/settle.ts';
import { createSessionRig } from '#test/support/socket-rig.ts';

describe('socket session', () => {
  it('gets a token, connects, logs in, prepares, and only then is online', async () => {
    const { session, sockets, phases, prepare } = createSessionRig();
    let isSettled = false;
    const connecting = session.connect().then((outcome) => {
      isSettled = true;
      return outcome;
    });
    await settle();
    expect(sockets.latest().sent).toEqual([]);
    sockets.latest().open();
    expect(sockets.latest().sent).toEqual(['login T1']);
    let finishPreparing: (outcome: Result<void>) => void = () => undefined;
    prepare.answer = () => new Promise((resolve) => (finishPreparing = resolve));
    sockets.latest().receive('welcome');
    await settle();
    expect(isSettled).toBe(false);
    finishPreparing(ok(undefined));
    expect(await connecting).toEqual(ok(undefined));
    expect(phases).toEqual(['authenticating', 'connecting', 'online']);
  });

  it('is ready at once with a broker that asks for no login', async () => {
    const { session, sockets } = createSessionRig({ asksLogin: false });
    const connecting = session.connect();
    await settle();
    sockets.latest().open();
    expect(await connecting).toEqual(ok(undefined));
    expect(sockets.latest().sent).toEqual([]);
  });

  it('echoes a heartbeat verbatim', async () => {
    const { sockets, goOnline } = createSessionRig();
    await goOnline();
    sockets.latest().receive('ping  {odd: "spacing"} ');
    expect(sockets.latest().sent.at(-1)).toBe('ping  {odd: "spacing"} ');
  });

  it('prepares once however often the broker greets', async () => {
    const { sockets, goOnline, prepare } = createSessionRig();
    await goOnline();
    sockets.latest().receive('welcome');
    await settle();
    expect(prepare.count).toBe(1);
  });

  it('joins a second call of connect to the first', async () => {
    const { session, sockets, goOnline } = createSessionRig();
    const first = goOnline();
    const second = session.connect();
    expect(await Promise.all([first, second])).toEqual([ok(undefined), ok(undefined)]);
    expect(await session.connect()).toEqual(ok(undefined));
    expect(sockets.connections).toHaveLength(1);
  });
});

describe('reconnection', () => {
  it('waits longer after each failure and never storms', async () => {
    const { session, sockets, clock, pass } = createSessionRig();
    void session.connect();
    await settle();
    const waits: number[] = [];
    for (let count = 0; count < 9; count += 1) {
      sockets.latest().drop();
      const { retryAt } = session.state();
      const waitMs = (retryAt ?? 0) - clock.now();
      waits.push(waitMs);
      await pass(waitMs - 1);
      expect(sockets.connections).toHaveLength(count + 1);
      await pass(1);
      expect(sockets.connections).toHaveLength(count + 2);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('spreads the waits', async () => {
    const { session, sockets, clock } = createSessionRig({ chances: [0] });
    void session.connect();
    await settle();
    sockets.latest().drop();
    expect(session.state()).toMatchObject({
      phase: 'waitingToRetry',
      attempt: 1,
      retryAt: clock.now() + 500,
    });
  });

  it('counts a connection that is lost right after its login as one more failure', async () => {
    const { sockets, session, goOnline, comeBack, pass } = createSessionRig();
    await goOnline();
    sockets.latest().drop();
    await pass(1_000);
    await comeBack();
    expect(session.state().phase).toBe('online');
    sockets.latest().drop();
    expect(session.state().attempt).toBe(2);
  });

  it('starts with the shortest wait again after a connection that held', async () => {
    const { sockets, session, goOnline, comeBack, pass } = createSessionRig();
    await goOnline();
    sockets.latest().drop();
    await pass(1_000);
    await comeBack();
    await pass(30_000);
    sockets.latest().drop();
    expect(session.state().attempt).toBe(1);
  });

  it('logs in and prepares again', async () => {
    const { sockets, prepare, goOnline, comeBack, pass } = createSessionRig();
    await goOnline();
    sockets.latest().drop();
    await pass(1_000);
    await comeBack();
    expect(sockets.latest().sent).toEqual(['login T1']);
    expect(prepare.count).toBe(2);
  });

  it('takes a connection for dead after silence, and a heartbeat for a sign of life', async () => {
    const { sockets, session, goOnline, pass } = createSessionRig({ settings: { silenceMs: 60_000 } });
    await goOnline();
    await pass(50_000);
    sockets.latest().receive('ping');
    await pass(59_999);
    expect(session.state().phase).toBe('online');
    await pass(1);
    expect(session.state()).toMatchObject({ phase: 'waitingToRetry', error: { code: 'CONNECTION_SILENT' } });
    expect(sockets.connections[0]?.isClosed).toBe(true);
  });

  it.each(['never opens', 'never greets'])('gives up a connection that %s', async (what) => {
    const { sockets, session, pass } = createSessionRig({ settings: { loginTimeoutMs: 5_000 } });
    void session.connect();
    await settle();
    if (what === 'never greets') sockets.latest().open();
    await pass(5_000);
    expect(session.state()).toMatchObject({ phase: 'waitingToRetry', error: { code: 'LOGIN_TIMEOUT' } });
  });

  it('drops a connection whose essentials were refused', async () => {
    const { sockets, session, prepare } = createSessionRig();
    prepare.answer = () => Promise.resolve(err(hogaError('venueRejected', 'REGISTRATION_REFUSED', 'no')));
    void session.connect();
    await settle();
    sockets.latest().open();
    sockets.latest().receive('welcome');
    await settle();
    expect(session.state()).toMatchObject({
      phase: 'waitingToRetry',
      error: { code: 'REGISTRATION_REFUSED' },
    });
  });

  it('does not read a message longer than allowed: it reconnects', async () => {
    const { sockets, session, goOnline } = createSessionRig({ settings: { maxMessageLength: 100 } });
    await goOnline();
    sockets.latest().receive('x'.repeat(101));
    expect(session.state()).toMatchObject({ phase: 'waitingToRetry', error: { kind: 'protocol' } });
  });

  it('survives messages that mean nothing', async () => {
    const { sockets, session, goOnline } = createSessionRig();
    await goOnline();
    for (const text of ['', '{}', 'nonsense', '\u0000']) sockets.latest().receive(text);
    expect(session.state().phase).toBe('online');
  });

  it('ignores what a dead connection still says', async () => {
    const { sockets, session, phases, goOnline, pass, comeBack } = createSessionRig();
    await goOnline();
    const old = sockets.latest();
    old.drop();
    await pass(1_000);
    await comeBack();
    const before = phases.length;
    old.receive('replaced');
    old.drop();
    expect(phases).toHaveLength(before);
    expect(session.state().phase).toBe('online');
  });
});

describe('an event that must not be missed and cannot be read', () => {
  it('makes the session start over, so that everything is asked anew', async () => {
    const { sockets, session, goOnline, pass } = createSessionRig();
    await goOnline();
    sockets.latest().receive('lost');
    await pass(0);
    expect(session.state().phase).toBe('waitingToRetry');
  });

  it('does so once a minute at most', async () => {
    const { sockets, session, goOnline, comeBack, pass } = createSessionRig({
      settings: { silenceMs: 600_000 },
    });
    await goOnline();
    sockets.latest().receive('lost');
    await pass(1_000);
    await comeBack();
    for (let count = 0; count < 10; count += 1) sockets.latest().receive('lost');
    await pass(58_000);
    expect(session.state().phase).toBe('online');
    expect(sockets.connections).toHaveLength(2);
    await pass(1_000);
    expect(session.state().phase).toBe('waitingToRetry');
  });
});
