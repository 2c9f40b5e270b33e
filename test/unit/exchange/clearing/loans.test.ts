import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoanTerms } from '#electron/exchange/clearing/clearing.ts';
import { createClearing } from '#electron/exchange/clearing/create-clearing.ts';
import { loanInterest } from '#electron/exchange/clearing/loan-interest.ts';
import { addDays } from '#shared/catalogue/trading-calendar.ts';
import type { OrderSide } from '#shared/domain/order.ts';
import { kstDate, type KstDate } from '#shared/domain/time.ts';
import { ClearingHarness, FRIDAY, FUND, imbalance, MONDAY, SHARE } from './clearing-harness.ts';

const OLDEST: LoanTerms = { loanDate: null };
const guaranteeRateOf = (symbol: string) => (symbol === FUND ? null : 45);
const harness = () => new ClearingHarness({ guaranteeRateOf });
const loanOf = (loanDate: KstDate): LoanTerms => ({ loanDate });
const partsOf = ({ clearing }: ClearingHarness) =>
  clearing
    .holdingParts('A')
    .map(({ quantity, sellable, cost, loan }) => ({ quantity, sellable, cost, loan }));
const BALANCED = { cash: 0, shares: [] };

describe('buying on credit', () => {
  it('borrows what the guarantee does not cover, and ties up the guarantee and the commission alone', () => {
    const desk = harness();
    const number = desk.order('buy', 10_000, 100, { credit: OLDEST });
    expect(desk.cash.reserved).toBe(450_150);
    const fill = desk.fill(number, 'buy', 10_000, 100);
    expect(fill.loan).toEqual({ date: FRIDAY, borrowed: 550_000, repaid: 0, interest: 0 });
    expect(desk.cash).toMatchObject({ reserved: 0, depositD2: 549_850, orderable: 549_850, loans: 550_000 });
    expect(partsOf(desk)).toEqual([
      { quantity: 100, sellable: 100, cost: 1_000_000, loan: { date: FRIDAY, amount: 550_000 } },
    ]);
    expect(imbalance(desk.clearing)).toEqual(BALANCED);
  });

  it('is refused without the guarantee, and where no money is lent', () => {
    expect(harness().refusalOf('buy', 10_000, 223, { credit: OLDEST })).toBe('INSUFFICIENT_CASH');
    expect(harness().refusalOf('buy', 10_000, 222, { credit: OLDEST })).toBeNull();
    expect(harness().refusalOf('buy', 10_000, 1, { symbol: FUND, credit: OLDEST })).toBe(
      'CREDIT_NOT_ALLOWED',
    );
    expect(new ClearingHarness().refusalOf('buy', 10_000, 1, { credit: OLDEST })).toBe('CREDIT_NOT_ALLOWED');
  });

  it('keeps apart what was paid for and what was not', () => {
    const desk = harness();
    desk.trade('buy', 10_000, 10);
    desk.trade('buy', 9_000, 20, { credit: OLDEST });
    expect(desk.holding()).toMatchObject({ quantity: 30, sellable: 10, cost: 280_000 });
    expect(desk.refusalOf('sell', 9_000, 11)).toBe('INSUFFICIENT_HOLDING');
    expect(desk.refusalOf('sell', 9_000, 21, { credit: OLDEST })).toBe('INSUFFICIENT_HOLDING');
    const sale = desk.trade('sell', 11_000, 10);
    expect(sale.realized).toBe(110_000 - 100_000 - sale.commission - sale.tax);
    expect(sale.loan).toBeUndefined();
  });
});

