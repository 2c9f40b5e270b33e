import type { BookScope, BookView, DayState, Listing, World } from '../../../world.ts';
import { createQuoteWords, type QuoteWords } from '../../wording/quote-words.ts';
import { SCOPE_SUFFIX } from '../../wording/symbol-code.ts';

/** An instrument that a ranking may name, on the exchange that was asked for. */
export class Candidate {
  readonly code: string;
  private knownDay: DayState | null = null;
  private knownBook: BookView | null = null;

  constructor(
    private readonly world: World,
    readonly listing: Listing,
    readonly scope: BookScope,
  ) {
    this.code = listing.symbol + SCOPE_SUFFIX[scope];
  }

  get symbol(): string {
    return this.listing.symbol;
  }

  get day(): DayState {
    return (this.knownDay ??= this.world.day(this.symbol, this.scope));
  }

  get book(): BookView {
    return (this.knownBook ??= this.world.book(this.symbol, this.scope));
  }

  get words(): QuoteWords {
    return createQuoteWords(this.day);
  }

  /** Percent against the base price. */
  get changeRate(): number {
    return ((this.day.lastPrice - this.day.basePrice) / this.day.basePrice) * 100;
  }

  get isAtLimit(): boolean {
    const { lastPrice, upperLimit, lowerLimit } = this.day;
    return lastPrice >= upperLimit || lastPrice <= lowerLimit;
  }
}

/** Whether an instrument belongs to a `mrkt_tp`: 000 all, 001 KOSPI, 101 KOSDAQ, 201 KOSPI 200. */
export function isInMarket(listing: Listing, code: string): boolean {
  if (code === '001') return listing.market === 'KOSPI';
  if (code === '101') return listing.market === 'KOSDAQ';
  return code !== '201' || (listing.kind === 'share' && listing.isIndexMember);
}

/** Every instrument of a market that trades on an exchange. */
export function candidatesOf(world: World, market: string, scope: BookScope): readonly Candidate[] {
  return world.listings
    .filter((listing) => isInMarket(listing, market) && (scope !== 'NXT' || listing.isNxtEligible))
    .map((listing) => new Candidate(world, listing, scope));
}
