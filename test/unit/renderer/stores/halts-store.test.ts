import { beforeEach, describe, expect, it } from 'vitest';
import type { HaltLeg, HaltReport } from '#shared/contract/events.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { ClientOrderId } from '#shared/domain/order.ts';
import { epochMs } from '#shared/domain/time.ts';
import {
  applyHaltReport,
  countUnsettledLegs,
  haltsStore,
  setHaltReports,
} from '#renderer/stores/halts-store.ts';
import { resetStores } from '#test/support/reset-stores.ts';

const A = 'a' as AccountId;
const B = 'b' as AccountId;

const report = (accountId: AccountId, ...states: readonly HaltLeg['state'][]): HaltReport => ({
  accountId,
  haltedAt: epochMs(1),
  checks: [],
  legs: states.map((state, index) => ({ clientOrderId: `${accountId}${index}` as ClientOrderId, state })),
});

beforeEach(resetStores);

describe('reports of halts', () => {
  it('are kept per account, the newest one', () => {
    setHaltReports([report(A, 'canceling')]);
    applyHaltReport(A, report(A, 'canceled'));
    applyHaltReport(B, report(B, 'alive'));
    expect([...haltsStore.getState().byAccount.values()]).toEqual([
      report(A, 'canceled'),
      report(B, 'alive'),
    ]);
  });

  it('go when trading is resumed, and all of them with a new snapshot', () => {
    setHaltReports([report(A), report(B)]);
    applyHaltReport(A, null);
    expect([...haltsStore.getState().byAccount.keys()]).toEqual([B]);
    setHaltReports([]);
    expect(haltsStore.getState().byAccount.size).toBe(0);
  });

  it('count what is not over: being canceled, alive, unknown', () => {
    setHaltReports([report(A, 'canceled', 'filled', 'alive'), report(B, 'unknown', 'canceling')]);
    expect(countUnsettledLegs(haltsStore.getState())).toBe(3);
  });
});
