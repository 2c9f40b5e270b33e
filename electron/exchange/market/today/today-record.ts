import type { Money } from '#shared/domain/money.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import { kstInstant, type EpochMs } from '#shared/domain/time.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { Bar, BookScope, DayState, Print } from '../../world.ts';
import { printRate, sharesPerPrint } from '../activity.ts';
import type { DayBar } from '../history/day-bar.ts';
import { SESSION_MINUTES, SESSION_OPEN_MS } from '../history/day-profile.ts';
import { tickCount, type HistoryTick } from '../history/minute-ticks.ts';
import type { PriceHistory } from '../history/price-history.ts';
import { DayTally, type DayFrame } from './day-tally.ts';
import { MinuteSeries } from './minute-series.ts';
import { Tape } from './tape.ts';

const VENUES = ['KRX', 'NXT'] as const;

/** The part of the day that passed before the exchange was started. */
export interface WarmUp {
  readonly day: DayBar;
  /** When its first minute was; the others follow without a break. */
  readonly opensAt: EpochMs;
  /** Minutes that end at or before this belong to it. */
  readonly until: EpochMs;
  /** Price that it must end at, where an interrupted day is taken up again. */
  readonly endAt: number | null;
}

/** Today of one instrument: what the made-up morning brought and what has traded here since. */
export class TodayRecord {
  private readonly tallies: Readonly<Record<BookScope, DayTally>>;
  private readonly series: Readonly<Record<BookScope, MinuteSeries>>;
  private readonly tape: Tape;
  private readonly sharesPerTrade: number;

  constructor(
    frames: Readonly<Record<BookScope, DayFrame>>,
    private readonly history: PriceHistory,
    private readonly warmUp: WarmUp | null,
    private readonly isOnNxt: boolean,
  ) {
    this.tallies = {
      KRX: new DayTally(frames.KRX),
      NXT: new DayTally(frames.NXT),
      ALL: new DayTally(frames.ALL),
    };
    const krx = new MinuteSeries();
    this.series = isOnNxt
      ? { KRX: krx, NXT: new MinuteSeries(), ALL: new MinuteSeries() }
      : { KRX: krx, NXT: new MinuteSeries(), ALL: krx };
    this.sharesPerTrade = Math.max(1, sharesPerPrint(history.source.profile));
    this.countWarmUp();
    history.forgetMinutes();
    this.tape = new Tape(this.tallies.ALL.trades + 1, tapeLength(history));
  }

  day(scope: BookScope): DayState {
    return this.tallies[scope].view();
  }

  addTrade(
    venue: BookVenue,
    price: Price,
    quantity: Quantity,
    aggressor: 'buy' | 'sell' | null,
    at: EpochMs,
  ): Print {
    const tally = this.tallies[venue];
    tally.addTrade(price, quantity, aggressor, at);
    this.tallies.ALL.addTrade(price, quantity, aggressor, at);
    this.series[venue].add(at, price, quantity);
    if (this.isOnNxt) this.series.ALL.add(at, price, quantity);
    return this.tape.push({
      venue,
      price,
      quantity,
      aggressor,
      cumulativeVolume: tally.cumulativeVolume,
      cumulativeTurnover: tally.cumulativeTurnover,
      at,
    });
  }

  /** Today's minutes, oldest first; with `after` only those that began later. */
  minutes(scope: BookScope, after: EpochMs | null = null): readonly Bar[] {
    const live = this.series[scope];
    const bars = this.warmMinutesAfter(scope, after);
    for (let row = live.firstAfter(after); row < live.length; row += 1) bars.push(live.barAt(row));
    return bars;
  }

  /** Newest first. Reaches back into the made-up morning as long as nothing between has been dropped. */
  prints(scope: BookScope, count: number): readonly Print[] {
    const live = this.tape.newest(scope, count);
    if (live.length >= count || !this.tape.isComplete) return live;
    return [...live, ...this.warmPrints(scope, count - live.length)];
  }

  /** Prints of the day that are still known, oldest first. */
  allPrints(scope: BookScope): readonly Print[] {
    return this.prints(scope, Number.POSITIVE_INFINITY).toReversed();
  }

  private countWarmUp(): void {
    for (const scope of this.isOnNxt ? VENUES : (['KRX'] as const)) {
      for (const bar of this.warmMinutes(scope)) {
        this.tallies[scope].addBar(bar, tickCount(bar, this.sharesPerTrade), lastSecondOf(bar));
      }
    }
    for (const bar of this.warmMinutes('ALL')) this.tallies.ALL.addBar(bar, 0, lastSecondOf(bar));
    this.tallies.ALL.addTradeCount(this.tallies.KRX.trades + this.tallies.NXT.trades);
  }

