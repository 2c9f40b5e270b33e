import type { DockviewApi, DockviewReadyEvent } from 'dockview-react';
import { DockviewReact } from 'dockview-react';
import type { FC } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { connectionStore } from '#renderer/stores/connection-store.ts';
import { layoutStore } from '#renderer/stores/layout-store.ts';
import { cspNonce } from '#renderer/ui/csp-nonce.ts';
import { PANELS } from '../panel-registry.ts';
import { dockPanel } from './dock-panel.tsx';
import { DockTab, GroupLink } from './dock-tab.tsx';
import { dockMessages } from './dock-messages.ts';
import { EmptyDesk } from './empty-desk.tsx';
import { GroupMenu } from './group-menu.tsx';
import { keepLayoutSaved, restoreLayout } from './layout-persistence.ts';
import { fitDock } from './fit-dock.ts';
import { workspaceStore } from './workspace-store.ts';
import './workspace.css';

const COMPONENTS = Object.fromEntries(PANELS.map((panel) => [panel.id, dockPanel(panel)]));

/** Its class carries no variables of the library's own themes: workspace.css sets them from ours. */
const DOCK_THEME = {
  name: 'hoga',
  className: 'dock-theme',
  gap: 1,
  dndOverlayMounting: 'absolute',
  dndPanelOverlay: 'group',
  dndTabIndicator: 'line',
} as const;

/** The dock with all panels of this window. Mounted once the desk is open, so that the saved layout is known. */
export const Workspace: FC = () => {
  const { t } = useTranslation();
  const [api, setApi] = useState<DockviewApi | null>(null);
  const container = useRef<HTMLElement>(null);
  const messages = useMemo(() => dockMessages(t), [t]);

  const onReady = (event: DockviewReadyEvent): void => {
    // Default sizes are pixels of the real window, which the dock has not measured yet.
    event.api.layout(container.current?.clientWidth ?? 0, container.current?.clientHeight ?? 0);
    restoreLayout(event.api, layoutStore.getState().saved, connectionStore.getState().windowId);
    workspaceStore.setState({ api: event.api });
    setApi(event.api);
  };

  useEffect(() => {
    if (api === null || container.current === null) return;
    const ends = [keepLayoutSaved(api), fitDock(api, container.current)];
    return () => {
      for (const end of ends) end();
    };
  }, [api]);

  return (
    <main ref={container} className="workspace" aria-label={t('workspace.label')}>
      <DockviewReact
        components={COMPONENTS}
        defaultTabComponent={DockTab}
        prefixHeaderActionsComponent={GroupLink}
        rightHeaderActionsComponent={GroupMenu}
        watermarkComponent={EmptyDesk}
        theme={DOCK_THEME}
        nonce={cspNonce()}
        disableAutoResizing
        disableFloatingGroups
        messages={messages}
        tabGroupAccent="off"
        onReady={onReady}
      />
    </main>
  );
};
