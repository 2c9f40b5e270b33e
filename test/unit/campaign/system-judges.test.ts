import { describe, expect, it } from 'vitest';
import type { CallHistory } from '#test/campaign/legs/contract-fuzz.ts';
import { judgeCall } from '#test/campaign/legs/contract-fuzz.ts';
import { judgeCrash } from '#test/campaign/legs/crash.ts';
import type { DiskHistory } from '#test/campaign/legs/disk.ts';
import { judgeDisk, judgeSmallDisk } from '#test/campaign/legs/disk.ts';
import { judgeDay, slopeOf } from '#test/campaign/legs/long-day.ts';
import type { CutHistory } from '#test/campaign/legs/socket-cuts.ts';
import { judgeCut } from '#test/campaign/legs/socket-cuts.ts';
import type { Observation } from '#test/campaign/legs/time-zones.ts';
import { judgeZone } from '#test/campaign/legs/time-zones.ts';
import type { TornHistory } from '#test/campaign/legs/torn-wal.ts';
import { judgeTear } from '#test/campaign/legs/torn-wal.ts';
import type { DeskTruth, ExchangeTruth } from '#test/campaign/models/crash/crash-messages.ts';

const row = (sequence: number, kind: string, clientOrderId = 'order-1') => ({
  sequence,
  clientOrderId,
  kind,
  payload: '{}',
});

describe('the judge of crashes', () => {
  const exchange: ExchangeTruth = {
    orders: [
      { number: 1, root: 1, kind: 'new', quantity: 5, price: 68_100, status: 'filled', leaves: 0, filled: 5 },
    ],
    shares: 5,
    turnover: 340_500,
  };
  const known = {
    status: 'filled',
    origin: 'desk',
    numbers: [1],
    quantity: 5,
    price: 68_100,
    filled: 5,
    leaves: 0,
    refusal: null,
  };
  const desk: DeskTruth = { orders: [known], shares: 5, turnover: 340_500, sentBySelf: [], resolved: 0 };

  it('has nothing to say when desk and exchange agree', () => {
    expect(judgeCrash(desk, exchange)).toEqual([]);
  });

  it.each([
    ['an order that the desk has lost', { orders: [] }, 'lost: order 1'],
    [
      'its own order taken for somebody else’s',
      { orders: [{ ...known, origin: 'external' }] },
      'somebody else',
    ],
    ['one order shown twice', { orders: [known, known] }, 'doubled'],
    ['fills that were missed', { orders: [{ ...known, filled: 0, leaves: 5, status: 'accepted' }] }, 'wrong'],
    ['an order that never was', { orders: [known, { ...known, numbers: [9] }] }, 'does not know 9'],
    [
      'doubt that never ends',
      { orders: [known, { ...known, numbers: [], status: 'unknown' }] },
      'without a number',
    ],
    ['shares too many', { shares: 6 }, 'shares, in truth'],
    ['a won too much', { turnover: 340_501 }, 'won of fills'],
    ['an order sent again by itself', { sentBySelf: ['kt10000'] }, 'sent by itself'],
  ])('finds %s', (_title, change, words) => {
    expect(judgeCrash({ ...desk, ...change }, exchange).join()).toContain(words);
  });

  it('finds an order that arrived twice', () => {
    const [first] = exchange.orders;
    if (first === undefined) throw new Error('no order');
    const twice = { ...exchange, orders: [first, { ...first, number: 2, root: 2 }] };
    expect(judgeCrash(desk, twice).join()).toContain('doubled: 5 shares are ordered again');
  });
});

