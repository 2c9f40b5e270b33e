import { describe, expect, it } from 'vitest';
import type { Order } from '#shared/domain/order.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { orderLines, positionLines } from '#renderer/panels/chart/view-model.ts';
import { fakeOrder } from '#test/support/fake-desk/fake-account.ts';

const WORDS = { side: { buy: '매수', sell: '매도' }, status: ({ status }: Order) => `(${status})` };
const COLORS = { up: 'red', down: 'blue' };
const order = (change: Partial<Order> = {}): Order => ({
  ...fakeOrder(0, { id: 'a', number: '1', symbol: '005930', side: 'buy', price: 71_000, quantity: 1_200 }),
  ...change,
});

describe('lines of orders on the chart', () => {
  it('name side, quantity and status, in the colour of the side', () => {
    expect(orderLines([order(), order({ side: 'sell' })], WORDS, COLORS)).toEqual([
      { price: 71_000, title: '매수 1,200 (accepted)', color: 'red', isUncertain: false },
      { price: 71_000, title: '매도 1,200 (accepted)', color: 'blue', isUncertain: false },
    ]);
  });

  it.each(['unknown', 'lost'] as const)('are marked and drawn otherwise while the order is %s', (status) => {
    expect(orderLines([order({ status })], WORDS, COLORS)).toMatchObject([
      { title: `? 매수 1,200 (${status})`, isUncertain: true },
    ]);
  });

  it('are not there for orders without a price or without anything left', () => {
    expect(
      orderLines([order({ price: null }), order({ leavesQuantity: quantity(0) })], WORDS, COLORS),
    ).toEqual([]);
  });
});

it('no line is drawn for an instrument that is not held', () => {
  expect(positionLines(undefined, '평단', 'gold')).toEqual([]);
});
