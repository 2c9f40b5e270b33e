import type { EpochMs, KstDate } from '../domain/time.ts';
import { DAY_MS, kstDate, kstDateOf, kstInstant, kstTimeOfDayOf, timeOfDay } from '../domain/time.ts';
import type { TradingSession, TradingSessionPhase } from '../domain/trading-session.ts';
import type { BookVenue } from '../domain/venue.ts';
import type { EffectiveRow } from './effective.ts';
import { isInForce } from './effective.ts';
import type { SpecialDayKind } from './trading-calendar.ts';
import { specialDayKind, tradingDayKind } from './trading-calendar.ts';

/** A phase with its hours, `HH:MM` or `HH:MM:SS` in Korea, start inclusive, end exclusive. */
type PhaseHours = readonly [phase: TradingSessionPhase, start: string, end: string];

/**
 * Hours of one venue on one kind of day. Time before, between and after the phases is closed.
 *
 * On KRX the close-price trade before the open (08:30-08:40) overlaps the opening auction (08:30-09:00). A venue has
 * one phase at a time, so `preOpenClosePrice` stands for both together and `openingAuction` for what is left: that is
 * also when the indicative price begins. The close-price market of NXT overlaps four phases: `NXT_CLOSE_PRICE_HOURS`.
 */
export interface TimetableRow extends EffectiveRow {
  readonly venue: BookVenue;
  readonly day: 'normal' | SpecialDayKind;
  readonly phases: readonly PhaseHours[];
  /** What the sources disagree about or do not say, and what is assumed here. */
  readonly uncertain?: string;
}

const REGULAR_KRX: readonly PhaseHours[] = [
  ['preOpenClosePrice', '08:30', '08:40'],
  ['openingAuction', '08:40', '09:00'],
  ['continuous', '09:00', '15:20'],
  ['closingAuction', '15:20', '15:30'],
  ['postCloseWait', '15:30', '15:40'],
  ['postCloseClosePrice', '15:40', '16:00'],
];

const KRX_RULES =
  'KRX KOSPI Market Business Regulation §4, Enforcement Rule §11.1, §35.1 (edition of 2026-04-28)';
const REFORM =
  'KIS Open API notice 2026-09-09; Samsung Securities notice 24420; KB Securities notice 2026-09-04';
const NXT_GUIDE = 'Yuanta Securities NXT guide (TR_1608001_T1); Kiwoom REST API guide, real-time type 0s';

export const SESSION_TIMETABLE: readonly TimetableRow[] = [
  {
    venue: 'KRX',
    day: 'normal',
    from: kstDate('20260101'),
    to: kstDate('20260913'),
    phases: [...REGULAR_KRX, ['offHoursSinglePrice', '16:00', '18:00']],
    source: KRX_RULES,
    uncertain:
      'One published timetable shows order entry from 08:20; the rule says 30 minutes before the open.',
  },
  {
    venue: 'KRX',
    day: 'normal',
    from: kstDate('20260914'),
    to: null,
    phases: [...REGULAR_KRX, ['afterMarket', '16:00', '20:00']],
    source: `${KRX_RULES}; ${REFORM}`,
    uncertain:
      'Whether the after-market opens with an auction is not published; taken as continuous from 16:00.',
  },
  {
    venue: 'KRX',
    day: 'firstTradingDay',
    from: kstDate('20260101'),
    to: kstDate('20260913'),
    phases: [
      ['preOpenClosePrice', '09:30', '09:40'],
      ['openingAuction', '09:40', '10:00'],
      ['continuous', '10:00', '15:20'],
      ['closingAuction', '15:20', '15:30'],
      ['postCloseWait', '15:30', '15:40'],
      ['postCloseClosePrice', '15:40', '16:00'],
      ['offHoursSinglePrice', '16:00', '18:00'],
    ],
    source: KRX_RULES,
  },
  {
    venue: 'KRX',
    day: 'csatDay',
    from: kstDate('20260914'),
    to: null,
    phases: [
      ['preOpenClosePrice', '09:30', '09:40'],
      ['openingAuction', '09:40', '10:00'],
      ['continuous', '10:00', '16:20'],
      ['closingAuction', '16:20', '16:30'],
      ['postCloseWait', '16:30', '16:40'],
      ['postCloseClosePrice', '16:40', '17:00'],
      ['afterMarket', '17:00', '20:00'],
    ],
    source: 'ajunews 20251030175930009 (hours of 2025)',
    uncertain:
      'One broker starts the after-market at 16:30; the plain shift by an hour gives 17:00. End taken as 20:00.',
  },
  {
    venue: 'NXT',
    day: 'normal',
    from: kstDate('20260101'),
    to: null,
    phases: [
      ['preMarket', '08:00', '08:50'],
      ['paused', '08:50', '09:00:30'],
      ['continuous', '09:00:30', '15:20'],
      ['paused', '15:20', '15:30'],
      ['afterMarketAuction', '15:30', '15:40'],
      ['afterMarket', '15:40', '20:00'],
    ],
    source: NXT_GUIDE,
    uncertain:
      'One broker shows 15:30-15:40 as a pause; the Kiwoom status code T calls it a single-price auction.',
  },
  {
    venue: 'NXT',
    day: 'firstTradingDay',
    from: kstDate('20260101'),
    to: null,
    phases: [
      ['continuous', '10:00:30', '15:20'],
      ['paused', '15:20', '15:30'],
      ['afterMarketAuction', '15:30', '15:40'],
      ['afterMarket', '15:40', '20:00'],
    ],
    source: NXT_GUIDE,
    uncertain: 'Not published for this day: taken like KRX, without a pre-market.',
  },
  {
    venue: 'NXT',
    day: 'csatDay',
    from: kstDate('20260101'),
    to: null,
    phases: [
      ['continuous', '10:00:30', '16:20'],
      ['paused', '16:20', '16:30'],
      ['afterMarketAuction', '16:30', '16:40'],
      ['afterMarket', '16:40', '20:00'],
    ],
    source: 'ajunews 20251030175930009 (hours of 2025)',
    uncertain: 'The ten minutes of single-price trading are carried over from a normal day.',
  },
];

