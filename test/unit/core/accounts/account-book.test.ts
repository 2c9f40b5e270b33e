import { describe, expect, it } from 'vitest';
import type { AccountId, Position } from '#shared/domain/account.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Fill } from '#shared/domain/fill.ts';
import { money } from '#shared/domain/money.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { BrokerPosition } from '#electron/core/brokers/broker.ts';
import { createAccountBook } from '#electron/core/accounts/create-account-book.ts';
import { createFakeBroker } from '#test/support/fake-broker.ts';
import { pass } from '#test/support/order-desk.ts';
import { settle } from '#test/support/settle.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const HOLDING: BrokerPosition = {
  symbol: '005930',
  name: '삼성전자',
  quantity: quantity(30),
  sellableQuantity: quantity(20),
  averageEntryPrice: 70_000,
  lastPrice: price(71_400),
  cost: money(2_100_000),
  loans: [],
};

const TIMED_OUT = hogaError('connectivity', 'TIMED_OUT', 'no answer');

function createDesk() {
  const clock = createVirtualClock();
  const broker = createFakeBroker(clock);
  broker.setPositions([HOLDING]);
  const book = createAccountBook({ accountId: 'test' as AccountId, broker, clock, log: SILENT_LOG });
  let fills = 0;
  const fill = (change: Partial<Fill>): Fill => ({
    fillId: `F${++fills}`,
    accountId: 'test' as AccountId,
    clientOrderId: 'order' as Fill['clientOrderId'],
    venueOrderId: '0000001' as Fill['venueOrderId'],
    symbol: '005930',
    side: 'sell',
    price: price(71_000),
    quantity: quantity(10),
    venue: 'KRX',
    commission: null,
    tax: null,
    eventTime: clock.now(),
    ...change,
  });
  return { clock, broker, book, fill };
}

describe('the account book', () => {
  it('knows nothing before the first refresh, and says so', () => {
    const { book } = createDesk();
    expect([book.cash(), book.positions(), book.sellableQuantity('005930')]).toEqual([null, [], null]);
  });

  it('holds what the broker said', async () => {
    const { book } = createDesk();
    expect(await book.refresh()).toEqual({ ok: true, value: undefined });
    expect(book.cash()).toMatchObject({ buyingPower: 100_000_000 });
    expect(book.positions()).toEqual([
      {
        accountId: 'test',
        symbol: '005930',
        name: '삼성전자',
        quantity: 30,
        sellableQuantity: 20,
        averageEntryPrice: 70_000,
        lastPrice: 71_400,
        cost: 2_100_000,
        loans: [],
        realizedPnlToday: 0,
      },
    ]);
    expect(book.sellableQuantity('005930')).toBe(20);
  });

  it('has nothing to sell of what is not held', async () => {
    const { book } = createDesk();
    await book.refresh();
    expect(book.sellableQuantity('000660')).toBe(0);
  });

  it('keeps what it knew when a refresh fails, tells why, and tries again', async () => {
    const { book, broker, clock } = createDesk();
    await book.refresh();
    broker.failQueries(TIMED_OUT);
    expect(await book.refresh()).toEqual({ ok: false, error: TIMED_OUT });
    expect(book.lastError()).toBe(TIMED_OUT);
    expect(book.sellableQuantity('005930')).toBe(20);
    broker.failQueries(null);
    await pass(clock, 6_000, 500);
    expect(book.lastError()).toBeNull();
  });

  it('asks again when the broker tells of a change, at most once a second', async () => {
    const { book, broker, clock } = createDesk();
    await book.refresh();
    for (let change = 0; change < 50; change += 1) {
      broker.announceChange();
      await pass(clock, 100, 100);
    }
    expect(broker.queries.positions).toBeGreaterThanOrEqual(5);
    expect(broker.queries.positions).toBeLessThanOrEqual(6);
  });

  it('asks again after a fill', async () => {
    const { book, broker, clock, fill } = createDesk();
    await book.refresh();
    book.noteFill(fill({}));
    await pass(clock, 1_500, 500);
    expect(broker.queries.positions).toBe(2);
  });

  it('asks nobody because of fills before the first refresh', async () => {
    const { book, broker, clock, fill } = createDesk();
    book.noteFill(fill({}));
    await pass(clock, 5_000, 500);
    expect(broker.queries.positions).toBe(0);
  });

  it('does not refresh twice at once', async () => {
    const { book, broker } = createDesk();
    broker.holdQueries(true);
    const first = book.refresh();
    const second = book.refresh();
    await settle();
    expect(broker.queries.positions).toBe(1);
    broker.holdQueries(false);
    broker.releaseQueries();
    await Promise.all([first, second]);
    expect(broker.queries.positions).toBe(2);
  });

  it('tells listeners what changed and only that', async () => {
    const { book, broker } = createDesk();
    const told: string[] = [];
    book.onCash(({ buyingPower }) => told.push(`cash ${buyingPower}`));
    book.onPositions((positions) => told.push(`positions ${positions.length}`));
    await book.refresh();
    await book.refresh();
    broker.setPositions([]);
    await book.refresh();
    expect(told).toEqual(['cash 100000000', 'positions 1', 'positions 0']);
  });

  it('leaves no timer and no listener behind', async () => {
    const { book, broker, clock } = createDesk();
    await book.refresh();
    broker.announceChange();
    book.close();
    expect([clock.pendingTimers(), broker.listenerCount()]).toEqual([0, 0]);
  });
});

describe("today's result", () => {
  const result = (positions: readonly Position[]) =>
    positions.map(({ quantity: shares, realizedPnlToday }) => [shares, realizedPnlToday]);

  it('is what the sales brought beyond the entry price, less their costs', async () => {
    const { book, fill } = createDesk();
    book.noteFill(
      fill({ price: price(71_000), quantity: quantity(10), commission: money(106), tax: money(1_420) }),
    );
    await book.refresh();
    expect(result(book.positions())).toEqual([[30, 10_000 - 106 - 1_420]]);
  });

  it('rolls back buys that came after the sale', async () => {
    const { book, fill, clock } = createDesk();
    // 20 at 69,000 before; 10 sold at 71,000; then 20 bought at 70,500 make 30 at 70,000.
    book.noteFill(fill({ price: price(71_000), quantity: quantity(10) }));
    clock.advance(1_000);
    book.noteFill(fill({ side: 'buy', price: price(70_500), quantity: quantity(20) }));
    await book.refresh();
    expect(result(book.positions())).toEqual([[30, 20_000]]);
  });

  it('counts a fill once', async () => {
    const { book, fill } = createDesk();
    const sale = fill({});
    book.noteFill(sale);
    book.noteFill(sale);
    await book.refresh();
    expect(result(book.positions())).toEqual([[30, 10_000]]);
  });

  it('stays when the last share is sold', async () => {
    const { book, broker, fill } = createDesk();
    await book.refresh();
    broker.setPositions([]);
    book.noteFill(fill({ quantity: quantity(30) }));
    await book.refresh();
    expect(result(book.positions())).toEqual([[0, 30_000]]);
    expect(book.sellableQuantity('005930')).toBe(0);
  });

  it('leaves out the sales of another day', async () => {
    const { book, fill, clock } = createDesk();
    book.noteFill(fill({}));
    clock.advance(86_400_000);
    await book.refresh();
    expect(result(book.positions())).toEqual([[30, 0]]);
  });
});
