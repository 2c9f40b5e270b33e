import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RISK_LIMITS } from '#shared/catalogue/risk-limits.ts';
import { money } from '#shared/domain/money.ts';
import type { Order, OrderIntent } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { RiskLimits, Threshold, ThresholdName } from '#shared/domain/risk-limits.ts';
import { THRESHOLD_NAMES } from '#shared/domain/risk-limits.ts';
import type { OrderPreview } from '#shared/contract/requests.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';
import { createArmedDesk, SAMSUNG, SAMSUNG_QUOTE } from '#test/support/order-desk.ts';
import { buyIntent, CASH } from '#test/support/order-desk.ts';

const OFF: Threshold = { confirmAbove: null, refuseAbove: null };
const NO_LIMITS: RiskLimits = {
  ...DEFAULT_RISK_LIMITS,
  ...(Object.fromEntries(THRESHOLD_NAMES.map((name) => [name, OFF])) as Record<ThresholdName, Threshold>),
  duplicateWindowMs: 0,
};

/** A desk that may trade and on which only `limits` hold. The last price is 71,400 won. */
async function deskWith(limits: Partial<RiskLimits>): Promise<OrderDesk> {
  const desk = await createArmedDesk();
  desk.world.limits = { ...NO_LIMITS, ...limits };
  desk.world.cash = { ...CASH, buyingPower: money(9_000_000_000) };
  desk.world.sellable = 1_000_000;
  return desk;
}

/** Codes and numbers of what is said of the order: refusals, then confirmations. */
function said({ problems, warnings }: OrderPreview) {
  const told = ({ error }: OrderPreview['problems'][number]) => {
    const { value, limit } = error.context;
    return value === undefined ? error.code : `${error.code} ${value} ${limit}`;
  };
  return { refused: problems.map(told), confirmed: warnings.map(told) };
}

const preview = (desk: OrderDesk, intent: Partial<OrderIntent>) =>
  said(desk.service.preview(buyIntent(intent)));

const nothing = { refused: [], confirmed: [] };

interface Row {
  readonly limit: Partial<RiskLimits>;
  /** At the first mark. */
  readonly fine: Partial<OrderIntent>;
  readonly asks: Partial<OrderIntent>;
  readonly refuses: Partial<OrderIntent>;
  readonly asked: string;
  readonly refused: string;
}

