import type { DockviewApi } from 'dockview-react';
import { createStore } from 'zustand/vanilla';
import { panelOptions } from '../default-layout.ts';
import { findPanel } from '../panel-registry.ts';

interface WorkspaceState {
  /** Null until the dock is there. */
  readonly api: DockviewApi | null;
}

export const workspaceStore = createStore<WorkspaceState>(() => ({ api: null }));

/** Brings a panel of this kind to the front, adding one when there is none. */
export function showPanel(kind: string): void {
  const { api } = workspaceStore.getState();
  const there = api?.panels.find((panel) => panel.api.component === kind);
  if (there === undefined) addPanel(kind);
  else there.api.setActive();
}

/** Adds a panel to the group that has the attention, or to the one given. */
export function addPanel(kind: string, groupId?: string): void {
  const { api } = workspaceStore.getState();
  const definition = findPanel(kind);
  if (api === null || definition === undefined) return;
  const group = groupId ?? api.activeGroup?.id;
  api.addPanel({
    ...panelOptions(definition, freePanelId(api, kind)),
    ...(group !== undefined && { position: { referenceGroup: group, direction: 'within' as const } }),
  });
}

/** `chart`, then `chart~2`, `chart~3`: the first that is free. */
function freePanelId(api: DockviewApi, kind: string): string {
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? kind : `${kind}~${number}`;
    if (api.getPanel(id) === undefined) return id;
  }
}
