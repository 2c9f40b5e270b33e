import { describe, expect, it } from 'vitest';
import { createSocketBridge } from '#renderer/bridge/socket-bridge.ts';
import type { BridgeSocketHandlers } from '#renderer/bridge/socket-bridge.ts';
import type { BridgeLink } from '#shared/contract/bridge.ts';
import { ok } from '#shared/domain/result.ts';
import { marketBatch } from '#test/support/recording-desk.ts';
import { settle } from '#test/support/settle.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

function startBridge({ canOpenPages = true } = {}) {
  const clock = createVirtualClock();
  const links: { handlers: BridgeSocketHandlers; sent: unknown[]; wasClosed: boolean }[] = [];
  const opened: string[] = [];
  const bridge = createSocketBridge({
    clock,
    random: () => 1,
    openPage(path) {
      opened.push(path);
      return canOpenPages;
    },
    connect(handlers) {
      const link = { handlers, sent: [] as unknown[], wasClosed: false };
      links.push(link);
      return {
        send: (text) => void link.sent.push(JSON.parse(text)),
        close: () => (link.wasClosed = true),
      };
    },
  });
  const last = () => {
    const link = links.at(-1);
    if (!link) throw new Error('no connection');
    return link;
  };
  return {
    bridge,
    clock,
    links,
    opened,
    sent: () => last().sent,
    accept: () => last().handlers.onOpen(),
    lose: () => last().handlers.onClose(),
    receive: (frame: unknown) => last().handlers.onMessage(JSON.stringify(frame)),
  };
}

const ORDER_CANCEL = { requestId: 'request-1', clientOrderId: 'order' as never };

describe('requests over the socket', () => {
  it('get the reply with their number, in whatever order replies come', async () => {
    const page = startBridge();
    page.accept();
    const [list, profiles] = [
      page.bridge.request('instruments.list', {}),
      page.bridge.request('profiles.list', {}),
    ];
    await settle();
    expect(page.sent()).toEqual([
      { id: 1, name: 'instruments.list', payload: {} },
      { id: 2, name: 'profiles.list', payload: {} },
    ]);
    page.receive({ id: 2, result: ok(['b']) });
    page.receive({ id: 1, result: ok(['a']) });
    expect([await list, await profiles]).toEqual([ok(['a']), ok(['b'])]);
  });

  it('leave before the caller goes on, while the link is up', () => {
    const page = startBridge();
    page.accept();
    void page.bridge.request('order.cancel', ORDER_CANCEL);
    expect(page.sent()).toEqual([{ id: 1, name: 'order.cancel', payload: ORDER_CANCEL }]);
  });

  it('made before the link is up wait for it', async () => {
    const page = startBridge();
    const reply = page.bridge.request('instruments.list', {});
    await settle();
    expect(page.sent()).toEqual([]);
    page.accept();
    await settle();
    page.receive({ id: 1, result: ok([]) });
    expect(await reply).toEqual(ok([]));
    expect(page.clock.pendingTimers()).toBe(0);
  });

  it('that wait in vain were not sent, and say so', async () => {
    const page = startBridge();
    const reply = page.bridge.request('order.cancel', ORDER_CANCEL);
    await settle();
    page.clock.advance(5000);
    expect(await reply).toMatchObject({ ok: false, error: { kind: 'connectivity', code: 'DESK_LINK_LOST' } });
    page.accept();
    await settle();
    expect(page.sent()).toEqual([]);
  });

  it.each([
    ...(['order.place', 'order.amend', 'order.cancel', 'order.cancelAll', 'order.resolve'] as const),
    ...(['trading.halt', 'trading.haltAll'] as const),
  ])('of the kind %s have an unknown outcome when the link breaks before the reply', async (name) => {
    const page = startBridge();
    page.accept();
    const reply = page.bridge.request(name, {} as never);
    await settle();
    page.lose();
    expect(await reply).toMatchObject({
      ok: false,
      error: { kind: 'outcomeUnknown', code: 'DESK_REPLY_LOST' },
    });
  });

  it('that only read fail as such when the link breaks', async () => {
    const page = startBridge();
    page.accept();
    const reply = page.bridge.request('instruments.list', {});
    await settle();
    page.lose();
    expect(await reply).toMatchObject({ ok: false, error: { kind: 'connectivity' } });
  });

  it('are never sent again after the link is back', async () => {
    const page = startBridge();
    page.accept();
    void page.bridge.request('order.cancel', ORDER_CANCEL);
    await settle();
    page.lose();
    page.clock.advance(60_000);
    page.accept();
    await settle();
    expect(page.links).toHaveLength(2);
    expect(page.sent()).toEqual([]);
  });

  it('ignore replies that nobody waits for', () => {
    const page = startBridge();
    page.accept();
    expect(() => page.receive({ id: 0, result: ok(null) })).not.toThrow();
    expect(() => page.receive({ id: 99, result: ok(null) })).not.toThrow();
  });
});

