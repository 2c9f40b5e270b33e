import { isOrderAllowed } from '#shared/catalogue/order-rules.ts';
import type { SecurityKind } from '#shared/domain/instrument.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { TradingSessionPhase } from '#shared/domain/trading-session.ts';
import type { EngineEvent } from '../../matching/engine.ts';
import { printRate, sharesPerPrint } from '../activity.ts';
import { createRandom, type Random } from '../random.ts';
import type { FairValue } from './fair-value.ts';
import type { FlowBook } from './flow-book.ts';
import { Maker } from './maker.ts';
import { RestingOrders } from './resting-orders.ts';
import { Taker } from './taker.ts';

/** Orders and cancels of the patient traders per print. */
const QUOTES_PER_PRINT = 2.2;
/** Even the quietest book moves about this often a second. */
const LEAST_QUOTE_RATE = { share: 0.06, fund: 0.6 };
/** Of what is sent into an auction. The rest stays in the book. */
const SHARE_THAT_CROSSES = 0.25;

/** How long an auction collects, what part of a day's volume its cross brings, and in how many orders. */
interface AuctionCrowd {
  readonly seconds: number;
  readonly share: number;
  /** Orders per print of continuous trading, and the least and most of them a second. */
  readonly eagerness: number;
  readonly least: number;
  readonly most: number;
}

const OPENING_CROWD: AuctionCrowd = { seconds: 1_800, share: 0.02, eagerness: 0.3, least: 0.015, most: 0.6 };
const VI_CROWD: AuctionCrowd = { seconds: 135, share: 0.004, eagerness: 1.5, least: 0.1, most: 1.2 };
const AUCTION_CROWDS: Readonly<Partial<Record<TradingSessionPhase, AuctionCrowd>>> = {
  preOpenClosePrice: OPENING_CROWD,
  openingAuction: OPENING_CROWD,
  closingAuction: { seconds: 600, share: 0.045, eagerness: 0.7, least: 0.05, most: 1 },
  afterMarketAuction: { seconds: 600, share: 0.006, eagerness: 0.3, least: 0.02, most: 0.5 },
};
/** How far a busier market shows in the number of trades; the rest of it shows in their size. */
const SHARE_OF_COUNT = 0.65;
const MOST_ACTIONS_A_STEP = 40;
const IDLE_MS = 1_000;

type Mode = 'idle' | 'continuous' | 'auction' | 'closePrice';

/** All background traders of one book. */
export class BookFlow {
  private readonly orders: RestingOrders;
  private readonly maker: Maker;
  private readonly taker: Taker;
  private readonly random: Random;
  private readonly printRate: number;
  private phase: TradingSessionPhase | null = null;
  private mode: Mode = 'idle';
  private nextAt = 0;

  constructor(
    private readonly book: FlowBook,
    private readonly fair: FairValue,
    private readonly kind: SecurityKind,
    seed: number,
    /** Multiplies every rate. */
    private readonly activity: number,
  ) {
    this.random = createRandom(seed);
    this.orders = new RestingOrders(book.grid);
    this.maker = new Maker(book, this.orders, this.random, seed);
    const { profile, scale } = book;
    this.taker = new Taker(book, this.random, sharesPerPrint(profile) * Math.sqrt(scale));
    this.printRate = printRate(profile) * Math.sqrt(scale);
  }

  /** Keeps step with the engine; call it with every event of this book. */
  apply(event: EngineEvent): void {
    this.orders.apply(event);
  }

  /** Takes up the book's phase: fills the book where it trades or collects orders. Does nothing when the phase is the same. */
  follow(at: EpochMs): void {
    if (this.book.engine.phase !== this.phase) this.enterPhase(at);
  }

  /** Forgets when the next action was due, because time went back. */
  resetTime(at: EpochMs): void {
    this.nextAt = at;
  }

  /** Does what is due by `at`. `pace` is how busy the market is at this time of day, 1 on average. */
  step(at: EpochMs, pace: number): void {
    this.follow(at);
    if (this.mode === 'idle') return;
    for (let actions = 0; this.nextAt <= at && actions < MOST_ACTIONS_A_STEP; actions += 1) {
      const rate = this.act(at, pace);
      this.nextAt = Math.max(this.nextAt, at - IDLE_MS) + this.random.exponential(1000 / rate);
    }
  }

  /** Does one thing and returns how many a second there are of it now. */
  private act(at: EpochMs, pace: number): number {
    if (this.mode === 'closePrice') {
      this.taker.actAtClose(at);
      return Math.max(0.01, this.printRate * 0.06) * this.activity;
    }
    const position = this.position();
    if (this.mode === 'auction' || this.book.engine.vi.isActive) return this.bidInAuction(position, at);
    // A busy minute has more trades and larger ones.
    const intensity = pace * this.fair.heat;
    const takes = this.printRate * intensity ** SHARE_OF_COUNT;
    const least = LEAST_QUOTE_RATE[this.book.profile.isFund ? 'fund' : 'share'];
    const quotes = Math.max(least, takes * QUOTES_PER_PRINT);
    if (this.random.chance(takes / (takes + quotes)))
      this.taker.act(position, this.fair.momentum, intensity ** (1 - SHARE_OF_COUNT), at);
    else this.maker.act(position, at);
    return (takes + quotes) * this.activity;
  }

  /** Sizes its orders so that the cross brings about the usual share of a day's volume. */
  private bidInAuction(position: number, at: EpochMs): number {
    const { profile, scale, engine } = this.book;
    const crowd = engine.vi.isActive ? VI_CROWD : (AUCTION_CROWDS[engine.phase] ?? VI_CROWD);
    const rate = Math.min(crowd.most, Math.max(crowd.least, this.printRate * crowd.eagerness));
    const shares = profile.volume * scale * crowd.share;
    const size = shares / (rate * crowd.seconds * SHARE_THAT_CROSSES);
    this.maker.joinAuction(position, size * this.random.exponential(1), at);
    return rate * this.activity;
  }

  private position(): number {
    const { grid } = this.book;
    const value = this.fair.currentPrice();
    return Math.max(0, Math.min(grid.last, grid.positionOf(value)));
  }

  private enterPhase(at: EpochMs): void {
    const { phase, venue } = this.book.engine;
    this.phase = phase;
    this.mode = modeOf(phase);
    const type = phase === 'postCloseClosePrice' ? 'postCloseClosePrice' : 'limit';
    if (!isOrderAllowed({ venue, phase, type, timeInForce: 'day', kind: this.kind }).isAllowed)
      this.mode = 'idle';
    this.nextAt = at + this.random.exponential(IDLE_MS);
    if (this.mode === 'continuous' || this.mode === 'auction') this.maker.fill(this.position(), at);
  }
}

function modeOf(phase: TradingSessionPhase): Mode {
  switch (phase) {
    case 'continuous':
    case 'preMarket':
    case 'afterMarket':
      return 'continuous';
    case 'preOpenClosePrice':
    case 'openingAuction':
    case 'closingAuction':
    case 'afterMarketAuction':
      return 'auction';
    case 'postCloseClosePrice':
      return 'closePrice';
    case 'closed':
    case 'postCloseWait':
    case 'offHoursSinglePrice':
    case 'paused':
    case 'unknown':
      return 'idle';
  }
}
