import { describe, expect, it } from 'vitest';
import { InterestRegistry } from '#electron/core/market-data/interest-registry.ts';

describe('interest registry', () => {
  it('asks the broker once for what two windows watch', () => {
    const registry = new InterestRegistry();
    registry.declare('a', [{ symbol: '005930', channels: ['quote'], priority: 'background' }]);
    registry.declare('b', [{ symbol: '005930', channels: ['trades'], priority: 'focused' }]);
    expect(registry.subscriptions()).toEqual([{ symbol: '005930', channel: 'trades', priority: 33 }]);
  });

  it('puts the focused book before every background quote', () => {
    const registry = new InterestRegistry();
    registry.declare('a', [
      { symbol: '000660', channels: ['quote'], priority: 'background' },
      { symbol: '005930', channels: ['book'], priority: 'focused' },
    ]);
    expect(registry.subscriptions().map(({ symbol, channel }) => `${symbol} ${channel}`)).toEqual([
      '005930 book',
      '005930 trades',
      '005930 expected',
      '005930 reference',
      '000660 trades',
    ]);
  });

  it('replaces a window by its newest declaration and forgets a window that left', () => {
    const registry = new InterestRegistry();
    registry.declare('a', [{ symbol: '005930', channels: ['quote'], priority: 'visible' }]);
    registry.declare('a', [{ symbol: '000660', channels: ['quote'], priority: 'visible' }]);
    expect([...registry.symbols(null)]).toEqual(['000660']);
    registry.forget('a');
    expect(registry.subscriptions()).toEqual([]);
  });

  it('tells a window only of its own feeds that did not fit', () => {
    const registry = new InterestRegistry();
    registry.declare('a', [{ symbol: '005930', channels: ['quote', 'book'], priority: 'visible' }]);
    registry.declare('b', [{ symbol: '000660', channels: ['quote'], priority: 'visible' }]);
    const denied = registry.deniedFor('a', [
      { symbol: '005930', channel: 'trades', priority: 1 },
      { symbol: '000660', channel: 'trades', priority: 1 },
    ]);
    expect(denied).toEqual([{ symbol: '005930', channel: 'quote' }]);
  });
});