/** Hours of the NXT market at the KRX close, on normal days: orders from `entry`, trades from `matching`. */
export const NXT_CLOSE_PRICE_HOURS = {
  from: kstDate('20260101'),
  to: null,
  entry: '15:00',
  matching: '15:30',
  end: '16:00',
  source: 'Yuanta Securities NXT guide (TR_1608001_T1); Kiwoom guide to NXT closing-price orders',
} as const satisfies EffectiveRow & Record<string, unknown>;

/** An auction's cross falls this long after its nominal end, at most, at random. @source Enforcement Rule §35.1 */
export const AUCTION_RANDOM_END_MS = 30_000;

/** Distance of the crosses inside `offHoursSinglePrice`, the first one at its start plus this. */
export const OFF_HOURS_CROSS_INTERVAL_MS = 600_000;

/** A phase with its times since midnight in Korea: `start` inclusive, `end` exclusive, in ms. */
export interface ScheduledPhase {
  readonly phase: TradingSessionPhase;
  readonly start: number;
  readonly end: number;
}

/**
 * Returns the phases of a whole day at a venue, ascending, without gaps, from midnight to midnight.
 *
 * A closed day is one `closed` phase, a day the calendar does not cover one `unknown` phase.
 */
export function phaseSchedule(venue: BookVenue, date: KstDate): readonly ScheduledPhase[] {
  const kind = tradingDayKind(date);
  if (kind !== 'open') return [{ phase: kind, start: 0, end: DAY_MS }];
  return openDaySchedule(venue, date);
}

/** Returns the phases as if the venue opened on `date`, whatever the calendar says. For simulated markets only. */
export function openDaySchedule(venue: BookVenue, date: KstDate): readonly ScheduledPhase[] {
  const row = timetableRow(venue, date);
  if (row === null) return [{ phase: 'unknown', start: 0, end: DAY_MS }];
  const schedule: ScheduledPhase[] = [];
  let end = 0;
  for (const [phase, startText, endText] of row.phases) {
    const start = timeOfDay(startText);
    if (start > end) schedule.push({ phase: 'closed', start: end, end: start });
    end = timeOfDay(endText);
    schedule.push({ phase, start, end });
  }
  schedule.push({ phase: 'closed', start: end, end: DAY_MS });
  return schedule;
}

/** Returns the phase `venue` is in at `at`, by the clock alone: the random end of an auction is not in it. */
export function sessionAt(venue: BookVenue, at: EpochMs): TradingSession {
  const date = kstDateOf(at);
  const time = kstTimeOfDayOf(at);
  const current = phaseSchedule(venue, date).find(({ start, end }) => start <= time && time < end);
  if (current === undefined) return { venue, phase: 'unknown', endsAt: null };
  return {
    venue,
    phase: current.phase,
    endsAt: current.end === DAY_MS ? null : kstInstant(date, current.end),
  };
}

/** Returns whether the NXT close-price market takes orders (`entry`) or also trades (`matching`) at `at`. */
export function nxtClosePriceTradingAt(at: EpochMs): 'closed' | 'entry' | 'matching' {
  const date = kstDateOf(at);
  if (tradingDayKind(date) !== 'open' || specialDayKind(date) !== null) return 'closed';
  const time = kstTimeOfDayOf(at);
  const { entry, matching, end } = NXT_CLOSE_PRICE_HOURS;
  if (time < timeOfDay(entry) || time >= timeOfDay(end)) return 'closed';
  return time < timeOfDay(matching) ? 'entry' : 'matching';
}

function timetableRow(venue: BookVenue, date: KstDate): TimetableRow | null {
  const day = specialDayKind(date) ?? 'normal';
  return (
    SESSION_TIMETABLE.find((row) => row.venue === venue && row.day === day && isInForce(row, date)) ?? null
  );
}
