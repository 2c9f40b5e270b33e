import { describe, expect, it } from 'vitest';
import {
  mergeOrders,
  parseFills,
  parseOpenOrders,
  parseOrderAck,
  parseOrderHistory,
  totalPerOrder,
} from '#electron/core/brokers/kiwoom/parse/orders.ts';
import { kiwoomFixture } from '#test/support/kiwoom-fixture.ts';
import { fixtureDay, kst, valueOf } from '#test/support/kiwoom-reading.ts';

const day = fixtureDay();

describe('order answers', () => {
  it('give the number of the request and a handle with its venue', () => {
    expect(valueOf(parseOrderAck(kiwoomFixture('order-placed'), 'KRX'))).toEqual({
      venueOrderId: '0000301',
      handle: 'KRX:0000301',
    });
  });

  it('of an amend give the new number', () => {
    expect(valueOf(parseOrderAck(kiwoomFixture('order-amended'), 'KRX')).venueOrderId).toBe('0000305');
  });

  it('keep the venue the order was sent to when the answer names none', () => {
    expect(valueOf(parseOrderAck(kiwoomFixture('order-canceled'), 'SOR')).handle).toBe('SOR:0000309');
  });

  it.each([{ ord_no: '' }, { ord_no: '0000000' }, { ord_no: 'none' }, {}])(
    'without a number are no proof: %j',
    (body) => {
      expect(parseOrderAck(body, 'KRX')).toMatchObject({ ok: false, error: { kind: 'protocol' } });
    },
  );
});

describe('order history', () => {
  const history = () => valueOf(parseOrderHistory(kiwoomFixture('order-history'), day));

  it('has the order as it now stands', () => {
    expect(history()[0]).toEqual({
      venueOrderId: '0000301',
      originalVenueOrderId: null,
      handle: 'KRX:0000301',
      kind: 'new',
      symbol: '005930',
      side: 'buy',
      type: 'limit',
      timeInForce: 'day',
      venue: 'KRX',
      price: 71_200,
      stopPrice: null,
      funding: { kind: 'cash' },
      quantity: 10,
      filledQuantity: 3,
      leavesQuantity: 0,
      averageFillPrice: 71_100,
      isRejected: false,
      eventTime: kst(9, 12, 5),
    });
  });

  it('links an amend and a cancel to what they act on', () => {
    expect(
      history().map(({ venueOrderId, kind, originalVenueOrderId }) => [
        venueOrderId,
        kind,
        originalVenueOrderId,
      ]),
    ).toEqual([
      ['0000301', 'new', null],
      ['0000305', 'amend', '0000301'],
      ['0000309', 'cancel', '0000305'],
      ['0000312', 'new', null],
      ['0000315', 'new', null],
      ['0000318', 'new', null],
      ['0000320', 'cancel', '0000315'],
    ]);
  });

  it('shows a cancel as done when confirmed, and as pending until then', () => {
    const leaves = Object.fromEntries(history().map((order) => [order.venueOrderId, order.leavesQuantity]));
    expect([leaves['0000309'], leaves['0000320']]).toEqual([0, 4]);
  });

  it('lets an amend work under its number only when confirmed, or filled', () => {
    const rows = kiwoomFixture('order-history').acnt_ord_cntr_prps_dtl as Record<string, string>[];
    const amend = { ...rows[1], ord_remnq: '0000000007', cnfm_qty: '0000000000', acpt_tp: '접수' };
    const leaves = (row: Record<string, string>) =>
      valueOf(parseOrderHistory({ acnt_ord_cntr_prps_dtl: [row] }, day)).map((order) => order.leavesQuantity);
    expect(leaves(amend)).toEqual([0]);
    expect(leaves({ ...amend, acpt_tp: '확인' })).toEqual([7]);
    expect(leaves({ ...amend, cntr_qty: '0000000001', ord_remnq: '0000000006' })).toEqual([6]);
  });

  it('tells a rejected order, a market order, a routed order and its type in words', () => {
    const [, , , market, routed, rejected] = history();
    expect(market).toMatchObject({
      type: 'market',
      price: null,
      side: 'sell',
      filledQuantity: 25,
      averageFillPrice: 183_450,
    });
    expect(routed).toMatchObject({
      venue: 'SOR',
      handle: 'SOR:0000315',
      type: 'limit',
      timeInForce: 'ioc',
      leavesQuantity: 4,
    });
    expect(rejected).toMatchObject({ isRejected: true, type: 'stopLimit', leavesQuantity: 0 });
  });
});

describe('open orders', () => {
  const open = () => valueOf(parseOpenOrders(kiwoomFixture('open-orders'), day));

  it('carry stop price and routing', () => {
    expect(open()[0]).toMatchObject({
      venueOrderId: '0000330',
      side: 'sell',
      type: 'stopLimit',
      stopPrice: 70_500,
      leavesQuantity: 12,
      venue: 'KRX',
    });
    expect(open()[1]).toMatchObject({ venue: 'SOR', handle: 'SOR:0000315' });
  });

  it('complete the history, which decides about the rest; orders it lacks are added, oldest first', () => {
    const history = valueOf(parseOrderHistory(kiwoomFixture('order-history'), day));
    const lessTold = history.map((order) => ({ ...order, type: null, timeInForce: null, venue: null }));
    const merged = mergeOrders(lessTold, open());
    expect(merged.find(({ venueOrderId }) => venueOrderId === '0000315')).toMatchObject({
      type: 'limit',
      timeInForce: 'ioc',
      venue: 'SOR',
      handle: 'SOR:0000315',
      eventTime: kst(9, 31),
    });
    expect(merged.map(({ venueOrderId }) => venueOrderId)).toEqual([
      '0000301',
      '0000305',
      '0000309',
      '0000312',
      '0000315',
      '0000318',
      '0000320',
      '0000330',
    ]);
  });
});

describe('fills', () => {
  const fills = () => valueOf(parseFills(kiwoomFixture('fills'), day));

  it('are totals per order with their fees, without a fill number', () => {
    expect(fills()).toEqual([
      {
        fillId: null,
        venueOrderId: '0000312',
        symbol: '000660',
        side: 'sell',
        price: 183_450,
        quantity: 25,
        commission: 680,
        tax: 6_870,
        eventTime: kst(9, 20, 11),
      },
      {
        fillId: null,
        venueOrderId: '0000301',
        symbol: '005930',
        side: 'buy',
        price: 71_100,
        quantity: 3,
        commission: 30,
        tax: 0,
        eventTime: kst(9, 12, 5),
      },
    ]);
  });

  it('of one order listed singly are joined into its total', () => {
    const [sell, buy] = fills();
    if (sell === undefined || buy === undefined) throw new Error('fixture');
    const more = { ...buy, quantity: buy.quantity, price: (buy.price + 200) as typeof buy.price };
    expect(totalPerOrder([sell, buy, more])).toEqual([
      sell,
      { ...buy, quantity: 6, price: 71_200, commission: 60, tax: 0 },
    ]);
  });

  it('leave out rows that were not filled', () => {
    const [row] = (kiwoomFixture('fills').cntr as Record<string, string>[]).map((fill) => ({
      ...fill,
      cntr_qty: '0',
      cntr_pric: '0',
    }));
    expect(valueOf(parseFills({ cntr: [row] }, day))).toEqual([]);
  });
});
