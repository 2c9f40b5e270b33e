import { useMemo } from 'react';
import { useStore } from 'zustand';
import { saveSetting } from '#renderer/bridge/desk-actions.ts';
import { settingsStore } from '#renderer/stores/settings-store.ts';

/**
 * @param owner      what the choice belongs to: an API's id, or a panel's with its tab
 * @param initially  hidden until the trader chooses
 */
export function useHiddenColumns(
  owner: string,
  initially: readonly string[] = NONE,
): {
  readonly hidden: ReadonlySet<string>;
  readonly toggle: (key: string) => void;
  readonly reset: () => void;
} {
  const setting = `hiddenColumns.${owner}`;
  const saved = useStore(settingsStore, ({ values }) => values[setting]);
  const hidden = useMemo(() => parseHidden(saved ?? initially), [saved, initially]);
  return {
    hidden,
    toggle: (key) => {
      const without = [...hidden].filter((other) => other !== key);
      saveSetting(setting, hidden.has(key) ? without : [...without, key]);
    },
    reset: () => saveSetting(setting, null),
  };
}

const NONE: readonly string[] = [];

/** Takes nothing for granted: settings come from a file. */
export function parseHidden(saved: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(saved) ? saved.filter((key) => typeof key === 'string') : []);
}
