import { kstDateOf, type EpochMs } from '#shared/domain/time.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Bar, World } from '../../world.ts';
import { levelOf, type Member, type Sector } from './sectors.ts';
import type { Turns } from '../turns.ts';
import type { TodayIndices } from './today-indices.ts';

const MOST_MINUTES = 1_440;

export interface IndexRange {
  readonly open: number;
  readonly high: number;
  readonly low: number;
}

/** Sums over the members of one index, per minute. */
class MinuteSums {
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  readonly volumes: Float64Array;
  readonly turnovers: Float64Array;

  constructor(length: number) {
    this.opens = new Float64Array(length);
    this.closes = new Float64Array(length);
    this.volumes = new Float64Array(length);
    this.turnovers = new Float64Array(length);
  }
}

/**
 * The part of today that passed before this exchange watched it: minutes of an index, added up from those of its members.
 *
 * Each instrument is read once, for all indices that it is in; whoever has time may do so beforehand.
 */
export class Morning {
  private readonly start: EpochMs;
  private readonly length: number;
  private readonly sums = new Map<string, MinuteSums>();
  private readonly isRead = new Set<string>();
  private readonly told = new Map<string, readonly Bar[]>();
  private readonly ranges = new Map<string, IndexRange | null>();

  constructor(
    private readonly world: World,
    private readonly today: TodayIndices,
    private readonly sectorsOf: (symbol: string) => readonly Sector[],
    leader: Member | undefined,
    private readonly turns: Pick<Turns, 'beforePiece'>,
  ) {
    this.start = leader === undefined ? today.watchedFrom : this.firstMinute(leader.symbol);
    this.length = (today.watchedFrom - this.start) / 60_000;
  }

  /** Minutes of an index, oldest first; high and low are the higher and the lower of open and close. */
  minutes(sector: Sector): readonly Bar[] {
    const known = this.told.get(sector.code);
    if (known !== undefined) return known;
    for (const { symbol } of sector.members) this.read(symbol);
    const bars = this.tell(sector);
    this.told.set(sector.code, bars);
    return bars;
  }

  /** Where an index has been in these minutes; null when nothing has traded. */
  range(sector: Sector): IndexRange | null {
    const known = this.ranges.get(sector.code);
    if (known !== undefined) return known;
    const bars = this.minutes(sector);
    const [first] = bars;
    const range =
      first === undefined
        ? null
        : {
            open: first.open,
            high: bars.reduce((most, { high }) => Math.max(most, high), 0),
            low: bars.reduce((least, { low }) => Math.min(least, low), Number.POSITIVE_INFINITY),
          };
    this.ranges.set(sector.code, range);
    return range;
  }

  /** Adds the minutes of one instrument to its indices, unless that has been done. */
  read(symbol: string): void {
    if (this.isRead.has(symbol) || this.length === 0) return;
    this.turns.beforePiece();
    this.isRead.add(symbol);
    const bars = this.world
      .bars(symbol, 'KRX', { unit: 'minute', count: 1 }, this.today.watchedFrom, this.length)
      .filter((bar) => bar.time >= this.start)
      .toReversed();
    const { basePrice, lastPrice } = this.world.day(symbol, 'KRX');
    const first = bars.length === 0 && basePrice !== lastPrice ? lastPrice : basePrice;
    const shares = this.world.listing(symbol)?.listedShares ?? 0;
    for (const sector of this.sectorsOf(symbol)) this.addTo(this.sumsOf(sector), bars, shares, first);
  }

  private addTo(sums: MinuteSums, bars: readonly Bar[], shares: number, first: number): void {
    let price = first;
    let next = 0;
    for (let minute = 0; minute < this.length; minute += 1) {
      const bar = bars[next];
      const isTraded = bar?.time === this.start + minute * 60_000;
      add(sums.opens, minute, (isTraded ? bar.open : price) * shares);
      if (isTraded) {
        price = bar.close;
        next += 1;
        add(sums.volumes, minute, bar.volume);
        add(sums.turnovers, minute, bar.turnover);
      }
      add(sums.closes, minute, price * shares);
    }
  }

  private tell(sector: Sector): readonly Bar[] {
    const sums = this.sumsOf(sector);
    const bars: Bar[] = [];
    for (let minute = 0; minute < this.length; minute += 1) {
      const volume = sums.volumes[minute] ?? 0;
      if (volume === 0) continue;
      const open = levelOf(sector, sums.opens[minute] ?? 0) as Price;
      const close = levelOf(sector, sums.closes[minute] ?? 0) as Price;
      bars.push({
        time: (this.start + minute * 60_000) as EpochMs,
        open,
        close,
        high: open > close ? open : close,
        low: open < close ? open : close,
        volume,
        turnover: sums.turnovers[minute] ?? 0,
      });
    }
    return bars;
  }

  private sumsOf(sector: Sector): MinuteSums {
    const known = this.sums.get(sector.code) ?? new MinuteSums(this.length);
    this.sums.set(sector.code, known);
    return known;
  }

  /** The first minute of the day, by an instrument that trades in every one of them. */
  private firstMinute(symbol: string): EpochMs {
    const { watchedFrom, date } = this.today;
    let start = watchedFrom;
    for (let count = 30; count < MOST_MINUTES * 2; count *= 2) {
      const bars = this.world.bars(symbol, 'KRX', { unit: 'minute', count: 1 }, watchedFrom, count);
      for (const bar of bars) if (kstDateOf(bar.time) === date && bar.time < start) start = bar.time;
      const oldest = bars.at(-1);
      if (bars.length < count || oldest === undefined || kstDateOf(oldest.time) !== date) break;
    }
    return start;
  }
}

function add(sums: Float64Array, place: number, value: number): void {
  sums[place] = (sums[place] ?? 0) + value;
}
