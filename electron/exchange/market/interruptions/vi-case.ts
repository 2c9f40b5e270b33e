import type { ViState } from '#shared/domain/quote.ts';
import type { EpochMs } from '#shared/domain/time.ts';

/** A volatility interruption as it was when it began. */
export interface ViCase {
  readonly kind: 'static' | 'dynamic';
  readonly triggerPrice: number;
  readonly referencePrice: number;
  readonly triggeredAt: EpochMs;
  /** How many of the day, this one included. */
  readonly count: number;
}

/**
 * Finds what an interruption that just began was about.
 *
 * The price that set it off never traded; it lies at or beyond the trigger on the side where the auction now expects to cross.
 */
export function viCaseOf(
  vi: ViState,
  market: { readonly indicativePrice: number | null; readonly lastPrice: number },
  at: EpochMs,
  count: number,
): ViCase {
  const referencePrice = vi.referencePrice ?? market.lastPrice;
  const leaning = market.indicativePrice ?? market.lastPrice;
  const trigger = leaning >= referencePrice ? vi.upperTrigger : vi.lowerTrigger;
  return {
    kind: vi.kind ?? 'dynamic',
    triggerPrice: trigger ?? leaning,
    referencePrice,
    triggeredAt: at,
    count,
  };
}
