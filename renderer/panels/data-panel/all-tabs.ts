import type { TabDescription } from './description.ts';

/** Returns tabs and those of their other panes. */
export function allTabs(tabs: readonly TabDescription[]): readonly TabDescription[] {
  return tabs.flatMap((tab) => [tab, ...allTabs(tab.detail?.tabs ?? [])]);
}
