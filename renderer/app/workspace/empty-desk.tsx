import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/states.tsx';
import { connectionStore } from '#renderer/stores/connection-store.ts';
import { applyDefaultLayout } from '../default-layout.ts';
import { workspaceStore } from './workspace-store.ts';

/** Shown when every panel has been closed. */
export const EmptyDesk: FC = () => {
  const { t } = useTranslation();
  const restore = (): void => {
    const { api } = workspaceStore.getState();
    if (api !== null) applyDefaultLayout(api, connectionStore.getState().windowId);
  };
  return (
    <EmptyState
      title={t('workspace.empty')}
      hint={t('workspace.emptyHint')}
      action={{ label: t('workspace.restore'), run: restore }}
    />
  );
};
