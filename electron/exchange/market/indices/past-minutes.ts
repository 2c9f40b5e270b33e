import { DAY_MS, kstInstant, type EpochMs, type KstDate } from '#shared/domain/time.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Bar, World } from '../../world.ts';
import type { Member, Sector } from './sectors.ts';

/** Members that show the others the way: the heaviest ones, which carry most of an index. */
const LEADERS = 4;
const MINUTES_OF_A_DAY = 391;
const DAYS_KEPT = 48;

/**
 * Minutes of past days of an index. They take the way of its heaviest members, bent so that they add up exactly to the day: its four
 * levels, its volume and its turnover.
 */
export class PastMinutes {
  private readonly told = new Map<string, readonly Bar[]>();

  constructor(private readonly world: World) {}

  /** @param day  the bar of that day @returns its minutes, oldest first */
  minutes(sector: Sector, date: KstDate, day: Bar): readonly Bar[] {
    const key = `${sector.code} ${date}`;
    const known = this.told.get(key);
    if (known !== undefined) return known;
    const bars = fitToDay(this.leadersWay(sector, date), day);
    if (this.told.size >= DAYS_KEPT) this.told.delete(this.told.keys().next().value ?? key);
    this.told.set(key, bars);
    return bars;
  }

  /** Values of the leaders together, minute by minute, in won; volume and turnover are theirs. */
  private leadersWay(sector: Sector, date: KstDate): readonly Way[] {
    const leaders = this.leadersOf(sector);
    const end = kstInstant(date, DAY_MS);
    const ways = new Map<number, Way>();
    const series = leaders.map(({ symbol, shares }) => {
      const query = { unit: 'minute', count: 1 } as const;
      const bars = this.world.bars(symbol, 'KRX', query, end, MINUTES_OF_A_DAY);
      return { shares, bars: bars.filter((bar) => bar.time >= kstInstant(date, 0)).toReversed() };
    });
    for (const { bars } of series) {
      for (const { time } of bars) ways.set(time, { time, open: 0, close: 0, volume: 0, turnover: 0 });
    }
    const sorted = [...ways.values()].sort((a, b) => a.time - b.time);
    for (const { bars, shares } of series) addLeader(sorted, bars, shares);
    return sorted;
  }

  private leadersOf(sector: Sector): readonly Member[] {
    const valueOf = ({ symbol, shares }: Member) => this.world.day(symbol, 'KRX').basePrice * shares;
    return sector.members.toSorted((a, b) => valueOf(b) - valueOf(a)).slice(0, LEADERS);
  }
}

interface Way {
  readonly time: number;
  open: number;
  close: number;
  volume: number;
  turnover: number;
}

function addLeader(ways: readonly Way[], bars: readonly Bar[], shares: number): void {
  let price: number = bars[0]?.open ?? 0;
  let next = 0;
  for (const way of ways) {
    const bar = bars[next];
    const isTraded = bar?.time === way.time;
    way.open += (isTraded ? bar.open : price) * shares;
    if (isTraded) {
      price = bar.close;
      way.volume += bar.volume;
      way.turnover += bar.turnover;
      next += 1;
    }
    way.close += price * shares;
  }
}

/** Bends a way from the day's open to its close, inside its range, and deals its volume out. */
function fitToDay(ways: readonly Way[], day: Bar): readonly Bar[] {
  const first = ways[0];
  const last = ways.at(-1);
  if (first === undefined || last === undefined) return [{ ...day }];
  const from = Math.log(day.open / first.open);
  const to = Math.log(day.close / last.close);
  const span = Math.max(1, ways.length - 1);
  const bend = (value: number, place: number) => value * Math.exp(from + ((to - from) * place) / span);
  const opens = ways.map((way, place) => bend(way.open, place));
  const closes = ways.map((way, place) => (ways.length === 1 ? day.close : bend(way.close, place)));
  const within = rangeFit([...opens, ...closes], day);
  const volumes = dealOut(
    day.volume,
    ways.map((way) => way.volume),
  );
  const turnovers = dealOut(
    day.turnover,
    ways.map((way) => way.turnover),
  );
  const bars = ways.map((way, place) => {
    const open = within(opens[place] ?? day.open);
    const close = within(closes[place] ?? day.close);
    return {
      time: way.time as EpochMs,
      open: (place === 0 ? day.open : open) as Price,
      close: (place === span || ways.length === 1 ? day.close : close) as Price,
      high: Math.max(open, close) as Price,
      low: Math.min(open, close) as Price,
      volume: volumes[place] ?? 0,
      turnover: turnovers[place] ?? 0,
    };
  });
  return touchExtremes(bars, day);
}

/** Stretches what lies above or below the body to the day's range. */
function rangeFit(values: readonly number[], day: Bar): (value: number) => number {
  const top = Math.max(day.open, day.close);
  const bottom = Math.min(day.open, day.close);
  const highest = values.reduce((most, value) => Math.max(most, value), top);
  const lowest = values.reduce((least, value) => Math.min(least, value), bottom);
  const above = highest > top ? (day.high - top) / (highest - top) : 0;
  const below = lowest < bottom ? (bottom - day.low) / (bottom - lowest) : 0;
  return (value) => {
    if (value > top) return Math.round(top + (value - top) * above);
    return Math.round(value < bottom ? bottom - (bottom - value) * below : value);
  };
}

/** Makes sure that the minutes hold the day's high and low, and that each holds its own open and close. */
function touchExtremes(bars: readonly Bar[], day: Bar): readonly Bar[] {
  let highAt = 0;
  let lowAt = 0;
  bars.forEach((bar, place) => {
    if (bar.high > (bars[highAt]?.high ?? 0)) highAt = place;
    if (bar.low < (bars[lowAt]?.low ?? 0)) lowAt = place;
  });
  return bars.map((bar, place) => {
    const high = place === highAt ? day.high : Math.max(bar.high, bar.open, bar.close);
    const low = place === lowAt ? day.low : Math.min(bar.low, bar.open, bar.close);
    return { ...bar, high: high as Price, low: low as Price };
  });
}

/** Splits a total by weight into whole parts that add up to it. */
function dealOut(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let passed = 0;
  let given = 0;
  return weights.map((weight) => {
    passed += weight;
    const upTo = Math.round((total * passed) / sum);
    const part = upTo - given;
    given = upTo;
    return part;
  });
}
