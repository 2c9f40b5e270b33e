import { describe, expect, it } from 'vitest';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { settle } from '#test/support/settle.ts';
import { createSessionRig, keyRefused, replaced } from '#test/support/socket-rig.ts';

describe('token trouble at login', () => {
  it('gets a new token at once, one time', async () => {
    const { session, sockets, issue, comeBack } = createSessionRig();
    const connecting = session.connect();
    await settle();
    sockets.latest().open();
    sockets.latest().receive('staleToken');
    await settle();
    expect(sockets.connections).toHaveLength(2);
    await comeBack();
    expect(sockets.latest().sent).toEqual(['login T2']);
    expect(await connecting).toEqual(ok(undefined));
    expect(issue.count).toBe(2);
  });

  it('waits like after any failure when the new token is refused too', async () => {
    const { session, sockets } = createSessionRig();
    void session.connect();
    for (let count = 0; count < 2; count += 1) {
      await settle();
      sockets.latest().open();
      sockets.latest().receive('staleToken');
    }
    await settle();
    expect(session.state()).toMatchObject({ phase: 'waitingToRetry', error: { code: 'AUTH_TOKEN_REFUSED' } });
    expect(sockets.connections).toHaveLength(2);
  });

  it('stops for good when the key is refused, until the owner connects again', async () => {
    const { clock, session, sockets, issue, goOnline, pass } = createSessionRig();
    issue.error = keyRefused;
    expect(await session.connect()).toEqual(err(keyRefused));
    expect(session.state()).toMatchObject({ phase: 'refused', error: keyRefused });
    await pass(3_600_000);
    expect(sockets.connections).toHaveLength(0);
    expect(clock.pendingTimers()).toBe(0);
    issue.error = null;
    expect(await goOnline()).toEqual(ok(undefined));
  });

  it('stops for good when the login says that the key is refused', async () => {
    const { session, sockets } = createSessionRig();
    const connecting = session.connect();
    await settle();
    sockets.latest().open();
    sockets.latest().receive('wrongKey');
    expect(await connecting).toEqual(err(keyRefused));
    expect(session.state().phase).toBe('refused');
  });

  it('keeps trying when the login is refused for another reason, or the token cannot be had', async () => {
    const { session, sockets, issue, pass } = createSessionRig();
    issue.error = hogaError('connectivity', 'CONNECTION_REFUSED', 'no network');
    void session.connect();
    await settle();
    expect(session.state().phase).toBe('waitingToRetry');
    issue.error = null;
    await pass(1_000);
    sockets.latest().open();
    sockets.latest().receive('full');
    expect(session.state().phase).toBe('waitingToRetry');
  });
});

describe('a session taken over by another program', () => {
  it('does not fight back', async () => {
    const { clock, session, sockets, tokens, goOnline, pass } = createSessionRig();
    await goOnline();
    sockets.latest().receive('replaced');
    sockets.latest().drop(1000);
    await pass(24 * 3_600_000);
    expect(session.state()).toMatchObject({ phase: 'replaced', error: replaced });
    expect(sockets.connections).toHaveLength(1);
    tokens.drop();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('comes back when the owner says so', async () => {
    const { session, sockets, goOnline } = createSessionRig();
    await goOnline();
    sockets.latest().receive('replaced');
    expect(await goOnline()).toEqual(ok(undefined));
    expect(session.state().phase).toBe('online');
  });
});

describe('disconnecting', () => {
  it.each(['offline', 'connecting', 'online', 'waitingToRetry'] as const)(
    'from %s leaves no timer',
    async (phase) => {
      const { clock, session, sockets, tokens, goOnline } = createSessionRig();
      let connecting: Promise<Result<void>> | null = null;
      if (phase === 'online') await goOnline();
      else if (phase !== 'offline') connecting = session.connect();
      await settle();
      if (phase === 'waitingToRetry') sockets.latest().drop();
      expect(session.state().phase).toBe(phase);
      session.disconnect();
      tokens.drop();
      expect(session.state().phase).toBe('offline');
      expect(clock.pendingTimers()).toBe(0);
      if (connecting !== null)
        expect(await connecting).toMatchObject({ ok: false, error: { code: 'LINK_CLOSED' } });
    },
  );

  it('while a token is on its way opens no socket afterwards', async () => {
    const { session, sockets } = createSessionRig();
    const connecting = session.connect();
    session.disconnect();
    await settle();
    expect(await connecting).toMatchObject({ error: { code: 'LINK_CLOSED' } });
    expect(sockets.connections).toHaveLength(0);
  });
});

describe('requests over the socket', () => {
  it('go one at a time on a channel, and side by side on different ones', async () => {
    const { session, sockets, goOnline } = createSessionRig();
    await goOnline();
    const first = session.request('c', 'one');
    const second = session.request('c', 'two');
    void session.request('other', 'three');
    expect(sockets.latest().sent.slice(1)).toEqual(['one', 'three']);
    sockets.latest().receive('done');
    expect(await first).toEqual(ok(undefined));
    expect(sockets.latest().sent.slice(1)).toEqual(['one', 'three', 'two']);
    sockets.latest().receive('denied');
    expect(await second).toMatchObject({ error: { code: 'REGISTRATION_REFUSED' } });
  });

  it('fail together with the connection when one is not answered: its late answer would be taken for another’s', async () => {
    const { session, goOnline, pass } = createSessionRig({ settings: { answerTimeoutMs: 10_000 } });
    await goOnline();
    const asked = session.request('c', 'one');
    const next = session.request('c', 'two');
    await pass(10_000);
    expect(await asked).toMatchObject({ error: { kind: 'connectivity' } });
    expect(await next).toMatchObject({ error: { kind: 'connectivity' } });
    expect(session.state()).toMatchObject({ phase: 'waitingToRetry', error: { code: 'REQUEST_TIMEOUT' } });
  });

  it('fail at once without a session', async () => {
    const { session } = createSessionRig();
    expect(await session.request('c', 'one')).toMatchObject({
      error: { kind: 'connectivity', code: 'LINK_CLOSED' },
    });
  });

  it('have their answers ignored when nobody waits', async () => {
    const { session, sockets, goOnline } = createSessionRig();
    await goOnline();
    sockets.latest().receive('done');
    expect(session.state().phase).toBe('online');
  });
});
