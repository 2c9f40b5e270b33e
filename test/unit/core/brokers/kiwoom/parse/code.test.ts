import { describe, expect, it } from 'vitest';
import { parseOrderNumber, parseSymbol } from '#electron/core/brokers/kiwoom/parse/code.ts';

describe('instrument codes', () => {
  it.each([
    ['005930', '005930'],
    ['A005930', '005930'],
    ['Q530031', '530031'],
    ['005930_AL', '005930'],
    ['005930_NX', '005930'],
    [' A0080G0 ', '0080G0'],
    ['A0080G', 'A0080G'],
  ])('%j is %s', (text, symbol) => {
    expect(parseSymbol(text)).toBe(symbol);
  });

  it.each(['', '5930', '0059300', 'B005930', '00593가', '__proto__', 5930, null, undefined, {}])(
    '%j is none',
    (value) => {
      expect(parseSymbol(value)).toBeNull();
    },
  );
});

describe('order numbers', () => {
  it.each([
    ['0000123', '0000123'],
    ['00123', '0000123'],
    ['123', '0000123'],
    [' 0000123 ', '0000123'],
    ['12345678', '12345678'],
  ])('%j is %s', (text, number) => {
    expect(parseOrderNumber(text)).toBe(number);
  });

  it.each(['0000000', '', '  ', null, undefined])('%j means none', (value) => {
    expect(parseOrderNumber(value)).toBeNull();
  });

  it.each(['12a', '-5', 'NaN', 123, {}])('%j is no order number', (value) => {
    expect(parseOrderNumber(value)).toBeUndefined();
  });
});
