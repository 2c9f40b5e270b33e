import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { LINK_GROUPS } from '#shared/contract/vocabulary.ts';
import type { LinkGroup } from '#shared/contract/vocabulary.ts';
import { Menu } from './menu.tsx';

/** A shape for each colour, so that the groups differ without colour too. */
const SHAPES: Readonly<Record<LinkGroup, string>> = { amber: '1', violet: '2', green: '3', cyan: '4' };

interface LinkDotProps {
  readonly group: LinkGroup | null;
  readonly onChange: (group: LinkGroup | null) => void;
}

/** The colour group of a panel, and the menu to choose another. */
export const LinkDot: FC<LinkDotProps> = ({ group, onChange }) => {
  const { t } = useTranslation('ui');
  const name = group === null ? t('link.none') : t(`link.${group}`);
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="link-dot"
          data-group={group ?? 'none'}
          aria-label={t('link.label', { name })}
          title={t('link.label', { name })}
        >
          {group === null ? '' : SHAPES[group]}
        </button>
      }
      entries={[...LINK_GROUPS, null].map((choice) => ({
        id: choice ?? 'none',
        label: (
          <span className="link-dot__choice">
            <span className="link-dot link-dot--sample" data-group={choice ?? 'none'}>
              {choice === null ? '' : SHAPES[choice]}
            </span>
            {choice === null ? t('link.none') : t(`link.${choice}`)}
          </span>
        ),
        isChecked: choice === group,
        onSelect: () => onChange(choice),
      }))}
    />
  );
};
