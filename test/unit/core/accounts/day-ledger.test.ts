import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DayLedger } from '#electron/core/accounts/day-ledger.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { Fill } from '#shared/domain/fill.ts';
import { money } from '#shared/domain/money.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { DAY_MS, epochMs } from '#shared/domain/time.ts';

/** 10:00 in Korea. */
const NOW = epochMs(Date.UTC(2026, 10, 20, 1));
const YESTERDAY = epochMs(NOW - DAY_MS);

const fill = (side: Fill['side'], shares: number, won: number, change: Partial<Fill> = {}): Fill => ({
  fillId: '1',
  accountId: 'test' as AccountId,
  clientOrderId: 'order' as Fill['clientOrderId'],
  venueOrderId: '1' as Fill['venueOrderId'],
  symbol: '005930',
  side,
  price: price(won),
  quantity: quantity(shares),
  venue: 'KRX',
  commission: null,
  tax: null,
  eventTime: NOW,
  ...change,
});

const held = (shares: number, average = 60_000, last: number | null = 71_000) => ({
  symbol: '005930',
  quantity: quantity(shares),
  averageEntryPrice: average,
  lastPrice: last === null ? null : price(last),
});

const prices =
  (last: number | null, base: number | null, ageMs = 0) =>
  () => ({
    last: last === null ? null : price(last),
    lastTime: last === null ? null : epochMs(NOW - ageMs),
    base: base === null ? null : price(base),
  });

describe("the day's result", () => {
  it('is unknown before the holdings were read', () => {
    const ledger = new DayLedger();
    ledger.noteFill(fill('buy', 10, 70_000));
    expect(ledger.result(NOW, prices(71_000, 70_000))).toBeNull();
  });

  it("of shares held since earlier days counts from yesterday's close, not from what they cost", () => {
    const ledger = new DayLedger();
    ledger.noteReading([held(10, 90_000)], NOW);
    expect(ledger.result(NOW, prices(71_000, 70_000))).toBe(10_000);
    expect(ledger.result(NOW, prices(69_000, 70_000))).toBe(-10_000);
  });

  it('of shares bought today counts from what they were bought for, costs included', () => {
    const ledger = new DayLedger();
    ledger.noteFill(fill('buy', 10, 70_500, { commission: money(105) }));
    ledger.noteReading([held(10)], NOW);
    expect(ledger.result(NOW, prices(71_000, 70_000))).toBe(5_000 - 105);
  });

  it("of shares sold today counts from yesterday's close to the sale, costs included", () => {
    const ledger = new DayLedger();
    ledger.noteReading([held(10)], NOW);
    ledger.noteFill(fill('sell', 10, 69_000, { commission: money(103), tax: money(1_380) }));
    expect(ledger.result(NOW, prices(75_000, 70_000))).toBe(-10_000 - 103 - 1_380);
  });

  it('holds a loss within the day, bought and sold', () => {
    const ledger = new DayLedger();
    ledger.noteReading([], NOW);
    ledger.noteFill(fill('buy', 100, 70_000));
    ledger.noteFill(fill('sell', 100, 68_000));
    expect(ledger.result(NOW, prices(null, null))).toBe(-200_000);
  });

  it('does not care whether a fill is known before or after the reading that holds it', () => {
    const trades = [fill('buy', 10, 70_500), fill('sell', 4, 71_500)];
    const before = new DayLedger();
    for (const each of trades) before.noteFill(each);
    before.noteReading([held(16)], NOW);
    const after = new DayLedger();
    after.noteReading([held(10)], NOW);
    for (const each of trades) after.noteFill(each);
    const now = prices(71_000, 70_000);
    expect(after.result(NOW, now)).toBe(before.result(NOW, now));
  });

  it('leaves out the fills of other days, whose shares count from yesterday’s close', () => {
    const ledger = new DayLedger();
    ledger.noteFill(fill('buy', 10, 50_000, { eventTime: YESTERDAY }));
    ledger.noteReading([held(10)], NOW);
    expect(ledger.result(NOW, prices(71_000, 70_000))).toBe(10_000);
  });

  it('begins anew with the next day without another reading', () => {
    const ledger = new DayLedger();
    ledger.noteReading([], NOW);
    ledger.noteFill(fill('buy', 10, 80_000));
    const tomorrow = epochMs(NOW + DAY_MS);
    expect(ledger.result(tomorrow, prices(71_000, 71_000))).toBe(0);
  });

  it("takes the broker's last price where the market has none, and is unknown without either", () => {
    const ledger = new DayLedger();
    ledger.noteReading([held(10, 60_000, 69_000)], NOW);
    expect(ledger.result(NOW, prices(null, 70_000))).toBe(-10_000);
    ledger.noteReading([held(10, 60_000, null)], NOW);
    expect(ledger.result(NOW, prices(null, 70_000))).toBeNull();
  });

  it('takes the newer price where both have one: what nobody watches any more stands still', () => {
    const ledger = new DayLedger();
    ledger.noteReading([held(10, 60_000, 65_000)], NOW);
    expect(ledger.result(NOW, prices(70_000, 70_000, 60_000))).toBe(-50_000);
    expect(ledger.result(NOW, prices(70_000, 70_000))).toBe(0);
  });

  it('knows the price of what was just bought and has not been read yet', () => {
    const ledger = new DayLedger();
    ledger.noteReading([], NOW);
    ledger.noteFill(fill('buy', 10, 70_000, { commission: money(100) }));
    expect(ledger.result(NOW, prices(null, null))).toBe(-100);
  });

  it('counts a holding that the market does not list from what it was bought for', () => {
    const ledger = new DayLedger();
    ledger.noteReading([held(10, 60_000.4, 59_000)], NOW);
    expect(ledger.result(NOW, prices(null, null))).toBe((59_000 - 60_001) * 10);
  });

  it('is what cash and holdings say, whatever was traded', () => {
    const trade = fc.record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      shares: fc.integer({ min: 1, max: 100 }),
      won: fc.integer({ min: 1, max: 100_000 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000 }),
        fc.array(trade, { maxLength: 20 }),
        fc.nat(20),
        (start, trades, readAfter) => {
          const ledger = new DayLedger();
          let shares = start;
          let cash = 0;
          ledger.noteReading([{ ...held(1), quantity: shares as never }], NOW);
          trades.forEach(({ side, shares: traded, won }, index) => {
            const signed = side === 'buy' ? traded : -traded;
            shares += signed;
            cash -= signed * won;
            ledger.noteFill(fill(side, traded, won));
            if (index === readAfter) ledger.noteReading([{ ...held(1), quantity: shares as never }], NOW);
          });
          expect(ledger.result(NOW, prices(300, 200))).toBe(cash + shares * 300 - start * 200);
        },
      ),
    );
  });
});
