import type { CandleInterval } from '#shared/domain/candle.ts';
import { CANDLE_INTERVALS } from '#shared/domain/candle.ts';
import type { Position } from '#shared/domain/account.ts';
import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import type { Order, OrderSide } from '#shared/domain/order.ts';
import { tickSize } from '#shared/domain/tick-size.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import type { JsonValue } from '#shared/contract/requests.ts';
import type { ChartLine, ChartReading } from '#renderer/charting/candle-chart.ts';
import { formatPercent } from '#renderer/format/number.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';

/** What a chart keeps with the layout. */
export interface ChartChoice {
  readonly interval: CandleInterval;
  readonly showsAverages: boolean;
}

const FIRST_CHOICE: ChartChoice = { interval: '5m', showsAverages: true };

/** Reads the choice out of a saved layout; anything else than a choice is the first one. */
export function readChoice(state: JsonValue | null): ChartChoice {
  if (state === null || typeof state !== 'object' || Array.isArray(state)) return FIRST_CHOICE;
  const interval = CANDLE_INTERVALS.find((known) => known === state['interval']) ?? FIRST_CHOICE.interval;
  return { interval, showsAverages: state['showsAverages'] !== false };
}

/** Tick at the instrument's price level today, won; 1 while the instrument is not known. */
export function axisTick(instrument: Instrument | undefined, now: number): number {
  if (instrument === undefined) return 1;
  return tickSize(instrument.basePrice, ladderFor(instrument.kind, kstDateOf(now as EpochMs)));
}

export interface OrderLineWords {
  readonly side: Readonly<Record<OrderSide, string>>;
  /** How the order stands, in a word or two. */
  readonly status: (order: Order) => string;
}

/**
 * A working order's line: where it works, how much of it is left and how it stands. One whose outcome is unknown, or that the
 * broker has lost, is marked by `?` and by how it is drawn.
 */
export function orderLines(
  orders: readonly Order[],
  { side: sides, status }: OrderLineWords,
  colors: { readonly up: string; readonly down: string },
): readonly ChartLine[] {
  return orders.flatMap((order) => {
    const { price, side, leavesQuantity } = order;
    if (price === null || leavesQuantity === 0) return [];
    const isUncertain = order.status === 'unknown' || order.status === 'lost';
    const color = side === 'buy' ? colors.up : colors.down;
    const title = `${isUncertain ? '? ' : ''}${sides[side]} ${formatQuantity(leavesQuantity)} ${status(order)}`;
    return [{ price, title, color, isUncertain }];
  });
}

/** The line at the average entry price of what is held; none when nothing is. */
export function positionLines(
  position: Position | undefined,
  word: string,
  color: string,
): readonly ChartLine[] {
  if (position === undefined || position.quantity === 0) return [];
  const title = `${word} ${formatQuantity(position.quantity)}`;
  return [{ price: position.averageEntryPrice, title, color, isUncertain: false }];
}

/** Change of a bar's close against the close before it, as text with its sign; empty for the first bar. */
export function readingChange({ candle, previousClose }: ChartReading): { text: string; direction: number } {
  if (previousClose === null) return { text: '', direction: 0 };
  const change = candle.close - previousClose;
  return { text: formatPercent((change / previousClose) * 100), direction: Math.sign(change) };
}
