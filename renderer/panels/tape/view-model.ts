import type { JsonValue } from '#shared/contract/requests.ts';
import type { Trade } from '#shared/domain/trade.ts';
import type { Direction } from '#renderer/format/direction.ts';
import { directionArrow, directionOf } from '#renderer/format/direction.ts';
import { formatPercent } from '#renderer/format/number.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { formatTime } from '#renderer/format/time.ts';
import type { TapeLine } from './tape.ts';

/** From which value on a print stands out, in won; null for none. */
export const BIG_PRINTS = [null, 30_000_000, 50_000_000, 100_000_000, 500_000_000] as const;
const DEFAULT_BIG_PRINT = 100_000_000;

export type TapeSection = 'prints' | 'strength';

/** What the trader set up, kept with the layout. */
export interface TapeChoice {
  readonly section: TapeSection;
  /** Prints of fewer shares are not shown. */
  readonly minimumQuantity: number;
  /** Prints worth this much stand out, in won. */
  readonly bigPrint: number | null;
}

/** Reads what was saved, taking nothing for granted. */
export function readTapeChoice(saved: JsonValue | null): TapeChoice {
  const { section, minimumQuantity, bigPrint } = (
    typeof saved === 'object' && saved !== null ? saved : {}
  ) as Readonly<Record<string, unknown>>;
  return {
    section: section === 'strength' ? 'strength' : 'prints',
    minimumQuantity:
      typeof minimumQuantity === 'number' && Number.isSafeInteger(minimumQuantity) && minimumQuantity > 0
        ? minimumQuantity
        : 0,
    bigPrint: BIG_PRINTS.some((value) => value === bigPrint)
      ? (bigPrint as number | null)
      : DEFAULT_BIG_PRINT,
  };
}

/** A line of the tape as it is to be painted. */
export interface TapeLineView {
  readonly kind: 'print' | 'gap' | 'openGap';
  readonly timeText: string;
  /** With ▲ or ▼ against the base price. */
  readonly priceText: string;
  readonly percentText: string;
  readonly tone: Direction | null;
  readonly aggressor: 'buy' | 'sell' | 'auction' | null;
  readonly quantityText: string;
  readonly isBig: boolean;
}

const NO_PRINT: Omit<TapeLineView, 'kind'> = {
  timeText: '',
  priceText: '',
  percentText: '',
  tone: null,
  aggressor: null,
  quantityText: '',
  isBig: false,
};

export function viewLine(line: TapeLine, basePrice: number | null, bigPrint: number | null): TapeLineView {
  if (line === 'gap' || line === 'openGap') return { kind: line, ...NO_PRINT };
  const tone = basePrice === null ? null : directionOf(line.price - basePrice);
  const arrow = tone === null ? '' : directionArrow(tone);
  return {
    kind: 'print',
    timeText: formatTime(line.eventTime),
    priceText: arrow === '' ? formatPrice(line.price) : `${arrow} ${formatPrice(line.price)}`,
    percentText: basePrice === null ? '' : formatPercent(((line.price - basePrice) * 100) / basePrice),
    tone,
    aggressor: line.aggressor ?? 'auction',
    quantityText: formatQuantity(line.quantity),
    isBig: isBigPrint(line, bigPrint),
  };
}

export function isBigPrint({ price, quantity }: Trade, bigPrint: number | null): boolean {
  return bigPrint !== null && price * quantity >= bigPrint;
}

/** Which lines of a long list are in sight, and where the first of them stands. */
export interface Window {
  readonly first: number;
  readonly count: number;
}

/** Returns the lines to paint for a list that is scrolled; one more than fits, so that none is missing at the edge. */
export function windowOf(lineCount: number, scrollTop: number, height: number, rowHeight: number): Window {
  const room = Math.ceil(height / rowHeight) + 1;
  const first = Math.max(0, Math.min(Math.floor(scrollTop / rowHeight), lineCount - 1));
  return { first, count: Math.max(0, Math.min(room, lineCount - first)) };
}
