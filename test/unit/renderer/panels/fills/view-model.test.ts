import { describe, expect, it } from 'vitest';
import type { Fill } from '#shared/domain/fill.ts';
import { money } from '#shared/domain/money.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { epochMs } from '#shared/domain/time.ts';
import { buildFillRow, sumFills } from '#renderer/panels/fills/view-model.ts';
import { FAKE_NOW } from '#test/support/fake-bridge.ts';
import { ticketOrder } from '#test/support/ticket-harness.ts';

function fill(change: Partial<Fill> = {}): Fill {
  const { accountId, clientOrderId, venueOrderIds } = ticketOrder();
  const [venueOrderId] = venueOrderIds;
  if (venueOrderId === undefined) throw new Error('the order has a number');
  return {
    fillId: 'f1',
    accountId,
    clientOrderId,
    venueOrderId,
    symbol: '005930',
    side: 'buy',
    price: price(71_100),
    quantity: quantity(140),
    venue: 'KRX',
    commission: money(1_493),
    tax: money(0),
    eventTime: epochMs(FAKE_NOW),
    ...change,
  };
}

describe('a line of the fills list', () => {
  it('is worth price times shares', () => {
    expect(buildFillRow(fill(), '삼성전자')).toMatchObject({
      name: '삼성전자',
      notional: 9_954_000,
      commission: 1_493,
      number: '0000141',
    });
  });
});

describe('the sums of a day', () => {
  it('keep what was bought and sold apart, and add fees and taxes', () => {
    const sold = fill({ side: 'sell', quantity: quantity(40), commission: money(426), tax: money(5_688) });
    expect(sumFills([fill(), sold])).toEqual({
      bought: 9_954_000,
      sold: 2_844_000,
      charges: 7_607,
      isIncomplete: false,
    });
  });

  it('say when a fee or a tax has not been told yet', () => {
    expect(sumFills([fill({ commission: null })]).isIncomplete).toBe(true);
    expect(sumFills([fill({ side: 'sell', tax: null })]).isIncomplete).toBe(true);
    expect(sumFills([fill({ tax: null })]).isIncomplete).toBe(false);
  });
});
