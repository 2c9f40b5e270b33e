import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { connectionStore } from '#renderer/stores/connection-store.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { closeDialog } from './dialog-store.ts';

/** Who made the parts; the chart library's licence asks for the notice and the link. */
const CREDITS = [
  { name: 'TradingView Lightweight Charts™', url: 'https://www.tradingview.com/', licence: 'Apache-2.0' },
  { name: 'Pretendard', url: 'https://github.com/orioncactus/pretendard', licence: 'OFL-1.1' },
  { name: 'AG Grid Community', url: 'https://www.ag-grid.com/', licence: 'MIT' },
  { name: 'Dockview', url: 'https://dockview.dev/', licence: 'MIT' },
  { name: 'React', url: 'https://react.dev/', licence: 'MIT' },
] as const;

export const AboutDialog: FC = () => {
  const { t } = useTranslation();
  const version = useStore(connectionStore, (state) => state.version);
  const host = useStore(connectionStore, (state) => state.host);
  return (
    <Dialog isOpen onClose={closeDialog} title={t('about.title')} size="narrow">
      <p className="about__version">
        Hoga {version} · {host === null ? '–' : t(`about.host.${host}`)}
      </p>
      <p className="about__text">{t('about.text')}</p>
      <h3 className="about__heading">{t('about.parts')}</h3>
      <ul className="about__credits">
        {CREDITS.map(({ name, url, licence }) => (
          <li key={name}>
            <a href={url} target="_blank" rel="noreferrer">
              {name}
            </a>
            <span className="muted">{licence}</span>
          </li>
        ))}
      </ul>
      <p className="muted">Charts: TradingView Lightweight Charts™, Copyright (c) 2026 TradingView, Inc.</p>
    </Dialog>
  );
};
