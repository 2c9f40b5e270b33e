import { describe, expect, it } from 'vitest';
import type { Order } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { myOrdersText, sumMyOrders } from '#renderer/panels/order-book/my-orders.ts';
import { FAKE_NOW } from '#test/support/fake-bridge.ts';
import { fakeOrder } from '#test/support/fake-desk/fake-account.ts';

let lastId = 0;
function order(change: Partial<Order> & { at?: number; size?: number; filled?: number } = {}): Order {
  const { at = 71_000, size = 200, filled = 0, ...rest } = change;
  lastId += 1;
  const facts = { id: `o${lastId}`, number: '1', symbol: '005930', price: at, quantity: size, filled };
  return { ...fakeOrder(FAKE_NOW, { ...facts, side: rest.side ?? 'buy' }), ...rest };
}

const sum = (...orders: readonly Order[]) => Object.fromEntries(sumMyOrders(orders, '005930'));
const NONE = { buy: 0, sell: 0, stopBuy: 0, stopSell: 0, isUncertain: false };

describe('my orders on the board', () => {
  it('sums the leaves of a side at a price', () => {
    expect(sum(order(), order({ size: 50, filled: 20 }), order({ at: 70_900, size: 7 }))).toEqual({
      71_000: { ...NONE, buy: 230 },
      70_900: { ...NONE, buy: 7 },
    });
  });

  it('keeps buys and sells at the same price apart', () => {
    expect(sum(order(), order({ side: 'sell', size: 5 }))).toEqual({
      71_000: { ...NONE, buy: 200, sell: 5 },
    });
  });

  it('leaves out other instruments, closed orders and orders without a price', () => {
    expect(
      sum(
        order({ symbol: '000660' }),
        order({ status: 'canceled' }),
        order({ status: 'filled' }),
        order({ status: 'rejected' }),
        order({ type: 'market', price: null }),
      ),
    ).toEqual({});
  });

  it('marks a level where an outcome is unknown', () => {
    expect(sum(order(), order({ status: 'unknown', unknownCommand: 'place' }))).toEqual({
      71_000: { ...NONE, buy: 400, isUncertain: true },
    });
  });

  it('counts stop orders apart: they are not in the book yet', () => {
    expect(sum(order({ type: 'stopLimit', side: 'sell', stopPrice: price(71_500) }))).toEqual({
      71_000: { ...NONE, stopSell: 200 },
    });
  });
});

describe('the badge', () => {
  const words = { side: { buy: '매수', sell: '매도' }, stop: '스톱' };
  it.each([
    [null, ''],
    [{ ...NONE, buy: 200 }, '매수 200'],
    [{ ...NONE, sell: 1_500 }, '매도 1,500'],
    [{ ...NONE, buy: 200, sell: 5 }, '매수 200 · 매도 5'],
    [{ ...NONE, stopSell: 30 }, '스톱 매도 30'],
    [{ ...NONE, buy: 200, isUncertain: true }, '매수 200 ?'],
  ])('says %o as "%s"', (mine, text) => {
    expect(myOrdersText(mine, words)).toBe(text);
  });
});
