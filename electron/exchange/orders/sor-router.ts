import { EXCHANGE_COSTS } from '#shared/catalogue/costs.ts';
import { rowOn } from '#shared/catalogue/effective.ts';
import { isOrderAllowed, isSorOrderAllowed } from '#shared/catalogue/order-rules.ts';
import type { OrderTerms } from '#shared/domain/order.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { MatchingEngine, RejectReason } from '../matching/engine.ts';
import type { Listing } from '../world.ts';

export type BooksByVenue = ReadonlyMap<BookVenue, MatchingEngine>;

/** A venue as the router sees it. Costs are per share, won, fee included; null where nothing can be had at once. */
interface Candidate {
  readonly venue: BookVenue;
  readonly cost: number | null;
  readonly fee: number;
  readonly depth: number;
}

/**
 * Chooses the book for an order: the better price, then the lower fee, then the larger depth, then KRX.
 *
 * The price is what the order would pay or get for what it can trade at once. An order that would only rest has no price to
 * compare; it goes where more already waits on its side, because there it also trades. The brokers' own rule is not public.
 */
export function routeOrder(
  intent: OrderTerms,
  listing: Listing,
  books: BooksByVenue,
  date: KstDate,
): Result<BookVenue, RejectReason> {
  if (intent.venue !== 'SOR') return ok(intent.venue);
  const krx = books.get('KRX');
  const nxt = books.get('NXT');
  if (krx === undefined || nxt === undefined) return ok('KRX');
  const question = { type: intent.type, timeInForce: intent.timeInForce, kind: listing.kind };
  const phases = { KRX: krx.phase, NXT: nxt.phase };
  const verdict = isSorOrderAllowed({ ...question, phases, isNxtEligible: listing.isNxtEligible });
  if (!verdict.isAllowed)
    return err(
      verdict.reason === 'SESSION_UNKNOWN' || verdict.reason === 'SESSION_CLOSED'
        ? 'SESSION_CLOSED'
        : 'TYPE_NOT_ALLOWED',
    );
  const open = [krx, nxt].filter(
    ({ venue, phase }) => isOrderAllowed({ ...question, venue, phase }).isAllowed,
  );
  const [best] = open.map((engine) => appraise(engine, intent, date)).sort(compare);
  return ok(best?.venue ?? 'KRX');
}

function appraise(engine: MatchingEngine, intent: OrderTerms, date: KstDate): Candidate {
  const counterSide = intent.side === 'buy' ? 'sell' : 'buy';
  const direction = intent.side === 'buy' ? 1 : -1;
  let wanted: number = intent.quantity;
  let paid = 0;
  let depth = 0;
  for (const { price, size } of engine.indicative() === null ? engine.levels(counterSide, 10) : []) {
    if (intent.price !== null && (price - intent.price) * direction > 0) break;
    depth += size;
    const taken = Math.min(wanted, size);
    paid += taken * price;
    wanted -= taken;
  }
  const taken = intent.quantity - wanted;
  return {
    venue: engine.venue,
    cost: taken === 0 ? null : (paid / taken) * direction,
    fee: feeOf(engine.venue, taken > 0, date),
    depth: taken === 0 ? engine.totalSize(intent.side) : depth,
  };
}

function compare(a: Candidate, b: Candidate): number {
  if (a.cost !== b.cost) {
    if (a.cost === null) return 1;
    if (b.cost === null) return -1;
    return a.cost - b.cost;
  }
  if (a.cost !== null && a.fee !== b.fee) return a.fee - b.fee;
  if (a.depth !== b.depth) return b.depth - a.depth;
  return a.venue === 'KRX' ? -1 : 1;
}

function feeOf(venue: BookVenue, takes: boolean, date: KstDate): number {
  const row = rowOn(
    EXCHANGE_COSTS.filter((cost) => cost.venue === venue),
    date,
  );
  return row === null ? 0 : takes ? row.taker : row.maker;
}