  private warmMinutesAfter(scope: BookScope, after: EpochMs | null): Bar[] {
    if (after === null) return [...this.warmMinutes(scope)];
    // All of them ended by then: they need not be drawn.
    if (this.warmUp === null || after + 60_000 >= this.warmUp.until) return [];
    return this.warmMinutes(scope).filter(({ time }) => time > after);
  }

  private warmMinutes(scope: BookScope): readonly Bar[] {
    if (this.warmUp === null) return [];
    const { day, opensAt, until } = this.warmUp;
    const bars = openedAt(opensAt, day, this.history.minutesOf(day, this.isOnNxt ? scope : 'KRX'));
    const end = bars.findIndex((bar) => bar.time + 60_000 > until);
    const passed = end === -1 ? bars : bars.slice(0, end);
    return this.warmUp.endAt === null ? passed : this.history.bentTo(this.warmUp.endAt, day, passed);
  }

  /** The latest made-up prints, newest first. */
  private warmPrints(scope: BookScope, count: number): readonly Print[] {
    if (this.warmUp === null) return [];
    const prints: Print[] = [];
    const venues = scope === 'ALL' ? (this.isOnNxt ? VENUES : (['KRX'] as const)) : [scope];
    const perVenue = venues.map((venue) => this.warmTicks(venue, count));
    const merged = perVenue.flat().sort((a, b) => b.tick.at - a.tick.at);
    let sequence = this.tape.firstSequence - 1;
    for (const { tick, venue, volume, turnover } of merged.slice(0, count)) {
      prints.push({
        sequence,
        venue,
        price: tick.price as Price,
        quantity: tick.quantity as Quantity,
        aggressor: tick.aggressor,
        cumulativeVolume: volume as Quantity,
        cumulativeTurnover: turnover as Money,
        at: tick.at as EpochMs,
      });
      sequence -= 1;
    }
    return prints;
  }

  /** Made-up ticks of one venue, newest first, with what had traded up to and including each. */
  private warmTicks(venue: BookVenue, count: number): readonly WarmTick[] {
    const ticks: WarmTick[] = [];
    const bars = this.warmMinutes(venue);
    let volume = bars.reduce((sum, bar) => sum + bar.volume, 0);
    let turnover = bars.reduce((sum, bar) => sum + bar.turnover, 0);
    for (let place = bars.length - 1; place >= 0 && ticks.length < count; place -= 1) {
      const bar = bars[place];
      if (bar === undefined || this.warmUp === null) break;
      const inBar = this.history.ticksOf(bar, this.warmUp.day, this.sharesPerTrade);
      for (let back = inBar.length - 1; back >= 0; back -= 1) {
        const tick = inBar[back] as HistoryTick;
        ticks.push({ tick, venue, volume, turnover: Math.max(0, Math.round(turnover)) });
        volume -= tick.quantity;
        turnover -= (bar.turnover * tick.quantity) / bar.volume;
      }
    }
    return ticks;
  }
}

interface WarmTick {
  readonly tick: HistoryTick;
  readonly venue: BookVenue;
  readonly volume: number;
  readonly turnover: number;
}

/** Returns the minutes of continuous trading moved to where `opensAt` puts them; the closing cross belongs to the usual hours alone. */
function openedAt(opensAt: EpochMs, day: DayBar, bars: readonly Bar[]): readonly Bar[] {
  const usual = kstInstant(day.date, SESSION_OPEN_MS);
  const shift = opensAt - usual;
  if (shift === 0) return bars;
  const end = usual + SESSION_MINUTES * 60_000;
  const passed: Bar[] = [];
  for (const { time, open, high, low, close, volume, turnover } of bars) {
    // Spelled out: hundreds of minutes of every instrument are moved at the start.
    const moved = (time + shift) as EpochMs;
    if (time < end) passed.push({ time: moved, open, high, low, close, volume, turnover });
  }
  return passed;
}

/** Half an hour of prints, both venues together, at the usual pace; more for quiet issues. */
function tapeLength(history: PriceHistory): number {
  return Math.max(1_024, Math.ceil(printRate(history.source.profile) * 1.6 * 1_800));
}

function lastSecondOf(bar: Bar): EpochMs {
  return (bar.time + 59_000) as EpochMs;
}
