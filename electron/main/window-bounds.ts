import { screen } from 'electron';
import type { Rectangle } from 'electron';
import type { SettingsStore } from '#electron/core/ports/settings-store.ts';

/** Returns where the window was last, when that is still on a screen. */
export function readBounds(settings: SettingsStore, windowId: string): Rectangle | Record<string, never> {
  const bounds = settings.get(keyOf(windowId));
  return isRectangle(bounds) && isVisible(bounds) ? bounds : {};
}

/** Keeps the window's place. That it could not be kept is no reason to trouble anybody. */
export function writeBounds(settings: SettingsStore, windowId: string, bounds: Rectangle): void {
  settings.set(keyOf(windowId), { ...bounds });
}

function keyOf(windowId: string): string {
  return `window-bounds-${windowId}`;
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Record<string, unknown>;
  return ['x', 'y', 'width', 'height'].every((side) => Number.isInteger(record[side]));
}

/** At least its title bar can be caught with the mouse. */
function isVisible({ x, y, width }: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const overlap = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    return overlap >= 100 && y >= workArea.y && y < workArea.y + workArea.height - 40;
  });
}
