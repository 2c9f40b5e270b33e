import { describe, expect, it } from 'vitest';
import { ConditionDesk } from '#electron/core/accounts/condition-desk.ts';
import type { BrokerConditions, ConditionMatch } from '#electron/core/brokers/broker-api.ts';
import { ListenerSet } from '#electron/core/listener-set.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import { settle } from '#test/support/settle.ts';

function arrange() {
  const calls: string[] = [];
  const matches = new ListenerSet<ConditionMatch>();
  let refusal: HogaError | null = null;
  const conditions: BrokerConditions = {
    list: () => Promise.resolve(ok([])),
    search: () => Promise.resolve(ok({ rows: [], cursor: null })),
    start(id) {
      calls.push(`start ${id}`);
      return Promise.resolve(refusal === null ? ok({ members: ['005930'] }) : err(refusal));
    },
    stop(id) {
      calls.push(`stop ${id}`);
      return Promise.resolve(ok(undefined));
    },
    onMatch: (listener) => matches.add(listener),
  };
  const heard: ConditionMatch[] = [];
  const desk = new ConditionDesk(conditions, (match) => heard.push(match));
  const refuse = (error: HogaError | null) => (refusal = error);
  return { desk, calls, matches, heard, refuse };
}

describe('conditions of an account', () => {
  it('are followed until the last window lets go', async () => {
    const { desk, calls } = arrange();
    await desk.start('a', '4');
    expect(await desk.start('b', '4')).toEqual(ok({ members: ['005930'] }));
    await desk.stop('a', '4');
    expect(calls).not.toContain('stop 4');
    await desk.stop('b', '4');
    expect(calls.at(-1)).toBe('stop 4');
  });

  it('are let go by a window that closes, its own only', async () => {
    const { desk, calls } = arrange();
    await desk.start('a', '4');
    await desk.start('a', '7');
    await desk.start('b', '7');
    desk.forget('a');
    await settle();
    expect(calls.filter((call) => call.startsWith('stop'))).toEqual(['stop 4']);
  });

  it('are not ended by a window that does not follow them, nor twice by one that did', async () => {
    const { desk, calls } = arrange();
    await desk.start('a', '4');
    expect(await desk.stop('b', '4')).toEqual(ok(undefined));
    await desk.stop('a', '4');
    await desk.stop('a', '4');
    expect(calls).toEqual(['start 4', 'stop 4']);
  });

  it('that could not be begun belong to nobody', async () => {
    const { desk, calls, refuse } = arrange();
    refuse(hogaError('connectivity', 'CONDITION_NOT_ANSWERED', 'no answer'));
    expect((await desk.start('a', '4')).ok).toBe(false);
    desk.forget('a');
    await settle();
    expect(calls).toEqual(['start 4']);
  });

  it('tell every match', () => {
    const { matches, heard } = arrange();
    const match = { conditionId: '4', symbol: '005930', change: 'enter', at: 0 } as unknown as ConditionMatch;
    matches.emit(match);
    matches.emit({ ...match, change: 'leave' });
    expect(heard.map(({ change }) => change)).toEqual(['enter', 'leave']);
  });
});
