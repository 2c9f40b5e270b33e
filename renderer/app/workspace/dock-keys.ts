import type { DockviewApi, DockviewGroupPanel } from 'dockview-react';
import { flushSync } from 'react-dom';
import { workspaceStore } from './workspace-store.ts';

/** Moves the attention to the next group of tabs, or the one before, round the desk from left to right. */
export function moveToGroup(step: 1 | -1): void {
  const { api } = workspaceStore.getState();
  if (api === null) return;
  const groups = readingOrder(api);
  const place = groups.findIndex((group) => group.id === api.activeGroup?.id);
  const next = groups[(place + step + groups.length) % groups.length];
  if (next !== undefined) focusGroup(next);
}

/** Brings the next tab of the group to the front, or the one before. */
export function moveToTab(step: 1 | -1): void {
  const group = workspaceStore.getState().api?.activeGroup;
  if (group === undefined) return;
  const place = group.panels.findIndex((panel) => panel.id === group.activePanel?.id);
  const next = group.panels[(place + step + group.panels.length) % group.panels.length];
  // A panel draws its content once it is in front; the focus goes there and needs it.
  flushSync(() => next?.api.setActive());
  focusContent(group);
}

/** Lets the active group fill the window, or gives the others their room back. */
export function toggleMaximized(): void {
  const panel = workspaceStore.getState().api?.activePanel;
  if (panel === undefined) return;
  if (panel.api.isMaximized()) panel.api.exitMaximized();
  else panel.api.maximize();
}

export function closeActivePanel(): void {
  workspaceStore.getState().api?.activePanel?.api.close();
}

/** Groups by where they stand: upper left first. */
function readingOrder(api: DockviewApi): readonly DockviewGroupPanel[] {
  const placed = api.groups.map((group) => ({ group, box: group.element.getBoundingClientRect() }));
  return placed
    .toSorted((a, b) => a.box.left - b.box.left || a.box.top - b.box.top)
    .map(({ group }) => group);
}

function focusGroup(group: DockviewGroupPanel): void {
  group.activePanel?.api.setActive();
  focusContent(group);
}

/** First thing in the panel that takes the focus; without one the tab strip keeps it. */
function focusContent(group: DockviewGroupPanel): void {
  const target = group.element.querySelector<HTMLElement>(
    '.panel :is(.ag-row-selected .ag-cell, [data-autofocus], input, [tabindex="0"], button):not([disabled])',
  );
  (target ?? group.element.querySelector<HTMLElement>('.dv-active-tab'))?.focus();
}
