import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '#renderer/ui/error-text.ts';
import { warningsOf } from '../problems.ts';
import type { Ticket } from '../ticket.ts';
import type { TicketState } from '../ticket-state.ts';

interface WarningsProps {
  readonly ticket: Ticket;
  readonly state: TicketState;
  /** What is wrong that belongs to no field. */
  readonly formError: string | null;
}

/** What stands against the order as a whole, and what the trader has to tick off before it can go. */
export const Warnings: FC<WarningsProps> = ({ ticket, state, formError }) => {
  const { t } = useTranslation('order-entry');
  const warnings = warningsOf(state);
  const { preview } = state;
  return (
    <>
      {formError !== null && (
        <p className="ticket__problem" role="alert">
          {formError}
        </p>
      )}
      {preview.phase === 'failed' && (
        <p className="ticket__hint" role="status">
          {t('previewFailed')} {errorText(preview.error, t)}
        </p>
      )}
      {warnings.map((warning) => (
        <label key={warning.code} className="ticket__warning">
          <input
            type="checkbox"
            checked={state.accepted.includes(warning.code)}
            onChange={(event) =>
              ticket.dispatch({
                type: 'warningAccepted',
                code: warning.code,
                isAccepted: event.target.checked,
              })
            }
          />
          <span>
            {errorText(warning, t)} <b>{t('accept')}</b>
          </span>
        </label>
      ))}
    </>
  );
};
