import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStreamValues } from '#electron/core/brokers/kiwoom/api/raw-streams.ts';
import type { KiwoomSettings } from '#electron/core/brokers/kiwoom/kiwoom-settings.ts';
import { createMarketDataService } from '#electron/core/market-data/create-market-data-service.ts';
import type { DeskClient } from '#electron/core/desk.ts';
import { isKiwoomNumericKind } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { KIWOOM_REALTIME_TYPE_IDS, kiwoomRealtimeType } from '#shared/catalogue/kiwoom-realtime.ts';
import type { ApiStream, ApiStreamUpdate } from '#shared/contract/api.ts';
import { createKiwoomDesk, logIn } from '#test/support/kiwoom-desk.ts';
import { settle } from '#test/support/settle.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';

const SECTOR = { type: '0J', item: '001' };
const GOLD = { type: '0I', item: 'MGD' };
const ALL_VI = { type: '1h', item: '' };
const SESSION = { type: '0s', item: '' };

/** A desk that is online, with windows attached to its market data. */
async function onlineDesk(settings: Partial<KiwoomSettings> = {}) {
  const desk = createKiwoomDesk({ settings });
  await desk.goOnline();
  const market = createMarketDataService({ clock: desk.clock, log: SILENT_LOG });
  market.setSource(desk.broker);
  const openWindow = (clientId: string) => {
    const updates: ApiStreamUpdate[] = [];
    const client: DeskClient = {
      clientId,
      sendEvent: () => undefined,
      sendMarket: (batch) => updates.push(...batch.streams),
      isReadyForMarket: () => true,
    };
    return { updates, detach: market.attach(client) };
  };
  const frames = () =>
    desk.sockets
      .latest()
      .sent.map((text) => JSON.parse(text) as { trnm: string; grp_no: string; data: unknown });
  const answerRegistrations = async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      await settle();
      desk.sockets.latest().receive({ trnm: 'REG', return_code: 0, return_msg: '' });
      desk.sockets.latest().receive({ trnm: 'REMOVE', return_code: 0, return_msg: '' });
    }
    await settle();
  };
  const push = (...entries: { type: string; item: string; values: unknown }[]) =>
    desk.sockets.latest().receive({ trnm: 'REAL', data: entries.map((entry) => ({ name: '', ...entry })) });
  return { ...desk, market, openWindow, frames, answerRegistrations, push };
}

