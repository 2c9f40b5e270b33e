import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderHandle } from '#electron/core/brokers/broker.ts';
import { KIWOOM_ERRORS } from '#shared/catalogue/kiwoom-errors.ts';
import type { OrderIntent } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { FakeAnswer } from '#test/support/fake-http.ts';
import { apiOf, createKiwoomDesk } from '#test/support/kiwoom-desk.ts';
import { kiwoomFixture } from '#test/support/kiwoom-fixture.ts';
import { settle } from '#test/support/settle.ts';

const buy: OrderIntent = {
  symbol: '005930',
  side: 'buy',
  type: 'limit',
  timeInForce: 'day',
  venue: 'KRX',
  price: price(71_200),
  stopPrice: null,
  funding: { kind: 'cash' },
  quantity: quantity(10),
};
const HANDLE = 'KRX:0000301' as OrderHandle;
const CHANGE = { quantity: quantity(7), price: price(71_000), stopPrice: null };

/** Sends one order, one amend and one cancel to a broker that always answers the same, and lets an hour pass. */
async function transmissions(answer: FakeAnswer): Promise<readonly string[]> {
  let tokens = 0;
  const desk = createKiwoomDesk({
    answers: {
      au10001: () => ({ body: { ...kiwoomFixture('token'), token: `FIXTURE-TOKEN-${(tokens += 1)}` } }),
      kt10000: answer,
      kt10001: answer,
      kt10002: answer,
      kt10003: answer,
    },
  });
  const onSent = () => undefined;
  const { execution } = desk.broker;
  const calls = [
    execution.placeOrder(buy, onSent),
    execution.placeOrder({ ...buy, side: 'sell' }, onSent),
    execution.amendOrder(HANDLE, buy, CHANGE, onSent),
    execution.cancelOrder(HANDLE, buy, onSent),
  ];
  for (let hour = 0; hour < 12; hour += 1) {
    await settle();
    desk.clock.advance(300_000);
  }
  await Promise.all(calls);
  return desk.http.requests
    .map(apiOf)
    .filter((api) => api !== 'au10001')
    .toSorted();
}

const ONCE_EACH = ['kt10000', 'kt10001', 'kt10002', 'kt10003'];
const STATUSES = [200, 400, 401, 403, 429, 500, 503];

describe('an order request', () => {
  it.each(KIWOOM_ERRORS.map(({ code, meaningKo }) => [code, meaningKo]))(
    'is sent once whatever status code %s comes with (%s)',
    async (code, meaning) => {
      for (const status of STATUSES) {
        const body = { return_code: 3, return_msg: `인증에 실패했습니다[${code}:${meaning}]` };
        expect([status, await transmissions({ status, body })]).toEqual([status, ONCE_EACH]);
      }
    },
  );

  it.each([
    '토큰이 만료되었습니다',
    '[8005:Token이 만료되었습니다]',
    '접근토큰 만료. 재발급 후 다시 시도하세요',
    'token expired, please retry',
    '잠시 후 다시 시도해 주세요',
    '[2000](RC4058:만료된 주문입니다)',
  ])('is sent once though the answer says: %s', async (text) => {
    for (const status of STATUSES) {
      for (const code of [0, 2, 3, 5, 20, 8005]) {
        const answer = { status, body: { return_code: code, return_msg: text } };
        expect(await transmissions(answer)).toEqual(ONCE_EACH);
      }
    }
  });

  it.each([
    ['refused', false],
    ['unresolved', false],
    ['tls', false],
    ['closed', false],
    ['closed', true],
    ['timeout', true],
    ['tooLarge', true],
    ['aborted', true],
  ] as const)('is sent once when the network fails: %s, maybe sent: %s', async (failure, maybeSent) => {
    expect(await transmissions({ failure, maybeSent })).toEqual(ONCE_EACH);
  });

  it('is sent once whatever comes back', async () => {
    const answers = fc.record({
      status: fc.integer({ min: 200, max: 599 }),
      body: fc.oneof(fc.string(), fc.json(), fc.constant('<html>만료</html>')),
    });
    await fc.assert(
      fc.asyncProperty(answers, async (answer) => {
        expect(await transmissions(answer)).toEqual(ONCE_EACH);
      }),
      { numRuns: 100 },
    );
  });
});
