import { describe, expect, it } from 'vitest';
import type { Order } from '#shared/domain/order.ts';
import { applyOrderEvent } from '#shared/domain/order-status.ts';
import { ok } from '#shared/domain/result.ts';
import { applyFact } from '#electron/core/orders/apply-fact.ts';
import type { FillHistory } from '#test/campaign/legs/fills.ts';
import { judgeFills } from '#test/campaign/legs/fills.ts';
import type { LostCase, LostHistory } from '#test/campaign/legs/lost-response.ts';
import { bytesBefore, judgeLost } from '#test/campaign/legs/lost-response.ts';
import { judgeOrder, judgeTime } from '#test/campaign/legs/pretrade.ts';
import type { ReconcileHistory } from '#test/campaign/legs/reconcile.ts';
import { judgeReconcile } from '#test/campaign/legs/reconcile.ts';
import { judgeStory, judgeWalk } from '#test/campaign/legs/state-machine.ts';
import type { OrderStory } from '#test/campaign/models/order-story.ts';
import { STORY_TIME } from '#test/campaign/models/order-story.ts';

const order = (change: object) =>
  ({
    status: 'accepted',
    venueOrderIds: ['0000001'],
    quantity: 10,
    filledQuantity: 0,
    leavesQuantity: 10,
    price: 67_000,
    ...change,
  }) as unknown as Order;

describe('the judge of an order’s life', () => {
  const story: OrderStory = {
    shares: 100,
    isAnswerLost: false,
    acts: [{ act: 'fill', shares: 30, at: 50_000 }, { act: 'look' }, { act: 'fill', shares: 10, at: 50_100 }],
    delays: [0, 5, 3, 9],
  };

  it('has nothing to say of the reducer as it is', () => {
    expect(judgeStory(story)).toEqual([]);
  });

  it('finds a reducer that counts a repeated fill twice', () => {
    const complaints = judgeStory(story, (tracked, fact) => {
      const next = applyFact(tracked, fact, STORY_TIME);
      // Forgets which fills it has counted.
      return fact.kind === 'reported' ? { ...next, fillKeys: [] } : next;
    });
    expect(complaints.join()).toContain('told twice, it is another');
    expect(complaints.join()).toContain('the market has');
  });

  it('finds a reducer that drops fills', () => {
    const complaints = judgeStory(story, (tracked, fact) =>
      fact.kind === 'queried' ? tracked : applyFact(tracked, fact, STORY_TIME),
    );
    expect(complaints).toEqual([]);
    const deaf = judgeStory(story, (tracked) => tracked);
    expect(deaf.join()).toContain('the market has');
  });

  it('finds a table that brings an order back to life', () => {
    expect(judgeWalk(['submit', 'accept', 'fillAll', 'accept'])).toEqual([]);
    const complaints = judgeWalk(['submit', 'accept', 'fillAll', 'accept'], (state, event, hasFills) =>
      event === 'accept'
        ? ok({ status: 'accepted', unknownCommand: null })
        : applyOrderEvent(state, event, hasFills),
    );
    expect(complaints.join()).toContain('revived: filled');
    expect(complaints.join()).toContain('its fills are forgotten');
  });
});

describe('the judge of fills', () => {
  const fill = { venueOrderId: '0000001', side: 'buy', price: 70_000, quantity: 4 };
  const history = (change: object) =>
    ({
      told: [fill],
      events: [fill],
      orders: [order({ filledQuantity: 4 })],
      trades: [{ number: '0000001', side: 'buy', shares: 4, at: 70_000 }],
      ...change,
    }) as unknown as FillHistory;

  it('has nothing to say when they agree', () => {
    expect(judgeFills(history({}))).toEqual([]);
  });

  it.each([
    ['a fill counted twice', { told: [fill, fill] }, 'the list has'],
    ['a fill told twice', { events: [fill, fill] }, 'the window has'],
    ['a won too much', { told: [{ ...fill, price: 70_001 }] }, 'the list has'],
    ['a lost fill', { told: [], events: [] }, 'the list has'],
    ['an order that says otherwise', { orders: [order({ filledQuantity: 3 })] }, 'is filled 3, in truth 4'],
    ['an order of nobody', { orders: [] }, 'is 0 orders of the desk'],
  ])('finds %s', (_title, change, words) => {
    expect(judgeFills(history(change)).join()).toContain(words);
  });
});