describe('a limit of the account', () => {
  it.each<[string, Row]>([
    [
      'on the value of an order',
      {
        limit: { orderValue: { confirmAbove: 7_100_000, refuseAbove: 71_000_000 } },
        fine: { quantity: quantity(100) },
        asks: { quantity: quantity(1_000) },
        refuses: { quantity: quantity(1_001) },
        asked: 'CONFIRM_ORDER_VALUE 71000000 7100000',
        refused: 'ORDER_VALUE_ABOVE_LIMIT 71071000 71000000',
      },
    ],
    [
      'on the quantity of an order',
      {
        limit: { orderQuantity: { confirmAbove: 100, refuseAbove: 200 } },
        fine: { quantity: quantity(100) },
        asks: { quantity: quantity(200) },
        refuses: { quantity: quantity(201) },
        asked: 'CONFIRM_ORDER_QUANTITY 200 100',
        refused: 'ORDER_QUANTITY_ABOVE_LIMIT 201 200',
      },
    ],
    [
      'on the distance of a buy in percent',
      {
        limit: { distancePercent: { confirmAbove: 5, refuseAbove: 10.08 } },
        fine: { price: price(74_900) },
        asks: { price: price(78_500) },
        refuses: { price: price(78_600) },
        asked: 'CONFIRM_PRICE_DISTANCE 9.95 5',
        refused: 'PRICE_DISTANCE_ABOVE_LIMIT 10.09 10.08',
      },
    ],
    [
      'on the distance of a sale in percent',
      {
        limit: { distancePercent: { confirmAbove: 1, refuseAbove: 2 } },
        fine: { side: 'sell', price: price(70_700) },
        asks: { side: 'sell', price: price(70_000) },
        refuses: { side: 'sell', price: price(69_900) },
        asked: 'CONFIRM_PRICE_DISTANCE 1.97 1',
        refused: 'PRICE_DISTANCE_ABOVE_LIMIT 2.11 2',
      },
    ],
    [
      'on the distance in ticks',
      {
        limit: { distanceTicks: { confirmAbove: 5, refuseAbove: 10 } },
        fine: { price: price(71_900) },
        asks: { price: price(72_400) },
        refuses: { price: price(72_500) },
        asked: 'CONFIRM_PRICE_TICKS 10 5',
        refused: 'PRICE_TICKS_ABOVE_LIMIT 11 10',
      },
    ],
  ])(
    '%s lets the mark itself pass, asks above the first and refuses above the second',
    async (_title, row) => {
      const desk = await deskWith(row.limit);
      expect(preview(desk, row.fine)).toEqual(nothing);
      expect(preview(desk, row.asks)).toEqual({ refused: [], confirmed: [row.asked] });
      expect(preview(desk, row.refuses)).toEqual({ refused: [row.refused], confirmed: [] });
    },
  );

  it('asks once, with the order sent when the trader accepts and not before', async () => {
    const desk = await deskWith({ orderQuantity: { confirmAbove: 5, refuseAbove: null } });
    const command = { requestId: 'request-ask', intent: buyIntent(), accepted: [] as string[] };
    expect(await desk.service.place(command)).toMatchObject({ error: { code: 'CONFIRM_ORDER_QUANTITY' } });
    expect(desk.broker.transmissions).toHaveLength(0);
    const accepted = ['CONFIRM_ORDER_QUANTITY'];
    const confirmed = { ...command, requestId: 'request-accept', accepted };
    expect(await desk.service.place(confirmed)).toMatchObject({ ok: true });
    expect(desk.broker.transmissions).toHaveLength(1);
  });

  it('that refuses cannot be accepted away', async () => {
    const desk = await deskWith({ orderQuantity: { confirmAbove: null, refuseAbove: 5 } });
    const accepted = ['ORDER_QUANTITY_ABOVE_LIMIT', 'CONFIRM_ORDER_QUANTITY'];
    const placed = await desk.service.place({ requestId: 'request-1', intent: buyIntent(), accepted });
    expect(placed).toMatchObject({ error: { code: 'ORDER_QUANTITY_ABOVE_LIMIT' } });
    expect(desk.broker.transmissions).toHaveLength(0);
  });

  it('says nothing of a price that is better than the last', async () => {
    const near = { confirmAbove: 0, refuseAbove: 0 };
    const desk = await deskWith({ distancePercent: near, distanceTicks: near });
    expect(preview(desk, { price: price(60_000) })).toEqual(nothing);
    expect(preview(desk, { side: 'sell', price: price(80_000) })).toEqual(nothing);
    expect(preview(desk, { type: 'market', price: null })).toEqual(nothing);
  });

  it('counts ticks across bands', async () => {
    const desk = await deskWith({ distanceTicks: { confirmAbove: null, refuseAbove: 3 } });
    desk.world.quotes = [{ ...SAMSUNG_QUOTE, lastPrice: price(49_900) }];
    // 49,950 and 50,000 in steps of 50, then 50,100 and 50,200 in steps of 100.
    expect(preview(desk, { price: price(50_100) })).toEqual(nothing);
    expect(preview(desk, { price: price(50_200) }).refused).toEqual(['PRICE_TICKS_ABOVE_LIMIT 4 3']);
  });

  it('compares percent exactly, to the hundredth', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 500, max: 928 }),
        fc.integer({ min: 501, max: 900 }),
        fc.integer({ min: 0, max: 3_000 }),
        async (hundreds, lastHundreds, parts) => {
          const desk = await deskWith({ distancePercent: { confirmAbove: null, refuseAbove: parts / 100 } });
          const last = lastHundreds * 100;
          desk.world.quotes = [{ ...SAMSUNG_QUOTE, lastPrice: price(last) }];
          const isPast = BigInt(hundreds * 100 - last) * 10_000n > BigInt(parts) * BigInt(last);
          const { refused } = preview(desk, { price: price(hundreds * 100) });
          expect(refused.length > 0).toBe(isPast);
        },
      ),
    );
  });

  it('counts against the order when there is no last price to measure it by', async () => {
    const desk = await deskWith({
      distancePercent: { confirmAbove: 5, refuseAbove: null },
      distanceTicks: { confirmAbove: null, refuseAbove: 50 },
    });
    desk.world.quotes = [];
    expect(preview(desk, {})).toEqual({ refused: ['LAST_PRICE_UNKNOWN'], confirmed: [] });
    desk.world.limits = NO_LIMITS;
    expect(preview(desk, {})).toEqual(nothing);
  });

  it('counts against an unpriced order of an instrument without a band when its value is unknown', async () => {
    const desk = await deskWith({ orderValue: { confirmAbove: null, refuseAbove: 1 } });
    desk.world.quotes = [];
    desk.world.instruments = [{ ...SAMSUNG, kind: 'elw' }];
    const { refused } = preview(desk, { type: 'market', price: null });
    expect(refused).toContain('LAST_PRICE_UNKNOWN');
  });
});

