import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { connectionStore } from '#renderer/stores/connection-store.ts';
import { accountsStore, activeAccount } from '#renderer/stores/accounts-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { bannerOf } from './banner-of.ts';
import { runBannerAction } from './banner-actions.ts';
import './banners.css';

/** The one thing that stands most in the way right now, with what can be done about it. */
export const Banners: FC<{ readonly onRetry: () => void }> = ({ onRetry }) => {
  const { t } = useTranslation();
  const connection = useStore(connectionStore);
  const account = useStore(accountsStore, activeAccount);
  const banner = bannerOf(connection, account);
  if (banner === null) return <div />;
  const { level, key, context, action } = banner;
  return (
    <div className={`banner banner--${level}`} role={level === 'danger' ? 'alert' : 'status'}>
      <span className="banner__mark" aria-hidden="true">
        !
      </span>
      <b>{t(`banner.${key}.title`, context)}</b>
      <span className="banner__text">{t(`banner.${key}.text`, context)}</span>
      {action !== null && (
        <Button size="small" onClick={() => runBannerAction(action, account, onRetry)}>
          {t(`banner.action.${action}`)}
        </Button>
      )}
    </div>
  );
};
