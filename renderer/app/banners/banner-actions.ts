import type { AccountSummary } from '#shared/contract/requests.ts';
import { assertNever } from '#shared/domain/result.ts';
import { requestWithNotice } from '#renderer/bridge/desk-actions.ts';
import { askToArm } from '#renderer/stores/arming-store.ts';
import { openDialog } from '../dialogs/dialog-store.ts';
import { showAccounts } from '../workspace/show-accounts.ts';
import type { BannerAction } from './banner-of.ts';

export function runBannerAction(
  action: BannerAction,
  account: AccountSummary | null,
  onRetry: () => void,
): void {
  switch (action) {
    case 'retry':
      onRetry();
      return;
    case 'unlock':
      void requestWithNotice('secrets.unlock', {});
      return;
    case 'resume':
      openDialog('resume');
      return;
    case 'connect':
      if (account !== null) void requestWithNotice('profiles.connect', { accountId: account.accountId });
      return;
    case 'enterCredentials':
      if (account !== null)
        void requestWithNotice('profiles.enterCredentials', { accountId: account.accountId });
      return;
    case 'arm':
      if (account !== null) askToArm(account.accountId);
      return;
    case 'accounts':
      showAccounts();
      return;
    default:
      assertNever(action);
  }
}
