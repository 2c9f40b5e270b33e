import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountCondition, TradingGate } from '#shared/contract/events.ts';
import type { AccountSummary } from '#shared/contract/requests.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { bannerOf } from '#renderer/app/banners/banner-of.ts';
import { connectionStore } from '#renderer/stores/connection-store.ts';
import { fakeAccountSummary } from '#test/support/fake-desk/fake-account.ts';
import { resetStores } from '#test/support/reset-stores.ts';

beforeEach(resetStores);

type Connection = ReturnType<typeof connectionStore.getState>;
type BlockReason = Extract<TradingGate, { state: 'blocked' }>['reason'];

function connection(change: Partial<Connection> = {}): Connection {
  return { ...connectionStore.getState(), host: 'browser', phase: 'open', ...change };
}

function account(condition: Partial<AccountCondition>): AccountSummary {
  const summary = fakeAccountSummary(0);
  return { ...summary, condition: { ...summary.condition, ...condition } };
}

const blocked = (reason: BlockReason): TradingGate => ({ state: 'blocked', reason, error: null });

describe('banner', () => {
  it('is not there while all is well', () => {
    expect(bannerOf(connection(), account({}))).toBeNull();
    expect(bannerOf(connection(), null)).toBeNull();
  });

  it('is not there before the first opening, when the whole window says so', () => {
    expect(bannerOf(connection({ host: null, link: 'lost' }), null)).toBeNull();
  });

  it('tells of the window’s own link before anything of the account', () => {
    expect(bannerOf(connection({ link: 'lost' }), account({ gate: blocked('halted') }))?.key).toBe(
      'linkLost',
    );
  });

  it('offers to try again when the desk could not be opened anew', () => {
    const error = hogaError('connectivity', 'X_Y', '');
    expect(bannerOf(connection({ phase: 'failed', error }), null)).toMatchObject({
      key: 'reopenFailed',
      action: 'retry',
      context: { code: 'X_Y' },
    });
  });

  it.each<[BlockReason, string, string | null]>([
    ['starting', 'info', null],
    ['halted', 'danger', 'resume'],
    ['storage', 'danger', null],
    ['noCredentials', 'warning', 'enterCredentials'],
    ['locked', 'warning', 'unlock'],
    ['refused', 'danger', 'enterCredentials'],
    ['replaced', 'danger', 'connect'],
  ])('for trading blocked as %s is of level %s and offers %s', (reason, level, action) => {
    expect(bannerOf(connection(), account({ gate: blocked(reason) }))).toMatchObject({
      level,
      key: reason,
      action,
    });
  });

  it('offers to connect only where nobody is trying to already', () => {
    const gate = blocked('disconnected');
    expect(bannerOf(connection(), account({ gate, phase: 'offline' }))?.action).toBe('connect');
    expect(bannerOf(connection(), account({ gate, phase: 'waitingToRetry' }))?.action).toBeNull();
  });
});
