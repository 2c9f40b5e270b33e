import { describe, expect, it } from 'vitest';
import { CandleSeries } from '#renderer/charting/candle-series.ts';
import { candleStart } from '#renderer/charting/candle-time.ts';
import type { Candle, CandleInterval } from '#shared/domain/candle.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { kstInstant, timeOfDay } from '#shared/domain/time.ts';
import type { Trade } from '#shared/domain/trade.ts';

const at = (clock: string, date = '20261120') => kstInstant(date as KstDate, timeOfDay(clock));

function candle(clock: string, close: number, change: Partial<Candle> = {}): Candle {
  const value = price(close);
  return {
    time: at(clock),
    open: value,
    high: value,
    low: value,
    close: value,
    volume: quantity(100),
    ...change,
  };
}

function trade(clock: string, value: number, cumulative: number, shares = 10): Trade {
  return {
    symbol: '005930',
    price: price(value),
    quantity: quantity(shares),
    aggressor: 'buy',
    cumulativeVolume: quantity(cumulative),
    eventTime: at(clock),
  };
}

describe('candle start', () => {
  it.each<[CandleInterval, string, string]>([
    ['1m', '10:03:59', '20261120 10:03:00'],
    ['3m', '10:05:59', '20261120 10:03:00'],
    ['5m', '10:09:59', '20261120 10:05:00'],
    ['10m', '10:19:00', '20261120 10:10:00'],
    ['15m', '10:44:59', '20261120 10:30:00'],
    ['30m', '10:29:59', '20261120 10:00:00'],
    ['60m', '10:59:59', '20261120 10:00:00'],
    ['day', '15:30:00', '20261120 00:00:00'],
    ['week', '15:30:00', '20261116 00:00:00'],
    ['month', '15:30:00', '20261101 00:00:00'],
    ['year', '15:30:00', '20260101 00:00:00'],
    ['tick', '10:03:59', '20261120 10:03:59'],
  ])('of %s holds a print at %s', (interval, clock, start) => {
    const [date = '', time = ''] = start.split(' ');
    expect(candleStart(at(clock), interval)).toBe(at(time, date));
  });
});

describe('candle series', () => {
  it('changes the last bar by a print inside it', () => {
    const series = new CandleSeries('1m');
    series.reset([candle('10:00', 100, { cumulativeVolume: quantity(500) })]);
    expect(series.apply(trade('10:00:30', 110, 510))).toBe('updated');
    expect(series.candles).toMatchObject([{ open: 100, high: 110, low: 100, close: 110, volume: 110 }]);
  });

  it('begins a new bar with a print after the last one', () => {
    const series = new CandleSeries('1m');
    series.reset([candle('10:00', 100)]);
    expect(series.apply(trade('10:01:00', 110, 510))).toBe('appended');
    expect(series.candles.at(-1)).toEqual(candle('10:01', 110, { volume: quantity(10) }));
  });

  it('counts no print twice that the fetched bars already hold', () => {
    const series = new CandleSeries('1m');
    series.reset([candle('10:00', 100, { cumulativeVolume: quantity(500) })]);
    expect(series.apply(trade('10:00:30', 110, 500))).toBe('none');
    expect(series.candles[0]?.volume).toBe(100);
  });

  it("takes the day's volume from the print for a daily bar", () => {
    const series = new CandleSeries('day');
    series.reset([candle('00:00', 100, { volume: quantity(500) })]);
    series.apply(trade('10:00:00', 105, 530, 10));
    expect(series.candles[0]).toMatchObject({ close: 105, volume: 530 });
  });

  it('begins a new day although its volume starts from nothing', () => {
    const series = new CandleSeries('day');
    series.reset([candle('00:00', 100, { time: at('00:00', '20261119'), volume: quantity(9_000) })]);
    expect(series.apply(trade('09:00:00', 101, 10))).toBe('appended');
  });

  it('makes a bar of every print on the tick chart, also within one second', () => {
    const series = new CandleSeries('tick');
    series.reset([]);
    series.apply(trade('10:00:00', 100, 10));
    series.apply(trade('10:00:00', 101, 20));
    expect(series.candles.map(({ close }) => close)).toEqual([100, 101]);
  });

  it('leaves alone what is older than its last bar', () => {
    const series = new CandleSeries('1m');
    series.reset([candle('10:05', 100)]);
    expect(series.apply(trade('10:04:59', 90, 900))).toBe('none');
  });

  it('puts only bars in front that it does not have', () => {
    const series = new CandleSeries('1m');
    series.reset([candle('10:05', 100)]);
    expect(series.prepend([candle('10:03', 98), candle('10:04', 99), candle('10:05', 1)])).toBe(2);
    expect(series.candles.map(({ close }) => close)).toEqual([98, 99, 100]);
  });
});
