import fc from 'fast-check';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { buy, startDrill, SYMBOL, value } from '#test/support/drill/drill.ts';
import type { Drill } from '#test/support/drill/drill.ts';
import { complaintsOf, forAll } from '../for-all.ts';
import type { Complaints, Leg } from '../leg.ts';
import { percentile } from './pretrade.ts';

const OTHERS = ['035720', '069500'] as const;
const WATCHED = [SYMBOL, ...OTHERS] as const;
const STRANGER = 'stranger';
const CUTS_PER_DESK = 50;
/** The others' offer at which a share can be bought. */
const OFFER = 68_100;
/** A line that breaks again and again is waited for longer and longer, up to a minute; then the account is compared. */
const RESTORED_WITHIN_MS = 80_000;
/** A desk that is not back by then is not waited for. */
const BACK_WITHIN_MS = 400_000;

export interface CutCase {
  /** How long no login is answered after the cut, in seconds; 0: the line is there again at once. */
  readonly outageSeconds: number;
  /** How long the line had held. */
  readonly heldMs: number;
}

const cutCase: fc.Arbitrary<CutCase> = fc.record({
  outageSeconds: fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 5, max: 60 }) },
  ),
  heldMs: fc.constantFrom(0, 100, 1_000, 4_000, 30_000),
});

/** Real-time connections that break, for a moment or for a minute. */
export const SOCKET_CUTS: Leg = {
  id: 'socket-cuts',
  trials: { short: 80, long: 1_000 },
  async run(context) {
    let drill: Drill | null = null;
    let used = 0;
    const restored: number[] = [];
    const waits = new Map<number, number[]>();
    try {
      await forAll(context, cutCase, async (subject) => {
        if (used === CUTS_PER_DESK) {
          await drill?.close();
          [drill, used] = [null, 0];
        }
        const desk = (drill ??= await startWatching());
        used += 1;
        const complaints = await complaintsOf(async () => {
          const history = await playCut(desk, subject, used);
          if (subject.outageSeconds === 0) restored.push(history.restoredAfterMs);
          history.waitsMs.forEach((ms, index) => waits.set(index, [...(waits.get(index) ?? []), ms]));
          return judgeCut(history);
        });
        if (complaints.length > 0) used = CUTS_PER_DESK;
        return complaints;
      });
    } finally {
      await (drill as Drill | null)?.close();
    }
    context.note(`restored after p50 ${percentile(restored, 0.5)} ms, p99 ${percentile(restored, 0.99)} ms`);
    for (const [index, each] of [...waits].slice(0, 8)) {
      context.note(`attempt ${index + 1} after ${Math.min(...each)} to ${Math.max(...each)} ms`);
    }
  },
};

async function startWatching(): Promise<Drill> {
  const drill = await startDrill();
  drill.exchange.world.openAccount(STRANGER);
  const channels: ('quote' | 'book' | 'trades')[] = ['quote', 'book', 'trades'];
  const interests = WATCHED.map((symbol) => ({ symbol, channels, priority: 'visible' as const }));
  value(await drill.ask('market.watch', { interests }));
  await drill.pass(3_000);
  return drill;
}

async function playCut(drill: Drill, { outageSeconds, heldMs }: CutCase, used: number): Promise<CutHistory> {
  await drill.pass(heldMs);
  const logins: number[] = [];
  const outageEndsAt = drill.clock.now() + outageSeconds * 1_000;
  const pushed: string[] = [];
  drill.wire.pushFault = (frame, send) => {
    if (frame.includes('"LOGIN"')) {
      logins.push(drill.clock.now());
      if (drill.clock.now() < outageEndsAt) return;
    }
    pushed.push(frame);
    send(frame);
  };
  const cutAt = drill.clock.now();
  drill.wire.cutSockets();
  await drill.until(() => drill.gate() !== 'armed');
  await drill.until(() => drill.gate() === 'armed', BACK_WITHIN_MS);
  const restoredAfterMs = drill.clock.now() - cutAt;
  await drill.pass(1_500);
  pushed.length = 0;
  const told = { orders: drill.window.events('order').length, trades: tradesTold(drill) };
  await makeNews(drill, used);
  const waitsMs = logins.map((at, index) => at - (logins[index - 1] ?? cutAt));
  drill.wire.pushFault = null;
  return {
    outageSeconds,
    restoredAfterMs,
    logins,
    waitsMs,
    books: Object.fromEntries(WATCHED.map((symbol) => [symbol, framesOf(pushed, '0D', symbol)])),
    tradeFrames: framesOf(pushed, '0B', SYMBOL),
    tradesTold: tradesTold(drill) - told.trades,
    orderFrames: pushed.filter((frame) => frame.includes('"type":"00"')).length,
    ordersTold: drill.window.events('order').length - told.orders,
  };
}

