import { describe, expect, it } from 'vitest';
import type { Instrument } from '#shared/domain/instrument.ts';
import type { OrderType } from '#shared/domain/order.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import { kstInstant } from '#shared/domain/time.ts';
import type { Venue } from '#shared/domain/venue.ts';
import { sessionAt } from '#shared/catalogue/session-timetable.ts';
import { formatTime } from '#renderer/format/time.ts';
import { sessionHint } from '#renderer/panels/order-entry/session-hints.ts';
import { ticketFacts } from '#test/support/ticket-harness.ts';

const FRIDAY = '20261120' as KstDate;
const at = (hours: number): EpochMs => kstInstant(FRIDAY, hours * 3_600_000);

function hint(hours: number, venue: Venue, type: OrderType, change: Partial<Instrument> = {}) {
  const { instrument } = ticketFacts();
  if (instrument === null) throw new Error('no instrument');
  const now = at(hours);
  const sessions = [sessionAt('KRX', now), sessionAt('NXT', now)];
  const wish = { venue, type, timeInForce: 'day' } as const;
  const found = sessionHint(wish, { ...instrument, isNxtEligible: true, ...change }, sessions, now);
  return found === null
    ? null
    : [found.reason, found.allowedAt === null ? null : formatTime(found.allowedAt)];
}

describe('why an order is not taken now, and when it will be', () => {
  it.each<[number, Venue, OrderType, ReturnType<typeof hint>]>([
    [10, 'KRX', 'limit', null],
    [10, 'KRX', 'postCloseClosePrice', ['TYPE_NOT_ALLOWED', '15:30:00']],
    [10, 'KRX', 'preOpenClosePrice', ['TYPE_NOT_ALLOWED', null]],
    [7, 'KRX', 'limit', ['SESSION_CLOSED', '08:30:00']],
    [7, 'KRX', 'preOpenClosePrice', ['SESSION_CLOSED', '08:30:00']],
    [7, 'NXT', 'limit', ['SESSION_CLOSED', '08:00:00']],
    [7, 'SOR', 'limit', ['SESSION_CLOSED', '08:00:00']],
    [8.9, 'NXT', 'limit', ['SESSION_CLOSED', '09:00:30']],
    [8.9, 'KRX', 'midpoint', ['TYPE_NOT_ALLOWED', '09:00:00']],
    [17, 'KRX', 'market', ['TYPE_NOT_ALLOWED', null]],
    [15.4, 'KRX', 'stopLimit', ['TYPE_NOT_ALLOWED', null]],
    [21, 'KRX', 'limit', ['SESSION_CLOSED', null]],
  ])('at %s h on %s: %s', (hours, venue, type, expected) => {
    expect(hint(hours, venue, type)).toEqual(expected);
  });

  it('knows what NXT does not trade', () => {
    expect(hint(10, 'NXT', 'limit', { kind: 'etf' })).toEqual(['NOT_ON_VENUE', null]);
  });

  it('promises no time where the venue does not keep the usual hours', () => {
    const { instrument } = ticketFacts();
    if (instrument === null) throw new Error('no instrument');
    const sessions = [
      { venue: 'KRX', phase: 'continuous', endsAt: null },
      { venue: 'NXT', phase: 'continuous', endsAt: null },
    ] as const;
    const wish = { venue: 'KRX', type: 'postCloseClosePrice', timeInForce: 'day' } as const;
    expect(sessionHint(wish, instrument, sessions, at(3))).toEqual({
      reason: 'TYPE_NOT_ALLOWED',
      allowedAt: null,
    });
  });
});
