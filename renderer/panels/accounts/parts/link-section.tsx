import type { FC } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountSummary } from '#shared/contract/requests.ts';
import { requestWithNotice } from '#renderer/bridge/desk-actions.ts';
import { askToArm } from '#renderer/stores/arming-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { RemoveDialog } from './remove-dialog.tsx';

/** Connecting, arming, switching off and removing an account. */
export const LinkSection: FC<{ readonly account: AccountSummary }> = ({ account }) => {
  const { t } = useTranslation('accounts');
  const [isRemoving, setIsRemoving] = useState(false);
  const { accountId, isEnabled, condition, environment } = account;
  const isConnected = condition.phase !== 'offline' && condition.phase !== 'refused';
  const isArmable =
    environment === 'real' && condition.gate.state === 'blocked' && condition.gate.reason === 'notArmed';
  return (
    <section className="account-section" aria-label={t('link.title')}>
      <h4>{t('link.title')}</h4>
      <p className="account-form__hint">{t(isEnabled ? 'link.enabled' : 'link.disabled')}</p>
      <div className="account-section__actions">
        {isArmable && (
          <Button tone="buy" onClick={() => askToArm(accountId)}>
            {t('link.arm')}
          </Button>
        )}
        {isEnabled && (
          <Button
            onClick={() =>
              void requestWithNotice(isConnected ? 'profiles.disconnect' : 'profiles.connect', { accountId })
            }
          >
            {t(isConnected ? 'link.disconnect' : 'link.connect')}
          </Button>
        )}
        <Button
          onClick={() => void requestWithNotice('profiles.setEnabled', { accountId, isEnabled: !isEnabled })}
        >
          {t(isEnabled ? 'link.disable' : 'link.enable')}
        </Button>
        <Button tone="danger" onClick={() => setIsRemoving(true)}>
          {t('remove.open')}
        </Button>
      </div>
      {isRemoving && <RemoveDialog account={account} onClose={() => setIsRemoving(false)} />}
    </section>
  );
};
