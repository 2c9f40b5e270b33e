import type { DockviewMessages } from 'dockview-react';
import type { TFunction } from 'i18next';

/** What the dock tells a screen reader, in the trader's language. */
export function dockMessages(t: TFunction): Partial<DockviewMessages> {
  return {
    panelOpened: (title) => t('dock.opened', { title }),
    panelClosed: (title) => t('dock.closed', { title }),
    groupMaximized: (title) => t('dock.maximized', { title }),
    groupRestored: (title) => t('dock.restored', { title }),
    closeTab: (title) => t('tab.close', { title }),
  };
}
