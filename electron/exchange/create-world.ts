import { randomUUID } from 'node:crypto';
import { money } from '#shared/domain/money.ts';
import type { ViState } from '#shared/domain/quote.ts';
import type { Price } from '#shared/domain/price.ts';
import { DAY_MS, kstDateOf, kstInstant, type EpochMs, type KstDate } from '#shared/domain/time.ts';
import { AccountHistories } from './accounts-history/account-histories.ts';
import type { ClosePrice } from './accounts-history/closing.ts';
import { pastMarketOf } from './accounts-history/past-market.ts';
import { samplePast } from './accounts-history/sample-past.ts';
import { Announcer } from './announcer.ts';
import type { Clearing } from './clearing/clearing.ts';
import { createClearing } from './clearing/create-clearing.ts';
import { EventHash } from './event-hash.ts';
import { viewBook } from './market/book-view.ts';
import type { BackgroundFlow } from './market/flow/background-flow.ts';
import { Floor } from './market/floor.ts';
import { queryBars } from './market/history/bar-query.ts';
import { isSimulatedTradingDay } from './market/history/trading-days.ts';
import { buildListings } from './market/instruments.ts';
import type { Issue } from './market/issue.ts';
import { guaranteeRateOf } from './market/guarantee.ts';
import { buildIssues, populate } from './market/market-day.ts';
import { PriceBook } from './market/price-book.ts';
import { placeSeedOrders } from './market/seed-orders.ts';
import { marketDateAt, openingOf } from './market/session/day-opening.ts';
import { SessionDriver } from './market/session/session-driver.ts';
import { StepTimer } from './market/session/step-timer.ts';
import { OrderDesk, recordsOf } from './orders/order-desk.ts';
import { loadState, StateKeeper } from './storage/state-keeper.ts';
import { buildSnapshot, type WorldSnapshot } from './storage/world-snapshot.ts';
import type { AccountDay, Bar, Listing, World } from './world.ts';
import type { WorldOptions } from './world-options.ts';

export type { SeedOrder, WorldOptions } from './world-options.ts';

const INITIAL_CASH = 100_000_000;
/** Of an issue on a venue that does not trade it. */
const NO_INTERRUPTION: ViState = {
  isActive: false,
  kind: null,
  referencePrice: null,
  upperTrigger: null,
  lowerTrigger: null,
  endsAt: null,
};

/** Makes the simulated market with everything in it, its books filled and its state restored. Nothing moves before `start`. */
export function createWorld(options: WorldOptions): World {
  return new SimulatedWorld(options).asWorld();
}

class SimulatedWorld {
  private readonly mode;
  private readonly activity;
  private readonly announcer = new Announcer();
  private readonly hash = new EventHash();
  private readonly floor: Floor;
  private readonly desk: OrderDesk;
  private readonly clearing: Clearing;
  private readonly histories: AccountHistories;
  private readonly driver: SessionDriver;
  private readonly timer: StepTimer;
  private readonly prices: PriceBook;
  private readonly keeper: StateKeeper | null;
  private readonly marketId: string;
  private listings: readonly Listing[] = [];
  private flow: BackgroundFlow | null = null;

  constructor(private readonly options: WorldOptions) {
    const { clock, seed, statePath = null } = options;
    const warn = options.onWarning ?? (() => undefined);
    this.mode = options.session ?? 'regular';
    this.activity = options.activity ?? 1;
    const at = clock.now();
    const date = marketDateAt(this.mode, at);
    this.floor = new Floor(clock, this.announcer, this.hash);
    this.clearing = createClearing({
      date,
      instrumentOf: (symbol) => this.floor.issue(symbol)?.listing ?? null,
      guaranteeRateOf: (symbol) => {
        const listing = this.floor.issue(symbol)?.listing;
        return listing === undefined ? null : guaranteeRateOf(listing);
      },
      ...(options.commissionRate === undefined ? {} : { commissionRate: options.commissionRate }),
    });
    this.histories = new AccountHistories(this.clearing);
    this.desk = new OrderDesk(this.floor, this.clearing, this.announcer, options.firstOrderNumber);
    this.floor.keeper = this.desk;
    this.driver = new SessionDriver(this.mode, seed, this.floor, this.announcer, at);
    this.timer = new StepTimer(clock, (stepAt, wasReset) => this.step(stepAt, wasReset));
    const stored =
      statePath === null
        ? null
        : loadState(statePath, clock, warn, (snapshot) => this.clearing.restore(snapshot.clearing));
    this.prices = new PriceBook(stored, date);
    this.openDay(date, at, options.hasWarmUp ?? this.activity > 0);
    this.placeSeedOrders();
    if (stored !== null) this.restore(stored, date);
    this.marketId = stored?.marketId ?? randomUUID();
    this.keeper = statePath === null ? null : this.makeKeeper(statePath, stored?.lastEntry ?? 0, warn);
  }

