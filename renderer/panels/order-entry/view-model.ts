import type { Instrument } from '#shared/domain/instrument.ts';
import type { Order, OrderType, TimeInForce } from '#shared/domain/order.ts';
import { carriesPrice } from '#shared/domain/order.ts';
import type { PriceLimits } from '#shared/domain/price-limits.ts';
import { clampToLimits } from '#shared/domain/price-limits.ts';
import type { Price } from '#shared/domain/price.ts';
import { isPrice } from '#shared/domain/price.ts';
import type { TickLadder } from '#shared/domain/tick-size.ts';
import { stepBy } from '#shared/domain/tick-size.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { NO_VALUE } from '#renderer/format/number.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import type { TicketDraft, TicketMode } from './ticket-state.ts';

/** Shares of what can be bought or sold, in percent. */
export const QUANTITY_PRESETS = [10, 25, 50, 75, 100] as const;

/** Returns `percent` of the largest quantity, cut to whole shares; null while the largest is not known or none. */
export function presetQuantity(maxQuantity: number | null, percent: number): number | null {
  if (maxQuantity === null) return null;
  const shares = Math.floor((maxQuantity * percent) / 100);
  return shares > 0 ? shares : null;
}

export function ladderOf(instrument: Instrument | null, now: EpochMs): TickLadder | null {
  return instrument === null ? null : ladderFor(instrument.kind, kstDateOf(now));
}

export interface PriceStepFacts {
  readonly ladder: TickLadder | null;
  readonly limits: PriceLimits | null;
  readonly lastPrice: Price | null;
}

/** Moves a price by ticks, inside the daily band. An empty field starts at the last price. */
export function stepPrice(
  value: number | null,
  steps: number,
  { ladder, limits, lastPrice }: PriceStepFacts,
): number | null {
  if (value === null || !isPrice(value)) return lastPrice;
  if (ladder === null) return value;
  const stepped = stepBy(value, steps, ladder);
  return limits === null ? stepped : clampToLimits(stepped, limits);
}

/** Moves a quantity by shares; under one share there is none. */
export function stepQuantity(value: number | null, steps: number): number | null {
  const next = (value ?? 0) + steps;
  return next > 0 ? next : null;
}

export interface SubmitWords {
  readonly action: Readonly<Record<TicketMode, string>>;
  /** For an order with the broker's money. */
  readonly creditAction: Readonly<Record<'buy' | 'sell', string>>;
  readonly side: Readonly<Record<'buy' | 'sell', string>>;
  readonly shares: (quantity: string) => string;
  readonly type: Readonly<Record<OrderType, string>>;
  readonly stop: (price: string) => string;
}

/**
 * Returns what the button will send, in words: `매수 140주 · 71,100`, `매도 30주 · 시장가 IOC`,
 * `정정 매수 200주 · 71,000 → 71,100`, `취소 매수 200주 · 71,000`. Null while the draft does not say.
 */
export function submitText(draft: TicketDraft, order: Order | null, words: SubmitWords): string | null {
  if (draft.mode === 'amend' || draft.mode === 'cancel') {
    return order === null ? null : changeText(draft, order, words);
  }
  if (draft.quantity === null) return null;
  const price = termsText(draft, words);
  if (price === null) return null;
  const isOnCredit = draft.funding.kind === 'marginLoan';
  const action = isOnCredit ? words.creditAction[draft.mode] : words.action[draft.mode];
  return `${action} ${words.shares(formatQuantity(draft.quantity))} · ${price}`;
}

function changeText(draft: TicketDraft, order: Order, words: SubmitWords): string {
  const before = termsText(order, words) ?? '';
  const head = `${words.action[draft.mode]} ${words.side[order.side]} ${words.shares(formatQuantity(order.leavesQuantity))}`;
  if (draft.mode === 'cancel') return `${head} · ${before}`;
  return `${head} · ${before} → ${termsText({ ...order, price: draft.price, stopPrice: draft.stopPrice }, words) ?? ''}`;
}

/** Returns an order in the same words: `매수 140주 · 71,100`. */
export function orderText(order: Order, words: SubmitWords): string {
  return `${words.side[order.side]} ${words.shares(formatQuantity(order.quantity))} · ${termsText(order, words) ?? NO_VALUE}`;
}

interface Terms {
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly price: number | null;
  readonly stopPrice: number | null;
}

/** `71,100`, `71,100 IOC`, `시장가`, `조건부지정가 71,100`, `71,100 (스톱 71,000)`. */
function termsText({ type, timeInForce, price, stopPrice }: Terms, words: SubmitWords): string | null {
  const condition = timeInForce === 'day' ? '' : ` ${timeInForce.toUpperCase()}`;
  if (!carriesPrice(type)) return `${words.type[type]}${condition}`;
  if (price === null) return null;
  const name = type === 'limit' || type === 'stopLimit' ? '' : `${words.type[type]} `;
  const stop = type === 'stopLimit' ? ` (${words.stop(formatPrice(stopPrice))})` : '';
  return `${name}${formatPrice(price)}${stop}${condition}`;
}

/** How far a price lies from the last one, in percent; null without a last price. */
export function distancePercent(price: number, lastPrice: number | null): number | null {
  return lastPrice === null || lastPrice === 0 ? null : ((price - lastPrice) * 100) / lastPrice;
}
