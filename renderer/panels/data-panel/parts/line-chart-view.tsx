import type { FC } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { readPalette } from '#renderer/charting/chart-palette.ts';
import type { LineChartSeries } from '#renderer/charting/line-chart.ts';
import { LineChart } from '#renderer/charting/line-chart.ts';
import { settingsStore, themeOf } from '#renderer/stores/settings-store.ts';

interface LineChartViewProps {
  readonly label: string;
  readonly series: readonly LineChartSeries[];
}

/** A chart of rows over the grid that has the same in figures. */
export const LineChartView: FC<LineChartViewProps> = ({ label, series }) => {
  const container = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<LineChart | null>(null);
  const theme = useStore(settingsStore, themeOf);
  useEffect(() => {
    if (container.current === null) return;
    const made = new LineChart(container.current, readPalette(container.current));
    setChart(made);
    return () => {
      setChart(null);
      made.destroy();
    };
  }, []);
  useEffect(() => chart?.setSeries(series), [chart, series]);
  useEffect(() => {
    if (container.current !== null) chart?.applyPalette(readPalette(container.current));
  }, [chart, theme]);
  return <div ref={container} className="data-panel__chart" role="img" aria-label={label} />;
};
