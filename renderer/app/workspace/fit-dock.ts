import type { DockviewApi, DockviewGroupPanel } from 'dockview-react';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import { setGroupSizes } from './group-sizes.ts';

/** The panel that takes whatever room a window's new size leaves; all others keep the size they were given. */
const FLEXIBLE = 'chart';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Sizes as the trader left them. */
interface KeptSizes {
  readonly dock: Size;
  readonly groups: ReadonlyMap<string, Size>;
}

/**
 * Fits the dock to its container, whenever that changes its size.
 *
 * Lists, book and ticket stay as wide and high as the trader set them and the chart takes the difference; the dock alone
 * would stretch everything in proportion, as it does here without a chart or with several.
 */
export function fitDock(api: DockviewApi, container: HTMLElement): Unsubscribe {
  let kept = measure(api);
  // Sizes that we set ourselves are not the trader's wish: a window made small and large again looks as before.
  let isFitting = false;
  const changes = api.onDidLayoutChange(() => {
    if (!isFitting) kept = measure(api);
  });
  const observer = new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = container;
    if (width === 0 || height === 0 || (width === api.width && height === api.height)) return;
    isFitting = true;
    api.layout(width, height);
    restoreSizes(kept, api);
    // The dock reports in a microtask what has just been done.
    setTimeout(() => (isFitting = false));
  });
  observer.observe(container);
  return () => {
    observer.disconnect();
    changes.dispose();
  };
}

function measure(api: DockviewApi): KeptSizes {
  return {
    dock: { width: api.width, height: api.height },
    // Less than a pixel of each size is the group's share of the gaps: a size is set with it and read without.
    groups: new Map(
      api.groups.map(({ id, api: { width, height } }) => [
        id,
        { width: Math.ceil(width), height: Math.ceil(height) },
      ]),
    ),
  };
}

function restoreSizes(kept: KeptSizes, api: DockviewApi): void {
  const flexible = api.groups.filter(isFlexible);
  if (flexible.length !== 1 || api.hasMaximizedGroup()) return;
  const grown = { width: api.width - kept.dock.width, height: api.height - kept.dock.height };
  const sizes = api.groups.flatMap((group): readonly (readonly [string, Size])[] => {
    const size = kept.groups.get(group.id);
    if (size === undefined) return [];
    return [[group.id, isFlexible(group) ? stretch(size, grown, group) : size]];
  });
  setGroupSizes(api, new Map(sizes));
}

function stretch(size: Size, grown: Size, { minimumWidth, minimumHeight }: DockviewGroupPanel): Size {
  return {
    width: Math.max(minimumWidth, size.width + grown.width),
    height: Math.max(minimumHeight, size.height + grown.height),
  };
}

function isFlexible(group: DockviewGroupPanel): boolean {
  return group.panels.some((panel) => panel.api.component === FLEXIBLE);
}
