import type { FC } from 'react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatCompactMoney } from '#renderer/format/money.ts';
import { localeOf, settingsStore } from '#renderer/stores/settings-store.ts';
import { parseTyped } from '#renderer/ui/number-field.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { TapeChoice } from '../view-model.ts';
import { BIG_PRINTS } from '../view-model.ts';

interface TapeToolbarProps {
  readonly choice: TapeChoice;
  readonly onChange: (choice: TapeChoice) => void;
}

/** Prints or strength; the smallest print shown and the one that stands out. */
export const TapeToolbar: FC<TapeToolbarProps> = ({ choice, onChange }) => {
  const { t } = useTranslation('tape');
  const locale = useStore(settingsStore, localeOf);
  const minimumId = useId();
  return (
    <div className="tape__toolbar">
      <Segmented
        label={t('section.label')}
        value={choice.section}
        options={[
          { value: 'prints', label: t('section.prints') },
          { value: 'strength', label: t('section.strength') },
        ]}
        onChange={(section) => onChange({ ...choice, section })}
      />
      {choice.section === 'prints' && (
        <>
          <label htmlFor={minimumId}>{t('minimum')}</label>
          <div className="input tape__minimum">
            <input
              id={minimumId}
              className="input__text input__text--number"
              inputMode="numeric"
              autoComplete="off"
              placeholder={t('all')}
              value={choice.minimumQuantity === 0 ? '' : choice.minimumQuantity.toLocaleString('en-US')}
              onChange={(event) =>
                onChange({ ...choice, minimumQuantity: parseTyped(event.target.value) ?? 0 })
              }
            />
          </div>
          <Select
            aria-label={t('big.label')}
            value={String(choice.bigPrint)}
            options={BIG_PRINTS.map((value) => ({
              value: String(value),
              label:
                value === null
                  ? t('big.none')
                  : t('big.from', { value: formatCompactMoney(value, locale).replace('.0', '') }),
            }))}
            onChange={(value) =>
              onChange({ ...choice, bigPrint: BIG_PRINTS.find((each) => String(each) === value) ?? null })
            }
          />
        </>
      )}
    </div>
  );
};