describe('the judge of torn ledgers', () => {
  const written = [row(1, 'placeRecorded'), row(2, 'sent'), row(3, 'acked')];
  const open: TornHistory = {
    written,
    kept: 2,
    read: [...written.slice(0, 2), row(3, 'outcomeLost')],
    orders: [{ clientOrderId: 'order-1', status: 'unknown' }],
    canWrite: true,
  };

  it('has nothing to say of a prefix whose open intent is unknown', () => {
    expect(judgeTear(open)).toEqual([]);
  });

  it.each([
    ['a row too few', { read: written.slice(0, 1) }, 'are not the first 2'],
    [
      'a changed row',
      { read: [row(1, 'placeRecorded'), { ...row(2, 'sent'), payload: '{"x":1}' }] },
      'not the first',
    ],
    ['rows from behind the tear', { read: [...written.slice(0, 2), row(3, 'acked')] }, 'behind the tear'],
    [
      'an open intent taken for denied',
      { orders: [{ clientOrderId: 'order-1', status: 'denied' }] },
      'not unknown',
    ],
    ['an order that is gone', { orders: [] }, 'is gone'],
    ['a ledger that was refused', { read: null }, 'refused'],
    ['a ledger that cannot go on', { canWrite: false }, 'cannot be written'],
  ] as const)('finds %s', (_title, change, words) => {
    expect(judgeTear({ ...open, ...change }).join()).toContain(words);
  });
});

describe('the judge of broken disks', () => {
  const history: DiskHistory = {
    struck: 1,
    whileBroken: { code: 'TRADING_LEDGER_UNAVAILABLE', sent: 0, gate: 'storage' },
    gateAfter: 'armed',
    acknowledged: [row(1, 'placeRecorded')],
    unrecorded: [],
    kept: [row(1, 'placeRecorded'), row(2, 'sent')],
    isTradingAgain: true,
  };

  it('has nothing to say of orders that were blocked, with nothing lost', () => {
    expect(judgeDisk(history)).toEqual([]);
  });

  it.each([
    ['an order that was sent and not on disk', { unrecorded: ['1 at 2'] }, 'not on disk'],
    ['an order that left', { whileBroken: { code: null, sent: 1, gate: 'armed' } }, 'left while'],
    [
      'a refusal without a reason',
      { whileBroken: { code: null, sent: 0, gate: 'storage' } },
      'with a reason',
    ],
    ['a lost row', { kept: [] }, 'is lost or changed'],
    ['a gap', { kept: [row(1, 'placeRecorded'), row(3, 'sent')] }, 'gap'],
    ['a ledger that cannot be read', { kept: null }, 'cannot be read'],
    ['a gate that never opens again', { gateAfter: 'storage' }, 'does not know'],
    ['a desk that never trades again', { isTradingAgain: false }, 'after the repair'],
  ])('finds %s', (_title, change, words) => {
    expect(judgeDisk({ ...history, ...change }).join()).toContain(words);
  });

  it('finds rows that a full disk swallowed', () => {
    expect(judgeSmallDisk({ acknowledged: 5, failed: 2, code: 'LEDGER_DISK_FULL' }, 5)).toEqual([]);
    expect(judgeSmallDisk({ acknowledged: 5, failed: 2, code: 'LEDGER_DISK_FULL' }, 4)).not.toEqual([]);
    expect(judgeSmallDisk({ acknowledged: 5, failed: 2, code: null }, 5)).not.toEqual([]);
    expect(judgeSmallDisk({ acknowledged: 5, failed: 0, code: null }, 5)).not.toEqual([]);
    expect(judgeSmallDisk({ acknowledged: 5, failed: 2, code: 'X' }, null)).not.toEqual([]);
  });
});

describe('the judge of fuzzed calls', () => {
  const refused = { ok: false, error: { kind: 'validation', code: 'REQUEST_MALFORMED' } };
  const history = (change: object): CallHistory => ({
    call: { name: 'order.place', payload: 7, kind: 'broken' },
    answer: { type: 'answered', value: refused },
    before: 'a',
    after: 'a',
    uncaught: [],
    ...change,
  });

  it('has nothing to say of a refusal', () => {
    expect(judgeCall(history({}))).toEqual([]);
  });

  it.each([
    ['a change', { after: 'b' }],
    ['an exception', { answer: { type: 'thrown', error: 'x' } }],
    ['silence', { answer: { type: 'silent' } }],
    ['a fault that nobody caught', { uncaught: [new Error('x')] }],
    ['a call that was served', { answer: { type: 'answered', value: { ok: true, value: null } } }],
    [
      'something broken inside',
      { answer: { type: 'answered', value: { ok: false, error: { code: 'INTERNAL_ERROR' } } } },
    ],
    ['an answer that is none', { answer: { type: 'answered', value: 'no' } }],
  ])('finds %s', (_title, change) => {
    expect(judgeCall(history(change))).not.toEqual([]);
  });
});

