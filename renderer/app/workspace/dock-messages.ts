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
    movePickTarget: (source, target, current, total) =>
      t('dock.pickTarget', { source, target, current, total }),
    movePickEdge: (position, target) => t('dock.pickEdge', { position: t(`dock.edge.${position}`), target }),
    moveCommitted: (source, target, position) =>
      t('dock.moved', { source, target, position: t(`dock.edge.${position}`) }),
    moveCancelled: () => t('dock.moveCanceled'),
    moveNotAllowed: () => t('dock.moveRefused'),
  };
}
