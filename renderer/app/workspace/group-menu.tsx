import type { IDockviewHeaderActionsProps } from 'dockview-react';
import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#renderer/ui/button.tsx';
import { Menu } from '#renderer/ui/menu.tsx';
import type { MenuEntry } from '#renderer/ui/menu.tsx';
import { PANEL_GROUPS, PANELS } from '../panel-registry.ts';
import type { PanelDefinition } from '../panel-registry.ts';
import { addPanel } from './workspace-store.ts';

/** What can be done with a group of tabs: add a panel, make it fill the window, close it. */
export const GroupMenu: FC<IDockviewHeaderActionsProps> = ({ api, group, containerApi }) => {
  const { t } = useTranslation();
  const isMaximized = api.isMaximized();
  const toggleMaximized = (): void => (isMaximized ? api.exitMaximized() : api.maximize());
  const entryOf = (panel: PanelDefinition): MenuEntry => ({
    id: panel.id,
    label: t(panel.titleKey),
    onSelect: () => addPanel(panel.id, group.id),
  });
  return (
    <span className="group-end">
      <Menu
        align="end"
        trigger={<IconButton label={t('group.menu')}>⋯</IconButton>}
        entries={[
          { id: 'add', heading: t('group.add') },
          ...PANELS.filter((panel) => panel.group === undefined).map(entryOf),
          ...PANEL_GROUPS.map((name) => ({
            id: `panels-${name}`,
            label: t(`group.panels.${name}`),
            entries: PANELS.filter((panel) => panel.group === name).map(entryOf),
          })),
          { id: 'line', isSeparator: true },
          {
            id: 'maximize',
            label: t(isMaximized ? 'group.restore' : 'group.maximize'),
            isDisabled: containerApi.groups.length < 2,
            onSelect: toggleMaximized,
          },
          { id: 'close', label: t('group.close'), onSelect: () => group.api.close() },
        ]}
      />
    </span>
  );
};
