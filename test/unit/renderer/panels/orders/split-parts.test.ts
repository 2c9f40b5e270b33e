import { describe, expect, it } from 'vitest';
import type { VenueOrderId } from '#shared/domain/order.ts';
import { mayBeSplit, splitPartsOf } from '#renderer/panels/orders/split-parts.ts';

describe('the parts of an order that the broker routed', () => {
  it('are asked for by the number of a SOR order', () => {
    const venueOrderId = '0000301' as VenueOrderId;
    expect(mayBeSplit({ venue: 'SOR', venueOrderId })).toBe(true);
    expect(mayBeSplit({ venue: 'SOR', venueOrderId: null })).toBe(false);
    expect(mayBeSplit({ venue: 'KRX', venueOrderId })).toBe(false);
  });

  it('are read with the broker’s own words for venue and state; what is not told stays unknown', () => {
    const told = {
      ord_no: '0000301',
      stex_tp_txt: 'S-NXT',
      ord_pric: -71_000,
      ord_qty: 10,
      cntr_qty: 4,
      osop_qty: null,
      ord_stt: '접수',
    };
    expect(splitPartsOf({ lists: { osop: [told] } })).toEqual([
      {
        number: '0000301',
        venue: 'S-NXT',
        price: 71_000,
        quantity: 10,
        filled: 4,
        leaves: null,
        status: '접수',
      },
    ]);
    expect(splitPartsOf({ lists: {} })).toEqual([]);
  });
});
