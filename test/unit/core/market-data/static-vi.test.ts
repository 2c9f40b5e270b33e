import { describe, expect, it } from 'vitest';
import { StaticViEstimate } from '#electron/core/market-data/static-vi.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import { price } from '#shared/domain/price.ts';
import type { ViState } from '#shared/domain/quote.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { quoteAt } from '#test/support/market-source.ts';

const DATE = '20261120' as KstDate;
const SHARE = { symbol: '005930', kind: 'share' } as Instrument;

describe('static interruption of an instrument', () => {
  it('lies ten percent from the opening price while the broker has told of none', () => {
    const quote = new StaticViEstimate().complete(quoteAt('005930', 71_000), SHARE, DATE);
    expect(quote.vi).toEqual({
      isActive: false,
      kind: 'static',
      referencePrice: 70_000,
      upperTrigger: 77_000,
      lowerTrigger: 63_000,
      endsAt: null,
    });
  });

  it('follows the opening price of the next day', () => {
    const estimate = new StaticViEstimate();
    estimate.complete(quoteAt('005930', 71_000), SHARE, DATE);
    const next = estimate.complete(quoteAt('005930', 71_000, { open: price(60_000) }), SHARE, DATE);
    expect(next.vi).toMatchObject({ referencePrice: 60_000, upperTrigger: 66_000, lowerTrigger: 54_000 });
  });

  it("gives way to the broker's own word", () => {
    const told: ViState = {
      isActive: true,
      kind: 'dynamic',
      referencePrice: price(69_900),
      upperTrigger: price(72_000),
      lowerTrigger: null,
      endsAt: null,
    };
    const quote = quoteAt('005930', 71_000, { vi: told });
    expect(new StaticViEstimate().complete(quote, SHARE, DATE)).toBe(quote);
  });

  it('is not told before the first trade of the day', () => {
    const quote = quoteAt('005930', 70_000, { open: null });
    expect(new StaticViEstimate().complete(quote, SHARE, DATE)).toBe(quote);
  });
});
