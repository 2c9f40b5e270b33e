import {
  CandlestickSeries,
  ColorType,
  CrosshairMode,
  createChart,
  HistogramSeries,
  LineSeries,
  LineStyle,
  TickMarkType,
} from 'lightweight-charts';
import type { IChartApi, IPriceLine, ISeriesApi, MouseEventParams, UTCTimestamp } from 'lightweight-charts';
import type { Candle, CandleInterval } from '#shared/domain/candle.ts';
import { formatInteger } from '#renderer/format/number.ts';
import { axisTimes, formatAxisTime, formatTickMark, nextAxisTime } from './axis-time.ts';
import { isDailyOrLonger } from './candle-time.ts';
import type { ChartPalette } from './chart-palette.ts';
import { MovingAverage } from './moving-average.ts';

export const MOVING_AVERAGE_PERIODS = [5, 20, 60, 120] as const;

/** Older bars are asked for when fewer than this many lie to the left of what is seen. */
const OLDER_MARGIN_BARS = 40;
const FIRST_VISIBLE_BARS = 120;

/** What the crosshair, or else the last bar, shows: for the legend. */
export interface ChartReading {
  readonly candle: Candle;
  readonly previousClose: number | null;
  readonly averages: readonly (number | null)[];
}

/** A price drawn across the chart. */
export interface ChartLine {
  readonly price: number;
  readonly title: string;
  readonly color: string;
  /** Dashed: nobody knows whether it is there. */
  readonly isUncertain: boolean;
}

export interface CandleChartOptions {
  readonly container: HTMLElement;
  readonly palette: ChartPalette;
  readonly showsAverages: boolean;
  onReading(reading: ChartReading | null): void;
  /** The view came near the oldest bar. */
  onNeedOlder(): void;
}

/**
 * Candles, volume and moving averages on a canvas. Holds no data of its own but what it drew last; no React, no store.
 */
export class CandleChart {
  readonly #options: CandleChartOptions;
  readonly #chart: IChartApi;
  readonly #price: ISeriesApi<'Candlestick'>;
  readonly #volume: ISeriesApi<'Histogram'>;
  readonly #lines: readonly ISeriesApi<'Line'>[];
  readonly #averages = MOVING_AVERAGE_PERIODS.map((period) => new MovingAverage(period));
  #averageValues: (number | null)[][] = MOVING_AVERAGE_PERIODS.map(() => []);
  #palette: ChartPalette;
  #interval: CandleInterval = '1m';
  #candles: readonly Candle[] = [];
  #times: UTCTimestamp[] = [];
  #priceLines: IPriceLine[] = [];

