import type { TFunction } from 'i18next';
import { MOVING_AVERAGE_PERIODS } from '#renderer/charting/candle-chart.ts';
import type { ChartReading } from '#renderer/charting/candle-chart.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { readingChange } from '../view-model.ts';

/** Writes the bar under the crosshair, or the last one, over the chart: many times a second, so without React. */
export class ChartLegend {
  readonly #values: readonly HTMLElement[];
  readonly #change: HTMLElement;
  readonly #averages: readonly HTMLElement[];

  constructor(container: HTMLElement, t: TFunction<'chart'>) {
    container.replaceChildren();
    const label = (text: string, className: string): HTMLElement => {
      const item = document.createElement('span');
      item.className = 'chart__reading';
      const name = document.createElement('i');
      name.textContent = text;
      const value = document.createElement('b');
      value.className = className;
      item.append(name, value);
      container.append(item);
      return value;
    };
    this.#values = (['open', 'high', 'low', 'close', 'volume'] as const).map((key) => label(t(key), ''));
    this.#change = label('', 'chart__change');
    this.#averages = MOVING_AVERAGE_PERIODS.map((period, index) =>
      label(`MA${period}`, `chart__average-${index + 1}`),
    );
  }

  show(reading: ChartReading | null, showsAverages: boolean): void {
    const { candle } = reading ?? {};
    const prices = [candle?.open, candle?.high, candle?.low, candle?.close].map(formatPrice);
    [...prices, formatQuantity(candle?.volume ?? null)].forEach((text, index) =>
      write(this.#values[index], text),
    );
    const change = reading === null ? { text: '', direction: 0 } : readingChange(reading);
    write(this.#change, change.text);
    this.#change.dataset['direction'] = String(change.direction);
    this.#averages.forEach((element, index) => {
      const average = reading?.averages[index] ?? null;
      const isHidden = !showsAverages || average === null;
      if (element.parentElement !== null) element.parentElement.hidden = isHidden;
      if (!isHidden) write(element, formatPrice(Math.round(average)));
    });
  }
}

function write(element: HTMLElement | undefined, text: string): void {
  if (element !== undefined && element.textContent !== text) element.textContent = text;
}
