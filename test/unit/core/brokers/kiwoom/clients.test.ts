import { describe, expect, it } from 'vitest';
import type { MarketSubscription, PageCursor } from '#electron/core/brokers/broker.ts';
import { price } from '#shared/domain/price.ts';
import type { KiwoomSettings } from '#electron/core/brokers/kiwoom/kiwoom-settings.ts';
import { bodyOf, createKiwoomDesk, logIn } from '#test/support/kiwoom-desk.ts';
import { kiwoomFixture } from '#test/support/kiwoom-fixture.ts';
import { settle } from '#test/support/settle.ts';

const fixture = (name: string) => ({ body: kiwoomFixture(name) });

describe('account client', () => {
  it('asks for number, cash and holdings', async () => {
    const { broker, asked } = createKiwoomDesk({
      answers: {
        ka00001: { body: { acctNo: '8000000011', return_code: 0 } },
        kt00001: fixture('cash'),
        kt00018: fixture('positions'),
      },
    });
    expect(await broker.account.fetchAccountNumber()).toEqual({ ok: true, value: '8000000011' });
    expect(await broker.account.fetchCash()).toMatchObject({ value: { buyingPower: 7_654_321 } });
    expect(await broker.account.fetchPositions()).toMatchObject({
      value: [{ symbol: '005930' }, { symbol: '0080G0' }],
    });
    expect(asked('kt00018').map(bodyOf)).toEqual([{ qry_tp: '2', dmst_stex_tp: 'KRX' }]);
  });

  it('asks what can be bought at a price, and at the upper limit for an order without one', async () => {
    const { broker, asked } = createKiwoomDesk({
      answers: { kt00010: fixture('buyable'), ka10001: fixture('basics') },
    });
    expect(await broker.account.fetchBuyableQuantity('005930', price(71_000))).toEqual({
      ok: true,
      value: 107,
    });
    await broker.account.fetchBuyableQuantity('005930', null);
    expect(asked('kt00010').map((request) => bodyOf(request).uv)).toEqual(['71000', '92800']);
  });
});

describe('market data client', () => {
  it('joins the lists of both markets and of funds, each instrument once', async () => {
    const { broker, asked } = createKiwoomDesk({ answers: { ka10099: fixture('instruments') } });
    const instruments = await broker.marketData.fetchInstruments();
    expect(instruments.ok && instruments.value.map(({ symbol }) => symbol)).toEqual([
      '005930',
      '0080G0',
      '530031',
      '900110',
    ]);
    expect(asked('ka10099').map((request) => bodyOf(request).mrkt_tp)).toEqual(['0', '10', '8']);
  });

  it('asks for quotes a hundred at a time', async () => {
    const { broker, asked } = createKiwoomDesk({ answers: { ka10095: fixture('watched-quotes') } });
    const symbols = Array.from({ length: 230 }, (_, index) => String(index).padStart(6, '0'));
    const quotes = await broker.marketData.fetchQuotes(symbols);
    expect(quotes).toMatchObject({ ok: true, value: { length: 6 } });
    expect(asked('ka10095').map((request) => bodyOf(request).stk_cd?.split('|').length)).toEqual([
      100, 100, 30,
    ]);
    expect(await broker.marketData.fetchQuotes([])).toEqual({ ok: true, value: [] });
  });

  it('falls back to the basics for a quote that the list does not have', async () => {
    const { broker, answer } = createKiwoomDesk({
      answers: { ka10095: { body: { atn_stk_infr: [], return_code: 0 } }, ka10001: fixture('basics') },
    });
    expect(await broker.marketData.fetchQuote('005930')).toMatchObject({
      value: { lastPrice: 70_900, bestBid: null },
    });
    answer({ ka10095: { body: { return_code: 20, return_msg: '[2000](RC9000:미지원)' } } });
    expect(await broker.marketData.fetchQuote('005930')).toMatchObject({ value: { lastPrice: 70_900 } });
    answer({ ka10095: fixture('watched-quotes') });
    expect(await broker.marketData.fetchQuote('005930')).toMatchObject({ value: { bestBid: 70_800 } });
  });

  it('asks for the book and the latest trades', async () => {
    const { broker } = createKiwoomDesk({
      answers: { ka10004: fixture('order-book'), ka10003: fixture('trades') },
    });
    expect(await broker.marketData.fetchOrderBook('005930')).toMatchObject({
      value: { symbol: '005930', asks: { length: 10 } },
    });
    expect(await broker.marketData.fetchTrades('005930')).toMatchObject({
      value: [{ quantity: 7 }, { quantity: 120 }, { quantity: 5_000 }],
    });
  });

  it.each<[KiwoomSettings['marketDataVenue'], string]>([
    ['KRX', '005930'],
    ['NXT', '005930_NX'],
    ['all', '005930_AL'],
  ])('shows the prices of %s', async (marketDataVenue, code) => {
    const { broker, asked, sockets, goOnline } = createKiwoomDesk({
      settings: { marketDataVenue },
      answers: { ka10004: fixture('order-book') },
    });
    await broker.marketData.fetchOrderBook('005930');
    expect(asked('ka10004').map(bodyOf)).toEqual([{ stk_cd: code }]);
    broker.marketData.setSubscriptions([{ symbol: '005930', channel: 'book', priority: 1 }]);
    await goOnline();
    expect(sockets.latest().sent.at(-1)).toContain(`"item":["${code}"]`);
  });
});