describe('the pace of an account', () => {
  const place = async (desk: OrderDesk, count: number): Promise<readonly string[]> => {
    const results = await Promise.all(
      Array.from({ length: count }, (_, index) => desk.place({ quantity: quantity(index + 1) })),
    );
    return results.map((result) => (result.ok ? 'sent' : result.error.code));
  };

  it('refuses the order that would be one too many within a second, and takes it a second later', async () => {
    const desk = await deskWith({ ordersPerSecond: { confirmAbove: null, refuseAbove: 3 } });
    expect(await place(desk, 4)).toEqual(['sent', 'sent', 'sent', 'ORDER_RATE_ABOVE_LIMIT']);
    desk.clock.advance(1_000);
    expect(await desk.place({ quantity: quantity(9) })).toMatchObject({ ok: true });
  });

  it('counts amends, of the same order too, and no cancels', async () => {
    const desk = await deskWith({ ordersPerSecond: { confirmAbove: null, refuseAbove: 2 } });
    const placed = await desk.place();
    if (!placed.ok) throw new Error(placed.error.code);
    const { clientOrderId } = placed.value;
    const amend = (won: number) =>
      desk.service.amend({
        requestId: `amend-${won}`,
        clientOrderId,
        price: price(won),
        stopPrice: null,
        quantity: quantity(10),
        accepted: [],
      });
    expect(await amend(70_900)).toMatchObject({ ok: true });
    expect(await amend(70_800)).toMatchObject({ error: { code: 'ORDER_RATE_ABOVE_LIMIT' } });
    expect(await desk.service.cancel({ requestId: 'cancel-1', clientOrderId })).toMatchObject({ ok: true });
  });
});

describe('the number of open orders', () => {
  it('is limited for new orders, not for amends, and sinks when one is canceled', async () => {
    const desk = await deskWith({ openOrders: { confirmAbove: null, refuseAbove: 2 } });
    const orders: Order[] = [];
    for (const shares of [1, 2]) {
      const placed = await desk.place({ quantity: quantity(shares) });
      if (placed.ok) orders.push(placed.value);
    }
    expect(await desk.place()).toMatchObject({
      error: { code: 'OPEN_ORDERS_ABOVE_LIMIT', context: { value: 3, limit: 2 } },
    });
    const [first] = orders;
    if (first === undefined) throw new Error('nothing placed');
    const { clientOrderId } = first;
    const amended = await desk.service.amend({
      requestId: 'amend-1',
      clientOrderId,
      price: price(70_000),
      stopPrice: null,
      quantity: quantity(1),
      accepted: [],
    });
    expect(amended).toMatchObject({ ok: true });
    await desk.service.cancel({ requestId: 'cancel-1', clientOrderId });
    expect(await desk.place()).toMatchObject({ ok: true });
  });

  it('counts orders of unknown outcome', async () => {
    const desk = await deskWith({ openOrders: { confirmAbove: null, refuseAbove: 1 } });
    desk.broker.script('loseRequest');
    await desk.place();
    expect(await desk.place({ symbol: '005930', side: 'sell' })).toMatchObject({
      error: { code: 'OPEN_ORDERS_ABOVE_LIMIT' },
    });
  });
});

