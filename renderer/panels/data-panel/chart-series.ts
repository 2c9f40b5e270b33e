import type { ApiRecord } from '#shared/contract/api.ts';
import type { LineChartPoint, LineChartSeries } from '#renderer/charting/line-chart.ts';
import type { ChartDescription } from './description.ts';

/** Returns what a chart draws of rows in any order; rows without a day or a number are left out. */
export function chartSeries(
  rows: readonly ApiRecord[],
  { timeKey, series }: ChartDescription,
  titleOf: (key: string) => string,
): readonly LineChartSeries[] {
  const timed = rows
    .flatMap((row) => {
      const time = chartTime(row[timeKey]);
      return time === null ? [] : [{ time, row }];
    })
    .toSorted((a, b) => a.time - b.time);
  return series.map(({ key, style, isLeft = false, isRunningSum = false }) => {
    const points = onePerTime(timed.flatMap(({ time, row }) => pointOf(time, row[key])));
    return {
      title: isRunningSum ? `Σ ${titleOf(key)}` : titleOf(key),
      style,
      isLeft,
      points: isRunningSum ? runningSum(points) : points,
    };
  });
}

function pointOf(time: number, value: unknown): readonly LineChartPoint[] {
  return typeof value === 'number' && Number.isFinite(value) ? [{ time, value }] : [];
}

function runningSum(points: readonly LineChartPoint[]): readonly LineChartPoint[] {
  let sum = 0;
  return points.map(({ time, value }) => ({ time, value: (sum += value) }));
}

/** Of several at the same time the last holds. */
function onePerTime(points: readonly LineChartPoint[]): readonly LineChartPoint[] {
  return points.filter(({ time }, place) => points[place + 1]?.time !== time);
}

/** `20261120` and `20261120130500` to seconds, read as though Korea were UTC; `130500` is a time of one same day. */
export function chartTime(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const digits = text.replaceAll(/[^0-9]/g, '');
  const whole = digits.length === 6 ? `20000101${digits}` : digits.padEnd(14, '0').slice(0, 14);
  if (digits.length !== 6 && digits.length < 8) return null;
  const part = (from: number, to: number): number => Number(whole.slice(from, to));
  const at = Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(8, 10), part(10, 12), part(12, 14));
  return Number.isNaN(at) ? null : at / 1000;
}
