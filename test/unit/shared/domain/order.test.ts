import { describe, expect, it } from 'vitest';
import { carriesPrice, ORDER_TYPES } from '#shared/domain/order.ts';

describe('order type', () => {
  it('carries a price where the trader names one', () => {
    expect(ORDER_TYPES.filter(carriesPrice)).toEqual([
      'limit',
      'conditionalLimit',
      'stopLimit',
      'offHoursSinglePrice',
    ]);
  });
});
