import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { Direction } from '#renderer/format/direction.ts';
import { PaintedAttribute, PaintedText } from './painted.ts';

/** At most one flash in this time: a busy price would only flicker. */
const FLASH_GAP_MS = 500;
const FLASH_MS = 250;

/** What a live column shows of a row, and when. */
export interface LiveColumn<Row> {
  /** Returns the row as it is now, from whatever `row` the grid holds. */
  readonly rowNow: (row: Row) => Row;
  /** Calls when the row has changed, at most once per frame. */
  readonly follow: (row: Row, onChange: () => void) => Unsubscribe;
  readonly textOf: (row: Row) => string;
  readonly toneOf: (row: Row) => Direction | null;
  /** The cell is lit for a moment in the colour of this value's step. */
  readonly flashBy?: (row: Row) => number | null;
}

type LiveParams<Row> = ICellRendererParams<Row> & LiveColumn<Row>;

/**
 * A grid cell that follows a store and paints itself; neither the grid nor React takes part in a change. The grid still
 * sorts by the column's own `valueGetter`.
 */
export class LiveCell<Row> implements ICellRendererComp<Row> {
  readonly #element = document.createElement('span');
  readonly #text = new PaintedText(this.#element);
  readonly #tone = new PaintedAttribute(this.#element, 'data-tone');
  readonly #flash = new PaintedAttribute(this.#element, 'data-flash');
  #params: LiveParams<Row> | null = null;
  #unsubscribe: Unsubscribe = () => undefined;
  #value: number | null = null;
  #flashedAt = Number.NEGATIVE_INFINITY;
  #darken: ReturnType<typeof setTimeout> | undefined;

  init(params: LiveParams<Row>): void {
    this.#element.className = 'live-cell';
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh(params: LiveParams<Row>): boolean {
    this.#unsubscribe();
    this.#params = params;
    const { data, node, follow } = params;
    if (data === undefined) return true;
    const unfollow = follow(data, this.#paint);
    // The grid does not tell a cell of a new row when the value is the one that it was told last.
    node.addEventListener('dataChanged', this.#paint);
    this.#unsubscribe = () => {
      unfollow();
      node.removeEventListener('dataChanged', this.#paint);
    };
    this.#paint();
    return true;
  }

  destroy(): void {
    this.#unsubscribe();
    clearTimeout(this.#darken);
  }

  readonly #paint = (): void => {
    const params = this.#params;
    const data = params?.node.data;
    if (params === null || data === undefined) return;
    const row = params.rowNow(data);
    this.#text.write(params.textOf(row));
    this.#tone.write(params.toneOf(row));
    if (params.flashBy === undefined) return;
    const before = this.#value;
    this.#value = params.flashBy(row);
    if (before !== null && this.#value !== null && before !== this.#value) this.#light(this.#value > before);
  };

  /** On and off instead of a fade: a fade would have the page draw every one of its frames. */
  #light(isUp: boolean): void {
    const now = performance.now();
    if (now - this.#flashedAt < FLASH_GAP_MS) return;
    this.#flashedAt = now;
    this.#flash.write(isUp ? 'up' : 'down');
    clearTimeout(this.#darken);
    this.#darken = setTimeout(() => this.#flash.write(null), FLASH_MS);
  }
}
