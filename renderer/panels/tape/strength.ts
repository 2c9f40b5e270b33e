import type { Trade } from '#shared/domain/trade.ts';

/** Who was the more eager over a stretch of time. */
export interface StrengthWindow {
  readonly minutes: number;
  /** Shares bought and sold by those who crossed the spread. */
  readonly buyQuantity: number;
  readonly sellQuantity: number;
  /** 체결강도: bought over sold, in percent; null when nothing was sold. */
  readonly strength: number | null;
  /** The tape does not reach back to the beginning of the stretch. */
  readonly isPartial: boolean;
}

export const STRENGTH_MINUTES = [1, 5, 20] as const;

/**
 * Sums the prints of the last minutes. Auction prints have no aggressor and count for neither.
 * @param trades  oldest first
 * @param now     desk time, milliseconds since 1970
 */
export function strengthWindows(trades: readonly Trade[], now: number): readonly StrengthWindow[] {
  const oldest = trades[0]?.eventTime ?? Number.POSITIVE_INFINITY;
  return STRENGTH_MINUTES.map((minutes) => {
    const since = now - minutes * 60_000;
    let buyQuantity = 0;
    let sellQuantity = 0;
    for (let place = trades.length - 1; place >= 0; place -= 1) {
      const trade = trades[place];
      if (trade === undefined || trade.eventTime < since) break;
      if (trade.aggressor === 'buy') buyQuantity += trade.quantity;
      else if (trade.aggressor === 'sell') sellQuantity += trade.quantity;
    }
    return {
      minutes,
      buyQuantity,
      sellQuantity,
      strength: sellQuantity === 0 ? null : (buyQuantity / sellQuantity) * 100,
      isPartial: oldest > since,
    };
  });
}

/** Share of the bought in what was bought and sold, 0 to 1; a half when there was nothing. */
export function buyShare({ buyQuantity, sellQuantity }: StrengthWindow): number {
  const total = buyQuantity + sellQuantity;
  return total === 0 ? 0.5 : buyQuantity / total;
}
