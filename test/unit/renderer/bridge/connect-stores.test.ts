import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { money } from '#shared/domain/money.ts';
import { connectStores } from '#renderer/bridge/connect-stores.ts';
import type { DeskConnection } from '#renderer/bridge/connect-stores.ts';
import { setBridge } from '#renderer/bridge/requests.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { connectionStore } from '#renderer/stores/connection-store.ts';
import { holdingsStore } from '#renderer/stores/holdings-store.ts';
import { declareInterest, interestKey, interestsStore } from '#renderer/stores/interests.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { linksStore } from '#renderer/stores/links-store.ts';
import { booksStore, quotesStore, tradesStore } from '#renderer/stores/market/market-stores.ts';
import { noticesStore } from '#renderer/stores/notices-store.ts';
import { ordersStore } from '#renderer/stores/orders-store.ts';
import { settingsStore } from '#renderer/stores/settings-store.ts';
import { FakeBridge } from '#test/support/fake-bridge.ts';
import { FAKE_ACCOUNT, fakeCondition, fakeOrder } from '#test/support/fake-desk/fake-account.ts';
import { manualFrames } from '#test/support/manual-frames.ts';
import type { ManualFrames } from '#test/support/manual-frames.ts';
import { resetStores } from '#test/support/reset-stores.ts';

let bridge: FakeBridge;
let connection: DeskConnection;
let frames: ManualFrames;

beforeEach(() => {
  resetStores();
  frames = manualFrames();
  bridge = new FakeBridge();
  setBridge(bridge);
});
afterEach(() => {
  connection.dispose();
  frames.restore();
});

