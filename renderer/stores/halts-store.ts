import { createStore } from 'zustand/vanilla';
import type { HaltLeg, HaltReport } from '#shared/contract/events.ts';
import type { AccountId } from '#shared/domain/account.ts';

interface HaltsState {
  /** Reports of the accounts that are halted. */
  readonly byAccount: ReadonlyMap<AccountId, HaltReport>;
}

export const haltsStore = createStore<HaltsState>(() => ({ byAccount: new Map() }));

/** Replaces all reports by those of a snapshot. */
export function setHaltReports(reports: readonly HaltReport[]): void {
  haltsStore.setState({ byAccount: new Map(reports.map((report) => [report.accountId, report])) });
}

/** @param report  null: trading is resumed */
export function applyHaltReport(accountId: AccountId, report: HaltReport | null): void {
  const byAccount = new Map(haltsStore.getState().byAccount);
  if (report === null) byAccount.delete(accountId);
  else byAccount.set(accountId, report);
  haltsStore.setState({ byAccount });
}

/** Legs that are not over, over all accounts. */
export function countUnsettledLegs({ byAccount }: HaltsState): number {
  return [...byAccount.values()].flatMap(({ legs }) => legs).filter(isUnsettled).length;
}

function isUnsettled({ state }: HaltLeg): boolean {
  return state !== 'canceled' && state !== 'filled';
}
