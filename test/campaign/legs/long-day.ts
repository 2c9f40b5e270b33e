import { kstClockText } from '#shared/domain/time.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { prepareDrill, SYMBOL } from '#test/support/drill/drill.ts';
import type { Drill } from '#test/support/drill/drill.ts';
import { TEST_LISTINGS } from '#test/support/kiwoom-exchange.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';
import type { Complaints, Leg, LegContext } from '../leg.ts';

/** Midnight in Korea before a Friday with trading. */
const MIDNIGHT = Date.UTC(2026, 10, 19, 15);
const HOUR_MS = 3_600_000;
const HOURS = 24;
/** Of the simulated market: a few prints a second over four instruments would fill the day with the exchange's own work. */
const ACTIVITY = 0.1;
const STEP_MS = 2_000;
const ORDER_EVERY_MS = 5 * 60_000;
/** How much the heap may grow in an hour, once everything has been loaded, and over the whole day. */
const MAX_SLOPE_MB = 1;
const MAX_GROWTH_MB = 24;
/** The first hours load what a day needs. */
const WARM_UP_HOURS = 2;
const MB = 1_048_576;

/** A whole day of a desk and its exchange under a virtual clock, with orders through all of it. */
export const LONG_DAY: Leg = {
  id: 'long-day',
  trials: { short: 1, long: 3 },
  async run(context) {
    for (let trial = 0; trial < context.trials; trial += 1) {
      await context.trial(trial, { seed: context.seed + trial }, () => playDay(context, trial));
    }
  },
};

async function playDay(context: LegContext, trial: number): Promise<Complaints> {
  const drill = await prepareDrill({
    startAt: MIDNIGHT,
    ports: { log: SILENT_LOG },
    exchange: {
      seed: context.seed + trial,
      session: 'kst',
      world: { listings: TEST_LISTINGS, activity: ACTIVITY, hasWarmUp: true },
    },
  });
  const day = new Day(drill);
  const startedAt = performance.now();
  try {
    await day.begin();
    for (let hour = 0; hour < HOURS; hour += 1) await day.pass(HOUR_MS);
    const history = day.history();
    const heaps = history.heapMb.map((each) => each.toFixed(0)).join(' ');
    context.note(
      `day ${trial + 1} in ${Math.round((performance.now() - startedAt) / 1_000)} s: ${heaps} MB by the hour`,
    );
    context.note(
      `slope ${slopeOf(history.heapMb.slice(WARM_UP_HOURS)).toFixed(3)} MB an hour; ` +
        `${history.orders} orders, ${history.trades} trades, ${history.batches} batches; phases ${history.phases.join(' ')}`,
    );
    return judgeDay(history);
  } finally {
    await drill.close();
  }
}

class Day {
  private readonly heap: number[] = [];
  private readonly phases: string[] = [];
  private orders = 0;
  private accepted = 0;
  private trades = 0;
  private batches = 0;
  private orderDueIn = ORDER_EVERY_MS;

  constructor(private readonly drill: Drill) {}

  async begin(): Promise<void> {
    const { drill } = this;
    await drill.start();
    await drill.until(() => drill.window.condition(drill.accountId)?.phase === 'online');
    const interests = TEST_LISTINGS.map(({ symbol }) => ({
      symbol,
      channels: ['quote', 'book', 'trades'] as ('quote' | 'book' | 'trades')[],
      priority: 'visible' as const,
    }));
    await drill.ask('instruments.list', {});
    await drill.ask('market.watch', { interests });
    await drill.pass(2_000);
  }

  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= STEP_MS) {
      this.drill.clock.advance(STEP_MS);
      await this.drill.wire.quiet();
      this.orderDueIn -= STEP_MS;
      if (this.orderDueIn <= 0) await this.trade();
    }
    this.forget();
    globalThis.gc?.();
    this.heap.push(process.memoryUsage().heapUsed / MB);
  }

  /** Places an order that rests, and cancels it; what the session does not allow is refused, and that is right. */
  private async trade(): Promise<void> {
    const { drill } = this;
    this.orderDueIn = ORDER_EVERY_MS;
    this.orders += 1;
    const snapshot = await drill.ask('market.snapshot', { symbol: SYMBOL });
    if (!snapshot.ok) return;
    const won = Math.floor((snapshot.value.quote.lastPrice * 0.97) / 100) * 100;
    const placed = await drill.place({ price: price(won), quantity: quantity(1 + (this.orders % 50)) });
    if (!placed.ok) return;
    this.accepted += 1;
    const { clientOrderId } = placed.value;
    await drill.ask('order.cancel', { requestId: `day-${clientOrderId}`.slice(0, 64), clientOrderId });
  }

  /** What only the test keeps. */
  private forget(): void {
    const { window, wire } = this.drill;
    for (const { event } of window.envelopes) {
      if (event.type !== 'sessions') continue;
      for (const { venue, phase } of event.sessions) if (venue === 'KRX') this.phases.push(phase);
    }
    this.trades += window.batches.reduce((sum, { trades }) => sum + trades.length, 0);
    this.batches += window.batches.length;
    window.batches.length = 0;
    window.envelopes.splice(0, Math.max(0, window.envelopes.length - 200));
    wire.sent.length = 0;
    wire.arrived.length = 0;
  }

  history(): DayHistory {
    const { window, accountId } = this.drill;
    return {
      heapMb: this.heap,
      orders: this.accepted,
      trades: this.trades,
      batches: this.batches,
      phases: this.phases.filter((phase, place) => phase !== this.phases[place - 1]),
      isOnline: window.condition(accountId)?.phase === 'online',
      endedAt: kstClockText(this.drill.clock.now()),
    };
  }
}

export interface DayHistory {
  /** By the hour, after a collection. */
  readonly heapMb: readonly number[];
  /** Orders that the exchange took. */
  readonly orders: number;
  readonly trades: number;
  readonly batches: number;
  /** Phases of the first exchange that the window was told of. */
  readonly phases: readonly string[];
  readonly isOnline: boolean;
  readonly endedAt: string;
}

const PHASES = ['openingAuction', 'continuous', 'closingAuction'];

export function judgeDay({ heapMb, orders, trades, phases, isOnline }: DayHistory): Complaints {
  const complaints: string[] = [];
  const warm = heapMb.slice(WARM_UP_HOURS);
  const slope = slopeOf(warm);
  const growth = (warm.at(-1) ?? 0) - (warm[0] ?? 0);
  if (warm.length < 2) complaints.push('the memory was not measured');
  if (slope > MAX_SLOPE_MB) complaints.push(`the heap grows by ${slope.toFixed(2)} MB an hour`);
  if (growth > MAX_GROWTH_MB) complaints.push(`the heap grew by ${growth.toFixed(1)} MB`);
  if (orders === 0) complaints.push('not one order was taken');
  if (trades === 0) complaints.push('not one trade was told');
  const missed = PHASES.filter((phase) => !phases.includes(phase));
  if (missed.length > 0) complaints.push(`phases that never came: ${missed.join(' ')}`);
  if (!isOnline) complaints.push('the desk is not online in the end');
  return complaints;
}

/** Least squares over places 0, 1, 2... */
export function slopeOf(values: readonly number[]): number {
  const meanX = (values.length - 1) / 2;
  const meanY = values.reduce((sum, each) => sum + each, 0) / values.length;
  const spread = values.reduce((sum, _each, x) => sum + (x - meanX) ** 2, 0);
  const shared = values.reduce((sum, y, x) => sum + (x - meanX) * (y - meanY), 0);
  return spread === 0 ? 0 : shared / spread;
}
