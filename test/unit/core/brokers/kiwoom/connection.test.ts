import { describe, expect, it } from 'vitest';
import { hogaError } from '#shared/domain/errors.ts';
import { err } from '#shared/domain/result.ts';
import { bodyOf, createKiwoomDesk, logIn } from '#test/support/kiwoom-desk.ts';
import { kiwoomFixture, kiwoomFrames } from '#test/support/kiwoom-fixture.ts';
import { settle } from '#test/support/settle.ts';

describe('connection to Kiwoom', () => {
  it('goes from a token over a login to online, with the life of the token', async () => {
    const { broker, asked, goOnline, clock } = createKiwoomDesk();
    const phases: string[] = [];
    broker.onConnection(({ phase }) => phases.push(phase));
    await goOnline();
    expect(phases).toEqual(['authenticating', 'connecting', 'online']);
    expect(asked('au10001').map((request) => [bodyOf(request), request.headers.authorization])).toEqual([
      [{ grant_type: 'client_credentials', appkey: 'FIXTURE-KEY', secretkey: 'FIXTURE-SECRET' }, undefined],
    ]);
    expect(broker.connection()).toMatchObject({
      phase: 'online',
      error: null,
      tokenExpiresAt: clock.now() + 23.5 * 3_600_000,
    });
  });

  it('keeps keys and tokens out of the log', async () => {
    const { log, goOnline } = createKiwoomDesk();
    await goOnline();
    expect(log.redacted).toEqual(['FIXTURE-KEY', 'FIXTURE-SECRET', 'FIXTURE-TOKEN-1']);
    expect(JSON.stringify(log.entries)).not.toMatch(/FIXTURE-/);
  });

  it('renews the token ten minutes before its end by Korean time, even on a clock that is nine hours slow', async () => {
    const offByMs = 9 * 3_600_000;
    const { asked, goOnline, pass, clock, sockets } = createKiwoomDesk({
      settings: { socket: { ...SOCKET, silenceMs: 1e9 } },
      answers: {
        au10001: () => ({
          // Fixed end, 24 hours after the broker's own time.
          body: { ...kiwoomFixture('token'), expires_dt: '20261121190000' },
          headers: { date: new Date(clock.now() + offByMs).toUTCString() },
        }),
      },
    });
    await goOnline();
    expect(asked('au10001')).toHaveLength(1);
    await pass(24 * 3_600_000 - 602_000);
    expect(asked('au10001')).toHaveLength(1);
    await pass(4_000);
    expect(asked('au10001')).toHaveLength(2);
    expect(sockets.connections).toHaveLength(1);
  });

  it('warns about a clock that is off', async () => {
    const { log, goOnline, clock } = createKiwoomDesk({
      answers: {
        au10001: () => ({
          body: kiwoomFixture('token'),
          headers: { date: new Date(clock.now() - 5 * 3_600_000).toUTCString() },
        }),
      },
    });
    await goOnline();
    expect(log.entries).toContainEqual(
      expect.objectContaining({ level: 'warn', message: "this machine's clock differs from the broker's" }),
    );
  });

  it('puts the times of pushes on the broker’s day', async () => {
    const { broker, goOnline, sockets, clock } = createKiwoomDesk({
      answers: {
        au10001: () => ({
          body: { ...kiwoomFixture('token'), expires_dt: '20261122090000' },
          headers: { date: new Date(clock.now() + 24 * 3_600_000).toUTCString() },
        }),
      },
    });
    await goOnline();
    const times: number[] = [];
    broker.marketData.onEvent((event) => event.kind === 'trade' && times.push(event.eventTime));
    sockets.latest().receive(kiwoomFixture('real-trade'));
    expect(times).toEqual([Date.UTC(2026, 10, 21, 0, 45, 12)]);
  });

  it('replaces a token that Kiwoom no longer takes, for the query and the login alike', async () => {
    const desk = createKiwoomDesk({
      answers: { ka00001: { body: { acctNo: '8000000011', return_code: 0 } } },
    });
    await desk.goOnline();
    let count = 0;
    desk.answer({
      au10001: { body: { ...kiwoomFixture('token'), token: 'FIXTURE-TOKEN-2' } },
      ka00001: ({ headers }) => {
        count += 1;
        return headers.authorization === 'Bearer FIXTURE-TOKEN-2'
          ? { body: { acctNo: '8000000011', return_code: 0 } }
          : { body: { return_code: 3, return_msg: '[8005:Token이 유효하지 않습니다]' } };
      },
    });
    expect(await desk.broker.account.fetchAccountNumber()).toMatchObject({ ok: true });
    expect(count).toBe(2);
    desk.sockets.latest().drop();
    await desk.pass(1_000);
    desk.sockets.latest().open();
    expect(desk.sockets.latest().sent).toEqual(['{"trnm":"LOGIN","token":"FIXTURE-TOKEN-2"}']);
  });

  it('echoes a PING to the letter', async () => {
    const { sockets, goOnline } = createKiwoomDesk();
    await goOnline();
    sockets.latest().receive('{"trnm": "PING"}');
    expect(sockets.latest().sent.at(-1)).toBe('{"trnm": "PING"}');
  });

  it('yields to another program with the same key and says so', async () => {
    const { broker, sockets, goOnline, pass } = createKiwoomDesk();
    await goOnline();
    sockets
      .latest()
      .receive({ trnm: 'SYSTEM', code: 'R10001', message: '동일한 App key로 접속이 되었습니다' });
    sockets.latest().drop(1000, 'Bye');
    await pass(3_600_000);
    expect(broker.connection()).toMatchObject({
      phase: 'replaced',
      error: { code: 'SESSION_REPLACED', context: { venueText: '동일한 App key로 접속이 되었습니다' } },
    });
    expect(sockets.connections).toHaveLength(1);
  });

  it.each([
    [
      'a wrong key',
      { body: { return_code: 3, return_msg: '[8001:앱키 검증에 실패했습니다]' } },
      'AUTH_KEY_REFUSED',
    ],
    [
      'a key of the other mode',
      { body: { return_code: 2, return_msg: '[8030:투자구분이 달라서]' } },
      'AUTH_MODE_MISMATCH',
    ],
  ])('stops at %s', async (_, answer, code) => {
    const { broker, clock } = createKiwoomDesk({ answers: { au10001: answer } });
    expect(await broker.connect()).toMatchObject({ ok: false, error: { kind: 'auth', code } });
    expect(broker.connection().phase).toBe('refused');
    expect(clock.pendingTimers()).toBe(0);
  });

  it('stops when there are no keys, or they are locked away', async () => {
    const locked = hogaError('auth', 'SECRETS_LOCKED', 'the passphrase is needed first');
    const { broker, http } = createKiwoomDesk({ credentials: () => Promise.resolve(err(locked)) });
    expect(await broker.connect()).toEqual(err(locked));
    expect(http.requests).toEqual([]);
  });

  it('keeps trying while there is no network', async () => {
    const { broker, answer, sockets, pass } = createKiwoomDesk({
      answers: { au10001: { failure: 'unresolved', maybeSent: false } },
    });
    const connecting = broker.connect();
    await settle();
    expect(broker.connection()).toMatchObject({
      phase: 'waitingToRetry',
      error: { code: 'HOST_UNRESOLVED' },
    });
    answer({ au10001: { body: kiwoomFixture('token') } });
    await pass(1_000);
    logIn(sockets);
    expect(await connecting).toMatchObject({ ok: true });
  });

  it('reconnects after an order push it cannot read, so that orders are compared again', async () => {
    const { broker, sockets, goOnline, pass } = createKiwoomDesk();
    await goOnline();
    const frame = structuredClone(kiwoomFrames('real-orders')[0]) as {
      data: { values: Record<string, string> }[];
    };
    const values = frame.data[0]?.values;
    if (values !== undefined) values['913'] = '알수없음';
    sockets.latest().receive(frame);
    await pass(0);
    expect(broker.connection().phase).toBe('waitingToRetry');
    await pass(1_000);
    logIn(sockets);
    await settle();
    expect(broker.connection().phase).toBe('online');
  });

  it('does not reconnect over market data it cannot read', async () => {
    const { broker, sockets, goOnline, pass } = createKiwoomDesk();
    await goOnline();
    for (let count = 0; count < 500; count += 1) {
      sockets.latest().receive({ trnm: 'REAL', data: [{ type: '0B', item: '005930', values: { 10: 'x' } }] });
    }
    await pass(0);
    expect(broker.connection().phase).toBe('online');
  });
});

