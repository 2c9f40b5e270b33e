import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { request } from '#renderer/bridge/requests.ts';
import type { ChartLine, ChartReading } from '#renderer/charting/candle-chart.ts';
import { CandleChart } from '#renderer/charting/candle-chart.ts';
import { readPalette } from '#renderer/charting/chart-palette.ts';
import { subscribeTrades } from '#renderer/stores/market/market-stores.ts';
import { subscribeTradeGap } from '#renderer/stores/market/trade-gaps.ts';
import { settingsStore, themeOf } from '#renderer/stores/settings-store.ts';
import type { ChartFeedSource, ChartFeedState } from './chart-feed.ts';
import { ChartFeed } from './chart-feed.ts';
import { createPacedTarget } from './paced-target.ts';
import { ChartLegend } from './parts/chart-legend.ts';
import type { ChartChoice } from './view-model.ts';

const SOURCE: ChartFeedSource = {
  fetchPage: (symbol, interval, cursor) =>
    request('candles.fetch', { symbol, interval, isAdjusted: true, cursor }),
  subscribe(symbol, listener) {
    const ends = [
      subscribeTrades(symbol, ({ trades }) => listener(trades, false)),
      subscribeTradeGap(symbol, () => listener([], true)),
    ];
    return () => ends.forEach((end) => end());
  },
};

/** A chart on the page, and what can be done with it. */
export interface CandleChartBinding {
  readonly container: RefObject<HTMLDivElement | null>;
  readonly legend: RefObject<HTMLDivElement | null>;
  /** Receives the words of the lines that are drawn: a canvas says nothing to who cannot see it. */
  readonly ownLines: RefObject<HTMLUListElement | null>;
  readonly state: ChartFeedState;
  readonly retry: () => void;
}

/** Ties a canvas chart to the page: made once per panel, fed per instrument and interval, recoloured with the theme. */
export function useCandleChart(
  symbol: InstrumentSymbol | null,
  { interval, showsAverages }: ChartChoice,
  linesOf: (palette: ReturnType<typeof readPalette>) => readonly ChartLine[],
  tick: number,
): CandleChartBinding {
  const { t } = useTranslation('chart');
  const container = useRef<HTMLDivElement>(null);
  const legend = useRef<HTMLDivElement>(null);
  const ownLines = useRef<HTMLUListElement>(null);
  const words = useRef<ChartLegend | null>(null);
  const reading = useRef<ChartReading | null>(null);
  const feed = useRef<ChartFeed | null>(null);
  const [chart, setChart] = useState<CandleChart | null>(null);
  const [state, setState] = useState<ChartFeedState>({ status: 'loading' });
  const theme = useStore(settingsStore, themeOf);
  const averagesShown = useRef(showsAverages);

  useEffect(() => {
    averagesShown.current = showsAverages;
    chart?.showAverages(showsAverages);
  }, [chart, showsAverages]);

  // Another language is another legend, on the same chart: whoever has scrolled back stays there.
  useEffect(() => {
    if (legend.current === null) return;
    words.current = new ChartLegend(legend.current, t);
    words.current.show(reading.current, averagesShown.current);
  }, [t]);

  useEffect(() => {
    if (container.current === null) return;
    const made = new CandleChart({
      container: container.current,
      palette: readPalette(container.current),
      showsAverages: averagesShown.current,
      onReading(shown) {
        reading.current = shown;
        words.current?.show(shown, averagesShown.current);
      },
      onNeedOlder: () => void feed.current?.loadOlder(),
    });
    setChart(made);
    return () => {
      setChart(null);
      made.destroy();
    };
  }, []);

  useEffect(() => chart?.setTickSize(tick), [chart, tick]);

  useEffect(() => {
    if (chart === null || symbol === null) return;
    const target = createPacedTarget(chart);
    const opened = new ChartFeed(SOURCE, target, symbol, interval, setState);
    feed.current = opened;
    return () => {
      opened.close();
      target.close();
      feed.current = null;
    };
  }, [chart, symbol, interval]);

  useEffect(() => {
    if (chart === null || container.current === null) return;
    const palette = readPalette(container.current);
    chart.applyPalette(palette);
    const lines = linesOf(palette);
    chart.setLines(lines);
    ownLines.current?.replaceChildren(...lines.map(listItem));
  }, [chart, theme, linesOf]);

  const retry = useCallback(() => void feed.current?.load(), []);
  return { container, legend, ownLines, state, retry };
}

function listItem({ title, price }: ChartLine): HTMLLIElement {
  const item = document.createElement('li');
  item.textContent = `${formatPrice(price)} ${title}`;
  return item;
}
