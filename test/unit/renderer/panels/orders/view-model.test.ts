import { describe, expect, it } from 'vitest';
import type { OrderStatus } from '#shared/domain/order-status.ts';
import { ORDER_STATUSES } from '#shared/domain/order-status.ts';
import type { Order } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import {
  buildOrderRow,
  countCancelable,
  priceText,
  readFilter,
  selectOrders,
  statusOf,
  typeText,
} from '#renderer/panels/orders/view-model.ts';
import { ticketOrder } from '#test/support/ticket-harness.ts';

const order = (change: Partial<Order> = {}): Order => ticketOrder(change);

describe('a line of the orders list', () => {
  it('tells the order in the list’s columns', () => {
    const partly = order({ status: 'partiallyFilled' });
    expect(buildOrderRow(partly, '삼성전자')).toMatchObject({
      id: 'o1',
      time: partly.createdTime,
      name: '삼성전자',
      side: 'buy',
      price: 71_000,
      quantity: 200,
      leaves: 200,
      venue: 'SOR→KRX',
      number: '0000141',
      canAmend: true,
      canCancel: true,
    });
  });

  it('names one venue when nothing was routed', () => {
    expect(buildOrderRow(order({ venue: 'KRX', routedVenue: 'KRX' }), '').venue).toBe('KRX');
    expect(buildOrderRow(order({ venue: 'SOR', routedVenue: null }), '').venue).toBe('SOR');
  });

  it('does not claim to know the leaves of an order that may not have arrived', () => {
    expect(buildOrderRow(order({ status: 'unknown', unknownCommand: 'place' }), '').leaves).toBeNull();
    expect(buildOrderRow(order({ status: 'unknown', unknownCommand: 'cancel' }), '').leaves).toBe(200);
  });

  it('offers no amend where there is no price to change', () => {
    const row = buildOrderRow(order({ type: 'bestSame', price: null }), '');
    expect([row.canAmend, row.canCancel]).toEqual([false, true]);
  });

  const OPEN: readonly OrderStatus[] = ['accepted', 'partiallyFilled'];
  it.each(ORDER_STATUSES)('offers only what can be done while it is %s', (status) => {
    const row = buildOrderRow(order({ status, unknownCommand: status === 'unknown' ? 'place' : null }), '');
    expect([row.canAmend, row.canCancel]).toEqual([
      OPEN.includes(status),
      OPEN.includes(status) || status === 'submitted',
    ]);
  });
});

describe('the status', () => {
  it('of a lost answer names the command and stands out', () => {
    for (const unknownCommand of ['place', 'amend', 'cancel'] as const) {
      expect(statusOf(order({ status: 'unknown', unknownCommand }))).toEqual({
        key: `trading:unknown.${unknownCommand}`,
        tone: 'checking',
        reason: null,
      });
    }
  });

  it('of a lost order stands out, and nothing can be done to it', () => {
    const lost = order({ status: 'lost' });
    expect(statusOf(lost)).toEqual({ key: 'trading:status.lost', tone: 'checking', reason: null });
    const row = buildOrderRow(lost, '삼성전자');
    expect([row.canAmend, row.canCancel]).toEqual([false, false]);
  });

  it('of a refusal keeps the venue’s words as they came', () => {
    const rejection = { code: 'RC4025', text: '매수증거금이 부족합니다' };
    expect(statusOf(order({ status: 'rejected', rejection }))).toEqual({
      key: 'trading:status.rejected',
      tone: 'refused',
      reason: { code: 'RC4025', text: '매수증거금이 부족합니다' },
    });
  });

  it.each(ORDER_STATUSES)('has words while it is %s', (status) => {
    const { key } = statusOf(order({ status, unknownCommand: status === 'unknown' ? 'place' : null }));
    expect(key).toBe(status === 'unknown' ? 'trading:unknown.place' : `trading:status.${status}`);
  });
});

describe('price and type of an order', () => {
  it.each<[Partial<Order>, string, string]>([
    [{}, '71,000', '보통'],
    [{ timeInForce: 'fok' }, '71,000', '보통 FOK'],
    [{ funding: { kind: 'marginLoan', loanDate: null } }, '71,000', '신용 보통'],
    [{ type: 'market', price: null, timeInForce: 'ioc' }, '–', '보통 IOC'],
    [{ type: 'stopLimit', stopPrice: price(70_500) }, '71,000 (스톱 70,500)', '보통'],
  ])('%o are "%s" and "%s"', (change, priceWords, typeWords) => {
    expect(priceText(order(change), '스톱')).toBe(priceWords);
    expect(typeText(order(change), '보통', '신용')).toBe(typeWords);
  });
});

describe('the filter', () => {
  const all = ORDER_STATUSES.map((status) =>
    order({ status, unknownCommand: status === 'unknown' ? 'place' : null }),
  );

  it('shows what works or may work, or everything of today', () => {
    expect(selectOrders(all, 'working').map(({ status }) => status)).toEqual([
      'submitted',
      'accepted',
      'partiallyFilled',
      'pendingAmend',
      'pendingCancel',
      'unknown',
      'lost',
    ]);
    expect(selectOrders(all, 'today')).toBe(all);
  });

  it('is read from a saved layout without trusting it', () => {
    expect(readFilter({ filter: 'today' })).toBe('today');
    for (const hostile of [null, [], 'today', { filter: 1 }]) expect(readFilter(hostile)).toBe('working');
  });
});

describe('cancel all', () => {
  it('counts what it would cancel, of the account and of the instrument', () => {
    const orders = [
      order(),
      order({ symbol: '000660' }),
      order({ status: 'pendingCancel' }),
      order({ status: 'unknown', unknownCommand: 'place' }),
      order({ status: 'filled' }),
    ];
    expect(countCancelable(orders, '005930')).toEqual({ all: 2, ofSymbol: 1 });
    expect(countCancelable(orders, null)).toEqual({ all: 2, ofSymbol: 0 });
  });
});
