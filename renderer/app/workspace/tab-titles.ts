import { createStore } from 'zustand/vanilla';

interface TabTitlesState {
  /** Titles that panels chose for themselves, by panel id; others show the title of their kind. */
  readonly byPanel: Readonly<Record<string, string>>;
}

export const tabTitlesStore = createStore<TabTitlesState>(() => ({ byPanel: {} }));

export function setTabTitle(panelId: string, title: string | null): void {
  tabTitlesStore.setState(({ byPanel }) => {
    const { [panelId]: before, ...others } = byPanel;
    if (before === (title ?? undefined)) return {};
    return { byPanel: title === null ? others : { ...others, [panelId]: title } };
  });
}
