import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { DAY_MS, epochMs, kstDateOf, kstInstant, type KstDate } from '#shared/domain/time.ts';
import type { Bar, Listing } from '../../world.ts';
import { profileOf } from '../instrument-profile.ts';
import { daysAfter, daysEndingAt, drawDay, gridFrom, snap, type DaySource } from './daily-bars.ts';
import type { DayBar } from './day-bar.ts';
import { barsOf, drawPath, type DayPath } from './intraday-bars.ts';
import { ticksOf, type HistoryTick } from './minute-ticks.ts';
import { tradingDayBefore } from './trading-days.ts';
import { nxtVolume } from './venue-share.ts';

export type HistoryScope = 'KRX' | 'NXT' | 'ALL';

/** A day whose close is given; every other day of the instrument follows from it. */
export interface PriceAnchor {
  readonly date: KstDate;
  readonly close: number;
}

const YEARS_OF_HISTORY = 5;
/** Today's made-up part stays this close to the base price, so that no volatility interruption is due at the start. */
const CALM = 0.085;
const DAYS_KEPT = 24;
/** Instruments whose five years are held in memory at a time; those of others are drawn again. */
const YEARS_HELD = 48;
/** Those that hold their years, the one that drew them first in front. */
const holders = new Set<PriceHistory>();
/** Seven days of the calendar hold five trading days, less the holidays. */
const CALENDAR_DAYS_PER_TRADING_DAY = 1.5;

/**
 * The past of one instrument: made up from the seed, except for the days that this exchange has lived through.
 *
 * Nothing is drawn before it is asked for, and the same question always has the same answer.
 */
export class PriceHistory {
  readonly source: DaySource;
  private readonly minutes = new Map<string, readonly Bar[]>();
  private made: readonly DayBar[] | null = null;
  /** The latest part of the past, while nobody has asked for all of it. */
  private recent: readonly DayBar[] = [];
  /** The path drawn last: the venues ask for the same day one after the other. */
  private path: (DayPath & { readonly date: KstDate }) | null = null;

  /** @param lived  days after the anchor as they happened here, oldest first; the days after them are drawn */
  constructor(
    private readonly seed: number,
    private readonly listing: Listing,
    private readonly anchor: PriceAnchor,
    private readonly lived: readonly DayBar[],
    /** First day that is not history. */
    private readonly today: KstDate,
  ) {
    this.source = {
      seed,
      symbol: listing.symbol,
      kind: listing.kind,
      profile: profileOf(listing),
      ladder: ladderFor(listing.kind, today),
      leverage: listing.leverage,
      listedOn: listing.listedOn,
    };
  }

  /** Close of the last day before today: the base of today's price band. */
  previousClose(): number {
    return this.sinceAnchor().at(-1)?.close ?? this.anchor.close;
  }

  /** Every day before today, oldest first. */
  days(): readonly DayBar[] {
    if (this.made !== null) return this.made;
    const made = [
      ...daysEndingAt(this.source, this.anchor.date, this.anchor.close, yearsBefore(this.anchor.date)),
      ...this.sinceAnchor(),
    ];
    this.made = made;
    const [oldest] = holders;
    if (oldest !== undefined && holders.size >= YEARS_HELD) oldest.forgetYears();
    holders.add(this);
    return made;
  }

  private forgetYears(): void {
    this.made = null;
    holders.delete(this);
  }

  /** The last `count` days before today, or more, oldest first; fewer only when there have been fewer. Draws no older ones. */
  recentDays(count: number): readonly DayBar[] {
    if (this.made !== null || this.recent.length >= count) return this.made ?? this.recent;
    const first = daysBefore(this.anchor.date, Math.ceil(count * CALENDAR_DAYS_PER_TRADING_DAY) + 14);
    if (first <= yearsBefore(this.anchor.date) || first <= this.source.listedOn) return this.days();
    this.recent = [
      ...daysEndingAt(this.source, this.anchor.date, this.anchor.close, first),
      ...this.sinceAnchor(),
    ];
    return this.recent.length >= count ? this.recent : this.days();
  }