/** Lets every reply that is on its way arrive. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}

async function open(): Promise<void> {
  connection = connectStores(bridge, 'main');
  await settle();
}

const order = (id: string, quantity = 10) =>
  fakeOrder(bridge.market.now, { id, number: '1', symbol: '005930', side: 'buy', price: 69_000, quantity });
const orderIds = () => [...ordersStore.getState().byId.keys()];
const opened = () => bridge.requestsOf('desk.open').length;

describe('opening the desk', () => {
  it('fills the stores from the snapshots', async () => {
    await open();
    expect(connectionStore.getState()).toMatchObject({ phase: 'open', link: 'connected', version: '0.1.0' });
    expect(accountsStore.getState().activeAccountId).toBe(FAKE_ACCOUNT);
    expect(orderIds()).toEqual(['a1', 'a2', 'a3']);
    expect(holdingsStore.getState().byAccount.get(FAKE_ACCOUNT)?.isLoaded).toBe(true);
    expect(linksStore.getState().symbols.amber).toBe('005930');
  });

  it('asks nothing over a link that is not there yet', async () => {
    bridge.setLink('lost');
    await open();
    expect(bridge.requests).toEqual([]);
    bridge.setLink('connected');
    await settle();
    expect(connectionStore.getState().phase).toBe('open');
  });

  it('says why it failed and tries again when told', async () => {
    bridge.fail('desk.open', 'HOST_BUSY');
    await open();
    expect(connectionStore.getState()).toMatchObject({ phase: 'failed', error: { code: 'HOST_BUSY' } });
    connection.reopen();
    await settle();
    expect(connectionStore.getState()).toMatchObject({ phase: 'open', error: null });
  });

  it('leaves no listener behind', async () => {
    await open();
    connection.dispose();
    expect(bridge.listenerCount).toBe(0);
  });
});

describe('events', () => {
  it('change the stores in the order of their numbers', async () => {
    await open();
    bridge.emit({ type: 'order', order: order('n1', 10) });
    bridge.emit({ type: 'order', order: order('n1', 7) });
    bridge.emit({ type: 'setting', key: 'appearance.theme', value: 'light' });
    bridge.emit({ type: 'link', group: 'cyan', symbol: '035420' });
    expect(ordersStore.getState().byId.get(order('n1').clientOrderId)?.quantity).toBe(7);
    expect(settingsStore.getState().values['appearance.theme']).toBe('light');
    expect(linksStore.getState().symbols.cyan).toBe('035420');
    expect(opened()).toBe(1);
  });

  it('open the desk again when a number is missing, and are applied on top of the new snapshot', async () => {
    await open();
    bridge.loseEvent();
    bridge.changeAccount({ orders: [order('missed')] });
    bridge.afterAnswer('desk.open', () => bridge.emit({ type: 'link', group: 'amber', symbol: '035720' }));
    bridge.emit({ type: 'link', group: 'green', symbol: '005380' });
    expect(connectionStore.getState().phase).toBe('reopening');
    await settle();
    expect(opened()).toBe(2);
    expect(connectionStore.getState().phase).toBe('open');
    expect(orderIds()).toEqual(['missed']);
    expect(linksStore.getState().symbols).toMatchObject({ amber: '035720', green: '005380' });
  });

  it('of one gap open the desk once, however many follow', async () => {
    await open();
    bridge.loseEvent();
    for (let count = 0; count < 5; count += 1) bridge.emit({ type: 'sessions', sessions: [] });
    await settle();
    expect(opened()).toBe(2);
  });

  it('that a snapshot holds already change nothing', async () => {
    await open();
    const before = ordersStore.getState();
    bridge.setLink('lost');
    bridge.setLink('connected');
    // Comes between the question and its answer: the answer has it.
    bridge.emit({
      type: 'notice',
      level: 'info',
      error: { kind: 'storage', code: 'X', detail: '', context: {} },
    });
    await settle();
    expect(noticesStore.getState().notices).toEqual([]);
    expect([...ordersStore.getState().byId]).toEqual([...before.byId]);
  });
});

describe('an account’s snapshot', () => {
  it('does not undo an event that came after it was taken', async () => {
    await open();
    // Armed anew: the window asks for the account again.
    const condition = fakeCondition(bridge.market.now);
    bridge.emit({
      type: 'condition',
      accountId: FAKE_ACCOUNT,
      condition: { ...condition, gate: { state: 'blocked', reason: 'starting', error: null } },
    });
    const cash = { deposit: money(1), depositD2: money(1), buyingPower: money(1), withdrawable: money(1) };
    bridge.afterAnswer('account.snapshot', () =>
      bridge.emit({ type: 'cash', accountId: FAKE_ACCOUNT, cash }),
    );
    bridge.emit({ type: 'condition', accountId: FAKE_ACCOUNT, condition });
    await settle();
    expect(holdingsStore.getState().byAccount.get(FAKE_ACCOUNT)?.cash?.deposit).toBe(1);
  });

  it('that failed leaves what is there and says so', async () => {
    bridge.fail('account.snapshot', 'NO_ANSWER');
    await open();
    expect(holdingsStore.getState().byAccount.get(FAKE_ACCOUNT)?.error?.code).toBe('NO_ANSWER');
  });
});

describe('a lost link', () => {
  it('is shown at once and ends in a new opening', async () => {
    await open();
    bridge.setLink('lost');
    expect(connectionStore.getState().link).toBe('lost');
    bridge.setLink('connected');
    await settle();
    expect(opened()).toBe(2);
    expect(connectionStore.getState()).toMatchObject({ link: 'connected', phase: 'open' });
  });

  it('leaves no tape that pretends to have no hole', async () => {
    await open();
    const end = declareInterest({ symbols: ['005930'], channels: ['trades'], priority: 'focused' });
    frames.next();
    await settle();
    bridge.advance(100, 3);
    expect(tradesStore.recent('005930').length).toBeGreaterThan(0);
    const before = bridge.requestsOf('market.snapshot').length;
    bridge.setLink('lost');
    bridge.setLink('connected');
    await settle();
    expect(bridge.requestsOf('market.snapshot').length).toBe(before + 1);
    end();
    frames.next();
  });
});

describe('what a window watches', () => {
  it('is sent once per frame and again after a new opening', async () => {
    await open();
    const ends = ['005930', '000660'].map((symbol) =>
      declareInterest({ symbols: [symbol], channels: ['quote'], priority: 'visible' }),
    );
    frames.next();
    await settle();
    const watch = {
      interests: ['000660', '005930'].map((symbol) => ({ symbol, channels: ['quote'], priority: 'visible' })),
    };
    expect(bridge.requestsOf('market.watch')).toEqual([{ interests: [] }, watch]);
    expect(quotesStore.get('005930')).toBeDefined();
    connection.reopen();
    await settle();
    expect(bridge.requestsOf('market.watch').at(-1)).toEqual(watch);
    for (const end of ends) end();
    frames.next();
  });

  it('is fetched at once where a book or a tape is shown, but not for a bare quote', async () => {
    await open();
    const ends = [
      declareInterest({ symbols: ['005930'], channels: ['book', 'quote'], priority: 'focused' }),
      declareInterest({ symbols: ['000660'], channels: ['quote'], priority: 'visible' }),
    ];
    frames.next();
    await settle();
    expect(bridge.requestsOf('market.snapshot')).toEqual([{ symbol: '005930' }]);
    expect(booksStore.get('005930')?.asks).toHaveLength(10);
    for (const end of ends) end();
    frames.next();
  });

  it('is fetched again when its prints have a hole', async () => {
    await open();
    const end = declareInterest({ symbols: ['005930'], channels: ['trades'], priority: 'focused' });
    frames.next();
    await settle();
    bridge.sendMarket({ ...bridge.market.advance(10, [], 0), tradeGaps: ['005930'] });
    await settle();
    expect(bridge.requestsOf('market.snapshot')).toHaveLength(2);
    end();
    frames.next();
  });

  it('keeps note of what the broker’s budget denied', async () => {
    await open();
    const watch = bridge.request.bind(bridge);
    bridge.request = (async (name, payload) => {
      const reply = await watch(name, payload);
      if (name !== 'market.watch') return reply;
      return { ok: true, value: { denied: [{ symbol: '005930', channel: 'quote' }] } };
    }) as typeof bridge.request;
    const end = declareInterest({ symbols: ['005930'], channels: ['quote'], priority: 'visible' });
    frames.next();
    await settle();
    expect(interestsStore.getState().denied.has(interestKey('005930', 'quote'))).toBe(true);
    end();
    frames.next();
  });
});

describe('a window that is open before the broker is connected', () => {
  let end: () => void;

  const withPhase = (phase: 'connecting' | 'online') => ({
    type: 'condition' as const,
    accountId: FAKE_ACCOUNT,
    condition: { ...fakeCondition(bridge.market.now), phase },
  });

  beforeEach(async () => {
    bridge.fail('instruments.list', 'MARKET_DATA_NO_SOURCE');
    bridge.setPhase('connecting');
    end = declareInterest({ symbols: ['005930'], channels: ['book', 'trades'], priority: 'focused' });
    await open();
    frames.next();
    await settle();
  });

  afterEach(() => {
    end();
    frames.next();
  });

  it('is still loading, asks for no tape in vain, and complains of nothing', () => {
    expect(instrumentsStore.getState().phase).toBe('loading');
    expect(bridge.requestsOf('market.snapshot')).toEqual([]);
    expect(noticesStore.getState().notices).toEqual([]);
  });

  it('asks for the instruments and for books and tapes once it is', async () => {
    bridge.emit(withPhase('online'));
    await settle();
    expect(instrumentsStore.getState().phase).toBe('ready');
    expect(bridge.requestsOf('market.snapshot')).toEqual([{ symbol: '005930' }]);
  });

  it('asks once, and not again with every change of condition', async () => {
    bridge.emit(withPhase('online'));
    await settle();
    bridge.emit(withPhase('online'));
    await settle();
    expect(bridge.requestsOf('instruments.list')).toHaveLength(2);
    expect(bridge.requestsOf('market.snapshot')).toHaveLength(1);
  });
});