  constructor(options: CandleChartOptions) {
    this.#options = options;
    this.#palette = options.palette;
    this.#chart = createChart(
      options.container,
      chartOptions(() => this.#interval),
    );
    this.#price = this.#chart.addSeries(CandlestickSeries, { borderVisible: false });
    this.#volume = this.#chart.addSeries(HistogramSeries, {
      priceScaleId: 'volume',
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.#price.priceScale().applyOptions({ scaleMargins: { top: 0.06, bottom: 0.24 } });
    this.#volume.priceScale().applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
    this.#lines = MOVING_AVERAGE_PERIODS.map(() =>
      this.#chart.addSeries(LineSeries, {
        lineWidth: 1,
        lastValueVisible: false,
        priceLineVisible: false,
        crosshairMarkerVisible: false,
        visible: options.showsAverages,
      }),
    );
    this.#chart.subscribeCrosshairMove((event) => this.#readCrosshair(event));
    this.#chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      if (range !== null && range.from < OLDER_MARGIN_BARS && this.#candles.length > 0) options.onNeedOlder();
    });
    this.applyPalette(options.palette);
  }

  applyPalette(palette: ChartPalette): void {
    this.#palette = palette;
    this.#chart.applyOptions({
      layout: { background: { type: ColorType.Solid, color: palette.surface }, textColor: palette.text },
      grid: { vertLines: { color: palette.grid }, horzLines: { color: palette.grid } },
      rightPriceScale: { borderColor: palette.line },
      timeScale: { borderColor: palette.line },
      crosshair: { vertLine: { color: palette.crosshair }, horzLine: { color: palette.crosshair } },
    });
    const { up, down } = palette;
    this.#price.applyOptions({ upColor: up, downColor: down, wickUpColor: up, wickDownColor: down });
    this.#lines.forEach((line, index) =>
      line.applyOptions({ color: palette.averages[index] ?? palette.text }),
    );
    if (this.#candles.length > 0)
      this.#volume.setData(this.#candles.map((candle, at) => this.#volumeBar(candle, at)));
  }

  showAverages(isShown: boolean): void {
    for (const line of this.#lines) line.applyOptions({ visible: isShown });
  }

  /** Prices on the axis are multiples of the instrument's tick, in won. */
  setTickSize(tick: number): void {
    this.#price.applyOptions({ priceFormat: { type: 'price', precision: 0, minMove: tick } });
  }

  /** Draws a whole series of `interval` and shows its end. */
  setCandles(candles: readonly Candle[], interval: CandleInterval): void {
    this.#interval = interval;
    this.#chart.applyOptions({
      timeScale: { timeVisible: !isDailyOrLonger(interval), secondsVisible: interval === 'tick' },
    });
    this.#draw(candles);
    this.#chart.timeScale().setVisibleLogicalRange({
      from: Math.max(-2, candles.length - FIRST_VISIBLE_BARS),
      to: candles.length + 4,
    });
  }

  /** Draws the series again with `added` older bars in front; what is seen stays where it is. */
  prependCandles(candles: readonly Candle[], added: number): void {
    const range = this.#chart.timeScale().getVisibleLogicalRange();
    this.#draw(candles);
    if (range === null) return;
    this.#chart.timeScale().setVisibleLogicalRange({ from: range.from + added, to: range.to + added });
  }

  /**
   * Draws what live prints changed at the end.
   * @param candles   the whole series
   * @param appended  how many bars are new since the last call
   */
  updateEnd(candles: readonly Candle[], appended: number): void {
    this.#candles = candles;
    const firstChanged = Math.max(0, candles.length - 1 - appended);
    for (let at = firstChanged; at < candles.length; at += 1) {
      const candle = candles[at];
      if (candle !== undefined) this.#drawBar(candle, at);
    }
    this.#readLast();
  }

  setLines(lines: readonly ChartLine[]): void {
    for (const line of this.#priceLines) this.#price.removePriceLine(line);
    this.#priceLines = lines.map(({ price, title, color, isUncertain }) =>
      this.#price.createPriceLine({
        price,
        title,
        color,
        lineStyle: isUncertain ? LineStyle.Dashed : LineStyle.Solid,
        lineWidth: 1,
      }),
    );
  }

  destroy(): void {
    this.#chart.remove();
  }

  #draw(candles: readonly Candle[]): void {
    this.#candles = candles;
    this.#times = axisTimes(candles, this.#interval);
    this.#price.setData(candles.map((candle, at) => this.#priceBar(candle, at)));
    this.#volume.setData(candles.map((candle, at) => this.#volumeBar(candle, at)));
    const closes = candles.map(({ close }) => close);
    this.#averageValues = this.#averages.map((average) => [...average.reset(closes)]);
    this.#lines.forEach((line, index) => {
      const values = this.#averageValues[index] ?? [];
      line.setData(values.map((value, at) => this.#linePoint(value, at)));
    });
    this.#readLast();
  }

  #drawBar(candle: Candle, at: number): void {
    const isNew = at >= this.#times.length;
    if (isNew)
      this.#times.push(nextAxisTime(candle, this.#interval, this.#times.at(-1) ?? Number.NEGATIVE_INFINITY));
    this.#price.update(this.#priceBar(candle, at));
    this.#volume.update(this.#volumeBar(candle, at));
    this.#averages.forEach((average, index) => {
      const value = isNew ? average.append(candle.close) : average.update(candle.close);
      const values = this.#averageValues[index];
      if (values !== undefined) values[at] = value;
      this.#lines[index]?.update(this.#linePoint(value, at));
    });
  }

  #time(at: number): UTCTimestamp {
    return this.#times[at] ?? (0 as UTCTimestamp);
  }

  #priceBar({ open, high, low, close }: Candle, at: number) {
    return { time: this.#time(at), open, high, low, close };
  }

  #volumeBar({ open, close, volume }: Candle, at: number) {
    const { upWash, downWash } = this.#palette;
    return { time: this.#time(at), value: volume, color: close >= open ? upWash : downWash };
  }

  #linePoint(value: number | null, at: number) {
    return value === null ? { time: this.#time(at) } : { time: this.#time(at), value };
  }

  #readCrosshair({ logical }: MouseEventParams): void {
    if (logical === undefined) this.#readLast();
    else this.#read(Math.round(logical));
  }

  #readLast(): void {
    this.#read(this.#candles.length - 1);
  }

  #read(at: number): void {
    const candle = this.#candles[at];
    if (candle === undefined) {
      this.#options.onReading(null);
      return;
    }
    this.#options.onReading({
      candle,
      previousClose: this.#candles[at - 1]?.close ?? null,
      averages: this.#averageValues.map((values) => values[at] ?? null),
    });
  }
}

const TICK_MARK_LEVELS = {
  [TickMarkType.Year]: 'year',
  [TickMarkType.Month]: 'month',
  [TickMarkType.DayOfMonth]: 'day',
  [TickMarkType.Time]: 'time',
  [TickMarkType.TimeWithSeconds]: 'seconds',
} as const;

function chartOptions(interval: () => CandleInterval) {
  return {
    autoSize: true,
    layout: {
      fontSize: 11,
      attributionLogo: false,
      fontFamily: 'Pretendard Variable, Noto Sans CJK KR, sans-serif',
    },
    localization: {
      priceFormatter: (value: number) => formatInteger(Math.round(value)),
      timeFormatter: (time: unknown) => formatAxisTime(Number(time), interval()),
    },
    timeScale: {
      rightOffset: 4,
      minBarSpacing: 1,
      tickMarkFormatter: (time: unknown, type: TickMarkType) =>
        formatTickMark(Number(time), TICK_MARK_LEVELS[type]),
    },
    crosshair: { mode: CrosshairMode.Normal },
  };
}
