import type { EpochMs } from '#shared/domain/time.ts';
import type { TradingSession } from '#shared/domain/trading-session.ts';
import type { BookVenue } from '#shared/domain/venue.ts';

const BOOK_VENUES: readonly BookVenue[] = ['KRX', 'NXT'];

/**
 * What phase each venue is in: what the broker pushed last, until the timetable's next change after that push; the
 * timetable where nothing was pushed. An embedded exchange keeps its own hours, so there its word always stands.
 */
export class SessionBoard {
  private readonly pushed = new Map<BookVenue, { session: TradingSession; until: EpochMs | null }>();

  constructor(
    private readonly timetable: (venue: BookVenue, at: EpochMs) => TradingSession,
    private readonly keepsOwnHours: () => boolean,
  ) {}

  /** Takes over what the broker says of one venue. */
  push(session: TradingSession, at: EpochMs): void {
    const until = this.keepsOwnHours() ? null : this.timetable(session.venue, at).endsAt;
    this.pushed.set(session.venue, { session, until });
  }

  /** Forgets pushes: after a reconnect the broker may be in another phase. */
  reset(): void {
    this.pushed.clear();
  }

  session(venue: BookVenue, now: EpochMs): TradingSession {
    const pushed = this.pushed.get(venue);
    const planned = this.timetable(venue, now);
    if (pushed === undefined || (pushed.until !== null && now >= pushed.until)) return planned;
    const agrees = pushed.session.phase === planned.phase;
    return { ...pushed.session, endsAt: pushed.session.endsAt ?? (agrees ? planned.endsAt : null) };
  }

  sessions(now: EpochMs): readonly TradingSession[] {
    return BOOK_VENUES.map((venue) => this.session(venue, now));
  }
}