  asWorld(): World {
    const { clock } = this.options;
    const { floor, desk, clearing, announcer } = this;
    const settle = <T>(result: T): T => {
      this.keepChanges();
      announcer.deliver();
      return result;
    };
    const currentListings = () => this.listings;
    return {
      clock,
      marketId: this.marketId,
      get listings() {
        return currentListings();
      },
      listing: (symbol) => floor.issue(symbol)?.listing ?? null,
      tradingDate: () => floor.tradingDate,
      session: (venue) => this.driver.session(venue),
      day: (symbol, scope) => this.issue(symbol).today.day(scope),
      book: (symbol, scope) => viewBook(this.issue(symbol), scope),
      vi: (symbol, venue) => this.issue(symbol).books.get(venue)?.engine.vi ?? NO_INTERRUPTION,
      prints: (symbol, scope, count) => this.issue(symbol).today.prints(scope, count),
      bars: (symbol, scope, interval, before, count) => this.bars(symbol, { scope, interval, before, count }),
      todayMinutes: (symbol, scope, after) => this.issue(symbol).today.minutes(scope, after),
      openAccount: (accountId) => this.openAccount(accountId),
      cash: (accountId) => clearing.cash(accountId),
      holdings: (accountId) => clearing.holdings(accountId),
      holdingParts: (accountId) => clearing.holdingParts(accountId),
      orders: (accountId) => desk.orders(accountId),
      fills: (accountId) => desk.fills(accountId),
      history: (accountId) =>
        this.histories.of(accountId, floor.tradingDate, desk, (symbol) => this.lastPrice(symbol)),
      submit: (accountId, intent, credit) => settle(desk.submit(accountId, intent, credit)),
      amend: (accountId, original, change) => settle(desk.amend(accountId, original, change)),
      cancel: (accountId, original, change) => settle(desk.cancel(accountId, original, change)),
      onEvent: (listener) => announcer.onEvent(listener),
      start: () => {
        this.timer.start();
        this.keeper?.start();
      },
      stop: () => {
        this.timer.stop();
        this.keeper?.stop();
      },
      eventHash: () => this.hash.digest(),
      snapshot: () => this.snapshot(),
    };
  }

  private step(at: EpochMs, wasReset: boolean): void {
    if (wasReset) {
      this.floor.resetTime(at);
      this.flow?.resetTime(at);
    }
    this.rollDay(at);
    this.floor.runAllDue(at);
    this.driver.step(at);
    this.flow?.step(at);
    this.keepChanges();
    this.announcer.deliver();
  }

  /** With the real timetable, midnight before a trading day begins the next one. */
  private rollDay(at: EpochMs): void {
    const date = kstDateOf(at);
    if (this.mode !== 'kst' || date <= this.floor.tradingDate || !isSimulatedTradingDay(date)) return;
    // A machine that slept past the evening has books that never closed.
    this.driver.closeAll(at);
    this.histories.rollTo(date, this.floor.tradingDate, this.desk, (symbol) => {
      const issue = this.floor.issue(symbol);
      return issue === undefined ? null : this.prices.closeOf(issue);
    });
    this.prices.endDay(this.floor.all(), this.floor.tradingDate);
    this.desk.startDay();
    this.clearing.rollTo(date);
    this.openDay(date, at, false);
    this.keeper?.writeNow();
  }

