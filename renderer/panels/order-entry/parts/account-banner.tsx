import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountSummary } from '#shared/contract/requests.ts';
import { AccountDot, EnvironmentBadge } from '#renderer/ui/account-mark.tsx';
import { accountName } from '#renderer/ui/account-name.ts';
import type { GroupState } from '../group/group-state.ts';
import { isSending } from '../group/group-state.ts';
import type { GroupTicket } from '../group/group-ticket.ts';

interface AccountBannerProps {
  /** The window's account. */
  readonly account: AccountSummary;
  /** Null while only this account's own orders can be meant. */
  readonly group: GroupTicket | null;
  readonly groupState: GroupState;
}

/** Which account an order goes to, so that real money is never mistaken for practice, and the switch to several. */
export const AccountBanner: FC<AccountBannerProps> = ({ account, group, groupState }) => {
  const { t } = useTranslation('order-entry');
  const isOn = group !== null && groupState.isOn;
  return (
    <div
      className="ticket__account"
      data-environment={isOn ? 'group' : account.environment}
      data-account-color={isOn ? undefined : account.color}
    >
      {isOn ? (
        <span className="ticket__account-name">{t('group.title', { count: groupState.legs.length })}</span>
      ) : (
        <>
          <EnvironmentBadge environment={account.environment} />
          <AccountDot color={account.color} />
          <span
            className="ticket__account-name"
            title={`${accountName(account, t)} ${account.accountNumber}`}
          >
            {accountName(account, t)} {account.accountNumber}
          </span>
        </>
      )}
      {group !== null && (
        <button
          type="button"
          className="ticket__account-switch"
          aria-pressed={isOn}
          disabled={isSending(groupState)}
          onClick={() => (isOn ? group.turnOff() : group.choose([account.accountId]))}
        >
          {t(isOn ? 'group.off' : 'group.on')}
        </button>
      )}
    </div>
  );
};
