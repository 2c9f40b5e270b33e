import { describe, expect, it } from 'vitest';
import type { ConditionMatch } from '#electron/core/brokers/broker-api.ts';
import { ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import type { ConditionServerScript } from '#test/support/condition-server.ts';
import { ConditionServer, matchFrame, searchRow } from '#test/support/condition-server.ts';
import { createKiwoomDesk } from '#test/support/kiwoom-desk.ts';
import { settle } from '#test/support/settle.ts';

const LAST_PAGE = { cont_yn: 'N', next_key: '' };

/** A desk that is online with a scripted server of conditions behind it. */
async function conditionDesk(script: ConditionServerScript = {}) {
  const desk = createKiwoomDesk();
  const server = new ConditionServer(script);
  const { api } = desk.broker;
  if (api === null) throw new Error('no API');
  const { conditions } = api;
  const matches: ConditionMatch[] = [];
  conditions.onMatch((match) => matches.push(match));
  const serve = async () => {
    do await settle();
    while (server.serve(desk.sockets.latest()));
  };
  const connected = desk.broker.connect();
  await settle();
  desk.sockets.latest().open();
  await serve();
  await connected;
  /** Serves until the answer is there. */
  const answered = async <T>(asking: Promise<Result<T>>): Promise<Result<T>> => {
    await serve();
    return asking;
  };
  const reconnect = async () => {
    desk.sockets.latest().drop();
    await desk.pass(5_000);
    desk.sockets.latest().open();
    await serve();
  };
  const push = (frame: unknown) => desk.sockets.latest().receive(frame);
  const changes = () =>
    matches.map(({ conditionId, change, symbol }) => `${conditionId} ${change} ${symbol}`);
  return { ...desk, server, conditions, matches, changes, serve, answered, reconnect, push };
}

describe('the list of conditions', () => {
  it.each(['arrays', 'objects'] as const)('is read from rows that are %s', async (listAs) => {
    const { conditions, answered } = await conditionDesk({ listAs });
    expect(await answered(conditions.list())).toEqual(
      ok([
        { id: '0', name: '골든크로스' },
        { id: '4', name: '외국인 순매수' },
      ]),
    );
  });

  it.each([
    ['no rows', { data: '' }, true],
    ['a row without a number', { data: [['', 'x']] }, false],
    ['a list that is none', { data: 'rows' }, false],
    ['rows of nothing', { data: [null, 7] }, false],
  ])('with %s throws nothing', async (_title, data, isGood) => {
    const answers = { CNSRLST: () => [{ trnm: 'CNSRLST', return_code: 0, return_msg: '', ...data }] };
    const { conditions, answered } = await conditionDesk({ answers });
    const listed = await answered(conditions.list());
    expect(listed).toMatchObject(isGood ? { value: [] } : { error: { kind: 'protocol' } });
  });
});

describe('a search', () => {
  it('asks for the list of the connection first, once', async () => {
    const pages = { '': { ...LAST_PAGE, data: [searchRow('A005930', 75_000)] } };
    const { conditions, answered, server } = await conditionDesk({ pages });
    await answered(conditions.search('4', null));
    await answered(conditions.search('4', null));
    expect(server.heard).toEqual(['CNSRLST', 'CNSRREQ 4', 'CNSRREQ 4']);
  });

  it('gives rows in numbers, with padding, prefix and scale undone', async () => {
    const pages = { '': { ...LAST_PAGE, data: [searchRow('A005930', 75_000)] } };
    const { conditions, answered } = await conditionDesk({ pages });
    const found = await answered(conditions.search('4', null));
    expect(found).toEqual(
      ok({
        cursor: null,
        rows: [
          expect.objectContaining({
            9001: '005930',
            302: '삼성전자',
            10: 75_000,
            11: -100,
            12: -0.13,
            13: 10_386_116,
          }),
        ],
      }),
    );
  });

  it('goes on with the key in the frame, until there is none', async () => {
    const pages = {
      '': { cont_yn: 'Y', next_key: 'K1', data: [searchRow('A005930', 75_000)] },
      K1: { ...LAST_PAGE, data: [searchRow('A000660', 190_000)] },
    };
    const { conditions, answered, sockets } = await conditionDesk({ pages });
    const first = await answered(conditions.search('4', null));
    if (!first.ok) throw new Error(first.error.detail);
    const second = await answered(conditions.search('4', first.value.cursor));
    expect(second).toMatchObject({ value: { cursor: null, rows: [{ 9001: '000660' }] } });
    const asked = sockets.latest().sent.map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(asked.filter(({ trnm }) => trnm === 'CNSRREQ')).toEqual([
      { trnm: 'CNSRREQ', seq: '4', search_type: '0', stex_tp: 'K', cont_yn: 'N', next_key: '' },
      { trnm: 'CNSRREQ', seq: '4', search_type: '0', stex_tp: 'K', cont_yn: 'Y', next_key: 'K1' },
    ]);
  });

  it('ends when the server offers a page again, and takes no cursor of another', async () => {
    const again = { cont_yn: 'Y', next_key: 'K1', data: [] };
    const { conditions, answered } = await conditionDesk({ pages: { '': again, K1: again } });
    const first = await answered(conditions.search('4', null));
    const cursor = first.ok ? first.value.cursor : null;
    expect(await answered(conditions.search('4', cursor))).toMatchObject({ error: { code: 'PAGES_REPEAT' } });
    expect(await answered(conditions.search('0', cursor))).toMatchObject({
      error: { code: 'PAGE_CURSOR_UNKNOWN' },
    });
  });

  it('of a condition that is not in the list is not sent', async () => {
    const { conditions, answered, server } = await conditionDesk();
    expect(await answered(conditions.search('9', null))).toMatchObject({
      error: { kind: 'validation', code: 'CONDITION_UNKNOWN' },
    });
    expect(server.heard).toEqual(['CNSRLST']);
  });

  it('keeps the broker’s refusal', async () => {
    const refusal = { trnm: 'CNSRREQ', return_code: 900_001, return_msg: '조건식이 없습니다' };
    const { conditions, answered } = await conditionDesk({ answers: { CNSRREQ: () => [refusal] } });
    expect(await answered(conditions.search('4', null))).toMatchObject({
      error: {
        kind: 'venueRejected',
        code: 'CONDITION_REFUSED',
        context: { venueText: '조건식이 없습니다' },
      },
    });
  });

  it('waits its turn: one question of a name at a time', async () => {
    const pages = { '': { ...LAST_PAGE, data: [] } };
    const { conditions, server, sockets, serve } = await conditionDesk({ pages });
    const both = [conditions.search('4', null), conditions.search('0', null)];
    await settle();
    server.serve(sockets.latest());
    await settle();
    expect(sockets.latest().sent.filter((text) => text.includes('CNSRREQ'))).toHaveLength(1);
    await serve();
    expect((await Promise.all(both)).map(({ ok: isOk }) => isOk)).toEqual([true, true]);
  });

  it('that gets no answer fails by itself and leaves the connection alone', async () => {
    const silent = new Set(['CNSRREQ']);
    const pages = { '': { ...LAST_PAGE, data: [] } };
    const { conditions, answered, pass, broker, sockets, push } = await conditionDesk({ silent, pages });
    const lost = conditions.search('4', null);
    void answered(lost);
    await settle();
    await pass(10_000);
    expect(await lost).toMatchObject({ error: { kind: 'connectivity', code: 'CONDITION_NOT_ANSWERED' } });
    expect(broker.connection().phase).toBe('online');
    expect(sockets.connections).toHaveLength(1);
    // What comes late must not pass for the answer to the next question.
    silent.clear();
    const next = conditions.search('4', null);
    push({
      trnm: 'CNSRREQ',
      seq: '4 ',
      return_code: 0,
      return_msg: '',
      ...LAST_PAGE,
      data: [searchRow('A000001', 1)],
    });
    expect(await answered(next)).toMatchObject({ value: { rows: [] } });
  });

  it('takes a frame without a result for data, not for its answer', async () => {
    const page = { trnm: 'CNSRREQ', seq: '4', ...LAST_PAGE, data: [] };
    const CNSRREQ = () => [
      page,
      { ...page, return_code: 0, return_msg: '', data: [searchRow('A005930', 75_000)] },
    ];
    const { conditions, answered } = await conditionDesk({ answers: { CNSRREQ } });
    expect(await answered(conditions.search('4', null))).toMatchObject({
      value: { rows: [{ 9001: '005930' }] },
    });
  });

  it('without a session is not sent', async () => {
    const { broker } = createKiwoomDesk();
    expect(await broker.api?.conditions.search('4', null)).toMatchObject({ error: { code: 'LINK_CLOSED' } });
  });
});

describe('a condition that is followed', () => {
  it('begins with who meets it now and tells every one that enters or leaves, in order', async () => {
    const { conditions, answered, push, changes, matches, server } = await conditionDesk({
      members: { 4: ['A005930', 'A000660'] },
    });
    expect(await answered(conditions.start('4'))).toEqual(ok({ members: ['005930', '000660'] }));
    push(matchFrame('4', '035720', 'I'));
    push(matchFrame('4 ', '005930', 'D'));
    push(matchFrame('4', '005930', 'I'));
    push(matchFrame('0', '069500', 'I'));
    expect(changes()).toEqual(['4 enter 035720', '4 leave 005930', '4 enter 005930']);
    expect(new Date(matches[0]?.at ?? 0).toISOString()).toMatch(/T00:30:15/);
    expect(await answered(conditions.start('4'))).toEqual(ok({ members: ['000660', '035720', '005930'] }));
    expect(server.heard).toEqual(['CNSRLST', 'CNSRREQ 4']);
  });

  it('keeps what happens while its members are on the way', async () => {
    const CNSRREQ = () => [
      matchFrame('4', '035720', 'I'),
      { trnm: 'CNSRREQ', seq: '4', return_code: 0, return_msg: '', data: [{ jmcode: 'A005930' }] },
    ];
    const { conditions, answered, changes } = await conditionDesk({ answers: { CNSRREQ } });
    expect(await answered(conditions.start('4'))).toEqual(ok({ members: ['005930', '035720'] }));
    expect(changes()).toEqual(['4 enter 035720']);
  });

  it('is followed no more once it is stopped', async () => {
    const { conditions, answered, push, changes, server } = await conditionDesk({
      members: { 4: ['A005930'] },
    });
    await answered(conditions.start('4'));
    expect(await answered(conditions.stop('4'))).toEqual(ok(undefined));
    push(matchFrame('4', '005930', 'D'));
    expect(changes()).toEqual([]);
    expect(server.heard.at(-1)).toBe('CNSRCLR 4');
    expect(await answered(conditions.stop('4'))).toEqual(ok(undefined));
    expect(server.heard.filter((name) => name === 'CNSRCLR 4')).toHaveLength(1);
  });

  it('is followed again after a reconnect, and what was missed is told', async () => {
    const script: ConditionServerScript = { members: { 4: ['A005930', 'A000660'] } };
    const { conditions, answered, reconnect, changes, push, server } = await conditionDesk(script);
    await answered(conditions.start('4'));
    script.members = { 4: ['A000660', 'A035720'] };
    await reconnect();
    expect(server.heard).toEqual(['CNSRLST', 'CNSRREQ 4', 'CNSRLST', 'CNSRREQ 4']);
    expect(changes()).toEqual(['4 leave 005930', '4 enter 035720']);
    push(matchFrame('4', '035720', 'D'));
    expect(changes().at(-1)).toBe('4 leave 035720');
  });

  it('that could not be begun is not followed', async () => {
    const { conditions, answered, push, changes, pass } = await conditionDesk({
      silent: new Set(['CNSRREQ']),
    });
    const begun = conditions.start('4');
    void answered(begun);
    await settle();
    await pass(10_000);
    expect(await begun).toMatchObject({
      error: { code: 'CONDITION_NOT_ANSWERED', context: { conditionId: '4' } },
    });
    push(matchFrame('4', '005930', 'I'));
    expect(changes()).toEqual([]);
  });

  it('asks for its members anew when an event cannot be read, and the connection stays', async () => {
    const script: ConditionServerScript = { members: { 4: ['A005930'] } };
    const { conditions, answered, push, changes, pass, serve, sockets } = await conditionDesk(script);
    await answered(conditions.start('4'));
    script.members = { 4: ['A005930', 'A000660'] };
    push(matchFrame('4', '???', 'I'));
    push(matchFrame('4', '005930', 'X'));
    await pass(30_000);
    await serve();
    expect(changes()).toEqual(['4 enter 000660']);
    expect(sockets.connections).toHaveLength(1);
  });

  it('whose owner has deleted it empties', async () => {
    const script: ConditionServerScript = { members: { 4: ['A005930'] }, answers: {} };
    const { conditions, answered, reconnect, changes } = await conditionDesk(script);
    await answered(conditions.start('4'));
    if (script.answers !== undefined) {
      script.answers.CNSRLST = () => [
        { trnm: 'CNSRLST', return_code: 0, return_msg: '', data: [['0', 'x']] },
      ];
    }
    await reconnect();
    expect(changes()).toEqual(['4 leave 005930']);
  });
});
