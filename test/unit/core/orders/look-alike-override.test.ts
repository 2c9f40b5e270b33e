import { describe, expect, it } from 'vitest';
import type { Order } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';
import { buyIntent, createArmedDesk } from '#test/support/order-desk.ts';
import { settle } from '#test/support/settle.ts';

const OVERRIDE = ['LOOKALIKE_UNKNOWN'];

/** A desk on which an order of ten shares at 71,000 won has an unknown outcome. */
async function deskInDoubt(): Promise<{ readonly desk: OrderDesk; readonly doubtful: Order }> {
  const desk = await createArmedDesk();
  desk.broker.holdPushes(true);
  desk.broker.script('loseRequest');
  const placed = await desk.place();
  if (!placed.ok) throw new Error(placed.error.code);
  expect(placed.value.status).toBe('unknown');
  return { desk, doubtful: placed.value };
}

const place = (desk: OrderDesk, requestId: string, accepted: readonly string[] = []) =>
  desk.service.place({ requestId, intent: buyIntent(), accepted: [...accepted] });

describe('an order like one of unknown outcome', () => {
  it('is not sent, and the refusal names the one in doubt', async () => {
    const { desk, doubtful } = await deskInDoubt();
    expect(await place(desk, 'request-again')).toMatchObject({
      error: {
        kind: 'validation',
        code: 'LOOKALIKE_UNKNOWN',
        context: { clientOrderId: doubtful.clientOrderId, count: 1 },
      },
    });
    expect(desk.broker.transmissions).toHaveLength(1);
  });

  it('goes, as an order of its own, when the trader overrides that for it', async () => {
    const { desk, doubtful } = await deskInDoubt();
    const placed = await place(desk, 'request-anyway', OVERRIDE);
    expect(placed).toMatchObject({ ok: true, value: { status: 'accepted' } });
    expect(desk.broker.transmissions).toHaveLength(2);
    expect(desk.order(doubtful.clientOrderId)).toMatchObject({ status: 'unknown' });
  });

  it('is asked about anew each time: an override holds for one order', async () => {
    const { desk } = await deskInDoubt();
    await place(desk, 'request-anyway', OVERRIDE);
    desk.clock.advance(5_000);
    expect(await place(desk, 'request-third')).toMatchObject({ error: { code: 'LOOKALIKE_UNKNOWN' } });
  });

  it('is not sent while it waited and another order fell into doubt that nobody has seen yet', async () => {
    const { desk } = await deskInDoubt();
    desk.broker.script('loseRequest', 'loseRequest');
    const held = desk.service.place({
      requestId: 'request-elsewhere',
      intent: buyIntent({ price: price(60_000), quantity: quantity(70) }),
      accepted: [],
    });
    // Alike the one above by its quantity, and alike the first by its price.
    const waiting = desk.service.place({
      requestId: 'request-waiting',
      intent: buyIntent({ quantity: quantity(70) }),
      accepted: OVERRIDE,
    });
    expect(await held).toMatchObject({ value: { status: 'unknown' } });
    expect(await waiting).toMatchObject({ error: { code: 'LOOKALIKE_UNKNOWN', context: { count: 2 } } });
    expect(desk.broker.transmissions).toHaveLength(2);
  });

  it('may be accepted where there is no doubt: then it means nothing', async () => {
    const desk = await createArmedDesk();
    expect(await place(desk, 'request-plain', OVERRIDE)).toMatchObject({ ok: true });
  });
});

describe('a double click', () => {
  const clicks = Array.from({ length: 10 }, (_, index) => index);

  it('of ten presses in 50 ms, each with an id of its own, is one order', async () => {
    const desk = await createArmedDesk();
    desk.world.limits = { ...desk.world.limits, duplicateWindowMs: 1_000 };
    desk.broker.script('hold');
    const answers = clicks.map((click) => {
      if (click > 0) desk.clock.advance(5);
      return place(desk, `request-click-${click}`, OVERRIDE);
    });
    await settle();
    desk.broker.release();
    const codes = (await Promise.all(answers)).map((answer) => (answer.ok ? 'sent' : answer.error.code));
    expect(codes).toEqual(['sent', ...Array.from({ length: 9 }, () => 'DUPLICATE_WINDOW')]);
    expect(desk.broker.transmissions).toHaveLength(1);
    expect(desk.service.orders()).toHaveLength(1);
  });

  it('of ten presses under one id is one order, and each gets its answer', async () => {
    const desk = await createArmedDesk();
    const answers = await Promise.all(clicks.map(() => place(desk, 'request-click')));
    const [first] = answers;
    expect(first).toMatchObject({ ok: true });
    expect(answers).toEqual(clicks.map(() => first));
    expect(desk.broker.transmissions).toHaveLength(1);
  });

  it('on an order whose answer is lost is one order, also with the override', async () => {
    const desk = await createArmedDesk();
    desk.world.limits = { ...desk.world.limits, duplicateWindowMs: 1_000 };
    desk.broker.script('loseRequest');
    const answers = await Promise.all(clicks.map((click) => place(desk, `request-click-${click}`, OVERRIDE)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(desk.broker.transmissions).toHaveLength(1);
  });
});
