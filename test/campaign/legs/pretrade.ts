import fc from 'fast-check';
import type { Instrument } from '#shared/domain/instrument.ts';
import { money } from '#shared/domain/money.ts';
import type { OrderIntent, OrderSide, OrderType, TimeInForce } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { Venue } from '#shared/domain/venue.ts';
import { buyIntent, CASH, createArmedDesk, SAMSUNG, SAMSUNG_QUOTE } from '#test/support/order-desk.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';
import { forAll } from '../for-all.ts';
import type { Complaints, Leg } from '../leg.ts';

/** Shares of every band of prices; each has its own grid, written out here once more. */
const SHARES = [
  { symbol: '900010', last: 950 },
  { symbol: '900020', last: 3_205 },
  { symbol: '900030', last: 12_340 },
  { symbol: '900040', last: 33_150 },
  { symbol: '900050', last: 125_300 },
  { symbol: '900060', last: 412_500 },
  { symbol: '900070', last: 915_000 },
] as const;
/** @source KRX KOSPI Market Business Regulation, Enforcement Rules: tick sizes of shares since 2023-01-25 */
const GRID = [
  [2_000, 1],
  [5_000, 5],
  [20_000, 10],
  [50_000, 50],
  [200_000, 100],
  [500_000, 500],
  [Number.POSITIVE_INFINITY, 1_000],
] as const;
const HALTED = '900080';
const UNKNOWN = '999990';
const CHECK_LIMIT_MS = 2;
const ORDERS_OF_A_DAY = 300;
const MEASURED_CHECKS = 3_000;

/** One thing that makes a valid order invalid. */
export const FLAWS = [
  'no shares',
  'a fraction of a share',
  'less than nothing',
  'more shares than are listed',
  'no price',
  'a price off the grid',
  'a price above the day’s limit',
  'a price below the day’s limit',
  'a price on a market order',
  'a stop without its price',
  'an unknown instrument',
  'a halted instrument',
  'a closed market',
  'a venue that does not trade it',
  'more than the cash',
  'more than is held',
  'an order type that the broker lacks',
] as const;
export type Flaw = (typeof FLAWS)[number];

export interface PretradeCase {
  readonly share: (typeof SHARES)[number];
  readonly side: OrderSide;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly venue: Venue;
  readonly ticksAway: number;
  readonly shares: number;
  /** Null: nothing is wrong with it. */
  readonly flaw: Flaw | null;
}

const pretradeCase: fc.Arbitrary<PretradeCase> = fc
  .record({
    share: fc.constantFrom(...SHARES),
    side: fc.constantFrom<OrderSide>('buy', 'sell'),
    type: fc.constantFrom<OrderType>('limit', 'limit', 'market'),
    timeInForce: fc.constantFrom<TimeInForce>('day', 'ioc', 'fok'),
    venue: fc.constantFrom<Venue>('KRX', 'KRX', 'NXT'),
    ticksAway: fc.integer({ min: -20, max: 20 }),
    shares: fc.integer({ min: 1, max: 60 }),
  })
  .map((each) => ({ ...each, flaw: null }));
const invalidCase: fc.Arbitrary<PretradeCase> = fc
  .tuple(pretradeCase, fc.constantFrom(...FLAWS))
  .map(([valid, flaw]) => ({ ...valid, flaw }));

/** Orders that must not leave, and orders that must not be refused; and how long the checks take. */
export const PRETRADE: Leg = {
  id: 'pretrade',
  trials: { short: 2_000, long: 10_000 },
  async run(context) {
    const took: number[] = [];
    const sent = { invalid: 0, valid: 0 };
    const tried = { invalid: 0, valid: 0 };
    // Trial numbers tell which of the two it is, so that half of them are of each kind.
    await forAll(context, fc.tuple(invalidCase, pretradeCase), async ([invalid, valid], trial) => {
      const subject = trial % 2 === 0 ? invalid : valid;
      const outcome = await playOrder(subject, took);
      const kind = subject.flaw === null ? 'valid' : 'invalid';
      tried[kind] += 1;
      sent[kind] += outcome.transmissions;
      return judgeOrder(outcome);
    });
    const full = await measureFullDay();
    const p99 = percentile(full.wallMs, 0.99);
    const processorP99 = percentile(full.processorMs, 0.99);
    context.note(`invalid: ${sent.invalid} of ${tried.invalid} on the wire`);
    context.note(`valid: ${tried.valid - sent.valid} of ${tried.valid} refused`);
    context.note(
      `check with ${ORDERS_OF_A_DAY} orders in the day: p50 ${percentile(full.wallMs, 0.5).toFixed(3)} ms, ` +
        `p99 ${p99.toFixed(3)} ms, of the processor ${processorP99.toFixed(3)} ms; ` +
        `with none p99 ${percentile(took, 0.99).toFixed(3)} ms`,
    );
    // On a machine that is busy with something else, only the processor's time is the check's own.
    const complaints = judgeTime(Math.min(p99, processorP99));
    context.record({ trial: context.trials, subject: 'the time that checks take', complaints });
  },
};

