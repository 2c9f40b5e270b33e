import { describe, expect, it } from 'vitest';
import type { ConditionMembers } from '#shared/contract/api.ts';
import type { AccountId } from '#shared/domain/account.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { epochMs } from '#shared/domain/time.ts';
import { LiveConditions } from '#renderer/panels/conditions/live-conditions.ts';
import { parseChoice, saveChoice, toggleLive } from '#renderer/panels/conditions/panel-choice.ts';

const ACCOUNT = 'a' as AccountId;
const OTHER = 'b' as AccountId;
const REFUSED = hogaError('venueRejected', 'VENUE_REJECTED', 'too many');

/** Conditions whose starts are answered one by one. */
function heldConditions() {
  const answers: ((answer: Result<ConditionMembers>) => void)[] = [];
  const log: string[] = [];
  const live = new LiveConditions(ACCOUNT, {
    start: (_, id) => {
      log.push(`start ${id}`);
      return new Promise((resolve) => answers.push(resolve));
    },
    stop: (_, id) => void log.push(`stop ${id}`),
  });
  const answer = async (place: number, reply: Result<ConditionMembers>): Promise<void> => {
    answers[place]?.(reply);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { live, log, answer };
}

const match = (change: 'enter' | 'leave', conditionId = '0', accountId = ACCOUNT) =>
  ({ type: 'condition-match', accountId, conditionId, symbol: '005930', change, at: epochMs(1) }) as const;

describe('following conditions', () => {
  it('shows who meets one and who enters it', async () => {
    const { live, answer } = heldConditions();
    live.follow(['0']);
    await answer(0, ok({ members: ['000660'] }));
    live.take(match('enter'));
    const { phase, view } = live.store.getState()['0'] ?? {};
    expect(phase).toBe('live');
    expect(view?.rows.map(({ symbol }) => symbol)).toEqual(['005930', '000660']);
  });

  it('leaves alone what is of another account or another condition', async () => {
    const { live, answer } = heldConditions();
    live.follow(['0']);
    await answer(0, ok({ members: [] }));
    live.take(match('enter', '0', OTHER));
    live.take(match('enter', '1'));
    expect(live.store.getState()['0']?.view.rows).toEqual([]);
    expect(Object.keys(live.store.getState())).toEqual(['0']);
  });

  it('ends exactly what is no longer wanted', () => {
    const { live, log } = heldConditions();
    live.follow(['0', '1']);
    live.follow(['1', '2']);
    live.stopAll();
    live.stopAll();
    expect(log).toEqual(['start 0', 'start 1', 'stop 0', 'start 2', 'stop 1', 'stop 2']);
    expect(live.store.getState()).toEqual({});
  });

  it('drops an answer that comes after the end', async () => {
    const { live, answer } = heldConditions();
    live.follow(['0']);
    live.stopAll();
    await answer(0, ok({ members: ['005930'] }));
    expect(live.store.getState()).toEqual({});
  });

  it('keeps what it knew while the connection is gone and begins anew when it is back', async () => {
    const { live, log, answer } = heldConditions();
    live.follow(['0']);
    await answer(0, ok({ members: ['005930'] }));
    live.pause();
    expect(live.store.getState()['0']?.view.rows).toHaveLength(1);
    live.follow(['0']);
    await answer(1, ok({ members: ['000660'] }));
    expect(live.store.getState()['0']?.view.rows.map(({ symbol }) => symbol)).toEqual(['000660']);
    expect(log).toEqual(['start 0', 'stop 0', 'start 0']);
  });

  it('tells why one could not be followed, and tries it again', async () => {
    const { live, answer } = heldConditions();
    live.follow(['0']);
    await answer(0, err(REFUSED));
    expect(live.store.getState()['0']).toMatchObject({ phase: 'failed', error: REFUSED });
    live.retry('0');
    await answer(1, ok({ members: [] }));
    expect(live.store.getState()['0']).toMatchObject({ phase: 'live', error: null });
  });
});

describe('what a panel keeps of its conditions', () => {
  it('comes back for the same account only', () => {
    const choice = toggleLive({ selected: null, live: [] }, '3');
    const saved = saveChoice(choice, ACCOUNT);
    expect(parseChoice(saved, ACCOUNT)).toEqual({ selected: '3', live: ['3'] });
    expect(parseChoice(saved, OTHER)).toEqual({ selected: null, live: [] });
  });

  it.each([null, 5, [], { account: 'a', selected: 3, live: 'x' }])(
    'is nothing where %j was saved',
    (saved) => {
      expect(parseChoice(saved, ACCOUNT)).toEqual({ selected: null, live: [] });
    },
  );

  it('switches off what is on', () => {
    expect(toggleLive({ selected: '1', live: ['1', '2'] }, '2').live).toEqual(['1']);
  });
});
