import type { EpochMs } from '#shared/domain/time.ts';
import { relativePace, SESSION_MINUTES } from '../history/day-profile.ts';
import type { BookFlow } from './book-flow.ts';
import type { MarketFactors } from './fair-value.ts';

/** When the day's profile of busy and quiet hours begins, and the pace outside it. */
export interface DayPace {
  readonly opensAt: EpochMs;
  readonly outside: number;
}

/** Drives the background traders of every book, always in the same order. */
export class BackgroundFlow {
  private lastStepAt: EpochMs | null = null;

  constructor(
    private readonly factors: MarketFactors,
    private readonly flows: readonly BookFlow[],
    private readonly pace: DayPace,
  ) {}

  /** Lets every book's traders take up the phase that their book is in. */
  follow(at: EpochMs): void {
    for (const flow of this.flows) flow.follow(at);
  }

  /** Lets time go back once, because the machine's clock was set. */
  resetTime(at: EpochMs): void {
    this.lastStepAt = at;
    for (const flow of this.flows) flow.resetTime(at);
  }

  step(at: EpochMs): void {
    const seconds = this.lastStepAt === null ? 0 : (at - this.lastStepAt) / 1000;
    this.lastStepAt = at;
    const pace = this.paceAt(at);
    this.factors.advance(Math.max(0, seconds) * pace);
    for (const flow of this.flows) flow.step(at, pace);
  }

  private paceAt(at: EpochMs): number {
    const minute = (at - this.pace.opensAt) / 60_000;
    return minute >= 0 && minute < SESSION_MINUTES ? relativePace(minute) : this.pace.outside;
  }
}
