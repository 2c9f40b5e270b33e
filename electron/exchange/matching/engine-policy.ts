import { VI_RANDOM_END_MS } from '#shared/catalogue/volatility-interruption.ts';
import type { OrderType } from '#shared/domain/order.ts';

/** Auctions by what they open or end: limit-lock allocation and VI depend on it. */
export type AuctionKind = 'opening' | 'resumption' | 'closing' | 'afterMarket' | 'offHours' | 'volatility';

/**
 * Points of the rules that the published sources leave open or contradict each other about, as one choice each.
 *
 * Everything here may turn out otherwise on the real market; nothing else in the engine depends on which way it goes.
 * Which types a session takes where the sources disagree is settled in the catalogue's order rules instead.
 */
export interface EnginePolicy {
  /** Longest random extension of a volatility auction after its 120 s; the rule's digest contradicts itself. */
  readonly viRandomEndMs: number;
  /**
   * Kinds of VI that the first continuous price after an auction cannot trigger. The rule says that the price right
   * after a change of the matching method does not trigger again, without naming a kind.
   */
  readonly firstPriceExempt: readonly ('static' | 'dynamic')[];
  /** Types accepted while a volatility auction collects orders; the published matrix has no column for it. */
  readonly viAuctionTypes: readonly OrderType[];
  /** Auctions whose limit-locked orders are allocated by size: the open and the end of a halt. Whether a VI counts as a
   * halt is not said. */
  readonly limitLockAuctions: readonly AuctionKind[];
  /** How half of an odd remaining quantity is rounded in the second pass of the limit-lock allocation. */
  readonly limitLockHalf: 'down' | 'up';
  /** Which of two clearing prices equally close to the previous price is taken; only the closeness rule is known. */
  readonly equallyCloseClearingPrice: 'lower' | 'higher';
  /** Largest quantity of one KOSPI order in percent of listed shares; null for none. The number is not published. */
  readonly kospiQuantityPercent: number | null;
  /** The same on KOSDAQ, regular session only. */
  readonly kosdaqQuantityPercent: number | null;
}

export const DEFAULT_ENGINE_POLICY: EnginePolicy = {
  viRandomEndMs: VI_RANDOM_END_MS,
  firstPriceExempt: ['static', 'dynamic'],
  viAuctionTypes: ['limit', 'market', 'conditionalLimit'],
  limitLockAuctions: ['opening', 'resumption'],
  limitLockHalf: 'down',
  equallyCloseClearingPrice: 'lower',
  kospiQuantityPercent: null,
  kosdaqQuantityPercent: 1,
};
