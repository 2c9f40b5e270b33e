import { AUCTION_RANDOM_END_MS, sessionAt } from '#shared/catalogue/session-timetable.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { TradingSession, TradingSessionPhase } from '#shared/domain/trading-session.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { Announcer } from '../../announcer.ts';
import type { Floor } from '../floor.ts';
import type { Book, Issue } from '../issue.ts';
import { createRandom, seedOf } from '../random.ts';

/** `kst`: the real timetable. `regular`: both venues trade continuously, day and night. */
export type SessionMode = 'kst' | 'regular';

const VENUES = ['KRX', 'NXT'] as const;
/** Phases that end in a cross, some seconds late and at random for each issue. */
const AUCTIONS: readonly TradingSessionPhase[] = ['openingAuction', 'closingAuction', 'afterMarketAuction'];

interface LateEntry {
  readonly issue: Issue;
  readonly book: Book;
  readonly phase: TradingSessionPhase;
  readonly at: EpochMs;
}

/** Takes the books through the phases of the day. */
export class SessionDriver {
  private sessions: Record<BookVenue, TradingSession>;
  private late: LateEntry[] = [];

  constructor(
    private readonly mode: SessionMode,
    private readonly seed: number,
    private readonly floor: Floor,
    private readonly announcer: Announcer,
    at: EpochMs,
  ) {
    this.sessions = { KRX: this.timetable('KRX', at), NXT: this.timetable('NXT', at) };
  }

  session(venue: BookVenue): TradingSession {
    return this.sessions[venue];
  }

  /** Puts every book into the phase of its venue at once: for the start, and for new books. */
  begin(at: EpochMs): void {
    this.late = [];
    this.sessions = { KRX: this.timetable('KRX', at), NXT: this.timetable('NXT', at) };
    for (const issue of this.floor.all()) {
      for (const book of issue.books.values())
        this.floor.enterPhase(issue, book, this.sessions[book.venue].phase, at);
    }
  }

  /** Ends the day of every book, so that no order outlives it. */
  closeAll(at: EpochMs): void {
    this.late = [];
    for (const issue of this.floor.all()) {
      for (const book of issue.books.values()) this.floor.enterPhase(issue, book, 'closed', at);
    }
  }

  /** Moves on to what the timetable says at `at`. */
  step(at: EpochMs): void {
    for (const venue of VENUES) {
      const { endsAt } = this.sessions[venue];
      if (this.mode === 'kst' && (endsAt === null || at >= endsAt)) this.change(venue, at);
    }
    if (this.late.length > 0) this.runLate(at);
  }

  private change(venue: BookVenue, at: EpochMs): void {
    const before = this.sessions[venue];
    const next = this.timetable(venue, at);
    if (next.phase === before.phase && next.endsAt === before.endsAt) return;
    this.sessions[venue] = next;
    if (next.phase !== before.phase) this.move(venue, before.phase, next.phase, at);
    this.announcer.announce({ type: 'session', session: next, at });
  }

  private move(venue: BookVenue, from: TradingSessionPhase, to: TradingSessionPhase, at: EpochMs): void {
    this.late = this.late.filter(({ book }) => book.venue !== venue);
    for (const issue of this.floor.all()) {
      const book = issue.books.get(venue);
      if (book === undefined) continue;
      const delay = AUCTIONS.includes(from) ? this.randomEnd(issue, venue, from) : 0;
      if (delay === 0) this.floor.enterPhase(issue, book, to, at);
      else this.late.push({ issue, book, phase: to, at: (at + delay) as EpochMs });
    }
  }

  private randomEnd(issue: Issue, venue: BookVenue, phase: TradingSessionPhase): number {
    const seed = seedOf(this.seed, 'auction end', issue.listing.symbol, venue, phase, this.floor.tradingDate);
    return Math.floor(createRandom(seed).next() * AUCTION_RANDOM_END_MS);
  }

  private runLate(at: EpochMs): void {
    const due = this.late.filter((entry) => entry.at <= at);
    this.late = this.late.filter((entry) => entry.at > at);
    for (const { issue, book, phase } of due) this.floor.enterPhase(issue, book, phase, at);
  }

  private timetable(venue: BookVenue, at: EpochMs): TradingSession {
    if (this.mode === 'regular') return { venue, phase: 'continuous', endsAt: null };
    return sessionAt(venue, at);
  }
}
