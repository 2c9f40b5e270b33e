import type { DockviewApi, DockviewGroupPanel } from 'dockview-react';

export interface GroupSize {
  readonly width?: number;
  readonly height?: number;
}

/** Inner groups can only be set once the outer ones have their size; layouts are rarely nested deeper. */
const PASSES = 3;

/**
 * Gives groups these sizes, in pixels, as far as the window and their minima allow.
 *
 * Setting one takes the difference from the last of its row, so they are set from first to last: with all but the last
 * of each row given, every one comes out right.
 */
export function setGroupSizes(api: DockviewApi, sizes: ReadonlyMap<string, GroupSize>): void {
  const groups = readingOrder(api.groups);
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const group of groups) {
      const size = sizes.get(group.id);
      if (size !== undefined) group.api.setSize(size);
    }
  }
}

function readingOrder(groups: readonly DockviewGroupPanel[]): readonly DockviewGroupPanel[] {
  const placed = groups.map((group) => ({ group, box: group.element.getBoundingClientRect() }));
  return placed
    .toSorted((a, b) => a.box.top - b.box.top || a.box.left - b.box.left)
    .map(({ group }) => group);
}
