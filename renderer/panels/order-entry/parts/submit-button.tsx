import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { AccountId } from '#shared/domain/account.ts';
import { ORDER_TYPES } from '#shared/domain/order.ts';
import { askToArm } from '#renderer/stores/arming-store.ts';
import type { ButtonTone } from '#renderer/ui/button.tsx';
import { Button } from '#renderer/ui/button.tsx';
import type { Blocker, ReadinessFacts } from '../readiness.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { unitOf } from '../unit.ts';
import { isRepetition } from '../readiness.ts';
import type { Ticket } from '../ticket.ts';
import type { TicketMode, TicketState } from '../ticket-state.ts';
import type { SubmitWords } from '../view-model.ts';
import { submitText } from '../view-model.ts';

interface SubmitButtonProps {
  readonly ticket: Ticket;
  readonly state: TicketState;
  readonly facts: ReadinessFacts;
  readonly blocker: Blocker | null;
}

const TONES: Readonly<Record<TicketMode, ButtonTone>> = {
  buy: 'buy',
  sell: 'sell',
  amend: 'accent',
  cancel: 'danger',
};

/** Says exactly what will be sent, or what is missing for that; pressed, sends it once. */
export const SubmitButton: FC<SubmitButtonProps> = ({ ticket, state, facts, blocker }) => {
  const { t } = useTranslation('order-entry');
  const text = submitText(state.draft, facts.order, submitWords(t, state.draft.symbol));
  const label = text === null ? t(`action.${state.draft.mode}`) : text;
  const isReal = facts.account?.environment === 'real';
  return (
    <div className="ticket__submit">
      <Button
        tone={TONES[state.draft.mode]}
        size="large"
        className="ticket__button"
        disabled={blocker !== null}
        isBusy={blocker === 'sending'}
        data-submit=""
        onClick={() => ticket.press()}
      >
        {blocker === 'sending' ? (
          t('blocker.sending')
        ) : (
          <>
            {isReal && <em>{t('environment.real')}</em>}
            {isRepetition(state) ? t('again', { order: label }) : label}
            <kbd aria-hidden="true">⏎</kbd>
          </>
        )}
      </Button>
      {blocker !== null && blocker !== 'sending' && (
        <p className="ticket__blocker" role="status">
          {t(`blocker.${blocker}`)}
        </p>
      )}
      {blocker === 'gate.notArmed' && facts.account !== null && (
        <ArmButton accountId={facts.account.accountId} />
      )}
    </div>
  );
};

/** Leads to the question whether real money is to be traded today; arms nothing by itself. */
const ArmButton: FC<{ readonly accountId: AccountId }> = ({ accountId }) => {
  const { t } = useTranslation('order-entry');
  return (
    <Button size="small" onClick={() => askToArm(accountId)}>
      {t('arm')}
    </Button>
  );
};

export function submitWords(
  t: TFunction<'order-entry'>,
  symbol: InstrumentSymbol | null = null,
): SubmitWords {
  return {
    action: {
      buy: t('action.buy'),
      sell: t('action.sell'),
      amend: t('action.amend'),
      cancel: t('action.cancel'),
    },
    creditAction: { buy: t('creditAction.buy'), sell: t('creditAction.sell') },
    side: { buy: t('trading:side.buy'), sell: t('trading:side.sell') },
    shares: (quantity) => t(unitOf(symbol), { quantity }),
    type: Object.fromEntries(
      ORDER_TYPES.map((type) => [type, t(`trading:shortType.${type}`)]),
    ) as SubmitWords['type'],
    stop: (price) => t('stopAt', { price }),
  };
}
