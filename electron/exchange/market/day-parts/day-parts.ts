import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { priceLimits } from '#shared/domain/price-limits.ts';
import { price } from '#shared/domain/price.ts';
import { roundDownToTick } from '#shared/domain/tick-size.ts';
import { kstDateOf, kstInstant, timeOfDay } from '#shared/domain/time.ts';
import type { Bar, BookScope, BookView, Listing, World } from '../../world.ts';
import { createRandom, seedOf } from '../random.ts';
import { minutesOfToday } from '../past-days/recent-minutes.ts';
import { drawOffHoursBook } from './off-hours-book.ts';

/** Shares and won that changed hands in a part of a day. */
export interface Part {
  readonly volume: number;
  /** Won. */
  readonly turnover: number;
}

/** A day by its trading hours; the three parts add up to the day's bar. */
export interface DayParts {
  readonly before: Part;
  readonly regular: Part;
  readonly after: Part;
}

/** Trading outside the hours at single prices (시간외단일가), a part of `after`. */
export interface OffHours extends Part {
  /** Close of the regular session that it started from. */
  readonly close: number;
  /** Base price of the day that it followed. */
  readonly base: number;
  /** Last price; the close itself when nothing traded. */
  readonly price: number;
}

export interface DayPartsModel {
  /** Today so far, from its minutes. */
  today(symbol: string, scope: BookScope): DayParts;
  /** A day of the past. The bar must be that day's, of that scope. */
  past(symbol: string, bar: Bar): DayParts;
  /** The day before today; null when there is none. */
  yesterday(symbol: string, scope: BookScope): DayParts | null;
  /** The session outside the hours that was last: today's once it has begun, else the evening of the last trading day. */
  offHours(symbol: string): OffHours;
  /**
   * The book of that session: the live one while it runs, nothing when today's is over, and what a past evening left, which is drawn
   * from the seed.
   */
  offHoursBook(symbol: string): BookView;
}

const OPEN_MS = timeOfDay('09:00');
/** The closing price is made at 15:30, the last minute of the regular session. */
const AFTER_MS = timeOfDay('15:31');
const OFF_HOURS_MS = timeOfDay('16:00');
/** Single prices stay within this part of the close. @source KRX KOSPI Market Business Regulation, off-hours single price */
const OFF_HOURS_BAND = 0.1;
const NOTHING: Part = { volume: 0, turnover: 0 };

/**
 * Tells a day apart by hours.
 *
 * The past is kept as days: how much of one traded outside the hours is drawn from the seed, a few parts in a thousand. The minutes
 * of history are told as if all of it had traded within them.
 */
export function createDayParts(world: World, seed: number): DayPartsModel {
  const past: DayPartsModel['past'] = (symbol, bar) => {
    const random = createRandom(seedOf(seed, 'day parts', symbol, kstDateOf(bar.time)));
    const early = Math.floor(bar.volume * (0.0005 + 0.003 * random.next()));
    const late = Math.floor(bar.volume * (0.002 + 0.012 * random.next()));
    const before = { volume: early, turnover: early * bar.open };
    const after = { volume: late, turnover: late * bar.close };
    const regular = {
      volume: bar.volume - early - late,
      turnover: bar.turnover - before.turnover - after.turnover,
    };
    return { before, regular, after };
  };

  return {
    past,
    today(symbol, scope) {
      const day = world.day(symbol, scope);
      const whole = { volume: day.volume, turnover: day.turnover };
      if (isAlwaysOpen(world) || day.open === null)
        return { before: NOTHING, regular: whole, after: NOTHING };
      const minutes = minutesOfToday(world, symbol, scope);
      const start = kstInstant(world.tradingDate(), 0);
      const before = sumOf(minutes.filter(({ time }) => time < start + OPEN_MS));
      const after = sumOf(minutes.filter(({ time }) => time >= start + AFTER_MS));
      return { before, regular: minus(minus(whole, before), after), after };
    },
    yesterday(symbol, scope) {
      const [bar] = world.bars(symbol, scope, { unit: 'day' }, kstInstant(world.tradingDate(), 0), 1);
      return bar === undefined ? null : past(symbol, bar);
    },
    offHours(symbol) {
      return offHoursOfToday(world, symbol) ?? offHoursOfPast(world, seed, symbol, past);
    },
    offHoursBook(symbol) {
      const listing = world.listing(symbol);
      if (listing === null || isOffHoursToday(world)) return world.book(symbol, 'KRX');
      return drawOffHoursBook(seed, listing, world.tradingDate(), offHoursOfPast(world, seed, symbol, past));
    },
  };
}

