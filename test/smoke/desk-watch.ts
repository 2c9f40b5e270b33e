import type { SocketBridge } from '#renderer/bridge/socket-bridge.ts';
import type { DeskEvent, DeskEventEnvelope } from '#shared/contract/events.ts';
import type { ClientOrderId, Order } from '#shared/domain/order.ts';
import type { OrderBook } from '#shared/domain/order-book.ts';
import type { CashBalance, Position } from '#shared/domain/account.ts';

/** Everything the desk has told a window so far, and what came of it. */
export class DeskWatch {
  readonly books = new Map<string, OrderBook>();
  readonly orders = new Map<ClientOrderId, Order>();
  readonly filled = new Map<ClientOrderId, number>();
  readonly conditions: Extract<DeskEvent, { type: 'condition' }>[] = [];
  cash: CashBalance | null = null;
  positions: readonly Position[] = [];
  /** Set when a number was left out: an event was lost. */
  gap: string | null = null;
  #sequence: number | null = null;
  #wake: () => void = () => undefined;

  constructor(bridge: SocketBridge) {
    bridge.onEvent((envelope) => this.#take(envelope));
    bridge.onMarket(({ books }) => {
      for (const book of books) this.books.set(book.symbol, book);
      this.#wake();
    });
  }

  /** Resolves when `isTrue` holds; it is asked again at whatever comes in. Rejects after `timeoutMs`. */
  async until(what: string, isTrue: () => boolean, timeoutMs = 10_000): Promise<void> {
    const endsAt = performance.now() + timeoutMs;
    while (!isTrue()) {
      const left = endsAt - performance.now();
      if (left <= 0) throw new Error(`waited ${timeoutMs} ms in vain: ${what}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  #take({ sequence, event }: DeskEventEnvelope): void {
    if (this.#sequence !== null && sequence !== this.#sequence + 1) {
      this.gap ??= `event ${sequence} came after ${this.#sequence}`;
    }
    this.#sequence = sequence;
    this.#apply(event);
    this.#wake();
  }

  #apply(event: DeskEvent): void {
    switch (event.type) {
      case 'order':
        this.orders.set(event.order.clientOrderId, event.order);
        break;
      case 'fill': {
        const { clientOrderId, quantity } = event.fill;
        this.filled.set(clientOrderId, (this.filled.get(clientOrderId) ?? 0) + quantity);
        break;
      }
      case 'cash':
        this.cash = event.cash;
        break;
      case 'positions':
        this.positions = event.positions;
        break;
      case 'condition':
        this.conditions.push(event);
        break;
      default:
    }
  }
}
