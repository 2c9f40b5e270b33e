import { describe, expect, it } from 'vitest';
import { createMarketDataService } from '#electron/core/market-data/create-market-data-service.ts';
import type { MarketInterest } from '#shared/contract/requests.ts';
import type { OrderBook } from '#shared/domain/order-book.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import { bookAt, createMarketSource, quoteAt, tradeAt } from '#test/support/market-source.ts';
import { settle } from '#test/support/settle.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const wish = (symbol: string, channels: MarketInterest['channels']): MarketInterest => ({
  symbol,
  channels,
  priority: 'visible',
});
const LIST = Array.from({ length: 14 }, (_, place) => wish(String(100_000 + place), ['quote']));
const WHOLE = wish('005930', ['quote', 'book', 'trades']);

/** A broker that notes each query and answers when told to. */
function arrange() {
  const clock = createVirtualClock();
  const source = createMarketSource(clock);
  const asked: string[] = [];
  let waiting: (() => void)[] = [];
  const answer = <Value>(query: string, value: Value): Promise<Result<Value>> => {
    asked.push(query);
    return new Promise((resolve) => waiting.push(() => resolve(ok(value))));
  };
  const quotesOf = (symbols: readonly string[]): readonly Quote[] =>
    symbols.map((symbol) => quoteAt(symbol, 70_500));
  Object.assign(source.broker.marketData, {
    fetchQuote: (symbol: string) => answer<Quote>(`quote ${symbol}`, quoteAt(symbol, 70_500)),
    fetchQuotes: (symbols: readonly string[]) => answer(`quotes ${symbols.length}`, quotesOf(symbols)),
    fetchOrderBook: (symbol: string) => answer<OrderBook>(`book ${symbol}`, bookAt(symbol, 70_400)),
    fetchTrades: (symbol: string) => answer(`trades ${symbol}`, []),
  });
  const service = createMarketDataService({ clock, log: SILENT_LOG });
  service.setSource(source.broker);
  service.attach({
    clientId: 'a',
    sendEvent: () => undefined,
    sendMarket: () => undefined,
    isReadyForMarket: () => true,
  });
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await settle();
  };
  return {
    source,
    service,
    asked,
    pass,
    /** Answers all that was asked so far. */
    async reply() {
      for (const due of waiting.splice(0)) due();
      waiting = [];
      await settle();
    },
  };
}

describe('first state of what windows watch', () => {
  it('is asked for once, though windows change their wishes while the answer is on its way', async () => {
    const { service, asked, pass, reply } = arrange();
    for (let opened = 1; opened <= LIST.length; opened += 1) {
      service.watch('a', LIST.slice(0, opened));
      await pass(25);
    }
    expect(asked).toEqual(['quotes 1']);
    await reply();
    await pass(25);
    expect(asked).toEqual(['quotes 1', 'quotes 13']);
    await reply();
    await pass(25);
    expect(asked).toHaveLength(2);
  });

  it('takes one query for each hundred instruments', async () => {
    const { service, asked, pass, reply } = arrange();
    service.watch(
      'a',
      Array.from({ length: 200 }, (_, place) => wish(String(100_000 + place), ['quote'])),
    );
    await pass(25);
    await reply();
    await reply();
    expect(asked).toEqual(['quotes 100', 'quotes 100']);
  });

  it('is shared with a window that asks for an instrument by itself', async () => {
    const { service, asked, pass, reply } = arrange();
    service.watch('a', [...LIST, WHOLE]);
    const snapshot = service.snapshot('005930');
    await pass(25);
    await reply();
    await reply();
    expect(asked.toSorted()).toEqual(['book 005930', 'quotes 15', 'trades 005930']);
    expect(await snapshot).toMatchObject({ ok: true, value: { quote: { lastPrice: 70_500 }, trades: [] } });
  });

  it('is asked for by itself when nobody watches the instrument', async () => {
    const { service, asked, pass, reply } = arrange();
    await pass(25);
    const snapshot = service.snapshot('005930');
    await settle();
    await reply();
    expect(asked.toSorted()).toEqual(['book 005930', 'quote 005930', 'trades 005930']);
    expect(await snapshot).toMatchObject({ ok: true });
  });

  it('is asked for anew after a gap: an answer from before it is not taken', async () => {
    const { service, source, asked, pass, reply } = arrange();
    service.watch('a', [WHOLE]);
    await pass(25);
    source.gap();
    await reply();
    expect(service.quote('005930')).toBeNull();
    await pass(25);
    await reply();
    expect(asked.filter((query) => query.startsWith('quotes'))).toEqual(['quotes 1', 'quotes 1']);
    expect(service.quote('005930')?.lastPrice).toBe(70_500);
  });

  it('leaves out a book that a push has brought meanwhile', async () => {
    const { service, source, asked, pass, reply } = arrange();
    service.watch('a', [wish('005930', ['book']), wish('000660', ['book'])]);
    await pass(25);
    source.push({ kind: 'book', book: bookAt('000660', 70_400) });
    source.push(tradeAt('000660', 70_500, 1_001));
    await reply();
    await reply();
    expect(asked.filter((query) => query.startsWith('book'))).toEqual(['book 005930']);
  });

  it('is not asked for while there is no link, however often windows wish', async () => {
    const { service, source, asked, pass, reply } = arrange();
    source.setPhase('waitingToRetry');
    for (let round = 0; round < 20; round += 1) {
      service.watch('a', round % 2 === 0 ? LIST : [...LIST, WHOLE]);
      await pass(25);
    }
    expect(asked).toEqual([]);
    source.setPhase('online');
    await pass(25);
    await reply();
    expect(asked.toSorted()).toEqual(['book 005930', 'quotes 15']);
  });
});