/** Checks an order again and again on a desk that has traded all day. */
async function measureFullDay(): Promise<{ wallMs: readonly number[]; processorMs: readonly number[] }> {
  const desk = await createArmedDesk();
  desk.broker.holdPushes(false);
  for (let index = 0; index < ORDERS_OF_A_DAY; index += 1) {
    const terms = { price: price(70_000 + (index % 14) * 100), quantity: quantity(1 + index) };
    await desk.place(terms, `day-${index}`);
    const number = desk.broker.venue.working().at(-1);
    if (number !== undefined) desk.broker.venue.cancel(number);
    desk.clock.advance(1_100);
  }
  if (desk.service.orders().length < ORDERS_OF_A_DAY) throw new Error('the day has too few orders');
  const wallMs: number[] = [];
  const processorMs: number[] = [];
  for (let count = 0; count < MEASURED_CHECKS; count += 1) {
    const intent = buyIntent({ quantity: quantity(1 + (count % 50)) });
    const startedAt = performance.now();
    const before = process.cpuUsage();
    desk.service.preview(intent);
    const { user, system } = process.cpuUsage(before);
    wallMs.push(performance.now() - startedAt);
    processorMs.push((user + system) / 1_000);
  }
  desk.service.close();
  return { wallMs, processorMs };
}

export interface OrderOutcome {
  readonly flaw: Flaw | null;
  readonly isRefused: boolean;
  /** Why, when it was. */
  readonly code: string | null;
  readonly transmissions: number;
}

export function judgeOrder({ flaw, isRefused, code, transmissions }: OrderOutcome): Complaints {
  if (flaw === null) {
    if (isRefused) return [`a valid order was refused: ${code ?? ''}`];
    return transmissions === 1 ? [] : [`a valid order was sent ${transmissions} times`];
  }
  if (transmissions > 0) return [`an order with ${flaw} was sent`];
  if (!isRefused) return [`an order with ${flaw} was not refused`];
  return code === null || code === '' ? [`an order with ${flaw} was refused without a reason`] : [];
}