describe('windows that the host asks for', () => {
  it('are opened before the request is answered', async () => {
    const page = startBridge();
    page.accept();
    const reply = page.bridge.request('window.open', { windowId: 'two' });
    await settle();
    page.receive({ id: 1, result: ok(null), open: '/?window=two' });
    expect(await reply).toEqual(ok(null));
    expect(page.opened).toEqual(['/?window=two']);
  });

  it('that the browser blocks are an error of the request', async () => {
    const page = startBridge({ canOpenPages: false });
    page.accept();
    const reply = page.bridge.request('secrets.unlock', {});
    await settle();
    page.receive({ id: 1, result: ok(null), open: '/secret/x' });
    expect(await reply).toMatchObject({ ok: false, error: { code: 'WINDOW_BLOCKED' } });
  });
});

describe('what the desk sends by itself', () => {
  it('reaches every listener until it unsubscribes', () => {
    const page = startBridge();
    const heard: string[] = [];
    page.bridge.onEvent(({ sequence }) => heard.push(`a${sequence}`));
    const leave = page.bridge.onEvent(({ sequence }) => heard.push(`b${sequence}`));
    page.accept();
    page.receive({ event: { sequence: 1, event: { type: 'sessions', sessions: [] } } });
    leave();
    leave();
    page.receive({ event: { sequence: 2, event: { type: 'sessions', sessions: [] } } });
    expect(heard).toEqual(['a1', 'b1', 'a2']);
  });

  it('is acknowledged, batch by batch, after the listeners have taken it over', () => {
    const page = startBridge();
    const order: string[] = [];
    page.bridge.onMarket(({ receivedAt }) => order.push(`${receivedAt} of ${page.sent().length}`));
    page.accept();
    page.receive({ batch: 1, market: marketBatch(10) });
    page.receive({ batch: 2, market: marketBatch(20) });
    expect(order).toEqual(['10 of 0', '20 of 1']);
    expect(page.sent()).toEqual([{ seen: 1 }, { seen: 2 }]);
  });
});

describe('the link', () => {
  it('is told at once, then at every change', () => {
    const page = startBridge();
    const told: BridgeLink[] = [];
    page.bridge.onLink((link) => told.push(link));
    page.accept();
    page.lose();
    page.clock.advance(250);
    page.accept();
    expect(told).toEqual(['lost', 'connected', 'lost', 'connected']);
  });

  it('is tried again after growing pauses, and at once quickly after it was up', () => {
    const page = startBridge();
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      const before = page.links.length;
      page.lose();
      let waited = 0;
      while (page.links.length === before) {
        page.clock.advance(50);
        waited += 50;
      }
      pauses.push(waited);
    }
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
    page.accept();
    page.lose();
    page.clock.advance(250);
    expect(page.links).toHaveLength(9);
  });

  it('is not tried again once closed, and leaves no timer', async () => {
    const page = startBridge();
    page.accept();
    const reply = page.bridge.request('instruments.list', {});
    await settle();
    page.bridge.close();
    expect(await reply).toMatchObject({ ok: false });
    page.lose();
    page.clock.advance(60_000);
    expect([page.links.length, page.links[0]?.wasClosed, page.clock.pendingTimers()]).toEqual([1, true, 0]);
    expect(await page.bridge.request('instruments.list', {})).toMatchObject({ ok: false });
  });

  it('is not disturbed by what an earlier connection still says', () => {
    const page = startBridge();
    const told: BridgeLink[] = [];
    page.accept();
    page.lose();
    page.clock.advance(250);
    page.accept();
    page.bridge.onLink((link) => told.push(link));
    page.links[0]?.handlers.onClose();
    page.links[0]?.handlers.onOpen();
    expect(told).toEqual(['connected']);
    expect(page.links).toHaveLength(2);
  });
});
