import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { formatQuantity } from '#renderer/format/quantity.ts';
import type { Ticket } from '../ticket.ts';
import type { PreviewState } from '../ticket-state.ts';
import { presetQuantity, QUANTITY_PRESETS } from '../view-model.ts';
import { maxQuantityOf } from './cost-rows.tsx';

interface QuantityPresetsProps {
  readonly ticket: Ticket;
  readonly preview: PreviewState;
}

/** Shares of the largest quantity, at a press. */
export const QuantityPresets: FC<QuantityPresetsProps> = ({ ticket, preview }) => {
  const { t } = useTranslation('order-entry');
  const max = maxQuantityOf(preview);
  return (
    <div className="ticket__presets" role="group" aria-label={t('presets')}>
      {QUANTITY_PRESETS.map((percent) => {
        const quantity = presetQuantity(max, percent);
        return (
          <button
            key={percent}
            type="button"
            disabled={quantity === null}
            title={quantity === null ? undefined : t('shares', { quantity: formatQuantity(quantity) })}
            onClick={() => ticket.dispatch({ type: 'edited', change: { quantity } })}
          >
            {percent === 100 ? t('max') : `${percent}%`}
          </button>
        );
      })}
    </div>
  );
};