/** A market without a timetable trades within its hours all day long. */
function isAlwaysOpen(world: World): boolean {
  const { phase, endsAt } = world.session('KRX');
  return phase === 'continuous' && endsAt === null;
}

function isOffHoursToday(world: World): boolean {
  return !isAlwaysOpen(world) && world.clock.now() >= kstInstant(world.tradingDate(), 0) + OFF_HOURS_MS;
}

/** Null until the hours are over. */
function offHoursOfToday(world: World, symbol: string): OffHours | null {
  if (!isOffHoursToday(world)) return null;
  const start = kstInstant(world.tradingDate(), 0);
  const minutes = minutesOfToday(world, symbol, 'KRX');
  const late = minutes.filter(({ time }) => time >= start + OFF_HOURS_MS);
  const closing = minutes.find(({ time }) => time < start + AFTER_MS);
  const day = world.day(symbol, 'KRX');
  const close = closing?.close ?? (late.length === 0 ? day.lastPrice : day.basePrice);
  return { close, base: day.basePrice, price: late[0]?.close ?? close, ...sumOf(late) };
}

function offHoursOfPast(world: World, seed: number, symbol: string, past: DayPartsModel['past']): OffHours {
  const listing = world.listing(symbol);
  const start = kstInstant(world.tradingDate(), 0);
  const [bar, previous] = world.bars(symbol, 'KRX', { unit: 'day' }, start, 2);
  if (listing === null || bar === undefined) {
    const { basePrice } = world.day(symbol, 'KRX');
    return { close: basePrice, base: basePrice, price: basePrice, ...NOTHING };
  }
  const random = createRandom(seedOf(seed, 'off hours', symbol, kstDateOf(bar.time)));
  const volume = Math.floor(past(symbol, bar).after.volume * (0.3 + 0.5 * random.next()));
  const base = previous?.close ?? bar.open;
  if (volume === 0) return { close: bar.close, base, price: bar.close, ...NOTHING };
  const last = offHoursPrice(listing, bar, base, 0.007 * random.fatTailed());
  return { close: bar.close, base, price: last, volume, turnover: volume * last };
}

/** On tick, within a tenth of the close and within the limits of the day. */
function offHoursPrice(listing: Listing, bar: Bar, base: number, move: number): number {
  const ladder = ladderFor(listing.kind, kstDateOf(bar.time));
  const limits = priceLimits(price(base), ladder, { leverage: listing.leverage });
  const band = Math.floor(bar.close * OFF_HOURS_BAND);
  const wished = Math.max(bar.close - band, Math.min(bar.close + band, Math.round(bar.close * (1 + move))));
  const onTick = roundDownToTick(price(Math.max(1, wished)), ladder);
  return Math.min(limits.upper, Math.max(limits.lower, onTick));
}

function sumOf(bars: readonly Bar[]): Part {
  return bars.reduce<Part>(
    (sum, bar) => ({ volume: sum.volume + bar.volume, turnover: sum.turnover + bar.turnover }),
    NOTHING,
  );
}

function minus(whole: Part, part: Part): Part {
  return { volume: whole.volume - part.volume, turnover: whole.turnover - part.turnover };
}
