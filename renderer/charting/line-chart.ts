import { ColorType, createChart, HistogramSeries, LineSeries } from 'lightweight-charts';
import type { IChartApi, ISeriesApi, UTCTimestamp } from 'lightweight-charts';
import { formatDecimal, formatInteger } from '#renderer/format/number.ts';
import type { ChartPalette } from './chart-palette.ts';

export interface LineChartSeries {
  readonly title: string;
  readonly style: 'line' | 'bars';
  readonly isLeft: boolean;
  /** Oldest first, each time once. */
  readonly points: readonly LineChartPoint[];
}

export interface LineChartPoint {
  /** Seconds since 1970, counted as though Korea were UTC, so that the axis shows Korean time. */
  readonly time: number;
  readonly value: number;
}

/** Lines and bars over time on a canvas; bars are red over zero and blue under it. No React, no store. */
export class LineChart {
  readonly #chart: IChartApi;
  #drawn: readonly ISeriesApi<'Line' | 'Histogram'>[] = [];
  #palette: ChartPalette;
  #series: readonly LineChartSeries[] = [];

  constructor(container: HTMLElement, palette: ChartPalette) {
    this.#palette = palette;
    this.#chart = createChart(container, {
      autoSize: true,
      layout: { fontSize: 11, attributionLogo: false },
      localization: {
        priceFormatter: (value: number) =>
          Number.isInteger(value) ? formatInteger(value) : formatDecimal(value, 2),
      },
      leftPriceScale: { visible: false },
      timeScale: { timeVisible: true, secondsVisible: false },
    });
    this.applyPalette(palette);
  }

  applyPalette(palette: ChartPalette): void {
    this.#palette = palette;
    this.#chart.applyOptions({
      layout: { background: { type: ColorType.Solid, color: palette.surface }, textColor: palette.text },
      grid: { vertLines: { color: palette.grid }, horzLines: { color: palette.grid } },
      rightPriceScale: { borderColor: palette.line },
      leftPriceScale: { borderColor: palette.line },
      timeScale: { borderColor: palette.line },
    });
    this.setSeries(this.#series);
  }

  setSeries(series: readonly LineChartSeries[]): void {
    for (const former of this.#drawn) this.#chart.removeSeries(former);
    this.#series = series;
    this.#chart.applyOptions({ leftPriceScale: { visible: series.some(({ isLeft }) => isLeft) } });
    this.#drawn = series.map((one, place) => this.#draw(one, place));
    this.#chart.timeScale().fitContent();
  }

  destroy(): void {
    this.#chart.remove();
  }

  #draw({ title, style, isLeft, points }: LineChartSeries, place: number): ISeriesApi<'Line' | 'Histogram'> {
    const { averages, text, up, down } = this.#palette;
    const options = { title, priceScaleId: isLeft ? 'left' : 'right', priceLineVisible: false } as const;
    const at = (time: number): UTCTimestamp => time as UTCTimestamp;
    if (style === 'bars') {
      const bars = this.#chart.addSeries(HistogramSeries, options);
      bars.setData(
        points.map(({ time, value }) => ({ time: at(time), value, color: value < 0 ? down : up })),
      );
      return bars;
    }
    const line = this.#chart.addSeries(LineSeries, {
      ...options,
      lineWidth: 1,
      color: averages[place % averages.length] ?? text,
    });
    line.setData(points.map(({ time, value }) => ({ time: at(time), value })));
    return line;
  }
}
