import { addPanel, showPanel, workspaceStore } from './workspace-store.ts';

/** 계좌 설정, for the menus, the palette and what stands in the way of trading. */
export function showAccounts(): void {
  showWithRoom('accounts');
}

/** 전체 계좌. */
export function showAllAccounts(): void {
  showWithRoom('all-accounts');
}

/** Brings a panel to the front; one that is not there yet joins the largest group, where a form can be filled in. */
export function showWithRoom(kind: string): void {
  const { api } = workspaceStore.getState();
  const isThere = api?.panels.some((panel) => panel.api.component === kind) === true;
  const largest = api?.groups.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
  if (isThere || largest === undefined) showPanel(kind);
  else addPanel(kind, largest.id);
}
