import type { Price } from '#shared/domain/price.ts';
import { BOOK_DEPTH } from '#shared/domain/order-book.ts';
import { appendElement, PaintedAttribute, PaintedBar, PaintedText } from '#renderer/ui/painted.ts';
import type { MyOrdersWords } from '../my-orders.ts';
import { myOrdersText } from '../my-orders.ts';
import type { LevelSide, LevelView } from '../view-model.ts';
import { orderSideOf } from '../view-model.ts';

/**
 * Paints the twenty rows of the board. They are made once; afterwards a text, a bar or an attribute is written only when
 * it differs from what is there. React takes no part in it.
 */
export class LevelsPainter {
  readonly #host: HTMLElement;
  readonly #rows: readonly RowPainter[];

  constructor(host: HTMLElement, idPrefix: string, words: MyOrdersWords) {
    this.#host = host;
    this.#rows = Array.from({ length: BOOK_DEPTH * 2 }, (_, row) => {
      const side: LevelSide = row < BOOK_DEPTH ? 'ask' : 'bid';
      const element = appendElement(host, 'div', `level level--${side}`);
      element.id = `${idPrefix}-${row}`;
      return new RowPainter(element, side, words);
    });
  }

  /** @param cursor price under the keyboard's cursor */
  paint(levels: readonly LevelView[], cursor: Price | null): void {
    let active: string | null = null;
    for (const [place, row] of this.#rows.entries()) {
      const level = levels[place];
      if (level === undefined) continue;
      const isUnderCursor = cursor !== null && level.price === cursor;
      if (isUnderCursor) active = row.element.id;
      row.paint(level, isUnderCursor);
    }
    if (active === null) this.#host.removeAttribute('aria-activedescendant');
    else this.#host.setAttribute('aria-activedescendant', active);
  }

  /** Returns the price of the row that holds `target`; null between rows and on rows without a price. */
  priceAt(target: EventTarget | null): Price | null {
    if (!(target instanceof Node)) return null;
    return this.#rows.find(({ element }) => element.contains(target))?.price ?? null;
  }

  dispose(): void {
    this.#host.replaceChildren();
    this.#host.removeAttribute('aria-activedescendant');
  }
}

class RowPainter {
  readonly element: HTMLElement;
  price: Price | null = null;
  readonly #words: MyOrdersWords;
  readonly #priceText: PaintedText;
  readonly #percentText: PaintedText;
  readonly #sizeText: PaintedText;
  readonly #mineText: PaintedText;
  readonly #bar: PaintedBar;
  readonly #tone: PaintedAttribute;
  readonly #last: PaintedAttribute;
  readonly #cursor: PaintedAttribute;
  readonly #hidden: PaintedAttribute;
  readonly #mine: PaintedAttribute;
  readonly #mineTitle: PaintedAttribute;

  constructor(element: HTMLElement, side: LevelSide, words: MyOrdersWords) {
    this.element = element;
    this.#words = words;
    element.setAttribute('role', 'option');
    // Read out, not shown: the side of the board says it to the eye.
    appendElement(element, 'span', 'visually-hidden').textContent = words.side[orderSideOf(side)];
    const size = appendElement(element, 'span', 'level__size');
    this.#bar = new PaintedBar(appendElement(size, 'i', 'level__bar'));
    this.#sizeText = new PaintedText(appendElement(size, 'span', 'level__size-text'));
    const price = appendElement(element, 'span', 'level__price');
    this.#priceText = new PaintedText(appendElement(price, 'b', ''));
    this.#percentText = new PaintedText(appendElement(price, 'small', ''));
    const mine = appendElement(appendElement(element, 'span', 'level__other'), 'span', 'level__mine');
    this.#mineText = new PaintedText(mine);
    this.#mine = new PaintedAttribute(mine, 'data-mine');
    this.#mineTitle = new PaintedAttribute(mine, 'title');
    this.#tone = new PaintedAttribute(price, 'data-tone');
    this.#last = new PaintedAttribute(element, 'data-last');
    this.#cursor = new PaintedAttribute(element, 'aria-selected');
    this.#hidden = new PaintedAttribute(element, 'aria-hidden');
  }

  paint(level: LevelView, isUnderCursor: boolean): void {
    this.price = level.price;
    this.#priceText.write(level.priceText);
    this.#percentText.write(level.percentText);
    this.#sizeText.write(level.sizeText);
    this.#bar.write(level.depth);
    this.#tone.write(level.tone);
    this.#last.write(level.isLast ? '' : null);
    this.#cursor.write(String(isUnderCursor));
    this.#hidden.write(level.price === null ? 'true' : null);
    const mine = myOrdersText(level.mine, this.#words);
    this.#mineText.write(mine);
    this.#mineTitle.write(mine === '' ? null : mine);
    this.#mine.write(level.mine === null ? null : level.mine.isUncertain ? 'uncertain' : 'working');
  }
}
