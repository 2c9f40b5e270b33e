import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { Direction } from '#renderer/format/direction.ts';
import { quotesStore, subscribeQuote } from '#renderer/stores/market/market-stores.ts';
import { PaintedAttribute, PaintedText } from '#renderer/ui/painted.ts';
import type { PositionRow } from '../view-model.ts';
import { buildPositionRow } from '../view-model.ts';

/** What a live column shows of a row. */
export interface LiveColumn {
  readonly textOf: (row: PositionRow) => string;
  readonly toneOf: (row: PositionRow) => Direction | null;
}

type LiveParams = ICellRendererParams<PositionRow> & LiveColumn;

/**
 * A value that follows the price. The cell listens for its own instrument and paints itself, once per frame in which the
 * price changed; neither the grid nor React takes part. The total's cells show what the grid gives them.
 */
export class LiveCell implements ICellRendererComp<PositionRow> {
  readonly #element = document.createElement('span');
  readonly #text = new PaintedText(this.#element);
  readonly #tone = new PaintedAttribute(this.#element, 'data-tone');
  #unsubscribe: Unsubscribe = () => undefined;

  init(params: LiveParams): void {
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh(params: LiveParams): boolean {
    this.#unsubscribe();
    const { data } = params;
    if (data === undefined) return true;
    const { position } = data;
    const paint = (row: PositionRow): void => {
      this.#text.write(params.textOf(row));
      this.#tone.write(params.toneOf(row));
    };
    if (position === null) {
      paint(data);
      return true;
    }
    paint(buildPositionRow(position, quotesStore.get(position.symbol)));
    this.#unsubscribe = subscribeQuote(position.symbol, (quote) => paint(buildPositionRow(position, quote)));
    return true;
  }

  destroy(): void {
    this.#unsubscribe();
  }
}
