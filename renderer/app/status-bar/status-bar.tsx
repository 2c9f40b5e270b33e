import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AccountCondition } from '#shared/contract/events.ts';
import { formatCountdown, formatHoursLeft } from '#renderer/format/time.ts';
import { accountsStore, activeAccount } from '#renderer/stores/accounts-store.ts';
import { connectionStore, deskNow } from '#renderer/stores/connection-store.ts';
import { useTicking } from '#renderer/stores/hooks.ts';
import { sessionsStore } from '#renderer/stores/sessions-store.ts';
import { KeyLine } from './key-line.tsx';
import './status-bar.css';

/** The state of everything the trader depends on, in one line. */
export const StatusBar: FC = () => {
  const { t } = useTranslation();
  const account = useStore(accountsStore, activeAccount);
  const isLost = useStore(connectionStore, ({ link }) => link === 'lost');
  return (
    <footer className="status-bar" aria-label={t('status.label')}>
      {isLost && <span className="status-bar__bad">{t('status.linkLost')}</span>}
      {!isLost && account !== null && <ConditionStates condition={account.condition} />}
      {!isLost && <Sessions />}
      <span className="status-bar__space" />
      <KeyLine />
    </footer>
  );
};

const ConditionStates: FC<{ readonly condition: AccountCondition }> = ({ condition }) => {
  const { t } = useTranslation();
  useTicking(1000);
  const { phase, gate, retryAt, tokenExpiresAt } = condition;
  const isWell = phase === 'online';
  return (
    <>
      <span className={isWell ? 'status-bar__good' : 'status-bar__bad'}>
        {t(`phase.${phase}`)}
        {retryAt !== null && !isWell && ` ${formatCountdown(retryAt - deskNow())}`}
      </span>
      <RequestBudget condition={condition} />
      {tokenExpiresAt !== null && (
        <span title={t('status.tokenHint')}>
          {t('status.token', { left: formatHoursLeft(tokenExpiresAt - deskNow()) })}
        </span>
      )}
      <span className={gate.state === 'armed' ? undefined : 'status-bar__bad'}>
        {t(gate.state === 'armed' ? 'gate.armed' : `gate.${gate.reason}`)}
      </span>
    </>
  );
};

const RequestBudget: FC<{ readonly condition: AccountCondition }> = ({ condition }) => {
  const { t } = useTranslation();
  const { requestsPerSecond, requestLimitPerSecond, requestsWaiting } = condition;
  const rate = requestsPerSecond.toFixed(1);
  const isTight = requestsWaiting > 0 || requestsPerSecond > requestLimitPerSecond * 0.8;
  return (
    <span className="budget" title={t('status.budgetHint', { limit: requestLimitPerSecond })}>
      {t('status.budget', { rate })}
      <meter
        className={isTight ? 'budget__meter budget__meter--tight' : 'budget__meter'}
        aria-label={t('status.budgetHint', { limit: requestLimitPerSecond })}
        min={0}
        max={Math.max(1, requestLimitPerSecond)}
        value={requestsPerSecond}
      />
      {requestsWaiting > 0 && <b>{t('status.waiting', { count: requestsWaiting })}</b>}
    </span>
  );
};

/** Phases of venues other than the KRX, which the header shows. */
const Sessions: FC = () => {
  const { t } = useTranslation();
  const sessions = useStore(sessionsStore, (state) => state.sessions);
  return (
    <>
      {sessions
        .filter(({ venue }) => venue !== 'KRX')
        .map(({ venue, phase }) => (
          <span key={venue}>
            {venue} {t(`session.${phase}`)}
          </span>
        ))}
    </>
  );
};
