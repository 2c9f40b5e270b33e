import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import type { DayState, Print, World } from '../../world.ts';
import { LiveLevel } from './live-level.ts';
import type { Sector } from './sectors.ts';

interface Holding {
  readonly live: LiveLevel;
  readonly shares: number;
}

interface Share {
  price: number;
  /** The share's day; null after a print, until it is asked for. */
  day: DayState | null;
  readonly holdings: Holding[];
}

/** Every index of the running day, moved by each print of the exchange (those of the other venue do not count). */
export class TodayIndices {
  readonly date: KstDate;
  /** Minutes that end before this are not watched but told by the members' own minutes. */
  readonly watchedFrom: EpochMs;
  private readonly lives = new Map<string, LiveLevel>();
  private readonly shares = new Map<string, Share>();

  constructor(
    private readonly world: World,
    sectors: readonly Sector[],
  ) {
    this.date = world.tradingDate();
    const now = world.clock.now();
    this.watchedFrom = (now - (now % 60_000)) as EpochMs;
    for (const sector of sectors) this.add(world, sector);
  }

  live(sector: Sector): LiveLevel {
    const live = this.lives.get(sector.code);
    if (live === undefined) throw new RangeError(`there is no index ${sector.code}`);
    return live;
  }

  /** The day of a member, read again only after it has traded. */
  day(symbol: string): DayState {
    const share = this.shares.get(symbol);
    if (share === undefined) return this.world.day(symbol, 'KRX');
    share.day ??= this.world.day(symbol, 'KRX');
    return share.day;
  }

  print(symbol: string, print: Print): void {
    const share = this.shares.get(symbol);
    if (share === undefined || print.venue !== 'KRX') return;
    const step = print.price - share.price;
    share.price = print.price;
    share.day = null;
    for (const { live, shares } of share.holdings) live.add(print, step * shares);
  }

  private add(world: World, sector: Sector): void {
    let value = 0;
    let lastTradeAt: EpochMs | null = null;
    for (const { symbol, shares } of sector.members) {
      const day = world.day(symbol, 'KRX');
      value += day.lastPrice * shares;
      if (day.lastTradeAt !== null && day.lastTradeAt > (lastTradeAt ?? 0)) lastTradeAt = day.lastTradeAt;
    }
    const live = new LiveLevel(sector, value, lastTradeAt);
    this.lives.set(sector.code, live);
    for (const { symbol, shares } of sector.members) {
      const known = this.shares.get(symbol) ?? {
        price: world.day(symbol, 'KRX').lastPrice,
        day: null,
        holdings: [],
      };
      known.holdings.push({ live, shares });
      this.shares.set(symbol, known);
    }
  }
}
