import type { World } from '#electron/exchange/world.ts';
import { kstClockText } from '#shared/domain/time.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { kiwoomFixture } from '#test/support/kiwoom-fixture.ts';

type Values = Record<string, string>;

/** Of every hundred messages, how many are books. */
const BOOKS_PER_HUNDRED = 35;
const BOOK_LEVELS = 10;

export interface FloodMessage {
  readonly type: '0B' | '0D';
  readonly symbol: string;
  readonly values: Values;
  /** Day's volume after the print; null for a book. Grows by one share a print, so that a lost one leaves a hole. */
  readonly volume: number | null;
}

/**
 * Makes real-time messages of full size for a flood: prints and books of `symbols` in turn, each price one tick around its
 * base. Books go to `bookSymbols` only, as windows show few.
 */
export class FloodMessages {
  readonly #trade = templateOf('real-trade');
  readonly #book = templateOf('real-book');
  readonly #volumes = new Map<string, number>();
  #count = 0;

  constructor(
    private readonly world: World,
    private readonly symbols: readonly string[],
    private readonly bookSymbols: readonly string[],
  ) {
    for (const symbol of symbols) this.#volumes.set(symbol, world.day(symbol, 'KRX').volume);
  }

  next(at: EpochMs): FloodMessage {
    this.#count += 1;
    return this.#count % 100 < BOOKS_PER_HUNDRED ? this.#nextBook(at) : this.#nextTrade(at);
  }

  #nextTrade(at: EpochMs): FloodMessage {
    const symbol = this.#pick(this.symbols);
    const { base, sign } = this.#level(symbol);
    const volume = (this.#volumes.get(symbol) ?? 0) + 1;
    this.#volumes.set(symbol, volume);
    const shown = sign + String(base);
    const values = {
      ...this.#trade,
      '20': kstClockText(at),
      '10': shown,
      '27': shown,
      '28': shown,
      '15': this.#count % 2 === 0 ? '+1' : '-1',
      '13': String(volume),
    };
    return { type: '0B', symbol, values, volume };
  }

  #nextBook(at: EpochMs): FloodMessage {
    const symbol = this.#pick(this.bookSymbols);
    const { base, tick, sign } = this.#level(symbol);
    const values: Values = { ...this.#book, '21': kstClockText(at) };
    for (let level = 1; level <= BOOK_LEVELS; level += 1) {
      values[String(40 + level)] = sign + String(base + level * tick);
      values[String(50 + level)] = sign + String(base - (level - 1) * tick);
      values[String(60 + level)] = String(1_000 + ((this.#count * level) % 977));
      values[String(70 + level)] = String(1_000 + ((this.#count * level) % 983));
    }
    return { type: '0D', symbol, values, volume: null };
  }

  /** The price walks up and down a few ticks above the base, so that every message changes what is painted. */
  #level(symbol: string): { base: number; tick: number; sign: string } {
    const { basePrice, upperLimit } = this.world.day(symbol, 'KRX');
    const tick = Math.max(1, Math.round((upperLimit - basePrice) / 300));
    return { base: basePrice + tick * (this.#count % 7), tick, sign: '+' };
  }

  #pick(from: readonly string[]): string {
    return from[this.#count % from.length] ?? '';
  }
}

function templateOf(fixture: string): Values {
  const frame = kiwoomFixture(fixture) as { data: readonly { values: Values }[] };
  const values = frame.data[0]?.values;
  if (values === undefined) throw new Error(`fixture ${fixture} holds no message`);
  return values;
}