export function judgeTime(p99: number): Complaints {
  return p99 < CHECK_LIMIT_MS
    ? []
    : [`a check takes ${p99.toFixed(3)} ms (p99), not less than ${CHECK_LIMIT_MS}`];
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

async function playOrder(subject: PretradeCase, took: number[]): Promise<OrderOutcome> {
  const desk = await createArmedDesk();
  furnish(desk, subject);
  const intent = flawed(validIntent(subject), subject, desk);
  const startedAt = performance.now();
  const preview = desk.service.preview(intent);
  took.push(performance.now() - startedAt);
  const accepted = preview.warnings.map(({ error }) => error.code);
  const placed = await desk.service.place({ requestId: 'request-1', intent, accepted });
  const transmissions = desk.broker.transmissions.length;
  desk.service.close();
  return {
    flaw: subject.flaw,
    isRefused: !placed.ok,
    code: placed.ok ? null : placed.error.code,
    transmissions,
  };
}

function furnish(desk: OrderDesk, { share: { symbol, last } }: PretradeCase): void {
  const { world } = desk;
  const instrument: Instrument = { ...SAMSUNG, symbol, basePrice: price(last), listedShares: 1_000_000 };
  world.instruments = [instrument, { ...instrument, symbol: HALTED, isHalted: true }];
  world.quotes = [symbol, HALTED].map((each): Quote => ({ ...quoteAt(last), symbol: each }));
  world.sellable = 10_000;
}

function quoteAt(last: number): Quote {
  const won = price(last);
  return {
    ...SAMSUNG_QUOTE,
    lastPrice: won,
    basePrice: won,
    open: won,
    high: won,
    low: won,
    bestBid: won,
    bestAsk: won,
    upperLimit: price(onGrid(last * 1.3)),
    lowerLimit: price(onGrid(last * 0.7) + tickAt(onGrid(last * 0.7))),
  };
}

export function tickAt(won: number): number {
  return GRID.find(([below]) => won < below)?.[1] ?? 1_000;
}

function onGrid(won: number): number {
  const whole = Math.floor(won);
  return whole - (whole % tickAt(whole));
}

function validIntent({
  share,
  side,
  type,
  timeInForce,
  venue,
  ticksAway,
  shares,
}: PretradeCase): OrderIntent {
  const isMarket = type === 'market';
  const won = onGrid(share.last + ticksAway * tickAt(share.last));
  return {
    ...buyIntent(),
    symbol: share.symbol,
    side,
    type,
    timeInForce,
    // A market order goes to the first exchange only.
    venue: isMarket ? 'KRX' : venue,
    price: isMarket ? null : price(won),
    stopPrice: null,
    quantity: quantity(shares),
  };
}

/** The numbers of a window need not be numbers of our kind. */
const raw = (value: number) => value as never;

function flawed(valid: OrderIntent, { flaw, share }: PretradeCase, desk: OrderDesk): OrderIntent {
  const limit: OrderIntent = { ...valid, type: 'limit', price: valid.price ?? price(share.last) };
  const quote = quoteAt(share.last);
  switch (flaw) {
    case null:
      return valid;
    case 'no shares':
      return { ...valid, quantity: raw(0) };
    case 'a fraction of a share':
      return { ...valid, quantity: raw(valid.quantity + 0.5) };
    case 'less than nothing':
      return { ...valid, quantity: raw(-valid.quantity) };
    case 'more shares than are listed':
      return { ...valid, side: 'buy', quantity: raw(1_000_001) };
    case 'no price':
      return { ...limit, price: null };
    case 'a price off the grid':
      return { ...limit, price: raw((limit.price ?? 0) + tickAt(limit.price ?? 0) / 2) };
    case 'a price above the day’s limit':
      return { ...limit, price: price(quote.upperLimit + tickAt(quote.upperLimit)) };
    case 'a price below the day’s limit':
      return { ...limit, price: price(quote.lowerLimit - tickAt(quote.lowerLimit - 1)) };
    default:
      return flawedAround(limit, flaw, desk);
  }
}

function flawedAround(limit: OrderIntent, flaw: Flaw, { world, broker }: OrderDesk): OrderIntent {
  switch (flaw) {
    case 'a price on a market order':
      return { ...limit, type: 'market', venue: 'KRX' };
    case 'a stop without its price':
      return { ...limit, type: 'stopLimit', venue: 'KRX', timeInForce: 'day', stopPrice: null };
    case 'an unknown instrument':
      return { ...limit, symbol: UNKNOWN };
    case 'a halted instrument':
      return { ...limit, symbol: HALTED };
    case 'a closed market':
      world.sessions = (['KRX', 'NXT'] as const).map((venue) => ({ venue, phase: 'closed', endsAt: null }));
      return limit;
    case 'a venue that does not trade it':
      world.instruments = world.instruments.map((each) => ({ ...each, isNxtEligible: false }));
      return { ...limit, venue: 'NXT' };
    case 'more than the cash':
      world.cash = { ...CASH, deposit: money(10), depositD2: money(10), buyingPower: money(10) };
      return { ...limit, side: 'buy' };
    case 'more than is held':
      world.sellable = 0;
      return { ...limit, side: 'sell' };
    case 'an order type that the broker lacks': {
      const { capabilities } = broker;
      const orders = capabilities.orders.filter(({ type }) => type !== 'limit');
      (capabilities as { orders: typeof capabilities.orders }).orders = orders;
      return limit;
    }
    default:
      return limit;
  }
}
