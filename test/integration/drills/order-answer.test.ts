import { afterEach, describe, expect, it } from 'vitest';
import type { CallFault } from '#test/support/drill/wire.ts';
import { Wire } from '#test/support/drill/wire.ts';
import type { Drill, DrillOptions } from '#test/support/drill/drill.ts';
import { buy, declareNeverAccepted, errorOf, startDrill, value } from '#test/support/drill/drill.ts';
import { price } from '#shared/domain/price.ts';
import { ofOrders } from '#test/support/fault-proxy/fault-proxy.ts';
import { quantity } from '#shared/domain/quantity.ts';

let drill: Drill;
afterEach(() => drill.close());

const begin = async (options?: DrillOptions) => {
  drill = await startDrill(options);
};

const json = (status: number, body: unknown): ReturnType<CallFault> => ({
  status,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** Statuses of this desk's orders, newest first. */
const statuses = async () => (await drill.snapshot()).orders.map(({ status }) => status);
const numbersAtDesk = async () => (await drill.snapshot()).orders.map(({ venueOrderId }) => venueOrderId);

/** The exchange took the order; what came back proves nothing. */
const TAKEN: readonly (readonly [string, CallFault | 'cutAnswer' | 'endAnswer'])[] = [
  ['its answer is lost', (_call, proceed) => (proceed(), null)],
  ['its answer never comes', Wire.hang(true)],
  ['its answer is cut in the middle of a byte stream', 'cutAnswer'],
  ['its answer ends too early', 'endAnswer'],
  ['a gateway answers 502 in HTML', (_call, proceed) => (proceed(), json(502, '<html>Bad Gateway</html>'))],
  ['a gateway answers 200 in HTML', (_call, proceed) => (proceed(), json(200, '<html>maintenance</html>'))],
  [
    'its answer is larger than can be read',
    (_call, proceed) => (proceed(), json(200, 'x'.repeat(17_000_000))),
  ],
  [
    'its answer lacks the number',
    (_call, proceed) => (proceed(), json(200, { return_code: 0, return_msg: '' })),
  ],
  ['its number is no number', (_call, proceed) => (proceed(), json(200, { ord_no: {}, return_code: 0 }))],
  [
    'the server says 1999',
    (_call, proceed) => (proceed(), json(200, { return_code: 3, return_msg: '[1999:…]' })),
  ],
  ['a proxy says 429 without a code', (_call, proceed) => (proceed(), json(429, 'slow down'))],
  [
    'the refusal has a code that nobody has heard of',
    (_c, proceed) => (proceed(), json(200, { return_code: 7777 })),
  ],
];

/** The exchange never saw it, and nothing proves that. */
const LOST: readonly (readonly [string, CallFault | 'cutRequest'])[] = [
  ['the line breaks before the exchange looks', () => null],
  ['no answer ever comes', Wire.hang(false)],
  ['the request is cut in the middle of a byte stream', 'cutRequest'],
  ['a gateway answers 502 in HTML', () => json(502, '<html>Bad Gateway</html>')],
];

function cutNextOrder(part: 'request' | 'answer', afterBytes: number, how: 'reset' | 'end'): void {
  drill.proxy.arm({ takes: ofOrders(part), effect: { kind: 'cut', afterBytes, how } });
}

function arrange(fault: CallFault | 'cutAnswer' | 'endAnswer' | 'cutRequest'): void {
  if (fault === 'cutAnswer') cutNextOrder('answer', 97, 'reset');
  else if (fault === 'endAnswer') cutNextOrder('answer', 230, 'end');
  else if (fault === 'cutRequest') cutNextOrder('request', 200, 'reset');
  else drill.wire.onNextOrder(fault);
}

describe('an order that the exchange took', () => {
  it.each(TAKEN)('is found and stays one order when %s', async (_name, fault) => {
    await begin();
    arrange(fault);
    await drill.place();
    await drill.until(() => drill.window.events('order').at(-1)?.order.status === 'accepted');
    expect(await statuses()).toEqual(['accepted']);
    expect(drill.atExchange()).toHaveLength(1);
    expect(drill.wire.sent).toEqual(['kt10000']);
    expect(await numbersAtDesk()).toEqual([String(drill.atExchange()[0]?.number).padStart(7, '0')]);
    await drill.pass(30_000);
    expect(await statuses()).toEqual(['accepted']);
    expect(drill.wire.sent).toEqual(['kt10000']);
  });
});

describe('an order that the exchange never saw', () => {
  it.each(LOST)(
    'is unknown, blocks its like, and is declared never accepted by the trader after two looks when %s',
    async (_name, fault) => {
      await begin();
      arrange(fault);
      const placed = drill.place();
      expect(value(await placed)).toMatchObject({ status: 'unknown', unknownCommand: 'place' });
      expect(errorOf(await drill.place({ price: price(67_100) })).code).toBe('LOOKALIKE_UNKNOWN');
      await declareNeverAccepted(drill);
      expect(await statuses()).toEqual(['denied']);
      expect(drill.atExchange()).toEqual([]);
      expect(drill.wire.sent).toEqual(['kt10000']);
      expect(value(await drill.place()).status).toBe('accepted');
      expect(drill.atExchange()).toHaveLength(1);
    },
  );
});

describe('an order that was refused for sure', () => {
  const body = (code: number, message: string) => () => json(200, { return_code: code, return_msg: message });
  it.each([
    [
      'over the quota',
      () =>
        json(429, {
          return_code: 5,
          return_msg: '허용된 요청 개수를 초과하였습니다[1700:허용된 요청 개수를 초과하였습니다]',
        }),
      'RATE_LIMITED',
    ],
    [
      'for a token that is not valid',
      body(3, '인증에 실패했습니다[8005:Token이 유효하지 않습니다]'),
      'AUTH_TOKEN_REFUSED',
    ],
    ['for its input', body(2, '입력 값 형식이 올바르지 않습니다[1517:…]'), 'BROKER_INPUT_REFUSED'],
  ] as const)('%s is not unknown, and may be placed again at once', async (_name, fault, code) => {
    await begin();
    drill.wire.onNextOrder(fault);
    expect(errorOf(await drill.place()).code).toBe(code);
    expect(drill.atExchange()).toEqual([]);
    expect(await statuses()).toEqual(['denied']);
    expect(value(await drill.place()).status).toBe('accepted');
    expect(drill.atExchange()).toHaveLength(1);
    expect(drill.wire.sent).toHaveLength(2);
  });
});

describe('pushes', () => {
  it('of a fill that come before the answer belong to the order', async () => {
    await begin();
    drill.wire.onNextOrder(async (_call, proceed) => {
      const answer = proceed();
      await new Promise<void>((resolve) => drill.clock.after(2_000, resolve));
      return answer;
    });
    const placed = value(await drill.place({ price: price(68_100) }));
    // The desk does not wait for the answer: the push that came before it proves the order, and the answer changes nothing.
    expect(placed.status).toMatch(/^(unknown|filled)$/);
    await drill.pass(3_000);
    expect((await drill.snapshot()).orders).toMatchObject([
      { status: 'filled', filledQuantity: 10, venueOrderId: expect.any(String) },
    ]);
    expect((await drill.snapshot()).orders).toHaveLength(1);
    expect(drill.window.events('fill').map(({ fill }) => fill.quantity)).toEqual([10]);
  });

  it('that come twice and in any order give the same orders and fills', async () => {
    await begin();
    const held: (() => void)[] = [];
    drill.wire.pushFault = (frame, send) => {
      if (!frame.includes('"type":"00"')) return send(frame);
      held.push(() => send(frame));
    };
    const first = value(await drill.place({ price: price(68_100) }));
    const second = value(await drill.place({ price: price(66_000) }));
    value(await drill.ask('order.cancel', { requestId: 'cancel-0001', clientOrderId: second.clientOrderId }));
    drill.wire.pushFault = null;
    expect(held.length).toBeGreaterThanOrEqual(3);
    for (const push of [...held.toReversed(), ...held, ...held.toReversed()]) push();
    await drill.pass(20_000);
    const { orders, fills } = await drill.snapshot();
    expect(
      orders.map(({ clientOrderId, status, filledQuantity }) => [clientOrderId, status, filledQuantity]),
    ).toEqual([
      [second.clientOrderId, 'canceled', 0],
      [first.clientOrderId, 'filled', 10],
    ]);
    expect(fills.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(10);
    expect(drill.window.events('fill').reduce((sum, { fill }) => sum + fill.quantity, 0)).toBe(10);
  });
});

describe('a cancel or amend whose answer is lost', () => {
  it.each([
    ['taken', (_call: unknown, proceed: () => unknown) => (proceed(), null)],
    ['never seen', () => null],
  ] as const)('is shown unknown, sent once, and settled by looking (%s)', async (name, fault) => {
    await begin();
    const { clientOrderId } = value(await drill.place());
    drill.wire.onNextOrder(fault);
    const canceled = value(await drill.ask('order.cancel', { requestId: 'cancel-0001', clientOrderId }));
    expect(['unknown', 'canceled', 'pendingCancel']).toContain(canceled.status);
    const last = name === 'taken' ? 'canceled' : 'accepted';
    await drill.until(() => drill.window.events('order').at(-1)?.order.status === last);
    expect(drill.wire.sent).toEqual(['kt10000', 'kt10003']);
  });
});

it('takes the next trader’s intent only after the first has an answer, or has gone a second without', async () => {
  await begin();
  let answer: () => void = () => undefined;
  drill.wire.onNextOrder(async (_call, proceed) => {
    await new Promise<void>((resolve) => (answer = resolve));
    return proceed();
  });
  const ask = (requestId: string, won: number, shares: number) =>
    drill.desk.handle('window-1', 'order.place', {
      requestId,
      accountId: 'embedded',
      intent: buy({ price: price(won), quantity: quantity(shares) }),
      accepted: [],
    });
  const first = ask('request-a001', 67_000, 10);
  // Unlike the first, which is unknown by then.
  const second = ask('request-b001', 60_000, 3);
  await drill.pass(500);
  expect(drill.wire.sent).toEqual(['kt10000']);
  await drill.pass(3_000);
  expect(drill.wire.sent).toEqual(['kt10000', 'kt10000']);
  answer();
  value(await drill.settled(first));
  value(await drill.settled(second));
  expect(drill.atExchange()).toHaveLength(2);
});
