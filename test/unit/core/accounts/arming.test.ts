import { describe, expect, it } from 'vitest';
import { Arming } from '#electron/core/accounts/arming.ts';
import { kstDate } from '#shared/domain/time.ts';

describe('arming of real trading', () => {
  it.each(['mock', 'embedded'] as const)('is not needed for a %s account', (environment) => {
    const arming = new Arming(environment, () => kstDate('20261120'));
    expect(arming.isArmed()).toBe(true);
    expect(arming.arm()).toMatchObject({ ok: false, error: { code: 'ARMING_NOT_NEEDED' } });
    expect(arming.armedOn()).toBeNull();
  });

  it('is asked for after every start', () => {
    const arming = new Arming('real', () => kstDate('20261120'));
    expect([arming.isArmed(), arming.armedOn()]).toEqual([false, null]);
  });

  it('holds for the trading day on which it was given, and for no other', () => {
    let today = kstDate('20261120');
    const arming = new Arming('real', () => today);
    expect(arming.arm()).toEqual({ ok: true, value: '20261120' });
    expect([arming.isArmed(), arming.armedOn()]).toEqual([true, '20261120']);
    today = kstDate('20261121');
    expect([arming.isArmed(), arming.armedOn()]).toEqual([false, '20261120']);
    arming.arm();
    expect([arming.isArmed(), arming.armedOn()]).toEqual([true, '20261121']);
    // A clock that is set back is no reason to believe yesterday's word.
    today = kstDate('20261120');
    expect(arming.isArmed()).toBe(false);
  });
});
