import { describe, expect, it } from 'vitest';
import { formatOrderFact, parseOrderFact } from '#electron/core/orders/order-fact-schema.ts';
import { MARGIN_LOAN } from '#shared/domain/funding.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { buyIntent } from '#test/support/order-desk.ts';

const recorded = {
  kind: 'placeRecorded',
  commandId: 'c1',
  requestId: 'r1',
  intent: buyIntent({ funding: MARGIN_LOAN }),
  tradingDate: '20261120' as KstDate,
} as const;

describe('facts in the ledger', () => {
  it('keep whose money an order uses', () => {
    expect(parseOrderFact('placeRecorded', formatOrderFact(recorded))).toEqual(recorded);
  });

  it('of before there was credit are of orders in cash', () => {
    const { funding: _funding, ...intent } = recorded.intent;
    const payload = JSON.stringify({ commandId: 'c1', requestId: 'r1', intent, tradingDate: '20261120' });
    expect(parseOrderFact('placeRecorded', payload)).toMatchObject({ intent: { funding: { kind: 'cash' } } });
  });

  it('of before there was credit tell nothing of it in pushes', () => {
    const report = {
      venueOrderId: '0000301',
      originalVenueOrderId: null,
      handle: 'KRX:0000301',
      event: 'accepted',
      symbol: '005930',
      side: 'buy',
      type: 'limit',
      timeInForce: 'day',
      venue: 'KRX',
      price: 71_000,
      quantity: 10,
      leavesQuantity: 10,
      fill: null,
      rejection: null,
      eventTime: 1_795_136_400_000,
    };
    expect(parseOrderFact('reported', JSON.stringify({ report }))).toMatchObject({
      report: { funding: null },
    });
  });
});
