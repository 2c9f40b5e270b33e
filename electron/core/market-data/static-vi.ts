import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { viRates, viTriggers } from '#shared/catalogue/volatility-interruption.ts';
import type { Instrument, InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quote, ViState } from '#shared/domain/quote.ts';
import type { KstDate } from '#shared/domain/time.ts';

/**
 * Where a static volatility interruption would begin, for brokers that tell of one only when it happens.
 *
 * The reference is the opening price, which is the day's first single-price result. A later interruption's own reference,
 * once the broker has told it, goes before this.
 */
export class StaticViEstimate {
  private readonly known = new Map<InstrumentSymbol, { readonly open: Price; readonly vi: ViState }>();

  /** Returns `quote` with reference and triggers filled in, where they are missing and can be told. */
  complete(quote: Quote, { kind, symbol }: Instrument, date: KstDate): Quote {
    if (quote.open === null || (quote.vi !== null && quote.vi.referencePrice !== null)) return quote;
    let estimate = this.known.get(symbol);
    if (estimate?.open !== quote.open) {
      const vi = staticVi(quote.open, kind, date);
      if (vi === null) return quote;
      estimate = { open: quote.open, vi };
      this.known.set(symbol, estimate);
    }
    return {
      ...quote,
      vi: { ...estimate.vi, isActive: quote.vi?.isActive ?? false, endsAt: quote.vi?.endsAt ?? null },
    };
  }
}

function staticVi(open: Price, kind: Instrument['kind'], date: KstDate): ViState | null {
  const rates = viRates({ venue: 'KRX', phase: 'continuous', date, kind, isIndexMember: false });
  if (rates === null || rates.staticPercent === null) return null;
  const { upper, lower } = viTriggers(open, rates.staticPercent, ladderFor(kind, date));
  return {
    isActive: false,
    kind: 'static',
    referencePrice: open,
    upperTrigger: upper,
    lowerTrigger: lower,
    endsAt: null,
  };
}