  /** The last day before today, without drawing the years before it. */
  lastDay(): DayBar | null {
    const since = this.sinceAnchor().at(-1);
    if (since !== undefined) return since;
    return daysEndingAt(this.source, this.anchor.date, this.anchor.close, this.anchor.date).at(-1) ?? null;
  }

  /** How today would go if the market followed the seed; the part of it before the start is told as having happened. */
  plannedDay(): DayBar {
    const base = this.previousClose();
    const grid = gridFrom(this.source, base);
    const calm = (value: number) =>
      snap(grid, Math.max(base * (1 - CALM), Math.min(base * (1 + CALM), value)));
    const { open, high, low, close, ...day } = drawDay(this.source, this.today, base);
    return { ...day, open: calm(open), high: calm(high), low: calm(low), close: calm(close) };
  }

  /** Shares that traded on a day of history; zero where the issue was not traded on that venue. */
  volumeOf(day: DayBar, scope: HistoryScope): number {
    if (scope === 'KRX') return day.volume;
    const other = nxtVolume(this.listing, day);
    return scope === 'NXT' ? other : day.volume + other;
  }

  /** Minutes of a past day or of the planned today, oldest first. */
  minutesOf(day: DayBar, scope: HistoryScope): readonly Bar[] {
    const key = `${scope} ${day.date}`;
    const known = this.minutes.get(key);
    if (known !== undefined) return known;
    const bars = this.barsOf(day, scope, 1);
    if (this.minutes.size >= DAYS_KEPT) this.minutes.delete(this.minutes.keys().next().value ?? key);
    this.minutes.set(key, bars);
    return bars;
  }

  /** A day in bars of `length` minutes, oldest first. Not kept: a page of long bars goes through half a year of days. */
  barsOf(day: DayBar, scope: HistoryScope, length: number): readonly Bar[] {
    const other = scope === 'KRX' ? 0 : nxtVolume(this.listing, day);
    const volumes = scope === 'KRX' ? [day.volume] : scope === 'NXT' ? [other] : [day.volume, other];
    return barsOf(day, this.pathOf(day), volumes, length);
  }

  /** Gives back the memory of minutes that have been drawn; they can be drawn again. */
  forgetMinutes(): void {
    this.minutes.clear();
    this.path = null;
  }

  /** Trades of one minute bar of history. */
  ticksOf(bar: Bar, day: DayBar, sharesPerTrade: number): readonly HistoryTick[] {
    const grid = gridFrom(this.source, day.previousClose);
    return ticksOf(this.seed, this.listing.symbol, bar, sharesPerTrade, (value) => snap(grid, value));
  }

  /** Returns `bars`, bent little by little so that the last one closes at `close`. */
  bentTo(close: number, day: DayBar, bars: readonly Bar[]): readonly Bar[] {
    const last = bars.at(-1);
    if (last === undefined) return bars;
    const grid = gridFrom(this.source, day.previousClose);
    const bend = Math.log(close / last.close);
    return bars.map((bar, place) => {
      const factor = Math.exp((bend * (place + 1)) / bars.length);
      const at = (value: number) => snap(grid, value * factor);
      const turnover = Math.round(bar.turnover * factor);
      return {
        ...bar,
        open: at(bar.open),
        high: at(bar.high),
        low: at(bar.low),
        close: at(bar.close),
        turnover,
      };
    });
  }

  private pathOf(day: DayBar): DayPath {
    if (this.path?.date !== day.date) {
      const grid = gridFrom(this.source, day.previousClose);
      this.path = { date: day.date, ...drawPath(this.seed, this.listing.symbol, day, grid) };
    }
    return this.path;
  }

  private sinceAnchor(): readonly DayBar[] {
    const last = this.lived.at(-1) ?? this.anchor;
    const yesterday = daysAfter(this.source, last.date, last.close, tradingDayBefore(this.today));
    return [...this.lived, ...yesterday];
  }
}

function daysBefore(date: KstDate, count: number): KstDate {
  return kstDateOf(epochMs(kstInstant(date, 0) - count * DAY_MS));
}

function yearsBefore(date: KstDate): KstDate {
  return `${Number(date.slice(0, 4)) - YEARS_OF_HISTORY}${date.slice(4)}` as KstDate;
}