describe('bars', () => {
  const query = { symbol: '005930', interval: 'day', isAdjusted: true, cursor: null } as const;

  it('go back page by page, asking each time what was asked first', async () => {
    const { broker, asked, clock } = createKiwoomDesk({
      answers: {
        ka10081: ({ headers }) => ({
          ...fixture('day-chart'),
          headers: headers['next-key'] === 'K2' ? { 'cont-yn': 'N' } : { 'cont-yn': 'Y', 'next-key': 'K2' },
        }),
      },
    });
    const first = await broker.marketData.fetchCandles(query);
    if (!first.ok || first.value.next === null) throw new Error('no second page');
    clock.advance(20 * 3_600_000);
    const second = await broker.marketData.fetchCandles({ ...query, cursor: first.value.next });
    expect(second).toMatchObject({ ok: true, value: { items: { length: 3 }, next: null } });
    const requests = asked('ka10081');
    expect(requests.map(bodyOf)).toEqual(
      Array(2).fill({ stk_cd: '005930', base_dt: '20261120', upd_stkpc_tp: '1' }),
    );
    expect(requests[1]?.headers['next-key']).toBe('K2');
  });

  it.each([
    ['tick', 'ka10079', 'tick-chart', { stk_cd: '005930', tic_scope: '1', upd_stkpc_tp: '0' }],
    ['1m', 'ka10080', 'minute-chart', { stk_cd: '005930', tic_scope: '1', upd_stkpc_tp: '0' }],
    ['60m', 'ka10080', 'minute-chart', { stk_cd: '005930', tic_scope: '60', upd_stkpc_tp: '0' }],
    ['week', 'ka10082', 'week-chart', { stk_cd: '005930', base_dt: '20261120', upd_stkpc_tp: '0' }],
    ['month', 'ka10083', 'month-chart', { stk_cd: '005930', base_dt: '20261120', upd_stkpc_tp: '0' }],
    ['year', 'ka10094', 'year-chart', { stk_cd: '005930', base_dt: '20261120', upd_stkpc_tp: '0' }],
  ] as const)('of %s come from %s', async (interval, api, name, body) => {
    const { broker, asked } = createKiwoomDesk({ answers: { [api]: fixture(name) } });
    const page = await broker.marketData.fetchCandles({ ...query, interval, isAdjusted: false });
    expect(page.ok && page.value.items.length).toBeGreaterThan(0);
    expect(asked(api).map(bodyOf)).toEqual([body]);
  });

  it('end when the broker offers the same page again', async () => {
    const { broker } = createKiwoomDesk({
      answers: { ka10081: { ...fixture('day-chart'), headers: { 'cont-yn': 'Y', 'next-key': 'K' } } },
    });
    const first = await broker.marketData.fetchCandles(query);
    const again = await broker.marketData.fetchCandles({
      ...query,
      cursor: first.ok ? first.value.next : null,
    });
    expect(again).toMatchObject({ value: { next: null } });
  });

  it.each([
    '',
    'x',
    '[]',
    '["20261120"]',
    '["2026","K"]',
    '{"nextKey":"K"}',
    '["20261120",5]',
    '["20261120",""]',
  ])('refuse the foreign cursor %j without asking', async (cursor) => {
    const { broker, http } = createKiwoomDesk();
    expect(await broker.marketData.fetchCandles({ ...query, cursor: cursor as PageCursor })).toMatchObject({
      error: { kind: 'validation', code: 'PAGE_CURSOR_UNKNOWN' },
    });
    expect(http.requests).toEqual([]);
  });
});