  /** On disk first, announced and answered then: whoever hears of an order finds it again after a crash. */
  private keepChanges(): void {
    const desk = this.desk.takeChanges();
    if (desk === null) return;
    const { tradingDate } = this.floor;
    this.keeper?.record({ tradingDate, desk, clearing: this.clearing.snapshot() });
  }

  private makeKeeper(path: string, lastEntry: number, onWarning: (message: string) => void): StateKeeper {
    const { marketId } = this;
    const { clock } = this.options;
    const takeSnapshot = () => this.snapshot();
    return new StateKeeper({ path, clock, marketId, lastEntry, takeSnapshot, onWarning });
  }

  private openDay(date: KstDate, at: EpochMs, hasWarmUp: boolean): void {
    const { seed } = this.options;
    const opensAt = openingOf(this.mode, date, at);
    const issues = buildIssues({
      seed,
      date,
      listings: this.options.listings ?? buildListings(date),
      recordOf: (symbol) => this.prices.record(symbol),
      opensAt,
      warmUpUntil: hasWarmUp && at > opensAt ? at : null,
    });
    this.listings = issues.map(({ listing }) => listing);
    this.floor.open(date, issues);
    this.prices.startDay(issues, date);
    this.flow =
      this.activity > 0
        ? populate(this.floor, issues, { seed, activity: this.activity, mode: this.mode, opensAt })
        : null;
    this.driver.begin(at);
    this.flow?.follow(at);
  }

  private placeSeedOrders(): void {
    placeSeedOrders(this.floor, this.options.seedBooks ?? []);
  }

  private restore(stored: WorldSnapshot, date: KstDate): void {
    this.histories.restore(stored.histories);
    if (stored.tradingDate === date) this.desk.restore(stored.desk);
    else this.desk.restoreNumbers(stored.desk);
    if (date <= stored.tradingDate) return;
    this.histories.rollTo(date, stored.tradingDate, recordsOf(stored.desk), this.closePrice);
    this.clearing.rollTo(date);
  }

  private openAccount(accountId: string): void {
    if (this.clearing.hasAccount(accountId)) return;
    this.clearing.openAccount(accountId, money(this.options.initialCash ?? INITIAL_CASH));
    this.histories.open(accountId, this.pastOf(accountId), this.options.clock.now());
    this.keeper?.writeNow();
  }

  private pastOf(accountId: string): readonly AccountDay[] {
    const { seed, history = 'none', initialCash: cash = INITIAL_CASH } = this.options;
    const today = this.floor.tradingDate;
    const { listings } = this;
    const bars: World['bars'] = (symbol, scope, interval, before, count) =>
      this.bars(symbol, { scope, interval, before, count });
    return history === 'none'
      ? []
      : samplePast({ seed, accountId, today, cash, market: pastMarketOf({ listings, bars }, today) });
  }

  /** Close of a day of history, as its bar says. */
  private readonly closePrice: ClosePrice = (symbol, date) => {
    const before = kstInstant(date, DAY_MS);
    const issue = this.floor.issue(symbol);
    if (issue === undefined) return null;
    const query = { scope: 'KRX', interval: { unit: 'day' }, before, count: 1 } as const;
    return this.bars(symbol, query)[0]?.close ?? null;
  };

  private lastPrice(symbol: string): Price | null {
    return this.floor.issue(symbol)?.today.day('KRX').lastPrice ?? null;
  }

  private snapshot(): WorldSnapshot {
    return buildSnapshot({
      tradingDate: this.floor.tradingDate,
      savedAt: this.options.clock.now(),
      desk: this.desk.snapshot(),
      prices: this.prices.snapshot(this.floor.all(), this.floor.tradingDate),
      clearing: this.clearing.snapshot(),
      histories: this.histories.snapshot(),
    });
  }

  private bars(symbol: string, request: Parameters<typeof queryBars>[1]): readonly Bar[] {
    const { history, today } = this.issue(symbol);
    return queryBars({ history, today, tradingDate: this.floor.tradingDate }, request);
  }

  private issue(symbol: string): Issue {
    const issue = this.floor.issue(symbol);
    if (issue === undefined) throw new RangeError(`there is no instrument ${symbol}`);
    return issue;
  }
}
