import { describe, expect, it } from 'vitest';
import type { MarketCandidate } from '#electron/core/accounts/market-choice.ts';
import { chooseMarket } from '#electron/core/accounts/market-choice.ts';
import type { AccountId, BrokerEnvironment } from '#shared/domain/account.ts';

const id = (text: string) => text as AccountId;

/** `+` online, `-` offline, `x` disabled. */
function accounts(...texts: readonly `${'+' | '-' | 'x'}${BrokerEnvironment}`[]): readonly MarketCandidate[] {
  return texts.map((text, index) => ({
    accountId: id(`${text.slice(1)}${index}`),
    environment: text.slice(1) as BrokerEnvironment,
    isEnabled: !text.startsWith('x'),
    isOnline: text.startsWith('+'),
  }));
}

function choose(
  candidates: readonly MarketCandidate[],
  seen: readonly string[] = [],
  present: string | null = null,
) {
  return chooseMarket(candidates, new Set(seen.map(id)), present === null ? null : id(present));
}

describe('the account that market data comes from', () => {
  it('is the first that is online', () => {
    expect(choose(accounts('-embedded', '+embedded', '+embedded'))).toEqual({
      world: 'embedded',
      accountId: 'embedded1',
    });
  });

  it('stays while it is online, also when an earlier one comes back', () => {
    expect(choose(accounts('+embedded', '+embedded'), [], 'embedded1').accountId).toBe('embedded1');
  });

  it.each([
    ['its link breaks', accounts('-embedded', '+embedded')],
    ['it is disabled', accounts('xembedded', '+embedded')],
    ['it is gone', accounts('+embedded', '+embedded').slice(1)],
  ])('is another one when %s', (_title, candidates) => {
    expect(choose(candidates, [], 'embedded0').accountId).toBe('embedded1');
  });

  it('is a real one before a mock one', () => {
    const both = accounts('+mock', '+real');
    expect(choose(both, ['mock0', 'real1'])).toEqual({ world: 'exchanges', accountId: 'real1' });
  });

  it('is nobody while no account is online', () => {
    expect(choose(accounts('-embedded', '-real'))).toEqual({ world: 'embedded', accountId: null });
  });
});

describe('simulated and real prices', () => {
  it('are never mixed: an embedded account brings none once a real one has been online', () => {
    expect(choose(accounts('+embedded', '-real'), ['real1'], 'real1')).toEqual({
      world: 'exchanges',
      accountId: null,
    });
  });

  it('are the simulated ones until a real account has been online at all', () => {
    expect(choose(accounts('+embedded', '-real')).world).toBe('embedded');
  });

  it('are the simulated ones again when the real account is disabled', () => {
    expect(choose(accounts('+embedded', 'xreal'), ['real1'], 'real1')).toEqual({
      world: 'embedded',
      accountId: 'embedded0',
    });
  });
});
