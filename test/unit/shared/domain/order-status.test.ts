import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderEvent, OrderState } from '#shared/domain/order-status.ts';
import {
  applyOrderEvent,
  canAmend,
  canCancel,
  isClosed,
  isInFlight,
  isLocal,
  isLost,
  isOpen,
  mayStillFill,
  ORDER_EVENTS,
  ORDER_STATUSES,
} from '#shared/domain/order-status.ts';

/**
 * Every pair: a row per state, a column per event, in the order of ORDER_EVENTS.
 *
 * `.` contradiction; `=` stays; `o` open (accepted or, with fills, partially filled); `D` denied, `S` submitted, `P` partially
 * filled, `F` filled, `C` canceled, `R` rejected, `L` lost, `X` expired, `a` amend pending, `c` cancel pending, `?` unknown.
 */
const COLUMNS: readonly OrderEvent[] = [
  'submit',
  'deny',
  'accept',
  'reject',
  'fillPart',
  'fillAll',
  'requestAmend',
  'amendConfirmed',
  'amendRejected',
  'requestCancel',
  'cancelConfirmed',
  'cancelRejected',
  'expire',
  'loseOutcome',
  'foundWorking',
  'foundAbsent',
  'foundMissing',
];
const TABLE = {
  //                sub den acc rej  fiP fiA  rqA aOk aNo  rqC cOk cNo  exp los fWk fAb fMi
  draft: '           S   D   .   .    .   .    .   .   .    .   .   .    .   .   .   .   .',
  denied: '          .   .   .   .    .   .    .   .   .    .   .   .    .   .   o   .   .',
  submitted: '       .   D   o   R    P   F    .   .   .    .   C   .    X   ?   o   .   .',
  accepted: '        .   .   o   R    P   F    a   o   o    c   C   o    X   o   o   .   L',
  partiallyFilled: ' .   .   =   .    =   F    a   =   =    c   C   =    X   =   =   .   L',
  pendingAmend: '    .   .   =   .    =   F    .   o   o    c   C   =    X   ?   =   .   .',
  pendingCancel: '   .   .   =   .    =   F    .   =   =    .   C   o    X   ?   =   .   .',
  unknownPlace: '    .   .   o   R    P   F    .   .   .    .   C   .    X   =   o   D   .',
  unknownAmend: '    .   .   =   .    =   F    .   o   o    =   C   =    X   =   o   .   .',
  unknownCancel: '   .   .   =   .    =   F    .   =   =    =   C   o    X   =   o   .   .',
  lost: '            .   .   o   R    P   F    .   o   o    .   C   o    =   =   o   .   =',
  filled: '          .   .   =   .    .   .    .   =   =    .   =   =    =   =   .   .   .',
  canceled: '        .   .   =   .    =   F    .   =   =    .   =   =    =   =   .   .   .',
  expired: '         .   .   =   .    =   F    .   =   =    .   =   =    =   =   .   .   .',
  rejected: '        .   .   .   =    .   .    .   .   .    .   .   .    .   =   .   .   .',
} as const;
type Stage = keyof typeof TABLE;

function stateOf(stage: Stage): OrderState {
  switch (stage) {
    case 'unknownPlace':
      return { status: 'unknown', unknownCommand: 'place' };
    case 'unknownAmend':
      return { status: 'unknown', unknownCommand: 'amend' };
    case 'unknownCancel':
      return { status: 'unknown', unknownCommand: 'cancel' };
    default:
      return { status: stage, unknownCommand: null };
  }
}

const LETTERS: Record<string, OrderState['status']> = {
  D: 'denied',
  S: 'submitted',
  P: 'partiallyFilled',
  F: 'filled',
  C: 'canceled',
  R: 'rejected',
  L: 'lost',
  X: 'expired',
  a: 'pendingAmend',
  c: 'pendingCancel',
};
const LOST: Partial<Record<Stage, OrderState>> = {
  submitted: stateOf('unknownPlace'),
  pendingAmend: stateOf('unknownAmend'),
  pendingCancel: stateOf('unknownCancel'),
};

