import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Drill } from '#test/support/drill/drill.ts';
import { price } from '#shared/domain/price.ts';
import { startDrill, SYMBOL, value } from '#test/support/drill/drill.ts';

let drill: Drill;
afterEach(() => drill.close());

const FRAMES = 12_000;
const TYPES = ['00', '04', '0B', '0C', '0D', '0H', '0s', '0g', '1h', '0A', '', '99'];
const FIELDS = [
  '10',
  '13',
  '15',
  '20',
  '21',
  '27',
  '28',
  '41',
  '51',
  '61',
  '71',
  '121',
  '125',
  '215',
  '290',
  '9201',
  '9203',
  '913',
  '911',
  '910',
  '909',
  '902',
  '900',
  '901',
  '904',
  '905',
  '907',
  '908',
  '9001',
];

const junk = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom(
    '',
    '-',
    '+',
    '0',
    '-0',
    '00000000',
    '9'.repeat(400),
    '1e9',
    'NaN',
    'Infinity',
    '１２３',
    '--5',
    '+-5',
    '\u0000',
    '68,000',
  ),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.integer(), { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 4 }), fc.integer(), { maxKeys: 3 }),
);

const entry = fc.record(
  {
    type: fc.oneof(fc.constantFrom(...TYPES), junk),
    name: junk,
    item: fc.oneof(fc.constantFrom(SYMBOL, '035720', 'A005930', '', '__proto__'), junk),
    values: fc.oneof(
      fc.dictionary(fc.constantFrom(...FIELDS, '__proto__', 'constructor'), junk, { maxKeys: 25 }),
      junk,
    ),
  },
  { requiredKeys: [] },
);

/** Frames that are wrong in every way a frame can be; none tells a price of its own that a trader could believe. */
const frame = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ trnm: fc.constant('REAL'), data: fc.array(entry, { maxLength: 3 }) })
      .map((value) => JSON.stringify(value)),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ trnm: fc.oneof(fc.constantFrom('REAL', 'REG', 'REMOVE', 'CNSRLST', 'X'), junk), data: junk })
      .map((value) => JSON.stringify(value)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.record({ trnm: fc.constant('REAL'), data: fc.array(entry, { maxLength: 2 }) }), fc.nat())
      .map(([value, at]) => JSON.stringify(value).slice(0, at % 200)),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 300 }) },
  { weight: 1, arbitrary: fc.json() },
);

/** A frame of the real feed, for the form; the hostile ones come in its place. */
function sendInstead(frames: readonly string[]): void {
  drill.wire.pushFault = (original, send) => {
    drill.wire.pushFault = null;
    send(original);
    for (const each of frames) send(each);
  };
}

interface Frame {
  readonly data: readonly { readonly type: string; readonly values: Record<string, unknown> }[];
}

