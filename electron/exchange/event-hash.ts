import type { EngineEvent } from './matching/engine.ts';

/** Running hash over everything that happened in the books, in order. Not for secrets: it tells two runs apart. */
export class EventHash {
  private low = 0x811c9dc5;
  private high = 0x9dc5811c;

  /** `book` tells the books apart. */
  add(book: number, event: EngineEvent): void {
    this.mix(book);
    this.mix(TYPE_CODES[event.type]);
    this.mix(event.at % 4_294_967_296);
    switch (event.type) {
      case 'trade':
        this.mix(event.price);
        this.mix(event.quantity);
        this.mix(event.buy.number);
        this.mix(event.sell.number);
        return;
      case 'accepted':
      case 'amended':
        this.mix(event.order.number);
        this.mix(event.order.intent.price ?? 0);
        this.mix(event.order.intent.quantity);
        return;
      case 'canceled':
        this.mix(event.number);
        this.mix(event.quantity);
        return;
      case 'viTriggered':
      case 'viReleased':
        this.mix(event.vi.referencePrice ?? 0);
        return;
      case 'bookChanged':
      case 'phaseChanged':
        return;
    }
  }

  /** Sixteen hexadecimal digits. */
  digest(): string {
    const hex = (value: number) => (value >>> 0).toString(16).padStart(8, '0');
    return hex(this.high) + hex(this.low);
  }

  /** Two lanes of FNV-1a with different steps: cheap, and 64 bits wide together. */
  private mix(value: number): void {
    this.low = Math.imul(this.low ^ value, 0x01000193);
    this.high = Math.imul(this.high ^ value ^ (this.low >>> 15), 0x85ebca6b);
  }
}

const TYPE_CODES: Readonly<Record<EngineEvent['type'], number>> = {
  accepted: 1,
  amended: 2,
  canceled: 3,
  trade: 4,
  bookChanged: 5,
  viTriggered: 6,
  viReleased: 7,
  phaseChanged: 8,
};