function expectedState(stage: Stage, letter: string, hasFills: boolean): OrderState | null | undefined {
  if (letter === '.') return null;
  if (letter === '=') return stateOf(stage);
  if (letter === 'o') return stateOf(hasFills ? 'partiallyFilled' : 'accepted');
  if (letter === '?') return LOST[stage];
  const status = LETTERS[letter];
  return status === undefined ? undefined : { status, unknownCommand: null };
}

const stages = Object.keys(TABLE) as Stage[];
const pairs = stages.flatMap((stage) => {
  const letters = TABLE[stage].trim().split(/\s+/);
  return COLUMNS.map((event, column) => ({ stage, event, letter: letters[column] ?? '' }));
});

describe('life of an order', () => {
  it('is written down for every state and event', () => {
    expect(COLUMNS).toEqual(ORDER_EVENTS);
    expect(pairs).toHaveLength(15 * 17);
    expect(pairs.filter(({ letter }) => letter === '')).toEqual([]);
    expect(new Set(stages.map((stage) => stateOf(stage).status))).toEqual(new Set(ORDER_STATUSES));
  });

  it.each(pairs)('$stage, $event: $letter', ({ stage, event, letter }) => {
    for (const hasFills of [false, true]) {
      const result = applyOrderEvent(stateOf(stage), event, hasFills);
      const expected = expectedState(stage, letter, hasFills);
      if (expected === null) expect(result.ok).toBe(false);
      else expect(result).toEqual({ ok: true, value: expected });
    }
  });

  it('refuses our own commands as validation, contradicting reports as protocol', () => {
    expect(applyOrderEvent(stateOf('filled'), 'requestCancel', true)).toMatchObject({
      error: { kind: 'validation', code: 'ORDER_COMMAND_NOT_ALLOWED' },
    });
    expect(applyOrderEvent(stateOf('denied'), 'accept', false)).toMatchObject({
      error: {
        kind: 'protocol',
        code: 'ORDER_EVENT_UNEXPECTED',
        context: { status: 'denied', event: 'accept' },
      },
    });
  });
});

/** Applies events that fit and skips the others, counting fills as a reducer would. */
function live(events: readonly OrderEvent[], start: Stage = 'submitted'): OrderState {
  let state = stateOf(start);
  let hasFills: boolean = false;
  for (const event of events) {
    const fills: boolean = hasFills || event === 'fillPart' || event === 'fillAll';
    const next = applyOrderEvent(state, event, fills);
    if (!next.ok) continue;
    state = next.value;
    hasFills = fills;
  }
  return state;
}

