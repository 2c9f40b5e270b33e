import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountSummary } from '#shared/contract/requests.ts';

/** Which account an order goes to, so that real money is never mistaken for practice. */
export const AccountBanner: FC<{ readonly account: AccountSummary }> = ({ account }) => {
  const { t } = useTranslation('order-entry');
  return (
    <div className="ticket__account" data-environment={account.environment}>
      <b>{t(`environment.${account.environment}`)}</b>
      <span>
        {account.label} {account.accountNumber}
      </span>
    </div>
  );
};