describe('real-time registrations', () => {
  const want = (
    symbol: string,
    channel: MarketSubscription['channel'] = 'trades',
    priority = 1,
  ): MarketSubscription => ({ symbol, channel, priority });

  /** A desk online, with what it registered since. Each message is confirmed before the next comes. */
  async function online(settings: Partial<KiwoomSettings> = {}) {
    const desk = createKiwoomDesk({ settings });
    await desk.goOnline();
    let seen = desk.sockets.latest().sent.length;
    const registered = async () => {
      const messages: Record<string, unknown>[] = [];
      for (let round = 0; round < 30; round += 1) {
        await settle();
        const { sent } = desk.sockets.latest();
        for (; seen < sent.length; seen += 1) {
          const message = JSON.parse(sent[seen] ?? '{}') as Record<string, unknown>;
          messages.push(message);
          desk.sockets.latest().receive({ trnm: message.trnm, return_code: 0, return_msg: '' });
        }
      }
      return messages;
    };
    return { ...desk, registered, rewind: () => (seen = 0) };
  }

  it('always hold orders, holdings, sessions and interruptions, before the desk is online', async () => {
    const { broker, sockets } = createKiwoomDesk();
    const connecting = broker.connect();
    await settle();
    sockets.latest().open();
    sockets.latest().receive({ trnm: 'LOGIN', return_code: 0 });
    await settle();
    expect(sockets.latest().sent.map((text) => JSON.parse(text) as unknown)).toEqual([
      { trnm: 'LOGIN', token: 'FIXTURE-TOKEN-1' },
      { trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: [''], type: ['00', '04', '0s', '1h'] }] },
    ]);
    expect(broker.connection().phase).toBe('connecting');
    sockets.latest().receive({ trnm: 'REG', return_code: 0 });
    expect(await connecting).toMatchObject({ ok: true });
    expect(broker.connection().phase).toBe('online');
  });

  it('join instruments with the same feeds in one message', async () => {
    const { broker, registered } = await online();
    broker.marketData.setSubscriptions([
      want('005930'),
      want('005930', 'book'),
      want('000660'),
      want('000660', 'book'),
      want('035720', 'expected'),
      want('035720', 'reference'),
    ]);
    expect(await registered()).toEqual([
      {
        trnm: 'REG',
        grp_no: '2',
        refresh: '1',
        data: [
          { item: ['005930', '000660'], type: ['0B', '0D'] },
          { item: ['035720'], type: ['0H', '0g'] },
        ],
      },
    ]);
  });

  it('change by the difference, removals first', async () => {
    const { broker, registered } = await online();
    broker.marketData.setSubscriptions([want('005930'), want('005930', 'book'), want('000660')]);
    await registered();
    broker.marketData.setSubscriptions([want('005930'), want('035720')]);
    expect(await registered()).toEqual([
      {
        trnm: 'REMOVE',
        grp_no: '2',
        data: [
          { item: ['005930'], type: ['0D'] },
          { item: ['000660'], type: ['0B'] },
        ],
      },
      { trnm: 'REG', grp_no: '2', refresh: '1', data: [{ item: ['035720'], type: ['0B'] }] },
    ]);
  });

  it('fill a group before the next is opened, and reuse the room of what left', async () => {
    const { broker, registered } = await online({ itemsPerGroup: 2, maxItems: 5 });
    const symbols = ['000001', '000002', '000003', '000004', '000005'];
    broker.marketData.setSubscriptions(symbols.map((symbol) => want(symbol)));
    expect(
      (await registered()).map(({ grp_no, data }) => [grp_no, (data as { item: string[] }[])[0]?.item]),
    ).toEqual([
      ['2', ['000001', '000002']],
      ['3', ['000003', '000004']],
      ['4', ['000005']],
    ]);
    broker.marketData.setSubscriptions([...symbols.slice(1), '000006'].map((symbol) => want(symbol)));
    expect((await registered()).map(({ trnm, grp_no }) => [trnm, grp_no])).toEqual([
      ['REMOVE', '2'],
      ['REG', '2'],
    ]);
  });

  it('keep to the budget: the least wanted are named and not registered', async () => {
    const { broker, registered } = await online({ maxItems: 2 });
    expect(
      broker.marketData.setSubscriptions([
        want('000001', 'trades', 1),
        want('000002', 'trades', 9),
        want('000003', 'trades', 5),
      ]),
    ).toEqual([want('000001', 'trades', 1)]);
    expect((await registered()).map(({ data }) => data)).toEqual([
      [{ item: ['000002', '000003'], type: ['0B'] }],
    ]);
    expect(broker.capabilities.maxRegistrations).toBe(2);
  });

  it('come back whole after a reconnect, and what was shown may have missed events', async () => {
    const { broker, sockets, registered, rewind, pass } = await online();
    let gaps = 0;
    broker.marketData.onGap(() => (gaps += 1));
    broker.marketData.setSubscriptions([want('005930'), want('000660', 'book')]);
    await registered();
    sockets.latest().drop();
    expect(broker.connection().phase).toBe('waitingToRetry');
    await pass(1_000);
    expect(gaps).toBe(0);
    logIn(sockets);
    await settle();
    rewind();
    expect(gaps).toBe(1);
    const messages = await registered();
    expect(messages.map(({ trnm }) => trnm)).toEqual(['LOGIN', 'REG', 'REG']);
    expect(messages[2]).toMatchObject({
      grp_no: '2',
      data: [
        { item: ['005930'], type: ['0B'] },
        { item: ['000660'], type: ['0D'] },
      ],
    });
  });

  it('remember the newest session of each venue for who listens later', async () => {
    const { broker, sockets } = await online();
    expect(broker.marketData.sessions()).toEqual([]);
    sockets.latest().receive(kiwoomFixture('real-session'));
    expect(broker.marketData.sessions().map(({ session }) => [session.venue, session.phase])).toEqual([
      ['KRX', 'closingAuction'],
      ['NXT', 'afterMarket'],
    ]);
  });

  it('deliver events to whoever listens, until they stop listening', async () => {
    const { broker, sockets, clock } = await online();
    const seen: string[] = [];
    const stops = [
      broker.marketData.onEvent(({ kind }) => seen.push(kind)),
      broker.execution.onReport(({ event }) => seen.push(event)),
      broker.account.onChange(({ symbol }) => seen.push(`holding ${symbol}`)),
    ];
    const push = () => {
      for (const name of ['real-trade', 'real-book', 'real-holding'])
        sockets.latest().receive(kiwoomFixture(name));
      sockets.latest().receive((kiwoomFixture('real-orders') as unknown as unknown[])[0]);
    };
    push();
    expect(seen).toEqual(['trade', 'book', 'holding 005930', 'accepted']);
    expect(broker.lastMessageAt()).toBe(clock.now());
    for (const stop of stops) stop();
    push();
    expect(seen).toHaveLength(4);
  });
});
