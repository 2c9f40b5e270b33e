import type { FC, ReactNode } from 'react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiRecord } from '#shared/contract/api.ts';
import type { RequestValues } from '#renderer/panels/api-data/request-form.ts';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { EmptyState } from '#renderer/ui/states.tsx';
import type { DetailDescription, TabDescription } from '../description.ts';
import { requestOfRow } from '../row-request.ts';
import { TabChoice } from './tab-choice.tsx';

interface DetailPaneProps {
  readonly panel: PanelProps;
  readonly panelId: string;
  readonly detail: DetailDescription;
  /** The row it tells more of. */
  readonly row: ApiRecord | null;
  /** Shows a tab: the same component that holds this pane. */
  readonly Tab: FC<{
    readonly panel: PanelProps;
    readonly panelId: string;
    readonly tab: TabDescription;
    readonly tabs: ReactNode;
    readonly given: RequestValues;
  }>;
}

/** What there is to know of the row chosen in the other pane. */
export const DetailPane: FC<DetailPaneProps> = ({ panel, panelId, detail, row, Tab }) => {
  const { t } = useTranslation('data-panel');
  const [chosen, setChosen] = useState<string | null>(null);
  const tab = detail.tabs.find(({ id }) => id === chosen) ?? detail.tabs[0];
  // A refresh makes the row anew: what it asks with stays the same.
  const key = row === null ? null : JSON.stringify(requestOfRow(row, detail));
  const given = useMemo(() => (key === null ? null : (JSON.parse(key) as RequestValues)), [key]);
  if (tab === undefined) return null;
  return (
    <div className="data-panel__pane data-panel__pane--detail">
      {given === null ? (
        <EmptyState title={t('noRow')} />
      ) : (
        <Tab
          key={tab.id}
          panel={panel}
          panelId={panelId}
          tab={tab}
          given={given}
          tabs={
            detail.tabs.length > 1 && (
              <TabChoice
                panelId={panelId}
                label={t('detail')}
                tabs={detail.tabs}
                value={tab.id}
                onChange={setChosen}
              />
            )
          }
        />
      )}
    </div>
  );
};
