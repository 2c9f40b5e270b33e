import type { ClientOrderId, VenueOrderId } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import type { BrokerFill, BrokerOrder, ExecutionClient } from '../brokers/broker.ts';
import type { Log } from '../ports/log.ts';
import { matchClaims } from './claims.ts';
import type { Candidate } from './claims.ts';
import type { OrderJournal } from './order-journal.ts';
import type { OrderStore } from './order-store.ts';
import type { ReportIntake } from './report-intake.ts';
import { externalIdOf, externalIntent, giveNumber } from './report-intake.ts';
import { legFilled, legOf } from './tracked-order.ts';

interface ListIntakeOptions {
  readonly execution: Pick<ExecutionClient, 'fetchFills'>;
  readonly store: OrderStore;
  readonly journal: OrderJournal;
  readonly intake: ReportIntake;
  readonly log: Log;
}

/**
 * Brings the broker's list of today's orders together with ours.
 *
 * Numbers that belong to nobody are first offered to our orders whose answer was lost; what no order of ours can explain
 * was made elsewhere. Returns the orders that the list neither shows nor rules out. Fails when the fills that the list tells of
 * cannot be asked for: taken from totals alone, a push that is late would be priced wrongly.
 */
export async function takeInList(
  rows: readonly BrokerOrder[],
  options: ListIntakeOptions,
): Promise<Result<ReadonlySet<ClientOrderId>>> {
  const ambiguous = claimUnnumbered(rows, options);
  beginElsewhere(rows, ambiguous, options);
  options.intake.release();
  // Fixed before the next query: an order that gets its number meanwhile has had no look at its fills.
  const homes = homesOf(rows, options.store);
  const fills = await missingFills(rows, homes, options);
  if (!fills.ok) return fills;
  takeInRows(rows, fills.value, homes, options);
  options.intake.release();
  return ok(ambiguous);
}

/** Gives numbers to orders whose answer was lost, from held pushes alone when `rows` is empty. */
export function claimUnnumbered(
  rows: readonly BrokerOrder[],
  { store, journal, intake, log }: ListIntakeOptions,
): ReadonlySet<ClientOrderId> {
  const shown = [...rows.filter(({ kind }) => kind === 'new'), ...intake.candidates()];
  const candidates = unclaimed(shown, store).filter((candidate) => !intake.isAwaited(candidate));
  const lost = store.unnumbered().filter((order) => !intake.isOwnAnswerFirst(order));
  const found = matchClaims(lost, candidates);
  // One that was given up for absent may show up late; it comes after those still looked for.
  const rest = candidates.filter((each) => !found.claims.some(({ candidate }) => candidate === each));
  const late = matchClaims(store.givenUp(), rest);
  for (const { order, candidate } of [...found.claims, ...late.claims]) {
    log.warn('an order without an answer was found', { order: order.clientOrderId, ...candidate });
    giveNumber(journal, order, candidate);
  }
  return found.ambiguous;
}

/** One candidate a number; a refused order that is not ours is nobody's. */
function unclaimed(candidates: readonly Candidate[], store: OrderStore): readonly Candidate[] {
  const byNumber = new Map(candidates.map((candidate) => [candidate.venueOrderId, candidate]));
  return [...byNumber.values()].filter(
    (candidate) => store.byNumber(candidate.venueOrderId, candidate) === null,
  );
}

/** What may be one of several orders is shown as made elsewhere, so that the trader sees all that works. */
function beginElsewhere(
  rows: readonly BrokerOrder[],
  ambiguous: ReadonlySet<ClientOrderId>,
  options: ListIntakeOptions,
): void {
  const { store, journal, intake } = options;
  for (const row of rows) {
    const isKnown = store.byNumber(row.venueOrderId, row) !== null;
    const belongs = row.kind !== 'new' && store.byNumber(row.originalVenueOrderId, row) !== null;
    if (isKnown || belongs || row.kind === 'cancel' || row.isRejected || intake.mayBeOurs(row, ambiguous))
      continue;
    journal.beginExternal(externalIdOf(store, row), {
      kind: 'externalSeen',
      tradingDate: store.date,
      venueOrderId: row.venueOrderId,
      handle: row.handle,
      intent: externalIntent(row),
    });
  }
}

/** Returns which order each number of the list belongs to. */
function homesOf(rows: readonly BrokerOrder[], store: OrderStore): ReadonlyMap<VenueOrderId, ClientOrderId> {
  const homes = new Map<VenueOrderId, ClientOrderId>();
  for (const row of rows) {
    const { venueOrderId, originalVenueOrderId } = row;
    const order = store.byNumber(venueOrderId, row) ?? store.byNumber(originalVenueOrderId, row);
    const chained = originalVenueOrderId === null ? undefined : homes.get(originalVenueOrderId);
    const clientOrderId = order?.clientOrderId ?? chained;
    if (clientOrderId !== undefined) homes.set(venueOrderId, clientOrderId);
  }
  return homes;
}

/** Asks for single fills when totals tell of more than was pushed, so that each comes at its own price. */
async function missingFills(
  rows: readonly BrokerOrder[],
  homes: ReadonlyMap<VenueOrderId, ClientOrderId>,
  { store, execution }: ListIntakeOptions,
): Promise<Result<readonly BrokerFill[]>> {
  const isShort = rows.some((row) => {
    const clientOrderId = homes.get(row.venueOrderId);
    const order = clientOrderId === undefined ? null : store.get(clientOrderId);
    const leg = order === null ? null : legOf(order, row.venueOrderId);
    return order !== null && row.filledQuantity > (leg === null ? 0 : legFilled(leg));
  });
  return isShort ? execution.fetchFills() : ok([]);
}

/** All that is about one order goes in together: apart, an amended order would look over for a moment. */
function takeInRows(
  rows: readonly BrokerOrder[],
  fills: readonly BrokerFill[],
  homes: ReadonlyMap<VenueOrderId, ClientOrderId>,
  { journal }: ListIntakeOptions,
): void {
  for (const clientOrderId of new Set(homes.values())) {
    const isOwn = ({ venueOrderId }: { readonly venueOrderId: VenueOrderId }) =>
      homes.get(venueOrderId) === clientOrderId;
    journal.note(clientOrderId, { kind: 'queried', rows: rows.filter(isOwn), fills: fills.filter(isOwn) });
  }
}