describe('the judge of lost answers', () => {
  const subject: LostCase = { command: 'place', part: 'answer', byteClass: 'body', place: 0.5, how: 'reset' };
  const truth = { filled: 0, leaves: 10, price: 67_000, isRejected: false };
  const history: LostHistory = {
    wasCut: true,
    sent: 1,
    arrived: 1,
    rows: 1,
    answered: 'unknown',
    wasResolved: false,
    order: order({}),
    truth,
  };

  it('has nothing to say of one order, found', () => {
    expect(judgeLost(subject, history)).toEqual([]);
  });

  it.each([
    ['a second transmission', { sent: 2 }, 'sent 2 times'],
    ['a second arrival', { arrived: 2, rows: 2 }, 'took it 2 times'],
    ['a forgotten order', { order: null }, 'has forgotten'],
    ['an order shown as denied that exists', { order: order({ status: 'denied' }) }, 'not shown as such'],
    ['an order shown at work that does not exist', { truth: null }, 'does not exist'],
    ['doubt that never ends', { order: order({ status: 'unknown' }) }, 'not shown as such'],
    ['an answer that was made up', { answered: 'filled' }, 'the answer said filled'],
    ['a denial of what exists', { wasResolved: true }, 'asked to deny'],
    ['a case without a cut', { wasCut: false }, 'nothing was cut'],
  ])('finds %s', (_title, change, words) => {
    expect(judgeLost(subject, { ...history, ...change }).join()).toContain(words);
  });

  it('cuts each class where it says', () => {
    const text = 'POST /api HTTP/1.1\r\nhost: x\r\n\r\n{"a":1}';
    const at = (byteClass: LostCase['byteClass']) =>
      bytesBefore({ ...subject, byteClass }, text, text.length);
    expect(at('before the first byte')).toBe(0);
    expect(text.slice(0, at('start line'))).not.toContain('\r\n');
    expect(text.slice(0, at('headers'))).toMatch(/HTTP\/1.1\r\n/);
    expect(text.slice(0, at('start of the body'))).toMatch(/\r\n\r\n\{$/);
    expect(at('before the last byte')).toBe(text.length - 1);
    expect(at('after the last byte')).toBe(text.length);
  });
});

describe('the judge of checks before an order', () => {
  it('wants the invalid refused with a reason and the valid sent once', () => {
    const outcome = { isRefused: true, code: 'QUANTITY_BELOW_MINIMUM', transmissions: 0 };
    const sent = { isRefused: false, code: null, transmissions: 1 };
    expect(judgeOrder({ flaw: 'no shares', ...outcome })).toEqual([]);
    expect(judgeOrder({ flaw: null, ...sent })).toEqual([]);
    expect(judgeOrder({ flaw: 'no shares', ...sent })).not.toEqual([]);
    expect(judgeOrder({ flaw: 'no shares', ...outcome, code: '' })).not.toEqual([]);
    expect(judgeOrder({ flaw: 'no shares', isRefused: false, code: null, transmissions: 0 })).not.toEqual([]);
    expect(judgeOrder({ flaw: null, ...outcome })).not.toEqual([]);
    expect(judgeOrder({ flaw: null, ...sent, transmissions: 2 })).not.toEqual([]);
  });

  it('wants them done in time', () => {
    expect(judgeTime(1.9)).toEqual([]);
    expect(judgeTime(2)).not.toEqual([]);
    expect(judgeTime(Number.NaN)).not.toEqual([]);
  });
});

describe('the judge of a reconcile', () => {
  const row = {
    number: 1,
    rootNumber: 1,
    kind: 'new',
    status: 'accepted',
    leaves: 10,
    filled: 0,
    intent: { price: 67_000 },
  };
  const history = (change: object) =>
    ({
      applied: ['a part was filled'],
      blocked: ['TRADING_DISCONNECTED'],
      cancelWhileBlocked: 'canceled',
      sent: ['kt10003'],
      orders: [order({})],
      rows: [row],
      hidden: [],
      lostInTheEnd: 0,
      ...change,
    }) as unknown as ReconcileHistory;

  it('has nothing to say when desk and exchange agree', () => {
    expect(judgeReconcile(history({}))).toEqual([]);
  });

  it.each([
    ['an order that got through', { blocked: ['placed'] }, 'before the reconcile'],
    ['a cancel that was held back', { cancelWhileBlocked: 'TRADING_STARTING' }, 'a cancel while blocked'],
    ['an order sent by itself', { sent: ['kt10000'] }, 'sent while looking'],
    ['a fill that was missed', { rows: [{ ...row, filled: 3, leaves: 7 }] }, 'other shares'],
    ['a price that was missed', { rows: [{ ...row, intent: { price: 67_500 } }] }, 'another price'],
    ['an order that was missed', { orders: [] }, 'is 0 orders of the desk'],
    ['an order that the lists lack, shown at work', { hidden: [1] }, 'the lists lack'],
    ['an order that nobody knows', { orders: [order({}), order({ venueOrderIds: ['9'] })] }, 'does not know'],
    ['an order that stays lost', { lostInTheEnd: 1 }, 'stay lost'],
  ])('finds %s', (_title, change, words) => {
    expect(judgeReconcile(history(change)).join()).toContain(words);
  });
});
