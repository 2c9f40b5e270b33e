import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Price } from '#shared/domain/price.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import {
  booksStore,
  quotesStore,
  subscribeBook,
  subscribeQuote,
} from '#renderer/stores/market/market-stores.ts';
import { ordersOf, ordersStore } from '#renderer/stores/orders-store.ts';
import type { MyOrdersAtPrice, MyOrdersWords } from '../my-orders.ts';
import { sumMyOrders } from '../my-orders.ts';
import type { LevelView } from '../view-model.ts';
import { buildLevels, moveCursor } from '../view-model.ts';
import { LevelsPainter } from './levels-painter.ts';

export interface LevelsBoardOptions {
  readonly host: HTMLElement;
  readonly symbol: InstrumentSymbol;
  /** Of the rows' ids in the page. */
  readonly idPrefix: string;
  readonly words: MyOrdersWords;
  /** The trader chose a price. */
  readonly onChoose: (price: Price) => void;
}

/** The live board of one instrument: follows book, last price and my orders, and keeps the keyboard's cursor. */
export class LevelsBoard {
  readonly #options: LevelsBoardOptions;
  readonly #painter: LevelsPainter;
  readonly #unsubscribes: readonly Unsubscribe[];
  #levels: readonly LevelView[] = [];
  #mine: ReadonlyMap<number, MyOrdersAtPrice>;
  #cursor: Price | null = null;
  /** Price under the pointer when it went down: what the trader aimed at, wherever the board has moved since. */
  #pressed: Price | null = null;

  constructor(options: LevelsBoardOptions) {
    const { host, symbol, idPrefix, words } = options;
    this.#options = options;
    this.#painter = new LevelsPainter(host, idPrefix, words);
    this.#mine = this.#sumMine();
    host.addEventListener('pointerdown', this.#onPointerDown);
    host.addEventListener('click', this.#onClick);
    this.#unsubscribes = [
      subscribeBook(symbol, () => this.#paint()),
      this.#followLastPrice(symbol),
      ordersStore.subscribe(this.#onOrders),
      accountsStore.subscribe((state, before) => {
        if (state.activeAccountId !== before.activeAccountId) this.#onOrders();
      }),
    ];
    this.#paint();
  }

  moveCursor(step: -1 | 1): void {
    this.#cursor = moveCursor(this.#levels, this.#cursor, step);
    this.#paint();
  }

  clearCursor(): void {
    this.#cursor = null;
    this.#paint();
  }

  /** Chooses the price under the cursor, if it is still on the board. */
  chooseCursor(): void {
    const price = this.#cursor;
    if (price !== null && this.#levels.some((level) => level.price === price)) this.#options.onChoose(price);
  }

  dispose(): void {
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
    this.#options.host.removeEventListener('pointerdown', this.#onPointerDown);
    this.#options.host.removeEventListener('click', this.#onClick);
    this.#painter.dispose();
  }

  #paint(): void {
    const { symbol } = this.#options;
    const quote = quotesStore.get(symbol);
    this.#levels = buildLevels({
      book: booksStore.get(symbol),
      basePrice: quote?.basePrice ?? null,
      lastPrice: quote?.lastPrice ?? null,
      mine: this.#mine,
    });
    this.#painter.paint(this.#levels, this.#cursor);
  }

  /** Most quotes leave last and base price as they are: the rows need no paint for those. */
  #followLastPrice(symbol: InstrumentSymbol): Unsubscribe {
    let painted = quotesStore.get(symbol);
    return subscribeQuote(symbol, (quote) => {
      const isSame = painted?.lastPrice === quote.lastPrice && painted.basePrice === quote.basePrice;
      painted = quote;
      if (!isSame) this.#paint();
    });
  }

  #sumMine(): ReadonlyMap<number, MyOrdersAtPrice> {
    const { activeAccountId } = accountsStore.getState();
    return sumMyOrders(ordersOf(ordersStore.getState(), activeAccountId), this.#options.symbol);
  }

  readonly #onOrders = (): void => {
    this.#mine = this.#sumMine();
    this.#paint();
  };

  readonly #onPointerDown = (event: PointerEvent): void => {
    this.#pressed = event.button === 0 ? this.#painter.priceAt(event.target) : null;
  };

  readonly #onClick = (event: MouseEvent): void => {
    // A click without a pointer comes from assistive technology.
    const price = event.detail === 0 ? this.#painter.priceAt(event.target) : this.#pressed;
    this.#pressed = null;
    if (price === null) return;
    this.#cursor = price;
    this.#paint();
    this.#options.onChoose(price);
  };
}
