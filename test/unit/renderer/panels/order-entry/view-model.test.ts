import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { isOnTick } from '#shared/domain/tick-size.ts';
import type { TicketDraft } from '#renderer/panels/order-entry/ticket-state.ts';
import { newTicket } from '#renderer/panels/order-entry/ticket-state.ts';
import type { SubmitWords } from '#renderer/panels/order-entry/view-model.ts';
import {
  distancePercent,
  orderText,
  presetQuantity,
  QUANTITY_PRESETS,
  stepPrice,
  stepQuantity,
  submitText,
} from '#renderer/panels/order-entry/view-model.ts';
import { SAMSUNG, ticketFacts, ticketOrder } from '#test/support/ticket-harness.ts';

const WORDS: SubmitWords = {
  action: { buy: '매수', sell: '매도', amend: '정정', cancel: '취소' },
  creditAction: { buy: '신용매수', sell: '신용매도' },
  side: { buy: '매수', sell: '매도' },
  shares: (shares) => `${shares}주`,
  type: {
    limit: '보통',
    market: '시장가',
    conditionalLimit: '조건부',
    bestCounter: '최유리',
    bestSame: '최우선',
    midpoint: '중간가',
    stopLimit: '스톱',
    preOpenClosePrice: '장전 시간외',
    postCloseClosePrice: '장후 시간외',
    offHoursSinglePrice: '시간외 단일가',
  },
  stop: (at) => `스톱 ${at}`,
};

describe('quantity presets', () => {
  it.each([
    [860, 10, 86],
    [860, 25, 215],
    [860, 50, 430],
    [860, 75, 645],
    [860, 100, 860],
    [9, 10, null],
    [9, 25, 2],
    [0, 100, null],
    [null, 50, null],
  ])('of %o at %i %% are %o', (max, percent, expected) => {
    expect(presetQuantity(max, percent)).toBe(expected);
  });

  it('never ask for more than there is, nor for a part of a share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000 }),
        fc.constantFrom(...QUANTITY_PRESETS),
        (max, percent) => {
          const shares = presetQuantity(max, percent) ?? 0;
          return Number.isInteger(shares) && shares >= 0 && shares <= max;
        },
      ),
    );
  });
});

describe('steps of the price', () => {
  const { ladder, limits } = ticketFacts();
  const facts = { ladder, limits, lastPrice: price(71_200) };

  it.each([
    [71_100, 1, 71_200],
    [71_100, -10, 70_100],
    [50_000, -1, 49_950],
    [71_150, 1, 71_200],
    [71_150, -1, 71_100],
    [90_700, 10, 90_800],
    [49_050, -10, 49_000],
    [null, 1, 71_200],
  ])('take %o by %i to %i', (value, steps, expected) => {
    expect(stepPrice(value, steps, facts)).toBe(expected);
  });

  it('stay on the ladder and inside the daily band', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: -50, max: 50 }), (from, steps) => {
        const to = stepPrice(from, steps, facts) ?? 0;
        return ladder !== null && isOnTick(to, ladder) && to >= 49_000 && to <= 90_800;
      }),
    );
  });

  it('do nothing while there is neither a price nor a last one', () => {
    expect(stepPrice(null, 1, { ...facts, lastPrice: null })).toBeNull();
  });
});

describe('steps of the quantity', () => {
  it.each([
    [null, 1, 1],
    [140, 10, 150],
    [5, -10, null],
    [1, -1, null],
    [null, -1, null],
  ])('take %o by %i to %o', (value, steps, expected) => {
    expect(stepQuantity(value, steps)).toBe(expected);
  });
});

describe('the words on the button', () => {
  const say = (draft: Partial<TicketDraft>, order: Order | null = null) =>
    submitText({ ...newTicket(SAMSUNG).draft, ...draft }, order, WORDS);

  it.each<[Partial<TicketDraft>, string | null]>([
    [{ price: 71_100, quantity: 140 }, '매수 140주 · 71,100'],
    [{ mode: 'sell', price: 71_100, quantity: 1_400, timeInForce: 'ioc' }, '매도 1,400주 · 71,100 IOC'],
    [{ type: 'market', price: 71_100, quantity: 10 }, '매수 10주 · 시장가'],
    [{ type: 'market', timeInForce: 'fok', quantity: 10 }, '매수 10주 · 시장가 FOK'],
    [{ type: 'conditionalLimit', price: 71_100, quantity: 10 }, '매수 10주 · 조건부 71,100'],
    [
      { mode: 'sell', type: 'stopLimit', price: 70_000, stopPrice: 70_500, quantity: 10 },
      '매도 10주 · 70,000 (스톱 70,500)',
    ],
    [{ price: 71_100, quantity: null }, null],
    [{ price: null, quantity: 10 }, null],
  ])('for %o are "%s"', (draft, text) => {
    expect(say(draft)).toBe(text);
  });

  it('of an amend tell the old and the new price', () => {
    const order = ticketOrder({ side: 'sell' });
    expect(say({ mode: 'amend', price: 71_300, quantity: 200 }, order)).toBe(
      '정정 매도 200주 · 71,000 → 71,300',
    );
  });

  it('of a cancel tell what is taken back', () => {
    expect(say({ mode: 'cancel' }, ticketOrder())).toBe('취소 매수 200주 · 71,000');
    expect(say({ mode: 'cancel' }, ticketOrder({ type: 'market', price: null }))).toBe(
      '취소 매수 200주 · 시장가',
    );
    expect(say({ mode: 'cancel' }, null)).toBeNull();
  });
});

describe('the words of an order', () => {
  it('are those of the button that made it', () => {
    expect(orderText(ticketOrder({ timeInForce: 'ioc' }), WORDS)).toBe('매수 200주 · 71,000 IOC');
  });
});

describe('the distance from the last price', () => {
  it('is in percent of it', () => {
    expect(distancePercent(71_100, 71_200)).toBeCloseTo(-0.1404, 4);
    expect(distancePercent(71_100, null)).toBeNull();
  });
});
