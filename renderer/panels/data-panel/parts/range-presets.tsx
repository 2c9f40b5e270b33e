import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormValues } from '#renderer/panels/api-data/use-form-values.ts';
import { formatDate } from '#renderer/format/time.ts';
import { deskNow } from '#renderer/stores/connection-store.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { presetOf, presetRange, RANGE_PRESETS } from '../date-range.ts';
import type { RangePreset } from '../date-range.ts';
import type { RangeFields } from '../description.ts';

interface RangePresetsProps {
  readonly range: RangeFields;
  readonly form: FormValues;
}

/** Usual ranges of days; none is chosen while the two days are the trader's own. */
export const RangePresets: FC<RangePresetsProps> = ({ range, form }) => {
  const { t } = useTranslation('data-panel');
  const today = formatDate(deskNow()).replaceAll('-', '');
  const now = { from: form.values[range.from] ?? '', to: form.values[range.to] ?? '' };
  const choose = (preset: RangePreset | 'own'): void => {
    if (preset === 'own') return;
    const { from, to } = presetRange(preset, today);
    form.set(range.from, from);
    form.set(range.to, to);
  };
  return (
    <Segmented<RangePreset | 'own'>
      label={t('range.title')}
      value={presetOf(now, today) ?? 'own'}
      onChange={choose}
      options={RANGE_PRESETS.map((value) => ({ value, label: t(`range.${value}`) }))}
    />
  );
};
