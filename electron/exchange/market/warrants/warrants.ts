import { NO_TURNS, type Turns } from '../turns.ts';
import { kstInstant, timeOfDay, type EpochMs, type KstDate } from '#shared/domain/time.ts';
import type { World } from '../../world.ts';
import type { Indices } from '../indices/indices.ts';
import { noiseAt } from '../participation/smooth-noise.ts';
import { seedOf } from '../random.ts';
import { expiriesAround, issueWarrants, type Warrant } from './issues.ts';
import type { OptionValue } from './option-pricing.ts';
import { findUnderlying, type Underlying, type UnderlyingDay } from './underlyings.ts';
import {
  daysLeft,
  momentOf,
  quotedVolatility,
  SESSION_MINUTES,
  warrantValue,
  warrantVolatility,
  type Moment,
} from './valuation.ts';
import { priceOn, warrantDay, type WarrantDay } from './warrant-days.ts';

/** What a warrant is worth, by past volatility, and at what volatility it trades. */
export interface WarrantFigures extends OptionValue {
  /** A year; of its price, and of the provider's quotes. Null where no volatility explains the price. */
  readonly impliedVolatility: number | null;
  readonly quotedVolatility: number;
}

/** A warrant now. One that has ended keeps its last price and trades no more. */
export interface WarrantQuote extends WarrantDay {
  readonly warrant: Warrant;
  readonly isEnded: boolean;
  readonly base: number;
  readonly previousVolume: number;
  readonly bid: number;
  readonly ask: number;
  readonly bidSize: number;
  readonly askSize: number;
  readonly daysLeft: number;
  readonly lastTradeAt: EpochMs | null;
}

/** A price of a warrant and what it was made of. */
export type Priced = Pick<WarrantDay, 'date' | 'spot' | 'volatility' | 'close'>;

export interface WarrantMinute extends Priced {
  readonly time: EpochMs;
  readonly at: Moment;
}

/**
 * Equity-linked warrants (ELW), with a liquidity provider who quotes around their value.
 *
 * They have no book of their own: every figure follows from the underlying's price and volume, the terms and the clock.
 */
export interface Warrants {
  /** Alive and lately ended, by expiry. */
  all(): readonly Warrant[];
  find(symbol: string): Warrant | null;
  underlying(code: string): Underlying | null;
  quote(warrant: Warrant): WarrantQuote;
  /** Days since it was listed, newest first; today first unless it has ended. */
  days(warrant: Warrant): readonly WarrantDay[];
  /** @param at  left out: now for the running day, the close for past ones */
  figures(warrant: Warrant, day: Priced, at?: Moment): WarrantFigures;
  /** Minutes of today, newest first, at most `count`; none once it has ended. */
  minutes(warrant: Warrant, count: number): readonly WarrantMinute[];
  /** What it cost some minutes ago today; its price at the close before when it had not traded by then. */
  priceAgo(warrant: Warrant, minutes: number): number;
}

const HOURS = { open: timeOfDay('09:00'), close: timeOfDay('15:30') };

