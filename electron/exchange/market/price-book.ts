import type { Price } from '#shared/domain/price.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { StoredPrice, WorldSnapshot } from '../storage/world-snapshot.ts';
import type { DayBar } from './history/day-bar.ts';
import { tradingDayBefore } from './history/trading-days.ts';
import type { Issue } from './issue.ts';
import type { PriceRecord } from './market-day.ts';

/** Remembers what prices did while this exchange ran, so that the next day and the next start go on from there. */
export class PriceBook {
  private readonly records = new Map<string, PriceRecord>();

  /** @param date  trading day that is about to begin or to go on */
  constructor(stored: WorldSnapshot | null, date: KstDate) {
    for (const price of stored?.prices ?? []) {
      const anchor = { date: price.anchorDate, close: price.anchorClose };
      // A clock that was set back: the days after it have not happened yet.
      const lived = price.lived.filter((day) => day.date < date);
      const isSameDay = stored?.tradingDate === date;
      const isOver = stored !== null && stored.tradingDate < date;
      if (anchor.date >= date) continue;
      this.records.set(price.symbol, {
        anchor,
        lived: isOver && price.today !== null ? [...lived, price.today] : lived,
        resumeAt: isSameDay ? price.last : null,
        close: isSameDay ? price.close : null,
      });
    }
  }

  record(symbol: string): PriceRecord | null {
    return this.records.get(symbol) ?? null;
  }

  /** Anchors the instruments that are new. */
  startDay(issues: readonly Issue[], date: KstDate): void {
    for (const { listing } of issues) {
      if (this.records.has(listing.symbol)) continue;
      const anchor = { date: tradingDayBefore(date), close: listing.basePrice };
      this.records.set(listing.symbol, { anchor, lived: [], resumeAt: null, close: null });
    }
  }

  /** What the running day would be remembered to close at if it ended now. */
  closeOf(issue: Issue): Price {
    const { lastPrice } = issue.today.day('KRX');
    return (this.record(issue.listing.symbol)?.close ?? officialClose(issue) ?? lastPrice) as Price;
  }

  endDay(issues: Iterable<Issue>, date: KstDate): void {
    for (const issue of issues) {
      const { symbol } = issue.listing;
      const record = this.records.get(symbol);
      if (record === undefined) continue;
      const lived = [...record.lived, dayOf(issue, date, record.close) ?? quietDay(issue, date)];
      this.records.set(symbol, { anchor: record.anchor, lived, resumeAt: null, close: null });
    }
  }

  snapshot(issues: Iterable<Issue>, date: KstDate): readonly StoredPrice[] {
    const prices: StoredPrice[] = [];
    for (const issue of issues) {
      const { symbol } = issue.listing;
      const record = this.records.get(symbol);
      if (record === undefined) continue;
      const { anchor, lived } = record;
      const last = issue.today.day('ALL').lastPrice;
      const close = record.close ?? officialClose(issue);
      const today = dayOf(issue, date, record.close);
      prices.push({ symbol, anchorDate: anchor.date, anchorClose: anchor.close, lived, last, close, today });
    }
    return prices;
  }
}

/** Today as a bar of history: the main exchange's prices, its official close as soon as there is one. */
function dayOf(issue: Issue, date: KstDate, knownClose: number | null): DayBar | null {
  const { basePrice, open, high, low, lastPrice, volume, turnover } = issue.today.day('KRX');
  if (open === null || high === null || low === null || volume === 0) return null;
  const close = knownClose ?? officialClose(issue) ?? lastPrice;
  return { date, previousClose: basePrice, open, high, low, close, volume, turnover };
}

/** A day without a trade: the base price stays. */
function quietDay(issue: Issue, date: KstDate): DayBar {
  const base = issue.listing.basePrice;
  return {
    date,
    previousClose: base,
    open: base,
    high: base,
    low: base,
    close: officialClose(issue) ?? base,
    volume: 0,
    turnover: 0,
  };
}

/** Close of the regular session on the main exchange; null before it is over. */
function officialClose(issue: Issue): number | null {
  return issue.books.get('KRX')?.engine.closePrice ?? null;
}
