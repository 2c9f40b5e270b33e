import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import { directionOf } from '#renderer/format/direction.ts';
import { formatPrice } from '#renderer/format/price.ts';

/** At most one flash in this time: a busy price would only flicker. */
const FLASH_GAP_MS = 300;
const FLASH_MS = 450;

interface PricedRow {
  readonly lastPrice: number | null;
  readonly change: number;
}

/** The last price, lit for a moment in the colour of its step. Plain DOM: it is painted many times a second. */
export class PriceCell implements ICellRendererComp<PricedRow> {
  readonly #element = document.createElement('span');
  #shown: number | null = null;
  #flashedAt = 0;

  init(params: ICellRendererParams<PricedRow>): void {
    this.#paint(params.data);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh(params: ICellRendererParams<PricedRow>): boolean {
    const before = this.#shown;
    this.#paint(params.data);
    if (before !== null && this.#shown !== null && before !== this.#shown) this.#flash(this.#shown > before);
    return true;
  }

  #paint(row: PricedRow | undefined): void {
    this.#shown = row?.lastPrice ?? null;
    this.#element.textContent = formatPrice(this.#shown);
    this.#element.className = `price-cell ${directionOf(row?.change ?? 0)}`;
  }

  #flash(isUp: boolean): void {
    const now = performance.now();
    if (now - this.#flashedAt < FLASH_GAP_MS || matchMedia('(prefers-reduced-motion: reduce)').matches)
      return;
    this.#flashedAt = now;
    const colour = isUp ? 'var(--up-flash)' : 'var(--down-flash)';
    this.#element.animate([{ backgroundColor: colour }, { backgroundColor: 'transparent' }], FLASH_MS);
  }
}
