import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonValue } from '#shared/contract/requests.ts';
import type { PanelComponent, PanelProps } from '#renderer/ui/panel-props.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';
import type { PanelDescription, TabDescription } from './description.ts';
import { PANEL_DESCRIPTIONS } from './descriptions/index.ts';
import { DataTab } from './parts/data-tab.tsx';
import './data-panel.css';

/** Makes the panel of a description. Throws for an id that has none: the registry and the descriptions disagree. */
export function dataPanel(id: string): PanelComponent {
  const description = PANEL_DESCRIPTIONS[id];
  if (description === undefined) throw new Error(`no panel is described as ${id}`);
  return function DescribedPanel(props) {
    return <DataPanel {...props} description={description} />;
  };
}

/** A panel over the broker's APIs: tabs, filters, figures; what it shows is data. */
const DataPanel: FC<PanelProps & { readonly description: PanelDescription }> = ({
  description,
  ...panel
}) => {
  const { t } = useTranslation('data-panel');
  const { id, tabs } = description;
  const tab = tabs.find((one) => one.id === savedTab(panel.state)) ?? tabs[0];
  if (tab === undefined) return null;
  const choose = (tabId: string): void => panel.setState({ tab: tabId });
  return (
    <section className="data-panel" aria-label={t(`${id}.title`)}>
      <DataTab
        key={tab.id}
        panel={panel}
        panelId={id}
        tab={tab}
        tabs={tabs.length > 1 && <Tabs id={id} tabs={tabs} value={tab.id} onChange={choose} />}
      />
    </section>
  );
};

interface TabsProps {
  readonly id: string;
  readonly tabs: readonly TabDescription[];
  readonly value: string;
  readonly onChange: (tabId: string) => void;
}

const Tabs: FC<TabsProps> = ({ id, tabs, value, onChange }) => {
  const { t } = useTranslation('data-panel');
  return (
    <Segmented
      label={t(`${id}.title`)}
      value={value}
      onChange={onChange}
      options={tabs.map((tab) => ({ value: tab.id, label: t(`${id}.tab.${tab.id}`) }))}
    />
  );
};

function savedTab(state: JsonValue | null): string | null {
  const tab = typeof state === 'object' && state !== null && !Array.isArray(state) ? state['tab'] : null;
  return typeof tab === 'string' ? tab : null;
}