describe('reports of a venue', () => {
  it.each<[string, OrderEvent[], OrderState['status']]>([
    ['a fill before the acceptance', ['fillPart', 'accept'], 'partiallyFilled'],
    ['a complete fill before the acceptance', ['fillAll', 'accept'], 'filled'],
    [
      'a fill while an amend is under way',
      ['accept', 'requestAmend', 'fillPart', 'amendConfirmed'],
      'partiallyFilled',
    ],
    ['a refused amend of an order without fills', ['accept', 'requestAmend', 'amendRejected'], 'accepted'],
    [
      'a refused cancel after a fill',
      ['accept', 'requestCancel', 'fillPart', 'cancelRejected'],
      'partiallyFilled',
    ],
    [
      'a cancel that loses against the last fill',
      ['accept', 'requestCancel', 'fillAll', 'cancelConfirmed'],
      'filled',
    ],
    [
      'a last fill that arrives after the cancel',
      ['accept', 'requestCancel', 'cancelConfirmed', 'fillAll'],
      'filled',
    ],
    ['an acceptance pushed after the answer was lost', ['loseOutcome', 'accept'], 'accepted'],
    ['an answer lost after the acceptance was pushed', ['accept', 'loseOutcome'], 'accepted'],
    ['a fill of an order whose outcome was lost', ['loseOutcome', 'fillPart'], 'partiallyFilled'],
    [
      'a repeated acceptance while a cancel is unknown',
      ['accept', 'requestCancel', 'loseOutcome', 'accept'],
      'unknown',
    ],
    ['a fill while a cancel is unknown', ['accept', 'requestCancel', 'loseOutcome', 'fillPart'], 'unknown'],
    [
      'a list that shows the order after an unknown cancel',
      ['accept', 'requestCancel', 'loseOutcome', 'foundWorking'],
      'accepted',
    ],
    ['a list without an order of unknown outcome', ['loseOutcome', 'foundAbsent'], 'denied'],
    ['two lists without an order that worked', ['accept', 'foundMissing'], 'lost'],
    ['a fill of an order that the lists had lost', ['accept', 'foundMissing', 'fillPart'], 'partiallyFilled'],
    ['a list that shows a lost order after all', ['accept', 'foundMissing', 'foundWorking'], 'accepted'],
    ['the end of the day for a lost order', ['accept', 'foundMissing', 'expire'], 'lost'],
    ['a list without an order that still awaits its answer', ['foundAbsent'], 'submitted'],
  ])('%s', (_title, events, status) => {
    expect(live(events).status).toBe(status);
  });

  it('never revive a rejected order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ORDER_EVENTS)), (events) => {
        expect(live(events, 'rejected')).toEqual(stateOf('rejected'));
      }),
    );
  });

  it('revive a denied order only when the venue shows it at work', () => {
    const others = ORDER_EVENTS.filter((event) => event !== 'foundWorking');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...others)), (events) => {
        expect(live(events, 'denied')).toEqual(stateOf('denied'));
      }),
    );
    expect(live(['foundWorking'], 'denied').status).toBe('accepted');
  });

  it('keep a closed order closed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Stage>('filled', 'canceled', 'expired', 'rejected'),
        fc.array(fc.constantFrom(...ORDER_EVENTS)),
        (stage, events) => {
          expect(isClosed(live(events, stage).status)).toBe(true);
        },
      ),
    );
  });

  it('lead to the same status in any order, without commands', () => {
    const reports: OrderEvent[] = ['accept', 'fillPart', 'fillPart', 'fillAll', 'amendConfirmed'];
    fc.assert(
      fc.property(fc.shuffledSubarray(reports, { minLength: reports.length }), (events) => {
        expect(live(events).status).toBe('filled');
      }),
    );
  });
});

describe('claims about a status', () => {
  it.each(ORDER_STATUSES)('%s is exactly one of local, in flight, open, lost, closed', (status) => {
    const claims = [isLocal(status), isInFlight(status), isOpen(status), isLost(status), isClosed(status)];
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(mayStillFill(status)).toBe(isInFlight(status) || isOpen(status) || isLost(status));
    expect(canAmend(status)).toBe(isOpen(status));
    expect(canCancel(status)).toBe(isOpen(status) || status === 'pendingAmend');
  });

  it('lets an order of unknown outcome be canceled when it has a number to cancel by', () => {
    expect(canCancel('unknown', 'place')).toBe(false);
    expect(canCancel('unknown', 'amend')).toBe(true);
    expect(canCancel('unknown', 'cancel')).toBe(true);
  });

  it('sorts them as the vocabulary does', () => {
    expect(ORDER_STATUSES.filter(isLocal)).toEqual(['draft', 'denied']);
    expect(ORDER_STATUSES.filter(isInFlight)).toEqual([
      'submitted',
      'pendingAmend',
      'pendingCancel',
      'unknown',
    ]);
    expect(ORDER_STATUSES.filter(isLost)).toEqual(['lost']);
    expect(ORDER_STATUSES.filter(isOpen)).toEqual(['accepted', 'partiallyFilled']);
    expect(ORDER_STATUSES.filter(isClosed)).toEqual(['filled', 'canceled', 'rejected', 'expired']);
  });
});