export function createWarrants(
  world: World,
  indices: Indices,
  seed: number,
  turns: Pick<Turns, 'beforePiece'> = NO_TURNS,
): Warrants {
  const underlyings = new Map<string, Underlying | null>();
  let issued: { readonly date: KstDate; readonly bySymbol: ReadonlyMap<string, Warrant> } | null = null;
  const pasts = new Map<string, readonly WarrantDay[]>();

  const underlying = (code: string): Underlying | null => {
    if (!underlyings.has(code)) underlyings.set(code, findUnderlying(world, indices, code, turns));
    return underlyings.get(code) ?? null;
  };
  const current = () => {
    const date = world.tradingDate();
    if (issued?.date !== date) {
      const warrants = expiriesAround(date).flatMap((expiry) => issueWarrants(expiry, seed, underlying));
      issued = { date, bySymbol: new Map(warrants.map((warrant) => [warrant.symbol, warrant])) };
      pasts.clear();
    }
    return issued.bySymbol;
  };
  const now = (): Moment => momentOf(world.tradingDate(), world.clock.now());

  const past = (warrant: Warrant): readonly WarrantDay[] => {
    current();
    const known = pasts.get(warrant.symbol);
    if (known !== undefined) return known;
    turns.beforePiece();
    const days = pastDays(seed, warrant);
    pasts.set(warrant.symbol, days);
    return days;
  };

  const today = (warrant: Warrant, before: readonly WarrantDay[]): WarrantDay | null => {
    const day = warrant.underlying.today();
    if (day.date > warrant.lastTradingDay || hasEnded(warrant, before)) return null;
    const [yesterday] = before;
    const held = yesterday?.held ?? warrant.issued;
    const running = warrantDay({ seed, warrant, day, last: now(), held });
    if (day.volume > 0 || yesterday === undefined) return running;
    const { close } = yesterday;
    return { ...running, open: close, high: close, low: close, close };
  };

  return {
    all: () => [...current().values()],
    find: (symbol) => current().get(symbol) ?? null,
    underlying,
    days(warrant) {
      const before = past(warrant);
      const running = today(warrant, before);
      return running === null ? before : [running, ...before];
    },
    quote(warrant) {
      const before = past(warrant);
      const running = today(warrant, before);
      const day = running ?? atRest(warrant, before[0]);
      const own = seedOf(seed, 'warrant sizes', warrant.symbol, day.date);
      const { minute } = now();
      const isEnded = running === null || isKnockedOut(warrant, warrant.underlying.today());
      const size = (side: number) =>
        isEnded ? 0 : 10 * Math.round(2_500 + 2_000 * noiseAt(own, minute * 2 + side));
      return {
        ...day,
        warrant,
        isEnded,
        base: before[0]?.close ?? day.open,
        previousVolume: before[0]?.volume ?? 0,
        ...(isEnded ? { bid: 0, ask: 0 } : quotesNear(day.close)),
        bidSize: size(0),
        askSize: size(1),
        daysLeft: daysLeft(warrant, world.tradingDate()),
        lastTradeAt: running === null ? closingOf(day.date) : warrant.underlying.today().lastTradeAt,
      };
    },
    minutes(warrant, count) {
      if (today(warrant, past(warrant)) === null) return [];
      const day = warrant.underlying.today();
      return warrant.underlying.minutes(count).map(({ time, close: spot }): WarrantMinute => {
        const at = momentOf(day.date, time);
        const close = priceOn(seed, warrant, day, spot, at);
        return { date: day.date, time, at, spot, volatility: day.volatility, close };
      });
    },
    figures(warrant, day, moment) {
      const isToday = day.date === world.tradingDate();
      const at = moment ?? (isToday ? now() : { date: day.date, minute: SESSION_MINUTES });
      return {
        ...warrantValue(warrant, day.spot, day.volatility, at),
        impliedVolatility: warrantVolatility(warrant, day.spot, day.close, at),
        quotedVolatility: quotedVolatility(seed, warrant, day.volatility, at),
      };
    },
    priceAgo(warrant, minutes) {
      const before = past(warrant);
      const date = world.tradingDate();
      const time = (world.clock.now() - minutes * 60_000) as EpochMs;
      const base = before[0]?.close ?? warrantDayOpen(warrant, seed);
      if (time < kstInstant(date, HOURS.open) || today(warrant, before) === null) return base;
      const spot = warrant.underlying.priceAt(time);
      if (spot === null) return base;
      return priceOn(seed, warrant, warrant.underlying.today(), spot, momentOf(date, time));
    },
  };
}

function warrantDayOpen(warrant: Warrant, seed: number): number {
  const day = warrant.underlying.today();
  return priceOn(seed, warrant, day, day.open, { date: day.date, minute: 0 });
}

/** Days before today, newest first, until trading ended. */
function pastDays(seed: number, warrant: Warrant): readonly WarrantDay[] {
  const life = warrant.underlying
    .past()
    .filter(({ date }) => date >= warrant.listedOn && date <= warrant.lastTradingDay)
    .toReversed();
  const days: WarrantDay[] = [];
  let held = warrant.issued;
  for (const day of life) {
    const last = { date: day.date, minute: SESSION_MINUTES };
    const made = warrantDay({ seed, warrant, day, last, held });
    held = made.held;
    days.push(made);
    if (isKnockedOut(warrant, day)) break;
  }
  return days.reverse();
}

/** Whether the last of these days was the one on which the barrier was touched. */
function hasEnded(warrant: Warrant, before: readonly WarrantDay[]): boolean {
  if (warrant.barrier === null) return false;
  const [last] = before;
  const day = last && warrant.underlying.past().find(({ date }) => date === last.date);
  return day !== undefined && isKnockedOut(warrant, day);
}

function isKnockedOut(
  { barrier, right }: Warrant,
  { high, low }: Pick<UnderlyingDay, 'high' | 'low'>,
): boolean {
  if (barrier === null) return false;
  return right === 'call' ? low <= barrier : high >= barrier;
}

/** The provider stands on both sides; the last trade was on one of them. */
function quotesNear(price: number): { readonly bid: number; readonly ask: number } {
  const bid = (price / 5) % 2 === 0 && price > 5 ? price - 5 : price;
  return { bid, ask: bid + 5 };
}

/** A day on which nothing happened, at the last price. */
function atRest(warrant: Warrant, last: WarrantDay | undefined): WarrantDay {
  const close = last?.close ?? 5;
  const spot = last?.spot ?? warrant.strike;
  const flat = { open: close, high: close, low: close, close, spot, volume: 0, turnover: 0 };
  const held = last?.held ?? warrant.issued;
  return {
    ...flat,
    date: last?.date ?? warrant.lastTradingDay,
    volatility: last?.volatility ?? 0.2,
    held,
    heldChange: 0,
  };
}

function closingOf(date: KstDate): EpochMs {
  return kstInstant(date, HOURS.close);
}
