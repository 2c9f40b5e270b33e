import type { AccountSummary } from '#shared/contract/requests.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import type { OrderType, TimeInForce } from '#shared/domain/order.ts';
import { ORDER_TYPES, TIMES_IN_FORCE } from '#shared/domain/order.ts';
import type { TradingSession, TradingSessionPhase } from '#shared/domain/trading-session.ts';
import type { BookVenue, Venue } from '#shared/domain/venue.ts';
import type { OrderQuestion } from '#shared/catalogue/order-rules.ts';
import { isOrderAllowed, isSorOrderAllowed } from '#shared/catalogue/order-rules.ts';

type Capabilities = AccountSummary['orderCapabilities'];

/** What the account's broker takes for an instrument: gold has a market of its own. */
export function capabilitiesFor(account: AccountSummary | null, instrument: Instrument | null): Capabilities {
  if (account === null) return [];
  return instrument?.kind === 'gold' ? account.goldCapabilities : account.orderCapabilities;
}

/** Order in which the ticket shows the venues. */
export const TICKET_VENUES: readonly Venue[] = ['SOR', 'KRX', 'NXT'];

export interface VenueChoice {
  readonly venue: Venue;
  /** Why it cannot be chosen; null when it can. */
  readonly obstacle: 'notOffered' | 'notEligible' | 'closedNow' | null;
}

export function venueChoices(
  capabilities: Capabilities,
  instrument: Instrument | null,
  sessions: readonly TradingSession[] | null = null,
): readonly VenueChoice[] {
  return TICKET_VENUES.map((venue) => {
    const isOffered = capabilities.some((capability) => capability.venue === venue);
    if (!isOffered) return { venue, obstacle: 'notOffered' };
    const isOutOfReach = venue === 'NXT' && instrument !== null && !instrument.isNxtEligible;
    if (isOutOfReach) return { venue, obstacle: 'notEligible' };
    const isShut =
      sessions !== null &&
      !typeChoices(venue, capabilities, instrument, sessions).some(({ isAllowedNow }) => isAllowedNow);
    return { venue, obstacle: isShut ? 'closedNow' : null };
  });
}

/** A type with how long it works, as one choice: `limit`, `limit:ioc`. */
export interface TypeChoice {
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  /** The venue's session takes it now. */
  readonly isAllowedNow: boolean;
}

/** Returns what the broker takes at a venue, in the order of the desk's own list, with what the session allows now. */
export function typeChoices(
  venue: Venue,
  capabilities: Capabilities,
  instrument: Instrument | null,
  sessions: readonly TradingSession[],
): readonly TypeChoice[] {
  return ORDER_TYPES.flatMap((type) => {
    const offered = capabilities.find((capability) => capability.venue === venue && capability.type === type);
    return TIMES_IN_FORCE.filter((timeInForce) => offered?.timesInForce.includes(timeInForce)).map(
      (timeInForce) => ({
        type,
        timeInForce,
        isAllowedNow: isAllowedNow({ venue, type, timeInForce }, instrument, sessions),
      }),
    );
  });
}

export function typeKey({ type, timeInForce }: Pick<TypeChoice, 'type' | 'timeInForce'>): string {
  return `${type}:${timeInForce}`;
}

/** Returns the choice that stays when the venue changes: the same one if it is offered there, else the first. */
export function keepTypeChoice(
  choices: readonly TypeChoice[],
  wanted: Pick<TypeChoice, 'type' | 'timeInForce'>,
): Pick<TypeChoice, 'type' | 'timeInForce'> {
  const same = choices.find((choice) => typeKey(choice) === typeKey(wanted));
  const sameType = choices.find(({ type }) => type === wanted.type);
  return same ?? sameType ?? choices[0] ?? wanted;
}

function isAllowedNow(
  { venue, type, timeInForce }: { venue: Venue; type: OrderType; timeInForce: TimeInForce },
  instrument: Instrument | null,
  sessions: readonly TradingSession[],
): boolean {
  if (instrument === null) return true;
  const question: OrderQuestion = { type, timeInForce, kind: instrument.kind };
  const phase = (book: BookVenue): TradingSessionPhase =>
    sessions.find((session) => session.venue === book)?.phase ?? 'unknown';
  if (venue !== 'SOR') return isOrderAllowed({ ...question, venue, phase: phase(venue) }).isAllowed;
  const phases = { KRX: phase('KRX'), NXT: phase('NXT') };
  return isSorOrderAllowed({ ...question, phases, isNxtEligible: instrument.isNxtEligible }).isAllowed;
}
