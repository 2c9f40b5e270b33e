import type { DockviewApi, DockviewGroupPanel } from 'dockview-react';
import type { Unsubscribe } from '#shared/domain/clock.ts';

/** Panels that take whatever room a window's new size leaves; all others keep the size they were given. */
const FLEXIBLE = new Set(['chart']);

/**
 * Keeps lists, book and ticket as wide and high as the trader set them while the window is resized; the chart takes the
 * difference. The dock alone would stretch everything in proportion.
 */
export function keepSideWidths(api: DockviewApi): Unsubscribe {
  let size = { width: api.width, height: api.height };
  let kept = measure(api);
  const subscription = api.onDidLayoutChange(() => {
    const isResized = api.width !== size.width || api.height !== size.height;
    size = { width: api.width, height: api.height };
    if (isResized && hasFlexible(api)) restore(kept, api);
    else kept = measure(api);
  });
  return () => subscription.dispose();
}

type Sizes = ReadonlyMap<string, { readonly width: number; readonly height: number }>;

function measure(api: DockviewApi): Sizes {
  return new Map(api.groups.map(({ id, api: { width, height } }) => [id, { width, height }]));
}

function restore(kept: Sizes, api: DockviewApi): void {
  for (const group of api.groups) {
    const size = kept.get(group.id);
    if (size !== undefined && !isFlexible(group)) group.api.setSize(size);
  }
}

function hasFlexible(api: DockviewApi): boolean {
  return api.groups.some(isFlexible);
}

function isFlexible(group: DockviewGroupPanel): boolean {
  return group.panels.some((panel) => FLEXIBLE.has(panel.api.component));
}
