import { FACTORS, type InstrumentProfile, type MarketFactor } from '../instrument-profile.ts';
import type { Random } from '../random.ts';

const SECONDS_OF_SESSION = 23_400;
/** Share of the distance to the base price that a price comes back in a session's length. */
const REVERSION = 0.22;
/** Beyond this logarithm of price over base the pull is strong, so that the daily limit is rarely met. */
const SOFT_LIMIT = 0.19;

/** Spread of the logarithm of the pace, and how long a wave of it lasts. */
const WAVE_SIZE = 0.65;
const WAVE_SECONDS = 75;

/** The common part of returns as it moves through the day: one walk per factor, and the market's own time. */
export class MarketFactors {
  /** Seconds that have passed for the market: more of them in a busy minute than in a quiet one. */
  marketSeconds = 0;
  private readonly levels: Record<MarketFactor, number> = {
    domestic: 0,
    overseas: 0,
    commodity: 0,
    rates: 0,
  };

  constructor(private readonly random: Random) {}

  advance(marketSeconds: number): void {
    this.marketSeconds += marketSeconds;
    const size = Math.sqrt(marketSeconds / SECONDS_OF_SESSION);
    for (const factor of FACTOR_NAMES)
      this.levels[factor] += this.random.normal() * FACTORS[factor].volatility * size;
  }

  level(factor: MarketFactor): number {
    return this.levels[factor];
  }
}

const FACTOR_NAMES = Object.keys(FACTORS) as readonly MarketFactor[];

/** A short run in one direction with heavy trading, as after news. */
interface Burst {
  /** In the market's seconds. */
  readonly until: number;
  /** Logarithm per market second. */
  readonly pace: number;
}

/** What one instrument is worth right now. Both of its books trade around it. */
export class FairValue {
  /** Logarithm of the value over the base price. */
  private value: number;
  private seenFactor: number;
  private updatedAt: number;
  private burst: Burst | null = null;
  private wave = 1;
  private waveLevel = 0;

  constructor(
    private readonly basePrice: number,
    lastPrice: number,
    private readonly profile: InstrumentProfile,
    private readonly leverage: number,
    private readonly factors: MarketFactors,
    private readonly random: Random,
  ) {
    this.value = Math.log(lastPrice / basePrice);
    this.seenFactor = factors.level(profile.factor);
    this.updatedAt = factors.marketSeconds;
  }

  /** How much busier than usual trading is: it comes in waves of a minute or so, and rises in a burst. */
  get heat(): number {
    return this.wave * (this.burst === null ? 1 : 5);
  }

  /** Direction of the running burst, or 0. */
  get momentum(): number {
    return this.burst === null ? 0 : Math.sign(this.burst.pace);
  }

  /** Moves on to the market's present and returns the value in won, not on a tick. */
  currentPrice(): number {
    const now = this.factors.marketSeconds;
    const seconds = now - this.updatedAt;
    if (seconds === 0) return this.basePrice * Math.exp(this.value);
    this.updatedAt = now;
    const factor = this.factors.level(this.profile.factor);
    const share = seconds / SECONDS_OF_SESSION;
    this.value += this.profile.beta * (factor - this.seenFactor);
    this.seenFactor = factor;
    this.value += this.random.normal() * this.profile.ownVolatility * Math.sqrt(share);
    this.value -= this.value * REVERSION * share + this.excess() * Math.min(1, seconds / 60);
    this.runBurst(now, seconds);
    this.runWave(seconds);
    return this.basePrice * Math.exp(this.value);
  }

  private excess(): number {
    const limit = SOFT_LIMIT * Math.max(1, Math.abs(this.leverage));
    return this.value - Math.max(-limit, Math.min(limit, this.value));
  }

  private runWave(seconds: number): void {
    const kept = Math.exp(-seconds / WAVE_SECONDS);
    this.waveLevel = this.waveLevel * kept + this.random.normal() * WAVE_SIZE * Math.sqrt(1 - kept * kept);
    this.wave = Math.exp(this.waveLevel - WAVE_SIZE ** 2 / 2);
  }

  private runBurst(now: number, seconds: number): void {
    if (this.burst !== null) {
      this.value += this.burst.pace * Math.min(seconds, 5);
      if (now >= this.burst.until) this.burst = null;
      return;
    }
    const perSession = this.profile.ownVolatility > 0.022 ? 0.6 : 0.25;
    if (!this.random.chance((perSession * seconds) / SECONDS_OF_SESSION)) return;
    const length = 25 + this.random.exponential(45);
    const size = this.profile.volatility * (0.5 + this.random.exponential(0.9));
    const direction = this.random.chance(
      0.5 - 0.3 * Math.sign(this.value) * Math.min(1, Math.abs(this.value) * 8),
    )
      ? 1
      : -1;
    this.burst = { until: now + length, pace: (direction * size) / length };
  }
}