describe('disconnecting from Kiwoom', () => {
  it('leaves no timer, no socket and no request behind', async () => {
    const { broker, clock, sockets, goOnline } = createKiwoomDesk();
    await goOnline();
    broker.marketData.setSubscriptions([{ symbol: '005930', channel: 'trades', priority: 1 }]);
    await broker.disconnect();
    await settle();
    expect(broker.connection()).toMatchObject({ phase: 'offline', tokenExpiresAt: null });
    expect(sockets.latest().isClosed).toBe(true);
    expect(clock.pendingTimers()).toBe(0);
    expect(await broker.account.fetchAccountNumber()).toMatchObject({
      error: { kind: 'connectivity', code: 'LINK_CLOSED' },
    });
  });

  it('voids the token when the owner wants that', async () => {
    const { broker, asked, goOnline } = createKiwoomDesk({
      settings: { isTokenRevokedOnDisconnect: true },
      answers: { au10002: { body: { return_code: 0, return_msg: '' } } },
    });
    await goOnline();
    await broker.disconnect();
    expect(asked('au10002').map(bodyOf)).toEqual([
      { appkey: 'FIXTURE-KEY', secretkey: 'FIXTURE-SECRET', token: 'FIXTURE-TOKEN-1' },
    ]);
  });

  it('can be undone', async () => {
    const { broker, goOnline } = createKiwoomDesk();
    await goOnline();
    await broker.disconnect();
    await goOnline();
    expect(broker.connection().phase).toBe('online');
  });
});

const SOCKET = {
  backOff: { firstMs: 1_000, maxMs: 60_000, factor: 2 },
  loginTimeoutMs: 15_000,
  answerTimeoutMs: 10_000,
  silenceMs: 60_000,
  stableAfterMs: 30_000,
  maxMessageLength: 4_000_000,
  restartPauseMs: 60_000,
};
