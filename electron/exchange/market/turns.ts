import type { Clock } from '#shared/domain/clock.ts';

/** What an attempt comes to that has used up its turn. */
export const TURN_OVER = Symbol('turn over');

/** Thrown through a question, and caught by `attempt`: what was worked out so far is remembered, so the next attempt gets further. */
class TurnOver extends Error {}

/**
 * Keeps one question from holding up the market and everybody else.
 *
 * Models work out dear things once and remember them. Before each such piece they call `beforePiece`, which ends the attempt when its
 * turn is over; the question is then asked again in a later turn and finds the pieces there. A question must change nothing.
 */
export class Turns {
  private isAttempt = false;
  private endsAt: number | null = null;

  /** @param turnMs  how long pieces are begun, counted from the first; the last one may take longer */
  constructor(
    private readonly clock: Clock,
    private readonly turnMs = 15,
  ) {}

  /** Call before working out something that is remembered, and not halfway through it. Outside an attempt it does nothing. */
  beforePiece(): void {
    if (!this.isAttempt) return;
    const now = this.clock.monotonicNow();
    // What is remembered may alone take longer than a turn: every attempt gets its time for something new.
    this.endsAt ??= now + this.turnMs;
    if (now >= this.endsAt) throw new TurnOver();
  }

  /** Asks a question for the length of a turn. */
  attempt<T>(question: () => T): T | typeof TURN_OVER {
    this.isAttempt = true;
    this.endsAt = null;
    try {
      return question();
    } catch (error) {
      if (error instanceof TurnOver) return TURN_OVER;
      throw error;
    } finally {
      this.isAttempt = false;
    }
  }
}

/** For models that nobody waits for. */
export const NO_TURNS: Pick<Turns, 'beforePiece'> = { beforePiece: () => undefined };
