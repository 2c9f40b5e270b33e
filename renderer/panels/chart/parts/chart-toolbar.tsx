import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { CandleInterval } from '#shared/domain/candle.ts';
import { CANDLE_INTERVALS } from '#shared/domain/candle.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';
import type { ChartChoice } from '../view-model.ts';

interface ChartToolbarProps {
  readonly choice: ChartChoice;
  readonly onChange: (choice: ChartChoice) => void;
}

export const ChartToolbar: FC<ChartToolbarProps> = ({ choice, onChange }) => {
  const { t } = useTranslation('chart');
  return (
    <div className="chart__toolbar">
      <Segmented<CandleInterval>
        label={t('interval')}
        value={choice.interval}
        options={CANDLE_INTERVALS.map((interval) => ({ value: interval, label: t(`intervals.${interval}`) }))}
        onChange={(interval) => onChange({ ...choice, interval })}
      />
      <button
        type="button"
        className="chart__toggle"
        aria-pressed={choice.showsAverages}
        onClick={() => onChange({ ...choice, showsAverages: !choice.showsAverages })}
      >
        {t('averages')}
      </button>
    </div>
  );
};
