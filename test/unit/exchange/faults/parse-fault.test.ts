import { describe, expect, it } from 'vitest';
import type { Fault } from '#electron/exchange/faults/fault.ts';
import { namesOfCall } from '#electron/exchange/faults/fault.ts';
import { describeFaults, parseFault } from '#electron/exchange/faults/parse-fault.ts';

const ALWAYS: Fault['trigger'] = { chance: 1, times: null, skip: 0, afterMs: 0, forMs: null };

describe('a fault as it is written', () => {
  it.each<[string, Fault]>([
    ['lose-request', { effect: { kind: 'lose-request' }, targets: ['all'], trigger: ALWAYS }],
    [
      'lose-answer@kt10000+kt10001:times=1,skip=2',
      {
        effect: { kind: 'lose-answer' },
        targets: ['kt10000', 'kt10001'],
        trigger: { ...ALWAYS, times: 1, skip: 2 },
      },
    ],
    [
      'delay@orders:ms=250,part=request,chance=0.25',
      {
        effect: { kind: 'delay', ms: 250, part: 'request' },
        targets: ['orders'],
        trigger: { ...ALWAYS, chance: 0.25 },
      },
    ],
    [
      'reset-mid-byte@kt10000:bytes=7',
      { effect: { kind: 'reset-mid-byte', bytes: 7 }, targets: ['kt10000'], trigger: ALWAYS },
    ],
    [
      'shuffle-pushes@00+04:window=8,ms=50',
      { effect: { kind: 'shuffle-pushes', window: 8, ms: 50 }, targets: ['00', '04'], trigger: ALWAYS },
    ],
    [
      'fill-before-answer',
      {
        effect: { kind: 'fill-before-answer', ms: 1_000, leadMs: 20 },
        targets: ['orders'],
        trigger: ALWAYS,
      },
    ],
    [
      'lagging-order-list:ms=3000',
      {
        effect: { kind: 'lagging-order-list', ms: 3_000 },
        targets: ['ka10075', 'ka10076', 'kt00007'],
        trigger: ALWAYS,
      },
    ],
    [
      '429@all:times=3',
      { effect: { kind: 'rate-limit' }, targets: ['all'], trigger: { ...ALWAYS, times: 3 } },
    ],
    ['8005', { effect: { kind: 'token-invalid' }, targets: ['all'], trigger: ALWAYS }],
    ['R10001', { effect: { kind: 'session-replaced' }, targets: ['sockets'], trigger: ALWAYS }],
    [
      'half-open@orders:processed=yes',
      { effect: { kind: 'half-open', isProcessed: true }, targets: ['orders'], trigger: ALWAYS },
    ],
    [
      'maintenance:after=1000,for=60000',
      {
        effect: { kind: 'maintenance', answer: '503' },
        targets: ['all'],
        trigger: { ...ALWAYS, afterMs: 1_000, forMs: 60_000 },
      },
    ],
  ])('%s', (spec, fault) => {
    expect(parseFault(spec)).toEqual({ ok: true, value: fault });
  });

  it.each([
    ['', 'no fault is called'],
    ['lose-everything', 'no fault is called lose-everything'],
    ['toString', 'no fault is called toString'],
    ['lose-answer@kt99999', 'kt99999 is no API id'],
    ['lose-answer@', 'no fault is called'],
    ['lose-answer:bytes=3', 'lose-answer has no setting bytes=3'],
    ['lose-answer:times', 'lose-answer has no setting times'],
    ['lose-answer:times=1,times=2', 'lose-answer has no setting times=2'],
    ['lose-answer:times=-1', 'times is a whole number'],
    ['lose-answer:chance=1.5', 'chance goes from 0 to 1'],
    ['delay:ms=soon', 'delay: ms cannot be soon'],
    ['delay:part=both', 'delay: part cannot be both'],
    ['shuffle-pushes:window=1', 'shuffle-pushes: window cannot be 1'],
    ['lagging-order-list:ms=60001', 'lagging-order-list: ms cannot be 60001'],
  ])('%s is refused in words', (spec, words) => {
    const parsed = parseFault(spec);

    expect(parsed.ok ? '' : parsed.error).toContain(words);
  });

  it('reads every line of its own help', () => {
    const specs = describeFaults().map((line) => line.split('  ')[0] ?? '');

    expect(specs.length).toBeGreaterThanOrEqual(16);
    for (const spec of specs) expect([spec, parseFault(spec).ok]).toEqual([spec, true]);
  });
});

describe('orders as a target', () => {
  it.each(['kt10000', 'kt10003', 'kt10006', 'kt10009', 'kt50000', 'kt50003'])('are %s', (id) => {
    expect(namesOfCall(id)).toContain('orders');
  });

  it.each(['ka10075', 'kt10004', 'kt50020', 'kt00007', 'au10001'])('are not %s', (id) => {
    expect(namesOfCall(id)).not.toContain('orders');
  });
});
