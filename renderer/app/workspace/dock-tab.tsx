import type { IDockviewHeaderActionsProps, IDockviewPanelHeaderProps } from 'dockview-react';
import type { FC } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { LinkGroup } from '#shared/contract/vocabulary.ts';
import { LinkDot } from '#renderer/ui/link-dot.tsx';
import { findPanel } from '../panel-registry.ts';
import { parsePanelParams } from './panel-params.ts';
import { tabTitlesStore } from './tab-titles.ts';

export const DockTab: FC<IDockviewPanelHeaderProps> = ({ api }) => {
  const { t } = useTranslation();
  const chosen = useStore(tabTitlesStore, ({ byPanel }) => byPanel[api.id]);
  const definition = findPanel(api.component);
  const title = chosen ?? (definition === undefined ? api.id : t(definition.titleKey));
  useEffect(() => api.setTitle(title), [api, title]);
  return (
    <div
      className="tab"
      onAuxClick={(event) => {
        if (event.button === 1) api.close();
      }}
    >
      <span className="tab__title">{title}</span>
      {/* For the mouse alone: a tab may hold no control of its own. By key: the command that closes the panel. */}
      <span
        className="tab__close"
        aria-hidden="true"
        title={t('tab.close', { title })}
        // The strip would take the press for the start of a drag.
        onPointerDown={(event) => event.stopPropagation()}
        onClick={(event) => {
          event.stopPropagation();
          api.close();
        }}
      >
        ✕
      </span>
    </div>
  );
};

/** The colour group of the tab in front. */
export const GroupLink: FC<IDockviewHeaderActionsProps> = ({ activePanel }) => {
  const [, renderAgain] = useState(0);
  useEffect(() => {
    const subscription = activePanel?.api.onDidParametersChange(() => renderAgain((count) => count + 1));
    return () => subscription?.dispose();
  }, [activePanel]);
  if (activePanel === undefined) return null;
  if ((findPanel(activePanel.api.component)?.defaultLink ?? 'none') === 'none')
    return <span className="group-start" />;
  const { link } = parsePanelParams(activePanel.params);
  const onChange = (group: LinkGroup | null): void => activePanel.api.updateParameters({ link: group });
  return (
    <span className="group-start">
      <LinkDot group={link} onChange={onChange} />
    </span>
  );
};
