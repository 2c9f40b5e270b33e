import { describe, expect, it } from 'vitest';
import { isinOf } from '#electron/exchange/kiwoom-server/handlers/account/isin.ts';

describe('the ISIN of an instrument', () => {
  it.each([
    ['005930', 'KR7005930003'],
    ['000660', 'KR7000660001'],
    ['035420', 'KR7035420009'],
    ['069500', 'KR7069500007'],
  ])('%s is %s', (symbol, isin) => {
    expect(isinOf(symbol)).toBe(isin);
  });
});
