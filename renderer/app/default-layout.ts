import type { AddPanelPositionOptions, DockviewApi } from 'dockview-react';
import { findPanel } from './panel-registry.ts';
import type { PanelDefinition } from './panel-registry.ts';

/** Where one panel of a default layout goes. */
interface Placement {
  readonly panel: string;
  /** A panel that was placed before; absent: the edge of the whole window. */
  readonly beside?: string;
  readonly direction: 'left' | 'right' | 'above' | 'below' | 'within';
  readonly width?: number;
  readonly height?: number;
}

/** The first window: watchlist, chart, order book and ticket in a row, orders under the first three. */
const MAIN_LAYOUT: readonly Placement[] = [
  { panel: 'chart', direction: 'right' },
  { panel: 'orders', direction: 'below', height: 246 },
  { panel: 'fills', beside: 'orders', direction: 'within' },
  { panel: 'positions', beside: 'orders', direction: 'within' },
  { panel: 'watchlist', beside: 'chart', direction: 'left', width: 290 },
  { panel: 'holdings', beside: 'watchlist', direction: 'within' },
  { panel: 'order-book', beside: 'chart', direction: 'right', width: 322 },
  { panel: 'tape', beside: 'order-book', direction: 'within' },
  { panel: 'order-entry', direction: 'right', width: 268 },
];

/** Any further window: a chart with its book, to be put on another screen. */
const FURTHER_LAYOUT: readonly Placement[] = [
  { panel: 'chart', direction: 'right' },
  { panel: 'order-book', direction: 'right', width: 322 },
  { panel: 'tape', beside: 'order-book', direction: 'below', height: 240 },
];

/** Fills an empty dock. Panels that do not exist are left out. */
export function applyDefaultLayout(api: DockviewApi, windowId: string): void {
  const placements = windowId === 'main' ? MAIN_LAYOUT : FURTHER_LAYOUT;
  for (const placement of placements) {
    const definition = findPanel(placement.panel);
    if (definition !== undefined) place(api, definition, placement);
  }
  // Each group shows its first tab, and the first panel has the attention.
  for (const group of api.groups) group.panels[0]?.api.setActive();
  api.panels[0]?.api.setActive();
}

function place(api: DockviewApi, definition: PanelDefinition, placement: Placement): void {
  api.addPanel({
    ...panelOptions(definition, definition.id),
    position: positionOf(api, placement),
    ...(placement.width !== undefined && { initialWidth: placement.width }),
    ...(placement.height !== undefined && { initialHeight: placement.height }),
  });
}

function positionOf(api: DockviewApi, { beside, direction }: Placement): AddPanelPositionOptions {
  if (beside !== undefined && api.getPanel(beside) !== undefined)
    return { referencePanel: beside, direction };
  return { direction: direction === 'within' ? 'right' : direction };
}

/** What the dock needs to know of a panel, whatever its place. */
export function panelOptions(definition: PanelDefinition, panelId: string) {
  return {
    id: panelId,
    component: definition.id,
    params: { link: definition.defaultLink === 'none' ? null : definition.defaultLink },
    ...(definition.minimumWidth !== undefined && { minimumWidth: definition.minimumWidth }),
    ...(definition.minimumHeight !== undefined && { minimumHeight: definition.minimumHeight }),
  };
}
