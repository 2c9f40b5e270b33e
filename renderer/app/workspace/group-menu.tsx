import type { IDockviewHeaderActionsProps } from 'dockview-react';
import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#renderer/ui/button.tsx';
import { Menu } from '#renderer/ui/menu.tsx';
import { PANELS } from '../panel-registry.ts';
import { addPanel } from './workspace-store.ts';

/** What can be done with a group of tabs: add a panel, make it fill the window, close it. */
export const GroupMenu: FC<IDockviewHeaderActionsProps> = ({ api, group, containerApi }) => {
  const { t } = useTranslation();
  const isMaximized = api.isMaximized();
  const toggleMaximized = (): void => (isMaximized ? api.exitMaximized() : api.maximize());
  return (
    <span className="group-end">
      <Menu
        align="end"
        trigger={<IconButton label={t('group.menu')}>⋯</IconButton>}
        entries={[
          { id: 'add', heading: t('group.add') },
          ...PANELS.map((panel) => ({
            id: panel.id,
            label: t(panel.titleKey),
            onSelect: () => addPanel(panel.id, group.id),
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
