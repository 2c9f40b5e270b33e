import type { AddPanelPositionOptions, DockviewApi } from 'dockview-react';
import { findPanel } from './panel-registry.ts';
import type { PanelDefinition } from './panel-registry.ts';
import type { GroupSize } from './workspace/group-sizes.ts';
import { setGroupSizes } from './workspace/group-sizes.ts';

/** Where one panel of a default layout goes. Sizes are pixels; `rest` is what the others leave. */
interface Placement {
  readonly panel: string;
  /** A panel that was placed before; absent: the edge of the whole window. */
  readonly beside?: string;
  readonly direction: 'left' | 'right' | 'above' | 'below' | 'within';
  readonly width?: number | 'rest';
  readonly height?: number | 'rest';
}

/** Under this width of the window the side panels begin as narrow as they can be used. */
const NARROW_WINDOW = 1360;
/** Under this height lists under others begin with fewer rows: the book above them has twenty. */
const LOW_WINDOW = 780;
const LOW_HEIGHT_SHARE = 0.7;

/** The first window: watchlist, chart, order book and ticket in a row, orders under the first three. */
const MAIN_LAYOUT: readonly Placement[] = [
  { panel: 'chart', direction: 'right', width: 'rest', height: 'rest' },
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
  { panel: 'chart', direction: 'right', width: 'rest' },
  { panel: 'order-book', direction: 'right', width: 322, height: 'rest' },
  { panel: 'tape', beside: 'order-book', direction: 'below', height: 240 },
];

/** Fills an empty dock. Panels that do not exist are left out. */
export function applyDefaultLayout(api: DockviewApi, windowId: string): void {
  const layout = windowId === 'main' ? MAIN_LAYOUT : FURTHER_LAYOUT;
  const placements = layout.filter(({ panel }) => findPanel(panel) !== undefined);
  for (const placement of placements) place(api, placement);
  setGroupSizes(api, sizesOf(api, placements));
  // Each group shows its first tab, and the first panel has the attention.
  for (const group of api.groups) group.panels[0]?.api.setActive();
  api.getPanel(placements[0]?.panel ?? '')?.api.setActive();
}

function place(api: DockviewApi, placement: Placement): void {
  const definition = findPanel(placement.panel);
  if (definition === undefined) return;
  api.addPanel({ ...panelOptions(definition, definition.id), position: positionOf(api, placement) });
}

function positionOf(api: DockviewApi, { beside, direction }: Placement): AddPanelPositionOptions {
  if (beside !== undefined && api.getPanel(beside) !== undefined)
    return { referencePanel: beside, direction };
  return { direction: direction === 'within' ? 'right' : direction };
}

function sizesOf(api: DockviewApi, placements: readonly Placement[]): ReadonlyMap<string, GroupSize> {
  const widths = placements.map(({ panel, width }) =>
    typeof width === 'number' ? sideWidth(api, panel, width) : 0,
  );
  const heightShare = api.height < LOW_WINDOW ? LOW_HEIGHT_SHARE : 1;
  const heights = placements.map(({ height }) =>
    typeof height === 'number' ? Math.round(height * heightShare) : 0,
  );
  const rest = { width: api.width - sum(widths), height: api.height - sum(heights) };
  return new Map(
    placements.flatMap(({ panel, width, height }, place) => {
      const group = api.getPanel(panel)?.group;
      if (group === undefined || (width === undefined && height === undefined)) return [];
      return [
        [
          group.id,
          {
            ...(width !== undefined && { width: width === 'rest' ? rest.width : (widths[place] ?? 0) }),
            ...(height !== undefined && { height: height === 'rest' ? rest.height : (heights[place] ?? 0) }),
          },
        ] as const,
      ];
    }),
  );
}

function sideWidth(api: DockviewApi, panel: string, width: number): number {
  return api.width < NARROW_WINDOW ? (findPanel(panel)?.minimumWidth ?? width) : width;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
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
