import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountSummary } from '#shared/contract/requests.ts';
import { AccountDot, EnvironmentBadge } from '#renderer/ui/account-mark.tsx';
import { accountName } from '#renderer/ui/account-name.ts';

/** Which account in one line: its colour, whether its money is real, whose it is and its name. */
export const AccountBadge: FC<{ readonly account: AccountSummary }> = ({ account }) => {
  const { t } = useTranslation();
  return (
    <span className="account-badge">
      <AccountDot color={account.color} />
      <EnvironmentBadge environment={account.environment} />
      <span className="account-badge__name">{accountName(account, t)}</span>
    </span>
  );
};
