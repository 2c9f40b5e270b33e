import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MarketEvent } from '#electron/core/brokers/broker.ts';
import { kiwoomFixture, kiwoomFrames } from '#test/support/kiwoom-fixture.ts';
import { createFrameReader } from '#test/support/kiwoom-frames.ts';
import { FIXTURE_NOW } from '#test/support/kiwoom-reading.ts';

const FRAMES = [
  'real-trade',
  'real-book',
  'real-holding',
  'real-session',
  'real-vi',
  'real-expected',
  'real-reference',
]
  .map((name) => kiwoomFixture(name))
  .concat(kiwoomFrames('real-orders'));

/** Values no broker should send, and those that break careless programs. */
const hostileValue = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    'NaN',
    'Infinity',
    '-',
    '--',
    '1e9',
    '0x10',
    '٣',
    '9'.repeat(400),
    '\u0000',
    '../../x',
    '2',
    '1',
  ),
  fc.constantFrom<unknown>(null, true, -1, 1e308, 2 ** 60, [], {}, { toString: 1 }, [[[]]]),
  fc.string(),
  fc.jsonValue(),
);
const hostileKey = fc.constantFrom(
  '10',
  '15',
  '13',
  '20',
  '41',
  '61',
  '121',
  '913',
  '9203',
  '9001',
  '215',
  '9068',
  '__proto__',
  'constructor',
  'toString',
);

/** Now and then the value, else null: a frame with everything wrong at once tests nothing but the parser of JSON. */
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

/** A good frame with something wrong: a value, a part, an entry, its text cut off or spoiled. */
const hostileText = fc
  .tuple(
    fc.constantFrom(...FRAMES),
    fc.array(fc.tuple(hostileKey, hostileValue), { maxLength: 3 }),
    rarely(fc.tuple(fc.constantFrom('type', 'item', 'values', 'name'), hostileValue)),
    rarely(fc.tuple(fc.constantFrom('trnm', 'data'), hostileValue)),
    rarely(fc.nat({ max: 2_000 })),
    rarely(fc.tuple(fc.nat({ max: 2_000 }), fc.string({ minLength: 1, maxLength: 3 }))),
  )
  .map(([frame, values, part, outer, cut, spoiled]) => {
    const [first, ...rest] = frame.data as Record<string, unknown>[];
    // As text, so that __proto__ arrives as a server would send it: a key of its own.
    const changes = values.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value) ?? 'null'}`);
    const ownValues = JSON.stringify(first?.values).slice(0, -1);
    const entry = { ...first, ...(part === null ? {} : { [part[0]]: part[1] }) };
    let text = JSON.stringify({
      ...frame,
      data: [entry, ...rest],
      ...(outer === null ? {} : { [outer[0]]: outer[1] }),
    });
    if (changes.length > 0) text = text.replace(ownValues, () => `${ownValues},${changes.join(',')}`);
    if (cut !== null) text = text.slice(0, cut);
    return spoiled === null ? text : text.slice(0, spoiled[0]) + spoiled[1] + text.slice(spoiled[0]);
  });

const isWholeNumber = (value: unknown, least: number) =>
  Number.isSafeInteger(value) && (value as number) >= least;

function expectSound(event: MarketEvent): void {
  if (event.kind === 'trade') {
    expect(isWholeNumber(event.price, 1) && isWholeNumber(event.quantity, 1)).toBe(true);
    expect(isWholeNumber(event.cumulativeVolume, 0) && isWholeNumber(event.cumulativeTurnover, 0)).toBe(true);
    expect(Number.isFinite(event.change) && Number.isFinite(event.changePercent)).toBe(true);
  }
  if (event.kind === 'book') {
    for (const { price, size } of [...event.book.asks, ...event.book.bids]) {
      expect(isWholeNumber(price, 1) && isWholeNumber(size, 1)).toBe(true);
    }
  }
  if ('eventTime' in event) expect(Math.abs(event.eventTime - FIXTURE_NOW)).toBeLessThanOrEqual(86_400_000);
}

const SIGNALS = [
  'data',
  'heartbeat',
  'loggedIn',
  'loginRefused',
  'replaced',
  'answer',
  'unreadable',
  'lost',
] as const;

describe('hostile frames', () => {
  it('never throw, never make an unsound event, never change what objects are', () => {
    const { read, market, reports } = createFrameReader();
    const told = { events: 0, unreadable: 0, lost: 0 };
    fc.assert(
      fc.property(hostileText, (text) => {
        market.length = 0;
        reports.length = 0;
        const { kind } = read(text);
        expect(SIGNALS).toContain(kind);
        for (const event of market) expectSound(event);
        for (const { fill, quantity, leavesQuantity } of reports) {
          expect(isWholeNumber(quantity, 0) && isWholeNumber(leavesQuantity, 0)).toBe(true);
          const isSound = fill === null || (isWholeNumber(fill.price, 1) && isWholeNumber(fill.quantity, 1));
          expect(isSound).toBe(true);
        }
        told.events += market.length + reports.length;
        if (kind === 'unreadable' || kind === 'lost') told[kind] += 1;
      }),
      { numRuns: 12_000 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['10']).toBeUndefined();
    // The frames were hostile in many ways, and not all of them to the core.
    expect(Math.min(told.events, told.unreadable, told.lost)).toBeGreaterThan(500);
  });

  it('of pure noise are not understood, and no more', () => {
    const { read, market, reports } = createFrameReader();
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' })), (text) => {
        read(text);
        expect([market.length, reports.length]).toEqual([0, 0]);
      }),
      { numRuns: 1_000 },
    );
  });
});