describe('raw streams', () => {
  it('are registered below the desk’s own, and types of the account and the market not at all', async () => {
    const desk = await onlineDesk();
    desk.openWindow('a');
    const streams = [
      SECTOR,
      GOLD,
      ALL_VI,
      SESSION,
      { type: '00', item: '' },
      { type: '0F', item: '005930_AL' },
    ];
    expect(desk.market.watchStreams('a', streams)).toEqual({ denied: [] });
    await desk.answerRegistrations();
    expect(desk.frames().filter(({ trnm }) => trnm === 'REG')).toEqual([
      expect.objectContaining({ grp_no: '1' }),
      expect.objectContaining({
        grp_no: '2',
        data: [
          { item: ['001'], type: ['0J'] },
          { item: ['MGD'], type: ['0I'] },
          { item: ['005930_AL'], type: ['0F'] },
        ],
      }),
    ]);
  });

  it('bring the latest values of each item in a batch, parsed by the catalogue', async () => {
    const desk = await onlineDesk();
    const a = desk.openWindow('a');
    desk.market.watchStreams('a', [SECTOR]);
    await desk.answerRegistrations();
    desk.push({ type: '0J', item: '001', values: { 10: '-2521.27', 11: '-3.10', 20: '093015' } });
    desk.push({
      type: '0J',
      item: '001',
      values: { 10: '-2520.11', 11: '-4.26', 20: '093016', 99999: '0012' },
    });
    desk.push({ type: '0J', item: '101', values: { 10: '812.00' } }, { type: '0U', item: '001', values: {} });
    await desk.pass(20);
    expect(a.updates).toEqual([
      { ...SECTOR, values: { 10: 2520.11, 11: -4.26, 20: '093016', 99999: '0012' }, at: expect.any(Number) },
    ]);
  });

  it('about everything bring each item by itself', async () => {
    const desk = await onlineDesk();
    const a = desk.openWindow('a');
    const b = desk.openWindow('b');
    desk.market.watchStreams('a', [ALL_VI]);
    desk.market.watchStreams('b', [{ type: '1h', item: '000660' }]);
    desk.push(
      { type: '1h', item: '005930', values: { 9001: '005930' } },
      { type: '1h', item: '000660', values: { 9001: '000660' } },
    );
    await desk.pass(20);
    expect(a.updates.map(({ item }) => item)).toEqual(['005930', '000660']);
    expect(b.updates.map(({ item }) => item)).toEqual(['000660']);
  });

  it('that a server names without the venue’s suffix come under the wanted name', async () => {
    const desk = await onlineDesk();
    const a = desk.openWindow('a');
    desk.market.watchStreams('a', [{ type: '0w', item: '005930_AL' }]);
    desk.push({ type: '0w', item: '005930', values: { 210: '-15' } });
    await desk.pass(20);
    expect(a.updates).toMatchObject([{ item: '005930_AL', values: { 210: -15 } }]);
  });

  it('give way to books and prints when the budget is short, and say so', async () => {
    const desk = await onlineDesk({ maxItems: 2 });
    desk.openWindow('a');
    const interest = (symbol: string) => ({
      symbol,
      channels: ['quote' as const],
      priority: 'background' as const,
    });
    desk.market.watch('a', [interest('005930')]);
    const streams: ApiStream[] = [SECTOR, { type: '0F', item: '005930' }, { type: '0J', item: '101' }];
    expect(desk.market.watchStreams('a', streams)).toEqual({ denied: [{ type: '0J', item: '101' }] });
    expect(desk.market.watch('a', [interest('005930'), interest('000660')])).toEqual({ denied: [] });
    expect(desk.market.watchStreams('a', streams).denied).toEqual([SECTOR, { type: '0J', item: '101' }]);
  });

  it.each([
    { type: '9Z', item: '' },
    { type: '0j', item: '001' },
    { type: '0J', item: '' },
    { type: '0J', item: '005930' },
    { type: '0I', item: '001' },
    { type: '0s', item: '005930' },
    { type: '0u', item: '005930_AL' },
  ])('that Kiwoom does not have are denied: $type $item', async (stream) => {
    const desk = await onlineDesk();
    desk.openWindow('a');
    expect(desk.market.watchStreams('a', [stream])).toEqual({ denied: [stream] });
    await desk.answerRegistrations();
    expect(desk.frames().filter(({ grp_no }) => grp_no === '2')).toEqual([]);
  });

  it('are registered again after a reconnect', async () => {
    const desk = await onlineDesk();
    const a = desk.openWindow('a');
    desk.market.watchStreams('a', [SECTOR]);
    await desk.answerRegistrations();
    desk.sockets.latest().drop();
    await desk.pass(5_000);
    logIn(desk.sockets);
    await desk.answerRegistrations();
    expect(desk.sockets.connections).toHaveLength(2);
    expect(desk.frames()).toContainEqual(
      expect.objectContaining({ trnm: 'REG', data: [{ item: ['001'], type: ['0J'] }] }),
    );
    desk.push({ type: '0J', item: '001', values: { 10: '2500.00' } });
    await desk.pass(20);
    expect(a.updates.at(-1)?.values).toEqual({ 10: 2500 });
  });

  it('are removed when the last window that wants them is gone, and cost nothing then', async () => {
    const desk = await onlineDesk();
    const a = desk.openWindow('a');
    const b = desk.openWindow('b');
    desk.market.watchStreams('a', [SECTOR]);
    desk.market.watchStreams('b', [SECTOR]);
    await desk.answerRegistrations();
    a.detach();
    await desk.answerRegistrations();
    expect(desk.frames().some(({ trnm }) => trnm === 'REMOVE')).toBe(false);
    b.detach();
    await desk.answerRegistrations();
    expect(desk.frames()).toContainEqual(
      expect.objectContaining({ trnm: 'REMOVE', data: [{ item: ['001'], type: ['0J'] }] }),
    );
    desk.push({ type: '0J', item: '001', values: { 10: '2500.00' } });
    expect(desk.broker.api?.streams.latest(SECTOR)).toBeNull();
  });

  it('show a window that comes later what is held already', async () => {
    const desk = await onlineDesk();
    desk.openWindow('a');
    desk.market.watchStreams('a', [SECTOR]);
    desk.push({ type: '0J', item: '001', values: { 10: '2500.00' } });
    await desk.pass(20);
    const b = desk.openWindow('b');
    desk.market.watchStreams('b', [SECTOR]);
    await desk.pass(20);
    expect(b.updates).toMatchObject([{ ...SECTOR, values: { 10: 2500 } }]);
  });

  it('leave the feed of the order book as it is', async () => {
    const desk = await onlineDesk();
    const a = desk.openWindow('a');
    const events: string[] = [];
    desk.broker.marketData.onEvent(({ kind }) => events.push(kind));
    desk.market.watchStreams('a', [{ type: '0B', item: '005930' }]);
    desk.push({ type: '0B', item: '005930', values: { 10: '-71000', 15: '+3', 13: '100', 20: '093015' } });
    await desk.pass(20);
    expect(events).toEqual(['trade']);
    expect(a.updates).toMatchObject([{ type: '0B', values: { 10: 71_000, 15: 3 } }]);
  });
});

describe('values of a real-time message', () => {
  it('of any type of the catalogue are read by the kinds of its fields', () => {
    expect(KIWOOM_REALTIME_TYPE_IDS).toHaveLength(19);
    for (const type of KIWOOM_REALTIME_TYPE_IDS) {
      const { fields } = kiwoomRealtimeType(type);
      const values = parseStreamValues(type, Object.fromEntries(fields.map(({ fid }) => [fid, '+0012'])));
      for (const { fid, kind, scale } of fields) {
        const number = scale === undefined ? 12 : 12 / (scale === 0.01 ? 100 : 1000);
        expect([type, fid, values[fid]]).toEqual([type, fid, isKiwoomNumericKind(kind) ? number : '+0012']);
      }
    }
  });

  it('never throw, whatever a hostile server sends', () => {
    const types = fc.constantFrom(...KIWOOM_REALTIME_TYPE_IDS);
    const fids = fc.oneof(
      fc.nat({ max: 10_000 }).map(String),
      fc.constantFrom('__proto__', 'constructor', ''),
    );
    fc.assert(
      fc.property(types, fc.dictionary(fids, fc.jsonValue()), (type, values) => {
        for (const value of Object.values(parseStreamValues(type, values))) {
          expect(value === null || ['string', 'number'].includes(typeof value)).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
