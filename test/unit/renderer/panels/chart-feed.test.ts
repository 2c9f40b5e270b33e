import { describe, expect, it } from 'vitest';
import type { CandlePage, ChartFeedState } from '#renderer/panels/chart/chart-feed.ts';
import { ChartFeed } from '#renderer/panels/chart/chart-feed.ts';
import type { Candle } from '#shared/domain/candle.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { kstInstant, timeOfDay } from '#shared/domain/time.ts';
import type { Trade } from '#shared/domain/trade.ts';
import { settle } from '#test/support/settle.ts';

const at = (clock: string) => kstInstant('20261120' as KstDate, timeOfDay(clock));
const bar = (clock: string, close: number, cumulative: number): Candle => ({
  time: at(clock),
  open: price(close),
  high: price(close),
  low: price(close),
  close: price(close),
  volume: quantity(10),
  cumulativeVolume: quantity(cumulative),
});
const print = (clock: string, value: number, cumulative: number): Trade => ({
  symbol: '005930',
  price: price(value),
  quantity: quantity(1),
  aggressor: null,
  cumulativeVolume: quantity(cumulative),
  eventTime: at(clock),
});

/** A chart, a stream and pages that arrive when the test says so. */
function arrange() {
  const asked: { cursor: string | null; answer: (page: Result<CandlePage>) => void }[] = [];
  const drawn: string[] = [];
  const states: ChartFeedState[] = [];
  let listener: ((trades: readonly Trade[], hasGap: boolean) => void) | null = null;
  const text = (candles: readonly Candle[]) => candles.map(({ close }) => close).join(' ');
  const feed = new ChartFeed(
    {
      fetchPage: (_symbol, _interval, cursor) =>
        new Promise((resolve) => {
          asked.push({ cursor, answer: resolve });
        }),
      subscribe(_symbol, added) {
        listener = added;
        return () => (listener = null);
      },
    },
    {
      setCandles: (candles) => drawn.push(`all ${text(candles)}`),
      prependCandles: (candles, added) => drawn.push(`+${added} ${text(candles)}`),
      updateEnd: (candles, appended) => drawn.push(`end+${appended} ${text(candles)}`),
    },
    '005930',
    '1m',
    (state) => states.push(state),
  );
  const answer = async (page: Result<CandlePage>) => {
    asked.at(-1)?.answer(page);
    await settle();
  };
  return {
    feed,
    asked,
    drawn,
    states,
    answer,
    stream: (trades: Trade[], hasGap = false) => listener?.(trades, hasGap),
    hasListener: () => listener !== null,
  };
}

describe('chart feed', () => {
  it('applies prints that came while the page was on its way', async () => {
    const { drawn, answer, stream } = arrange();
    stream([print('10:00:10', 101, 100), print('10:00:20', 102, 101)]);
    await answer(ok({ candles: [bar('10:00', 101, 100)], cursor: null }));
    expect(drawn).toEqual(['all 102']);
  });

  it('draws only the end for live prints', async () => {
    const { drawn, answer, stream } = arrange();
    await answer(ok({ candles: [bar('10:00', 100, 100)], cursor: null }));
    stream([print('10:00:30', 103, 101), print('10:01:00', 104, 102)]);
    expect(drawn.at(-1)).toBe('end+1 103 104');
  });

  it('asks for one older page at a time, and for none after the last', async () => {
    const { feed, asked, drawn, answer } = arrange();
    await answer(ok({ candles: [bar('10:01', 100, 100)], cursor: 'older' }));
    void feed.loadOlder();
    void feed.loadOlder();
    expect(asked.map(({ cursor }) => cursor)).toEqual([null, 'older']);
    await answer(ok({ candles: [bar('10:00', 99, 90)], cursor: null }));
    expect(drawn.at(-1)).toBe('+1 99 100');
    await feed.loadOlder();
    expect(asked).toHaveLength(2);
  });

  it('loads again after a hole in the prints', async () => {
    const { asked, answer, stream } = arrange();
    await answer(ok({ candles: [bar('10:00', 100, 100)], cursor: null }));
    stream([], true);
    expect(asked).toHaveLength(2);
  });

  it('says what failed and recovers on retry', async () => {
    const { feed, states, drawn, answer } = arrange();
    await answer(err(hogaError('connectivity', 'TIMEOUT', 'no answer')));
    expect(states.at(-1)).toMatchObject({ status: 'failed', error: { code: 'TIMEOUT' } });
    void feed.load();
    await answer(ok({ candles: [bar('10:00', 100, 100)], cursor: null }));
    expect(states.at(-1)).toEqual({ status: 'ready', isLoadingOlder: false, hasOlder: false });
    expect(drawn).toEqual(['all 100']);
  });

  it('draws nothing and listens to nothing once closed', async () => {
    const { feed, drawn, answer, hasListener } = arrange();
    feed.close();
    await answer(ok({ candles: [bar('10:00', 100, 100)], cursor: null }));
    expect(drawn).toEqual([]);
    expect(hasListener()).toBe(false);
  });
});