/** One trade, one change of every book, and one order of the desk, filled at once by nobody. */
async function makeNews(drill: Drill, used: number): Promise<void> {
  const { world } = drill.exchange;
  const bought = world.submit(STRANGER, { ...buy(), price: price(OFFER), quantity: quantity(1) });
  if (!bought.ok) throw new Error(`no trade: ${String(bought.error)}`);
  for (const symbol of OTHERS) {
    const last = world.day(symbol, 'KRX').basePrice;
    const rest = world.submit(STRANGER, { ...buy(), symbol, price: last, quantity: quantity(1) });
    if (!rest.ok) throw new Error(`no order on ${symbol}: ${String(rest.error)}`);
  }
  const placed = value(await drill.place({ price: price(60_000), quantity: quantity(10 + used) }));
  await drill.pass(1_000);
  const { clientOrderId } = placed;
  await drill.ask('order.cancel', { requestId: `cut-${clientOrderId}`.slice(0, 64), clientOrderId });
  await drill.pass(1_000);
}

function framesOf(frames: readonly string[], type: string, symbol: string): number {
  return frames.filter((frame) => frame.includes(`"type":"${type}"`) && frame.includes(`"item":"${symbol}`))
    .length;
}

function tradesTold(drill: Drill): number {
  return drill.window.batches.reduce((sum, { trades }) => sum + trades.length, 0);
}

export interface CutHistory {
  readonly outageSeconds: number;
  readonly restoredAfterMs: number;
  /** When the exchange was asked to log the desk in. */
  readonly logins: readonly number[];
  /** From the cut to the first attempt, and from each attempt to the next. */
  readonly waitsMs: readonly number[];
  /** Messages about each watched book after one change of it. */
  readonly books: Readonly<Record<string, number>>;
  /** Messages of one trade, and how often the window was told of it. */
  readonly tradeFrames: number;
  readonly tradesTold: number;
  /** Messages about one order that was placed and canceled, and what the window was told. */
  readonly orderFrames: number;
  readonly ordersTold: number;
}

/** Attempts that a line gets for nothing, and how much time each further one has to take. */
const FREE_ATTEMPTS = 5;
const SECONDS_PER_ATTEMPT = 4;

export function judgeCut(history: CutHistory): Complaints {
  const { outageSeconds, restoredAfterMs, logins, books, tradeFrames, tradesTold: told } = history;
  const complaints: string[] = [];
  for (const [symbol, frames] of Object.entries(books)) {
    if (frames === 0) complaints.push(`the book of ${symbol} is not registered again`);
  }
  if (tradeFrames === 0) complaints.push('trades are not registered again');
  if (tradeFrames > 1) complaints.push(`a trade was sent ${tradeFrames} times`);
  if (told !== 1) complaints.push(`the window was told of one trade ${told} times`);
  if (history.orderFrames === 0) complaints.push('order messages do not come any more');
  if (history.ordersTold === 0) complaints.push('the window is not told of orders any more');
  const limit = outageSeconds * 1_000 * 2 + RESTORED_WITHIN_MS;
  if (restoredAfterMs > limit) complaints.push(`restored after ${restoredAfterMs} ms only`);
  if (outageSeconds === 0 && logins.length !== 1) complaints.push(`${logins.length} logins after one cut`);
  const allowed = FREE_ATTEMPTS + (outageSeconds * 2) / SECONDS_PER_ATTEMPT;
  if (logins.length > allowed) complaints.push(`${logins.length} attempts in ${outageSeconds} s are a storm`);
  return complaints;
}
