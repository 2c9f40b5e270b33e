import type { FC } from 'react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatTime } from '#renderer/format/time.ts';
import { markNoticesSeen, noticesStore } from '#renderer/stores/notices-store.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { errorText } from '#renderer/ui/error-text.ts';
import { EmptyState } from '#renderer/ui/states.tsx';
import { closeDialog } from './dialog-store.ts';

/** Every notice since the window opened, newest first. */
export const NoticesDialog: FC = () => {
  const { t } = useTranslation();
  const notices = useStore(noticesStore, (state) => state.notices);
  useEffect(() => markNoticesSeen(), [notices]);
  return (
    <Dialog isOpen onClose={closeDialog} title={t('notices.title')} size="wide">
      {notices.length === 0 ? (
        <EmptyState title={t('notices.none')} />
      ) : (
        <ol className="notices">
          {notices.map(({ id, level, error, at }) => (
            <li key={id} className={`notices__row notices__row--${level}`}>
              <time>{formatTime(at)}</time>
              <b>{t(`notices.level.${level}`)}</b>
              <span className="notices__text">{errorText(error, t)}</span>
              <code>{error.code}</code>
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  );
};
