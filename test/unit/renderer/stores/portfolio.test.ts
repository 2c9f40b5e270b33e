import { describe, expect, it } from 'vitest';
import type { AccountId, CashBalance, Position } from '#shared/domain/account.ts';
import type { Fill } from '#shared/domain/fill.ts';
import { money } from '#shared/domain/money.ts';
import type { ClientOrderId, OrderSide, VenueOrderId } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { epochMs } from '#shared/domain/time.ts';
import { valuePortfolio, valuePosition } from '#renderer/stores/portfolio.ts';
import { fakePosition } from '#test/support/fake-desk/fake-account.ts';

const CASH: CashBalance = {
  deposit: money(1_000_000),
  depositD2: money(900_000),
  buyingPower: money(900_000),
  withdrawable: money(800_000),
};

function quotes(last: number, base: number) {
  return new Map([['005930', { lastPrice: price(last), basePrice: price(base) }]]);
}

function position(shares: number, average: number): Position {
  return fakePosition('005930', '삼성전자', shares, average);
}

function fill(side: OrderSide, at: number, shares: number, costs = 0): Fill {
  return {
    fillId: `${side}${at}`,
    accountId: 'a' as AccountId,
    clientOrderId: 'c' as ClientOrderId,
    venueOrderId: 'v' as VenueOrderId,
    symbol: '005930',
    side,
    price: price(at),
    quantity: quantity(shares),
    venue: 'KRX',
    commission: money(costs),
    tax: null,
    eventTime: epochMs(0),
  };
}

describe('value of a position', () => {
  it('is its result against what it cost', () => {
    expect(valuePosition(position(10, 70_000), 77_000)).toEqual({
      marketValue: 770_000,
      unrealizedPnl: 70_000,
      unrealizedPercent: 10,
    });
  });

  it('is not known without a price', () => {
    expect(valuePosition({ ...position(10, 70_000), lastPrice: null }, null).unrealizedPnl).toBeNull();
  });
});

describe('value of an account', () => {
  it('is the settled deposit and the holdings at the last price', () => {
    expect(valuePortfolio(CASH, [position(10, 60_000)], [], quotes(71_000, 70_000)).equity).toBe(1_610_000);
  });

  it('counts the day from yesterday’s close, not from the purchase', () => {
    expect(valuePortfolio(CASH, [position(10, 60_000)], [], quotes(71_000, 70_000)).dayPnl).toBe(10_000);
  });

  it('counts what was bought today from the price paid, fees included', () => {
    const { dayPnl } = valuePortfolio(
      CASH,
      [position(4, 70_500)],
      [fill('buy', 70_500, 4, 40)],
      quotes(71_000, 70_000),
    );
    expect(dayPnl).toBe(4 * 500 - 40);
  });

  it('keeps the result of what was sold today', () => {
    const { dayPnl } = valuePortfolio(CASH, [], [fill('sell', 72_000, 5, 700)], quotes(71_000, 70_000));
    expect(dayPnl).toBe(5 * 2000 - 700);
  });

  it('is nothing for an account that did nothing', () => {
    expect(valuePortfolio(CASH, [], [], new Map())).toEqual({ equity: 900_000, dayPnl: 0, dayPercent: 0 });
  });

  it('is unknown as a whole while a part of it is', () => {
    const unpriced = { ...position(10, 60_000), lastPrice: null };
    expect(valuePortfolio(CASH, [unpriced], [], new Map())).toEqual({
      equity: null,
      dayPnl: null,
      dayPercent: null,
    });
    expect(valuePortfolio(null, [], [], new Map()).equity).toBeNull();
  });
});
