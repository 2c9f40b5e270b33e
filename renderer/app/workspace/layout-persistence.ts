import type { DockviewApi } from 'dockview-react';
import type { JsonValue } from '#shared/contract/requests.ts';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { saveLayout } from '#renderer/bridge/desk-actions.ts';
import { accountsStore, setActiveAccount } from '#renderer/stores/accounts-store.ts';
import { deskNow } from '#renderer/stores/connection-store.ts';
import { addNotice } from '#renderer/stores/notices-store.ts';
import { applyDefaultLayout } from '../default-layout.ts';
import { findPanel } from '../panel-registry.ts';
import { parseSavedLayout } from './saved-layout.ts';
import type { SavedLayout } from './saved-layout.ts';

/** A dragged splitter reports at each pixel; the file need not follow it. */
const SAVE_DELAY_MS = 500;

/** Fills the dock as it was left, or by default for a new window or a layout that cannot be used. */
export function restoreLayout(api: DockviewApi, saved: JsonValue | null, windowId: string): void {
  const layout = parseSavedLayout(saved, (kind) => findPanel(kind) !== undefined);
  if (layout === null) {
    applyDefaultLayout(api, windowId);
    return;
  }
  if (layout.activeAccountId !== null) setActiveAccount(layout.activeAccountId);
  try {
    api.fromJSON(layout.dock);
  } catch (cause) {
    api.clear();
    applyDefaultLayout(api, windowId);
    addNotice('warning', hogaError('storage', 'LAYOUT_UNREADABLE', String(cause), {}, cause), deskNow());
  }
}

/** Saves the layout a little after each change, until the returned function is called. */
export function keepLayoutSaved(api: DockviewApi): Unsubscribe {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => saveLayout(buildSavedLayout(api)), SAVE_DELAY_MS);
  };
  const layoutChange = api.onDidLayoutChange(saveSoon);
  const accountChange = accountsStore.subscribe((state, before) => {
    if (state.activeAccountId !== before.activeAccountId) saveSoon();
  });
  const panelChanges = watchPanelParams(api, saveSoon);
  return () => {
    clearTimeout(timer);
    layoutChange.dispose();
    accountChange();
    panelChanges();
  };
}

/** The dock does not count a change of a panel's own parameters as a change of the layout. */
function watchPanelParams(api: DockviewApi, onChange: () => void): Unsubscribe {
  const watches = new Map<string, { dispose: () => void }>();
  const watch = (panel: DockviewApi['panels'][number]): void => {
    watches.get(panel.id)?.dispose();
    watches.set(panel.id, panel.api.onDidParametersChange(onChange));
  };
  for (const panel of api.panels) watch(panel);
  const added = api.onDidAddPanel(watch);
  const removed = api.onDidRemovePanel((panel) => {
    watches.get(panel.id)?.dispose();
    watches.delete(panel.id);
  });
  return () => {
    for (const entry of [...watches.values(), added, removed]) entry.dispose();
  };
}

function buildSavedLayout(api: DockviewApi): JsonValue {
  const layout: SavedLayout = {
    version: 1,
    dock: api.toJSON(),
    activeAccountId: accountsStore.getState().activeAccountId,
  };
  // The dock's own object holds undefined fields, which are not JSON.
  return JSON.parse(JSON.stringify(layout)) as JsonValue;
}
