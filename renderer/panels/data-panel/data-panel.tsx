import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonValue } from '#shared/contract/requests.ts';
import type { PanelComponent, PanelProps } from '#renderer/ui/panel-props.ts';
import type { PanelDescription } from './description.ts';
import { PANEL_DESCRIPTIONS } from './descriptions/index.ts';
import { DataTab } from './parts/data-tab.tsx';
import { TabChoice } from './parts/tab-choice.tsx';
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
        tabs={
          tabs.length > 1 && (
            <TabChoice panelId={id} label={t(`${id}.title`)} tabs={tabs} value={tab.id} onChange={choose} />
          )
        }
      />
    </section>
  );
};

function savedTab(state: JsonValue | null): string | null {
  const tab = typeof state === 'object' && state !== null && !Array.isArray(state) ? state['tab'] : null;
  return typeof tab === 'string' ? tab : null;
}
