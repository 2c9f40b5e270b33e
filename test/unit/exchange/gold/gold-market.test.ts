import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldCash, goldLedgerOf, taxWithin } from '#electron/exchange/market/gold/gold-ledger.ts';
import {
  createGoldMarket,
  GOLD_OPENING_CASH,
  type GoldMarket,
  type GoldMarketOptions,
} from '#electron/exchange/market/gold/gold-market.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { DAY_MS, epochMs } from '#shared/domain/time.ts';
import { TEN_O_CLOCK } from '#test/support/quiet-world.ts';
import { createVirtualClock, type VirtualClock } from '#test/support/virtual-clock.ts';

const GOLD = 'M04020000';
const MINI = 'M04020100';
const MINUTE_MS = 60_000;

interface Wanted {
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  /** Ticks away from the last price. */
  readonly ticks: number;
  readonly grams: number;
  readonly timeInForce: 'day' | 'ioc' | 'fok';
}

function open(options: Partial<GoldMarketOptions> & { readonly clock?: VirtualClock } = {}) {
  const clock = options.clock ?? createVirtualClock(TEN_O_CLOCK);
  return { clock, gold: createGoldMarket({ seed: 7, ...options, clock }) };
}

function submit({ world }: GoldMarket, { symbol, side, ticks, grams, timeInForce }: Wanted) {
  const { lastPrice, upperLimit, lowerLimit } = world.day(symbol, 'KRX');
  const wanted = Math.max(lowerLimit, Math.min(upperLimit, lastPrice + ticks * 10));
  return world.submit('trader', {
    symbol,
    side,
    type: 'limit',
    timeInForce,
    venue: 'KRX',
    price: price(wanted),
    stopPrice: null,
    quantity: quantity(grams),
  });
}

const ORDER = fc.record<Wanted>({
  symbol: fc.constantFrom(GOLD, MINI),
  side: fc.constantFrom('buy', 'sell'),
  ticks: fc.integer({ min: -60, max: 60 }),
  grams: fc.integer({ min: 1, max: 80 }),
  timeInForce: fc.constantFrom('day', 'ioc', 'fok'),
});