describe("the day's loss", () => {
  const limit: Partial<RiskLimits> = { dailyLoss: { confirmAbove: 1_000_000, refuseAbove: 2_000_000 } };

  it.each([
    [5_000_000, nothing],
    [-1_000_000, nothing],
    [-1_000_001, { refused: [], confirmed: ['CONFIRM_DAILY_LOSS 1000001 1000000'] }],
    [-2_000_001, { refused: ['DAILY_LOSS_ABOVE_LIMIT 2000001 2000000'], confirmed: [] }],
  ])('of a result of %d won says so to a buy', async (won, expected) => {
    const desk = await deskWith(limit);
    desk.world.dayResult = money(won);
    expect(preview(desk, {})).toEqual(expected);
  });

  it('never keeps anybody from selling what is held', async () => {
    const desk = await deskWith(limit);
    desk.world.dayResult = money(-50_000_000);
    expect(preview(desk, { side: 'sell' })).toEqual(nothing);
  });

  it('counts against a buy while it is unknown', async () => {
    const desk = await deskWith(limit);
    desk.world.dayResult = null;
    expect(preview(desk, {})).toEqual({ refused: ['DAILY_LOSS_UNKNOWN'], confirmed: [] });
    expect(preview(desk, { side: 'sell' })).toEqual(nothing);
  });
});

describe('what may be traded', () => {
  it('is the list alone, where there is one', async () => {
    const desk = await deskWith({ allowedSymbols: ['000660'] });
    expect(preview(desk, {}).refused).toEqual(['SYMBOL_NOT_IN_ALLOWED_LIST']);
    desk.world.limits = { ...NO_LIMITS, allowedSymbols: ['000660', '005930'] };
    expect(preview(desk, {})).toEqual(nothing);
    desk.world.limits = { ...NO_LIMITS, allowedSymbols: [] };
    expect(preview(desk, {}).refused).toEqual(['SYMBOL_NOT_IN_ALLOWED_LIST']);
  });

  it.each([
    ['allow', nothing],
    ['confirm', { refused: [], confirmed: ['CONFIRM_MARKET_ORDER'] }],
    ['refuse', { refused: ['MARKET_ORDER_NOT_ALLOWED'], confirmed: [] }],
  ] as const)('at the market, under the rule "%s"', async (marketOrders, expected) => {
    const desk = await deskWith({ marketOrders });
    expect(preview(desk, { type: 'market', price: null })).toEqual(expected);
    expect(preview(desk, {})).toEqual(nothing);
  });
});

describe('an amend', () => {
  const amendTo = async (desk: OrderDesk, won: number, accepted: readonly string[] = []) => {
    const [order] = desk.service.orders();
    if (order === undefined) throw new Error('nothing placed');
    return desk.service.amend({
      requestId: `amend-${won}-${accepted.length}`,
      clientOrderId: order.clientOrderId,
      price: price(won),
      stopPrice: null,
      quantity: quantity(10),
      accepted: [...accepted],
    });
  };

  it('is held to the limits of its new terms', async () => {
    const desk = await deskWith({ distancePercent: { confirmAbove: 1, refuseAbove: 2 } });
    await desk.place();
    expect(await amendTo(desk, 73_000)).toMatchObject({ error: { code: 'PRICE_DISTANCE_ABOVE_LIMIT' } });
    expect(await amendTo(desk, 72_300)).toMatchObject({ error: { code: 'CONFIRM_PRICE_DISTANCE' } });
    expect(await amendTo(desk, 72_300, ['CONFIRM_PRICE_DISTANCE'])).toMatchObject({ ok: true });
  });
});

describe('limits that the owner changes', () => {
  it('hold for the next order, and for one that still waits to be sent', async () => {
    const desk = await deskWith({});
    desk.broker.script('hold');
    const first = desk.place({ quantity: quantity(1) });
    const waiting = desk.place({ quantity: quantity(50) });
    desk.world.limits = { ...NO_LIMITS, orderQuantity: { confirmAbove: null, refuseAbove: 10 } };
    desk.broker.release();
    expect(await first).toMatchObject({ ok: true });
    expect(await waiting).toMatchObject({ error: { code: 'ORDER_QUANTITY_ABOVE_LIMIT' } });
    expect(desk.broker.transmissions).toHaveLength(1);
  });

  it('are on unless somebody switches them off', () => {
    for (const name of THRESHOLD_NAMES) {
      const { confirmAbove, refuseAbove } = DEFAULT_RISK_LIMITS[name];
      expect([name, confirmAbove === null && refuseAbove === null]).toEqual([name, false]);
    }
    expect(DEFAULT_RISK_LIMITS.duplicateWindowMs).toBeGreaterThan(0);
  });
});
