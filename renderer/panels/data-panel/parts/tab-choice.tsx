import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { Segmented } from '#renderer/ui/segmented.tsx';
import type { TabDescription } from '../description.ts';

interface TabChoiceProps {
  readonly panelId: string;
  readonly label: string;
  readonly tabs: readonly TabDescription[];
  readonly value: string;
  readonly onChange: (tabId: string) => void;
}

/** Switches between tabs: of one section, where they have sections, with the sections before them. */
export const TabChoice: FC<TabChoiceProps> = ({ panelId, label, tabs, value, onChange }) => {
  const { t } = useTranslation('data-panel');
  const section = tabs.find(({ id }) => id === value)?.section;
  const sections = [...new Set(tabs.flatMap((tab) => (tab.section === undefined ? [] : [tab.section])))];
  const near = tabs.filter((tab) => tab.section === section);
  const enter = (name: string): void => {
    const first = tabs.find((tab) => tab.section === name);
    if (first !== undefined) onChange(first.id);
  };
  return (
    <>
      {section !== undefined && (
        <Segmented
          label={label}
          value={section}
          onChange={enter}
          options={sections.map((name) => ({ value: name, label: t(`${panelId}.section.${name}`) }))}
        />
      )}
      {near.length > 1 && (
        <div className="data-panel__tabs">
          <Segmented
            label={section === undefined ? label : t(`${panelId}.section.${section}`)}
            value={value}
            onChange={onChange}
            options={near.map(({ id }) => ({ value: id, label: t(`${panelId}.tab.${id}`) }))}
          />
        </div>
      )}
    </>
  );
};