describe('the judge of time zones', () => {
  const machine = { zone: 'Etc/UTC', at: 0, offsets: [0, 0] as const };
  const reference: Observation = {
    tokenLifeMs: 86_000_000,
    sessions: ['continuous'],
    dates: ['20261120'],
    timetable: ['10:00 continuous'],
    dayRoll: [1],
  };

  it('has nothing to say of the same day everywhere', () => {
    expect(judgeZone({ machine, offsets: [0, 0], reference, observed: reference })).toEqual([]);
  });

  it.each([
    ['a zone that was not in force', { offsets: [540, 540] }],
    ['another token life', { observed: { ...reference, tokenLifeMs: 1 } }],
    ['another session', { observed: { ...reference, sessions: [] } }],
    ['another date', { observed: { ...reference, dates: ['20261119'] } }],
    ['another roll of the day', { observed: { ...reference, dayRoll: [] } }],
    [
      'a token that does not live',
      { reference: { ...reference, tokenLifeMs: null }, observed: { ...reference, tokenLifeMs: null } },
    ],
  ])('finds %s', (_title, change) => {
    expect(judgeZone({ machine, offsets: [0, 0], reference, observed: reference, ...change })).not.toEqual(
      [],
    );
  });
});

describe('the judge of cut connections', () => {
  const history: CutHistory = {
    outageSeconds: 0,
    restoredAfterMs: 1_000,
    logins: [600],
    waitsMs: [600],
    books: { '005930': 1 },
    tradeFrames: 1,
    tradesTold: 1,
    orderFrames: 2,
    ordersTold: 2,
  };

  it('has nothing to say of one login and everything back', () => {
    expect(judgeCut(history)).toEqual([]);
  });

  it.each([
    ['a book that is not registered again', { books: { '005930': 0 } }],
    ['trades that are not', { tradeFrames: 0, tradesTold: 0 }],
    ['a trade told twice', { tradesTold: 2 }],
    ['a trade sent twice', { tradeFrames: 2 }],
    ['orders that are not told', { orderFrames: 0, ordersTold: 0 }],
    ['two logins for one cut', { logins: [600, 700] }],
    [
      'a storm of attempts',
      { outageSeconds: 10, logins: Array.from({ length: 40 }, (_each, place) => place * 250) },
    ],
    ['a line that never comes back', { restoredAfterMs: 500_000 }],
  ])('finds %s', (_title, change) => {
    expect(judgeCut({ ...history, ...change })).not.toEqual([]);
  });
});

describe('the judge of a long day', () => {
  const flat = Array.from({ length: 24 }, (_each, hour) => 100 + (hour % 2));
  const history = {
    heapMb: flat,
    orders: 10,
    trades: 100,
    batches: 50,
    phases: ['closed', 'openingAuction', 'continuous', 'closingAuction'],
    isOnline: true,
    endedAt: '00:00:00',
  };

  it('has nothing to say of flat memory', () => {
    expect(slopeOf([1, 2, 3])).toBeCloseTo(1);
    expect(judgeDay(history)).toEqual([]);
  });

  it.each([
    ['memory that grows', { heapMb: flat.map((mb, hour) => mb + hour * 2) }],
    ['a day without orders', { orders: 0 }],
    ['a day without trades', { trades: 0 }],
    ['a market that never opened', { phases: ['closed'] }],
    ['a desk that is gone', { isOnline: false }],
    ['memory that was not measured', { heapMb: [] }],
  ])('finds %s', (_title, change) => {
    expect(judgeDay({ ...history, ...change })).not.toEqual([]);
  });
});
