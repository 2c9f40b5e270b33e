import type { Instrument } from '#shared/domain/instrument.ts';
import type { OrderType, TimeInForce } from '#shared/domain/order.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { DAY_MS, kstDateOf, kstInstant, kstTimeOfDayOf } from '#shared/domain/time.ts';
import type { TradingSession, TradingSessionPhase } from '#shared/domain/trading-session.ts';
import type { BookVenue, Venue } from '#shared/domain/venue.ts';
import type { OrderRefusal, OrderVerdict } from '#shared/catalogue/order-rules.ts';
import { isOrderAllowed, isSorOrderAllowed } from '#shared/catalogue/order-rules.ts';
import { phaseSchedule, sessionAt } from '#shared/catalogue/session-timetable.ts';

/** A kind of order at a venue, for an instrument. */
export interface OrderWish {
  readonly venue: Venue;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
}

/** Why a venue does not take a kind of order now, and when it will. */
export interface SessionHint {
  readonly reason: OrderRefusal;
  /** Later today; null: not today any more, or the venue does not keep the usual hours. */
  readonly allowedAt: EpochMs | null;
}

type Phases = Readonly<Record<BookVenue, TradingSessionPhase>>;

/** Returns null when the venue takes such an order now. */
export function sessionHint(
  wish: OrderWish,
  instrument: Instrument,
  sessions: readonly TradingSession[],
  now: EpochMs,
): SessionHint | null {
  const phases = { KRX: phaseOf(sessions, 'KRX'), NXT: phaseOf(sessions, 'NXT') };
  const verdict = verdictOn(wish, instrument, phases);
  if (verdict.isAllowed) return null;
  const keepsHours = BOOKS.every((venue) => phases[venue] === sessionAt(venue, now).phase);
  return { reason: verdict.reason, allowedAt: keepsHours ? nextTime(wish, instrument, now) : null };
}

const BOOKS: readonly BookVenue[] = ['KRX', 'NXT'];

function phaseOf(sessions: readonly TradingSession[], venue: BookVenue): TradingSessionPhase {
  return sessions.find((session) => session.venue === venue)?.phase ?? 'unknown';
}

function verdictOn(
  { venue, type, timeInForce }: OrderWish,
  instrument: Instrument,
  phases: Phases,
): OrderVerdict {
  const question = { type, timeInForce, kind: instrument.kind };
  if (venue !== 'SOR') return isOrderAllowed({ ...question, venue, phase: phases[venue] });
  return isSorOrderAllowed({ ...question, phases, isNxtEligible: instrument.isNxtEligible });
}

/** The first start of a phase later today in which such an order is taken. */
function nextTime(wish: OrderWish, instrument: Instrument, now: EpochMs): EpochMs | null {
  const date = kstDateOf(now);
  const time = kstTimeOfDayOf(now);
  const schedules = { KRX: phaseSchedule('KRX', date), NXT: phaseSchedule('NXT', date) };
  const starts = [...schedules.KRX, ...schedules.NXT]
    .map(({ start }) => start)
    .filter((start) => start > time && start < DAY_MS)
    .sort((a, b) => a - b);
  const phaseAt = (venue: BookVenue, at: number): TradingSessionPhase =>
    schedules[venue].find(({ start, end }) => start <= at && at < end)?.phase ?? 'unknown';
  const next = starts.find(
    (at) => verdictOn(wish, instrument, { KRX: phaseAt('KRX', at), NXT: phaseAt('NXT', at) }).isAllowed,
  );
  return next === undefined ? null : kstInstant(date, next);
}