describe('repaying', () => {
  /** 20 shares of Friday at 10,000 and 10 of Monday at 12,000, both on credit. */
  function twoLoans(): ClearingHarness {
    const desk = harness();
    desk.trade('buy', 10_000, 20, { credit: OLDEST });
    desk.clearing.rollTo(MONDAY);
    desk.trade('buy', 12_000, 10, { credit: OLDEST });
    return desk;
  }

  it('pays the loan of the day that was named, by its part', () => {
    const desk = twoLoans();
    const fill = desk.trade('sell', 13_000, 5, { credit: loanOf(MONDAY) });
    expect(fill.loan).toEqual({ date: MONDAY, borrowed: 0, repaid: 33_000, interest: 0 });
    expect(fill.realized).toBe(65_000 - 60_000 - fill.commission - fill.tax);
    expect(partsOf(desk)).toMatchObject([
      { quantity: 20, loan: { date: FRIDAY, amount: 110_000 } },
      { quantity: 5, loan: { date: MONDAY, amount: 33_000 } },
    ]);
    expect(imbalance(desk.clearing)).toEqual(BALANCED);
  });

  it('takes the oldest loan first when none is named, with its interest', () => {
    const desk = twoLoans();
    const fill = desk.trade('sell', 13_000, 25, { credit: OLDEST });
    // From Tuesday to Wednesday, when the trades of Friday and Monday settle: 110,000 won for a day at 5.40 %.
    expect(fill.loan).toEqual({ date: FRIDAY, borrowed: 0, repaid: 143_000, interest: 16 });
    expect(partsOf(desk)).toMatchObject([{ quantity: 5, loan: { date: MONDAY, amount: 33_000 } }]);
    expect(desk.clearing.totals()).toMatchObject({ interest: 16, loans: 33_000 });
    expect(imbalance(desk.clearing)).toEqual(BALANCED);
  });

  it('leaves to an order the shares of the loan it named', () => {
    const desk = twoLoans();
    const named = desk.order('sell', 13_000, 20, { credit: loanOf(FRIDAY) });
    expect(desk.refusalOf('sell', 13_000, 11, { credit: OLDEST })).toBe('INSUFFICIENT_HOLDING');
    desk.trade('sell', 13_000, 10, { credit: OLDEST });
    expect(partsOf(desk)).toMatchObject([{ quantity: 20, sellable: 0, loan: { date: FRIDAY } }]);
    desk.fill(named, 'sell', 13_000, 20);
    expect(partsOf(desk)).toEqual([]);
    expect(desk.cash.loans).toBe(0);
    expect(imbalance(desk.clearing)).toEqual(BALANCED);
  });

  it('is refused for a day without a loan', () => {
    expect(harness().refusalOf('sell', 10_000, 1, { credit: OLDEST })).toBe('INSUFFICIENT_HOLDING');
    const credit = loanOf(kstDate('20261102'));
    expect(twoLoans().refusalOf('sell', 10_000, 1, { credit })).toBe('INSUFFICIENT_HOLDING');
  });

  it('costs more a day the longer the loan ran', () => {
    const later = (days: number) => loanInterest(10_000_000, FRIDAY, addDays(FRIDAY, days));
    expect(loanInterest(10_000_000, FRIDAY, FRIDAY)).toBe(0);
    expect(later(7)).toBe(Math.floor((10_000_000 * 0.054 * 7) / 365));
    expect(later(14)).toBe(Math.floor((10_000_000 * 0.084 * 14) / 365));
  });
});

describe('loans', () => {
  const step = fc.record({
    side: fc.constantFrom<OrderSide>('buy', 'sell'),
    kind: fc.constantFrom('cash', 'oldest', 'friday', 'today'),
    at: fc.integer({ min: 5_001, max: 12_999 }),
    size: fc.integer({ min: 1, max: 40 }),
    then: fc.constantFrom('fill', 'fill', 'half', 'cancel', 'wait', 'nextDay'),
  });

  it('are neither made nor lost, to the won, over any trades and across restarts', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const desk = harness();
        let today: KstDate = FRIDAY;
        let open: { number: number; size: number }[] = [];
        for (const { side, kind, at, size, then } of steps) {
          const credit = { cash: null, oldest: OLDEST, friday: loanOf(FRIDAY), today: loanOf(today) }[kind];
          const terms = credit === null ? {} : { credit: side === 'buy' ? OLDEST : credit };
          if (desk.refusalOf(side, at, size, terms) === null) {
            const number = desk.lastOrder;
            const filled = then === 'fill' ? size : then === 'half' ? Math.floor(size / 2) : 0;
            if (filled > 0) desk.fill(number, side, at, filled);
            if (then === 'wait' || then === 'nextDay') open.push({ number, size });
            else if (filled < size) desk.clearing.release(number, (size - filled) as never);
          }
          if (then === 'nextDay') {
            for (const order of open) desk.clearing.release(order.number, order.size as never);
            open = [];
            today = addDays(today, 1);
            desk.clearing.rollTo(today);
          }
          expect(imbalance(desk.clearing)).toEqual(BALANCED);
          const parts = desk.clearing.holdingParts('A');
          const sum = (read: (part: (typeof parts)[number]) => number) =>
            parts.reduce((total, part) => total + read(part), 0);
          const [held] = desk.clearing.holdings('A').filter(({ symbol }) => symbol === SHARE);
          expect(sum(({ quantity }) => quantity)).toBe(held?.quantity ?? 0);
          expect(sum(({ cost }) => cost)).toBe(held?.cost ?? 0);
          expect(sum(({ loan }) => loan?.amount ?? 0)).toBe(desk.cash.loans);
          expect(parts.every(({ sellable, cost }) => sellable >= 0 && cost >= 0)).toBe(true);
          const copy = createClearing({ date: FRIDAY, instrumentOf: () => null, guaranteeRateOf });
          copy.restore(JSON.parse(JSON.stringify(desk.clearing.snapshot())));
          expect(copy.snapshot()).toEqual(desk.clearing.snapshot());
          expect(copy.holdingParts('A')).toEqual(parts);
          expect(copy.cash('A')).toEqual(desk.cash);
        }
      }),
      { numRuns: 60 },
    );
  });
});
