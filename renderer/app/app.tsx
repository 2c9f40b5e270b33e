import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { connectionStore } from '#renderer/stores/connection-store.ts';
import { LoadingState } from '#renderer/ui/states.tsx';
import { AccountFrame } from './account-frame/account-frame.tsx';
import { Banners } from './banners/banners.tsx';
import { OpeningFailed } from './banners/opening-failed.tsx';
import { Dialogs } from './dialogs/dialogs.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Header } from './header/header.tsx';
import { Toasts } from './notices/toasts.tsx';
import { CommandPalette } from './palette/command-palette.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { StatusBar } from './status-bar/status-bar.tsx';
import { Workspace } from './workspace/workspace.tsx';
import './app.css';

interface AppProps {
  /** Opens the desk again, after it failed. */
  readonly onRetry: () => void;
}

/** One window: header, panels, status line, and what lies over them. */
export const App: FC<AppProps> = ({ onRetry }) => {
  const isCurrent = useStore(connectionStore, ({ link, phase }) => link === 'connected' && phase === 'open');
  return (
    <ErrorBoundary>
      <div className="desk" data-current={isCurrent}>
        <AccountFrame />
        <Header />
        <Banners onRetry={onRetry} />
        <DeskBody onRetry={onRetry} />
        <StatusBar />
      </div>
      <Shortcuts />
      <CommandPalette />
      <Dialogs />
      <Toasts />
    </ErrorBoundary>
  );
};

/** The panels, once it is known what they are to show. */
const DeskBody: FC<AppProps> = ({ onRetry }) => {
  const { t } = useTranslation();
  const isFirst = useStore(connectionStore, ({ host }) => host === null);
  const error = useStore(connectionStore, (state) => state.error);
  const isLost = useStore(connectionStore, ({ link }) => link === 'lost');
  if (!isFirst) return <Workspace />;
  if (error !== null) return <OpeningFailed error={error} onRetry={onRetry} />;
  return (
    <main className="desk__opening" aria-busy="true">
      <p>{t(isLost ? 'connecting' : 'opening')}</p>
      <LoadingState rows={12} />
    </main>
  );
};
