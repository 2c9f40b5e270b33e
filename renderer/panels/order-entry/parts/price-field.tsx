import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { quotesStore } from '#renderer/stores/market/market-stores.ts';
import { Field } from '#renderer/ui/field.tsx';
import { NumberField } from '#renderer/ui/number-field.tsx';
import type { ReadinessFacts } from '../readiness.ts';
import type { Ticket } from '../ticket.ts';
import type { TicketDraft } from '../ticket-state.ts';
import { stepPrice } from '../view-model.ts';

interface PriceFieldProps {
  readonly id: string;
  readonly field: 'price' | 'stopPrice';
  readonly ticket: Ticket;
  readonly draft: TicketDraft;
  readonly facts: ReadinessFacts;
  readonly error: string | null;
}

/** A price that moves by the instrument's ticks and stays inside the day's limits. */
export const PriceField: FC<PriceFieldProps> = ({ id, field, ticket, draft, facts, error }) => {
  const { t } = useTranslation('order-entry');
  const step = (value: number | null, steps: number): number | null => {
    const lastPrice = draft.symbol === null ? null : (quotesStore.get(draft.symbol)?.lastPrice ?? null);
    return stepPrice(value, steps, { ladder: facts.ladder, limits: facts.limits, lastPrice });
  };
  return (
    <Field label={t(`field.${field}`)} htmlFor={id} error={error}>
      <NumberField
        id={id}
        value={draft[field]}
        onChange={(value) => ticket.dispatch({ type: 'edited', change: { [field]: value } })}
        step={step}
        increaseLabel={t('tickUp')}
        decreaseLabel={t('tickDown')}
        hasError={error !== null}
      />
    </Field>
  );
};