describe('a feed that sends rubbish', () => {
  it(
    `${FRAMES} times crashes nothing, moves no order and shows no price that was not told`,
    { timeout: 120_000 },
    async () => {
      drill = await startDrill();
      const placed = value(await drill.place());
      await drill.pass(5_000);
      const before = await drill.snapshot();
      const startedAt = drill.clock.monotonicNow();
      const frames = fc.sample(frame, { numRuns: FRAMES, seed: 20_261_120 });
      for (let from = 0; from < frames.length; from += 500) {
        await drill.until(() => drill.gate() === 'armed');
        sendInstead(frames.slice(from, from + 500));
        await drill.until(() => drill.wire.pushFault === null);
        await drill.pass(1_000);
      }
      await drill.until(() => drill.gate() === 'armed');
      const after = await drill.snapshot();
      expect(
        after.orders.map(({ clientOrderId, status, filledQuantity }) => [
          clientOrderId,
          status,
          filledQuantity,
        ]),
      ).toEqual([[placed.clientOrderId, 'accepted', 0]]);
      expect(after.cash).toEqual(before.cash);
      expect(drill.window.events('fill')).toEqual([]);
      const prices = drill.window.batches.flatMap(({ quotes, trades }) => [
        ...quotes.map(({ lastPrice }) => lastPrice),
        ...trades.map(({ price }) => price),
      ]);
      for (const shown of prices) expect(Number.isSafeInteger(shown) && shown > 0).toBe(true);
      const books = drill.window.batches.flatMap((batch) => batch.books);
      for (const { bids, asks } of books) {
        for (const { price, size } of [...bids, ...asks]) {
          expect(Number.isSafeInteger(price) && price > 0 && Number.isSafeInteger(size) && size >= 0).toBe(
            true,
          );
        }
        const [bestBid] = bids;
        const [bestAsk] = asks;
        if (bestBid !== undefined && bestAsk !== undefined)
          expect(bestBid.price).toBeLessThanOrEqual(bestAsk.price);
      }
      // Rubbish about orders makes the desk ask anew, and no more often than its pause allows.
      const count = (text: string) => drill.log.entries.filter(({ message }) => message === text).length;
      const restarts = drill.log.entries.filter(({ message }) => message === 'connection lost');
      const minutes = (drill.clock.monotonicNow() - startedAt) / 60_000;
      // A false answer to a registration costs that login, which backs off; an event nobody could read at most one a minute.
      const codes = restarts
        .map(({ fields }) => fields['code'])
        .filter((code) => code !== 'REGISTRATION_REFUSED');
      expect(codes).toEqual(codes.map(() => 'ANSWER_UNREADABLE'));
      expect(codes.length).toBeLessThanOrEqual(minutes + 1);
      // Nor does it fill the log.
      expect(count('an event that must not be missed could not be read')).toBeLessThan(20);
      value(
        await drill.ask('order.cancel', { requestId: 'cancel-0001', clientOrderId: placed.clientOrderId }),
      );
      await drill.until(() => drill.window.events('order').at(-1)?.order.status === 'canceled');
    },
  );

  it('in one field of an order book keeps that book off the screen', { timeout: 60_000 }, async () => {
    drill = await startDrill();
    const frames: string[] = [];
    drill.wire.pushFault = (original, send) => {
      if (original.includes('"type":"0D"')) frames.push(original);
      send(original);
    };
    value(await drill.place({ price: price(67_800) }));
    await drill.until(() => frames.length > 0);
    const [sample] = frames;
    const entry = (JSON.parse(sample ?? '') as Frame).data.find(({ type }) => type === '0D');
    if (entry === undefined) throw new Error('no order book in the frame');
    const told = drill.window.batches
      .flatMap(({ books }) => books.map((book) => JSON.stringify(book.bids)))
      .at(-1);
    const values = Object.keys(entry.values);
    const levels = values.filter((field) => /^[4-7]\d$/.test(field));
    expect(levels.length).toBeGreaterThanOrEqual(36);
    for (const field of levels) {
      for (const bad of ['x', '-0x1', '1.5', null, '9'.repeat(30)]) {
        const broken = { ...entry, values: { ...entry.values, [field]: bad } };
        sendInstead([JSON.stringify({ trnm: 'REAL', data: [broken] })]);
      }
      await drill.pass(200);
    }
    const shown = drill.window.batches.flatMap(({ books }) => books);
    for (const { bids, asks } of shown) {
      for (const side of [bids, asks]) {
        for (const level of side) expect([level.price, level.size].every(Number.isSafeInteger)).toBe(true);
      }
      expect(bids.map((level) => level.price)).toEqual(
        bids.map((level) => level.price).toSorted((a, b) => b - a),
      );
      expect(asks.map((level) => level.price)).toEqual(
        asks.map((level) => level.price).toSorted((a, b) => a - b),
      );
    }
    expect(told).toBeDefined();
  });

  it('larger than any message should be costs the connection, not the desk', async () => {
    drill = await startDrill();
    sendInstead([JSON.stringify({ trnm: 'REAL', data: 'x'.repeat(5_000_000) })]);
    await drill.until(() => drill.gate() === 'disconnected');
    await drill.until(() => drill.gate() === 'armed');
  });
});
