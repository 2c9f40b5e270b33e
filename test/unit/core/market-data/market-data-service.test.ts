import { describe, expect, it } from 'vitest';
import { createMarketDataService } from '#electron/core/market-data/create-market-data-service.ts';
import type { DeskClient } from '#electron/core/desk.ts';
import type { MarketBatch } from '#shared/contract/events.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { bookAt, createMarketSource, quoteAt, tradeAt } from '#test/support/market-source.ts';
import { SAMSUNG } from '#test/support/order-desk.ts';
import { settle } from '#test/support/settle.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

function arrange(options: Parameters<typeof createMarketSource>[1] = {}) {
  const clock = createVirtualClock();
  const source = createMarketSource(clock, options);
  const service = createMarketDataService({ clock, log: SILENT_LOG });
  service.setSource(source.broker);
  const window = (clientId: string) => {
    const batches: MarketBatch[] = [];
    const gate = { isReady: true };
    const client: DeskClient = {
      clientId,
      sendEvent: () => undefined,
      sendMarket: (batch) => batches.push(batch),
      isReadyForMarket: () => gate.isReady,
    };
    const detach = service.attach(client);
    return { batches, gate, detach };
  };
  /** Lets snapshots arrive and the batch of the frame leave. */
  const frame = async () => {
    clock.advance(25);
    await settle();
    clock.advance(25);
    await settle();
  };
  return { clock, source, service, window, frame };
}

const WATCH_ALL = [
  { symbol: '005930', channels: ['quote', 'book', 'trades'] as const, priority: 'focused' as const },
];
const watchAll = WATCH_ALL.map((interest) => ({ ...interest, channels: [...interest.channels] }));

