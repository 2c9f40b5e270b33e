import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { oncePerFrame } from '#renderer/stores/frame.ts';
import { quotesStore } from '#renderer/stores/market/market-stores.ts';
import { appendElement, PaintedAttribute, PaintedText } from '#renderer/ui/painted.ts';
import type { TapeLine } from '../tape.ts';
import type { TapeFeed } from '../tape-feed.ts';
import type { TapeChoice, TapeLineView } from '../view-model.ts';
import { viewLine, windowOf } from '../view-model.ts';

const ROW_HEIGHT = 22;

export interface TapeWords {
  readonly buy: string;
  readonly sell: string;
  readonly auction: string;
  readonly gap: string;
  readonly openGap: string;
}

export interface TapeBoardOptions {
  /** Scrolls. */
  readonly host: HTMLElement;
  readonly symbol: InstrumentSymbol;
  readonly feed: TapeFeed;
  readonly words: TapeWords;
}

/**
 * Paints the tape, newest on top: as many rows as are in sight, used again while it runs and scrolls. Scrolled down, the
 * prints that were in sight stay where they are while new ones come in above.
 */
export class TapeBoard {
  readonly #options: TapeBoardOptions;
  readonly #spacer: HTMLElement;
  readonly #rows: RowPainter[] = [];
  readonly #ends: readonly Unsubscribe[];
  readonly #paintSoon = oncePerFrame(() => this.#paint());
  #choice: TapeChoice;
  #lines: readonly TapeLine[] = [];
  #listHeight = 0;
  /** As last told by the page: asking it in the middle of a frame would make it lay out once more. */
  #viewHeight = 0;
  #scrollTop = 0;
  #isDisposed = false;

  constructor(options: TapeBoardOptions, choice: TapeChoice) {
    const { host, feed } = options;
    this.#options = options;
    this.#choice = choice;
    this.#spacer = appendElement(host, 'div', 'tape__spacer');
    this.#viewHeight = host.clientHeight;
    const sizes = new ResizeObserver(() => {
      this.#viewHeight = host.clientHeight;
      this.#paintSoon();
    });
    sizes.observe(host);
    host.addEventListener('scroll', this.#onScroll, { passive: true });
    this.#ends = [
      feed.onChange(() => this.#update()),
      () => sizes.disconnect(),
      () => host.removeEventListener('scroll', this.#onScroll),
    ];
    this.#update();
  }

  choose(choice: TapeChoice): void {
    this.#choice = choice;
    this.#update();
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const end of this.#ends) end();
    this.#options.host.replaceChildren();
  }

  #update(): void {
    const topLine = this.#lines[Math.floor(this.#scrollTop / ROW_HEIGHT)];
    this.#lines = this.#options.feed.tape.lines(this.#choice.minimumQuantity);
    this.#setListHeight();
    if (this.#scrollTop > 0) this.#keepInPlace(topLine);
    this.#paint();
  }

  #keepInPlace(line: TapeLine | undefined): void {
    const place = typeof line === 'object' ? this.#lines.indexOf(line) : -1;
    if (place === -1) return;
    this.#scrollTop = place * ROW_HEIGHT + (this.#scrollTop % ROW_HEIGHT);
    this.#options.host.scrollTop = this.#scrollTop;
  }

  #setListHeight(): void {
    const height = this.#lines.length * ROW_HEIGHT;
    if (height === this.#listHeight) return;
    this.#listHeight = height;
    this.#spacer.style.height = `${height}px`;
  }

  readonly #onScroll = (): void => {
    this.#scrollTop = this.#options.host.scrollTop;
    this.#paintSoon();
  };

  #paint(): void {
    if (this.#isDisposed) return;
    const basePrice = quotesStore.get(this.#options.symbol)?.basePrice ?? null;
    const window = windowOf(this.#lines.length, this.#scrollTop, this.#viewHeight, ROW_HEIGHT);
    while (this.#rows.length < window.count) this.#rows.push(this.#makeRow());
    for (const [place, row] of this.#rows.entries()) {
      const line = place < window.count ? this.#lines[window.first + place] : undefined;
      if (line === undefined) row.hide();
      else row.paint(viewLine(line, basePrice, this.#choice.bigPrint), (window.first + place) * ROW_HEIGHT);
    }
  }

  #makeRow(): RowPainter {
    return new RowPainter(appendElement(this.#spacer, 'div', 'tape__row'), this.#options.words);
  }
}

class RowPainter {
  readonly #element: HTMLElement;
  readonly #words: TapeWords;
  readonly #time: PaintedText;
  readonly #price: PaintedText;
  readonly #percent: PaintedText;
  readonly #side: PaintedText;
  readonly #quantity: PaintedText;
  readonly #gap: PaintedText;
  readonly #priceTone: PaintedAttribute;
  readonly #percentTone: PaintedAttribute;
  readonly #aggressor: PaintedAttribute;
  readonly #kind: PaintedAttribute;
  readonly #hidden: PaintedAttribute;
  #top = -1;

  constructor(element: HTMLElement, words: TapeWords) {
    this.#element = element;
    this.#words = words;
    this.#time = new PaintedText(appendElement(element, 'span', 'tape__time'));
    const price = appendElement(element, 'span', 'tape__price');
    this.#price = new PaintedText(price);
    const percent = appendElement(element, 'span', 'tape__percent');
    this.#percent = new PaintedText(percent);
    const quantity = appendElement(element, 'span', 'tape__quantity');
    this.#side = new PaintedText(appendElement(quantity, 'small', ''));
    this.#quantity = new PaintedText(appendElement(quantity, 'b', ''));
    this.#gap = new PaintedText(appendElement(element, 'span', 'tape__gap'));
    this.#priceTone = new PaintedAttribute(price, 'data-tone');
    this.#percentTone = new PaintedAttribute(percent, 'data-tone');
    this.#aggressor = new PaintedAttribute(element, 'data-aggressor');
    this.#kind = new PaintedAttribute(element, 'data-kind');
    this.#hidden = new PaintedAttribute(element, 'hidden');
  }

  paint(line: TapeLineView, top: number): void {
    this.#hidden.write(null);
    this.#kind.write(line.isBig ? 'big' : line.kind === 'print' ? 'print' : 'gap');
    this.#time.write(line.timeText);
    this.#price.write(line.priceText);
    this.#percent.write(line.percentText);
    this.#side.write(line.aggressor === null ? '' : this.#words[line.aggressor]);
    this.#quantity.write(line.quantityText);
    this.#gap.write(line.kind === 'print' ? '' : this.#words[line.kind]);
    this.#priceTone.write(line.tone);
    this.#percentTone.write(line.tone);
    this.#aggressor.write(line.aggressor);
    if (top === this.#top) return;
    this.#top = top;
    this.#element.style.transform = `translateY(${top}px)`;
  }

  hide(): void {
    this.#hidden.write('');
  }
}