describe('the gold market', () => {
  it('never spends more than an account has, sells more than it holds, or loses a won', () => {
    fc.assert(
      fc.property(fc.array(ORDER, { minLength: 1, maxLength: 25 }), (orders) => {
        const { clock, gold } = open();
        const { world } = gold;
        world.openAccount('trader');
        world.start();
        for (const order of orders) {
          submit(gold, order);
          clock.advance(300);
          const { orderable, reserved, depositD2 } = world.cash('trader');
          expect(Math.min(orderable, reserved, depositD2 - reserved)).toBeGreaterThanOrEqual(0);
          for (const held of world.holdings('trader')) expect(held.sellable).toBeGreaterThanOrEqual(0);
        }
        world.stop();
        const fills = world.fills('trader');
        const paid = fills.reduce((sum, fill) => {
          const traded = fill.price * fill.quantity;
          return sum + (fill.side === 'buy' ? -traded : traded) - fill.commission - fill.tax;
        }, 0);
        expect(world.cash('trader').depositD2).toBe(GOLD_OPENING_CASH + paid);
        const ledger = goldLedgerOf(world.history('trader'));
        expect(ledger[0]).toMatchObject({
          kind: 'deposit',
          amount: GOLD_OPENING_CASH,
          balance: GOLD_OPENING_CASH,
        });
        expect(ledger.at(-1)?.balance).toBe(GOLD_OPENING_CASH + paid);
        const cash = goldCash(world, 'trader');
        expect(cash.deposit - cash.bought + cash.sold).toBe(cash.settled);
        expect(cash.realizedToday).toBe(fills.reduce((sum, { realized }) => sum + realized, 0));
      }),
      { numRuns: 25 },
    );
  });

  it('keeps the tax within a commission to an eleventh of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (commission) => {
        const tax = taxWithin(commission);
        expect(Math.abs(tax * 10 - (commission - tax))).toBeLessThanOrEqual(10);
      }),
    );
  });

  it('is the same market for the same seed, and another for another', () => {
    const closes = (seed: number) => {
      const { clock, gold } = open({ seed });
      gold.start();
      clock.advance(MINUTE_MS);
      gold.stop();
      const days = gold.world.bars(GOLD, 'KRX', { unit: 'day' }, null, 200).map(({ close }) => close);
      return { days, hash: gold.world.eventHash(), abroad: gold.international('MGU') };
    };
    expect(closes(3)).toEqual(closes(3));
    expect(closes(4).days).not.toEqual(closes(3).days);
  });

  it('keeps the two products within a few percent of each other over five years', () => {
    const { gold } = open();
    const closes = (symbol: string) => gold.world.bars(symbol, 'KRX', { unit: 'day' }, null, 2_000);
    const mini = closes(MINI);
    closes(GOLD).forEach(({ close }, place) => {
      expect(Math.abs(close / (mini[place]?.close ?? close) - 1)).toBeLessThan(0.06);
    });
  });

  it('settles the day it trades: the next morning begins with what the last evening ended with', () => {
    const { clock, gold } = open({ session: 'kst' });
    const { world } = gold;
    gold.start();
    world.openAccount('trader');
    expect(submit(gold, { symbol: GOLD, side: 'buy', ticks: 50, grams: 20, timeInForce: 'day' }).ok).toBe(
      true,
    );
    clock.advance(2_000);
    const evening = goldCash(world, 'trader');
    expect(evening.bought).toBeGreaterThan(0);
    clock.setNow(epochMs(clock.now() + 3 * DAY_MS));
    clock.advance(1_000);
    const morning = goldCash(world, 'trader');
    expect(world.tradingDate()).toBe('20261123');
    expect(morning).toMatchObject({ deposit: evening.settled, settled: evening.settled, bought: 0, sold: 0 });
    expect(goldLedgerOf(world.history('trader')).at(-1)?.balance).toBe(evening.settled);
    gold.stop();
  });

  it('takes no orders once the session of gold has ended', () => {
    const { gold, clock } = open({
      session: 'kst',
      clock: createVirtualClock(TEN_O_CLOCK + 6.5 * 3_600_000),
    });
    gold.start();
    clock.advance(1_000);
    gold.world.openAccount('trader');
    const late = submit(gold, { symbol: GOLD, side: 'buy', ticks: 0, grams: 1, timeInForce: 'day' });
    expect(late).toMatchObject({ ok: false });
    gold.stop();
  });
});

describe('a gold market with a state file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gold-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has its orders, fills, holdings and prices again after a restart', () => {
    const statePath = join(folder, 'market.json.gold');
    const before = open({ statePath });
    before.gold.start();
    before.gold.world.openAccount('trader');
    submit(before.gold, { symbol: GOLD, side: 'buy', ticks: 50, grams: 30, timeInForce: 'day' });
    submit(before.gold, { symbol: MINI, side: 'buy', ticks: -500, grams: 9, timeInForce: 'day' });
    before.clock.advance(1_000);
    before.gold.stop();
    const after = open({ statePath, clock: before.clock, activity: 0, hasWarmUp: true });
    const [old, restored] = [before.gold.world, after.gold.world];
    restored.openAccount('trader');
    expect(restored.fills('trader')).toEqual(old.fills('trader'));
    expect(restored.fills('trader').length).toBeGreaterThan(0);
    expect(restored.holdings('trader')).toEqual(old.holdings('trader'));
    expect(restored.cash('trader')).toEqual(old.cash('trader'));
    expect(restored.orders('trader').map(({ number, leaves }) => [number, leaves])).toEqual(
      old.orders('trader').map(({ number, leaves }) => [number, leaves]),
    );
    expect(restored.day(GOLD, 'KRX').lastPrice).toBe(old.day(GOLD, 'KRX').lastPrice);
    expect(goldLedgerOf(restored.history('trader'))).toEqual(goldLedgerOf(old.history('trader')));
  });
});