describe('market data', () => {
  it('brings a window the snapshot of what it starts to watch', async () => {
    const { service, window, frame } = arrange();
    const a = window('a');
    service.watch('a', watchAll);
    await frame();
    expect(a.batches.flatMap(({ quotes }) => quotes.map(({ lastPrice }) => lastPrice))).toContain(70_500);
    expect(a.batches.flatMap(({ books }) => books)).toHaveLength(1);
    expect(a.batches.flatMap(({ fresh }) => fresh)).toEqual(['005930']);
  });

  it('sends a window what comes after a pause at once, and then one batch a frame at most', async () => {
    const { clock, service, source, window, frame } = arrange();
    const a = window('a');
    service.watch('a', watchAll);
    await frame();
    clock.advance(100);
    a.batches.length = 0;
    source.push(tradeAt('005930', 70_600, 1_001));
    clock.advance(0);
    expect(a.batches).toHaveLength(1);
    for (let at = 0; at < 160; at += 1) {
      source.push(tradeAt('005930', 70_600, 1_002 + at));
      clock.advance(1);
    }
    clock.advance(16);
    expect(a.batches).toHaveLength(11);
    expect(a.batches.flatMap(({ trades }) => trades)).toHaveLength(161);
  });

  it('sends a window the latest quote of a frame and every trade in order', async () => {
    const { service, source, window, frame } = arrange();
    const a = window('a');
    service.watch('a', watchAll);
    await frame();
    a.batches.length = 0;
    source.push(tradeAt('005930', 70_600, 1_001));
    source.push(tradeAt('005930', 70_700, 1_002));
    source.push(tradeAt('005930', 70_800, 1_003));
    await frame();
    expect(a.batches).toHaveLength(1);
    expect(a.batches[0]?.quotes.map(({ lastPrice }) => lastPrice)).toEqual([70_800]);
    expect(a.batches[0]?.trades.map(({ price }) => price)).toEqual([70_600, 70_700, 70_800]);
  });

  it('sends nothing of an instrument to a window that does not show it', async () => {
    const { service, source, window, frame } = arrange();
    window('a');
    const b = window('b');
    service.watch('a', watchAll);
    service.watch('b', [{ symbol: '000660', channels: ['quote'], priority: 'visible' }]);
    await frame();
    b.batches.length = 0;
    source.push(tradeAt('005930', 70_600, 1_001));
    source.push({ kind: 'book', book: bookAt('005930', 70_000) });
    await frame();
    expect(b.batches).toEqual([]);
  });

  it('holds market data for a window that is behind, then sends the latest with all trades', async () => {
    const { service, source, window, frame } = arrange();
    const a = window('a');
    service.watch('a', watchAll);
    await frame();
    a.batches.length = 0;
    a.gate.isReady = false;
    source.push(tradeAt('005930', 70_600, 1_001));
    await frame();
    source.push(tradeAt('005930', 70_700, 1_002));
    await frame();
    expect(a.batches).toEqual([]);
    a.gate.isReady = true;
    await frame();
    expect(a.batches).toHaveLength(1);
    expect(a.batches[0]?.trades).toHaveLength(2);
    expect(a.batches[0]?.quotes[0]?.lastPrice).toBe(70_700);
  });

  it('marks what is shown stale when the link is lost, and fresh again with the next data', async () => {
    const { service, source, window, frame } = arrange();
    const a = window('a');
    service.watch('a', watchAll);
    await frame();
    a.batches.length = 0;
    source.setPhase('waitingToRetry');
    await frame();
    expect(a.batches.flatMap(({ stale }) => stale)).toEqual(['005930']);
    a.batches.length = 0;
    source.setPhase('online');
    source.push(tradeAt('005930', 70_900, 1_010));
    await frame();
    expect(a.batches.flatMap(({ fresh }) => fresh)).toEqual(['005930']);
  });

  it('marks data stale after ten silent seconds of a trading session', async () => {
    const { clock, service, window, frame } = arrange();
    const a = window('a');
    service.watch('a', watchAll);
    await frame();
    a.batches.length = 0;
    clock.advance(12_000);
    await settle();
    clock.advance(50);
    expect(a.batches.flatMap(({ stale }) => stale)).toEqual(['005930']);
  });

  it('asks again for what a reconnect may have missed and names the hole in the trades', async () => {
    const { service, source, window, frame } = arrange();
    const a = window('a');
    service.watch('a', watchAll);
    await frame();
    const before = source.quoteQueries.length;
    a.batches.length = 0;
    source.gap();
    await frame();
    expect(a.batches.flatMap(({ tradeGaps }) => tradeGaps)).toEqual(['005930']);
    expect(source.quoteQueries.length).toBe(before + 1);
    expect(source.bookQueries).toEqual(['005930', '005930']);
  });

  it('asks the next source for all anew when another takes over, and names the hole in the trades', async () => {
    const { clock, service, window, frame } = arrange();
    const a = window('a');
    service.watch('a', watchAll);
    await frame();
    a.batches.length = 0;
    const next = createMarketSource(clock, { quote: (symbol) => quoteAt(symbol, 50_000) });
    service.setSource(next.broker);
    await frame();
    expect(a.batches.flatMap(({ tradeGaps }) => tradeGaps)).toEqual(['005930']);
    expect(a.batches.flatMap(({ quotes }) => quotes.map(({ lastPrice }) => lastPrice))).toEqual([50_000]);
    expect(service.lastPrice('005930')).toBe(50_000);
  });

  it('knows no instrument of the old market once that is forgotten, and tells so', async () => {
    const { service } = arrange({ instruments: [SAMSUNG] });
    await service.loadInstruments();
    let told = 0;
    service.onInstruments(() => (told += 1));
    service.forgetInstruments();
    service.forgetInstruments();
    expect([service.instruments(), told]).toEqual([[], 1]);
    const onItsWay = service.loadInstruments();
    service.forgetInstruments();
    expect(await onItsWay).toMatchObject({ ok: false, error: { code: 'MARKET_DATA_NO_SOURCE' } });
    expect([service.instruments(), told]).toEqual([[], 1]);
  });

  it('keeps a push that is newer than the snapshot asked for before it', async () => {
    const { service, source, window, frame } = arrange({ quote: (symbol) => quoteAt(symbol, 70_500) });
    const a = window('a');
    service.watch('a', watchAll);
    source.push(tradeAt('005930', 71_000, 2_000));
    await frame();
    expect(a.batches.at(-1)?.quotes.at(-1)?.lastPrice ?? service.quote('005930')?.lastPrice).toBe(71_000);
    expect(service.quote('005930')).toMatchObject({ lastPrice: 71_000, volume: 2_000 });
  });

  it('asks for many first quotes at once', async () => {
    const { service, source, window, frame } = arrange();
    window('a');
    const interests = Array.from({ length: 70 }, (_, index) => ({
      symbol: String(100_000 + index),
      channels: ['quote' as const],
      priority: 'visible' as const,
    }));
    service.watch('a', interests);
    await frame();
    expect(source.quoteQueries.map((symbols) => symbols.length)).toEqual([70]);
  });

  it('tells a window which feeds did not fit the budget', () => {
    const { service, window } = arrange({ maxRegistrations: 1 });
    window('a');
    const reply = service.watch('a', [
      { symbol: '005930', channels: ['quote'], priority: 'focused' },
      { symbol: '000660', channels: ['quote'], priority: 'background' },
    ]);
    expect(reply.denied).toEqual([{ symbol: '000660', channel: 'quote' }]);
  });

  it('asks once for the instruments when several want them, and again when asked later', async () => {
    const { source, service } = arrange();
    await Promise.all([service.loadInstruments(), service.loadInstruments()]);
    expect(source.instrumentQueries).toHaveLength(1);
    await service.loadInstruments();
    expect(source.instrumentQueries).toHaveLength(2);
  });

  it('knows the session that the broker told before anybody listened, also after a reconnect', () => {
    const told = { venue: 'KRX', phase: 'paused', endsAt: null } as const;
    const { source, service } = arrange({
      environment: 'embedded',
      sessions: [{ kind: 'session', session: told, eventTime: 0 as EpochMs }],
    });
    expect(service.sessions()[0]).toEqual(told);
    source.gap();
    expect(service.sessions()[0]).toEqual(told);
  });

  it('ends every subscription when the source goes and the service closes', () => {
    const { clock, service, source, window } = arrange();
    const a = window('a');
    service.watch('a', watchAll);
    a.detach();
    expect(source.wanted()).toEqual([]);
    service.setSource(null);
    expect(source.listeners()).toBe(0);
    service.close();
    clock.advance(60_000);
    expect(clock.pendingTimers()).toBe(0);
  });
});
