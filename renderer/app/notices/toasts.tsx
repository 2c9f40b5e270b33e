import * as Radix from '@radix-ui/react-toast';
import type { FC } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { noticesStore } from '#renderer/stores/notices-store.ts';
import type { Notice } from '#renderer/stores/notices-store.ts';
import { errorText } from '#renderer/ui/error-text.ts';
import './toasts.css';

/** Toasts at a time; the list holds the rest. */
const SHOWN_TOASTS = 4;
const TOAST_MS = { info: 5000, warning: 8000, error: 12_000 } as const;

/** New notices, at the lower right until they time out or are closed. */
export const Toasts: FC = () => {
  const { t } = useTranslation();
  const notices = useStore(noticesStore, (state) => state.notices);
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const shown = notices.slice(0, SHOWN_TOASTS).filter(({ id }) => !closed.has(id));
  return (
    <Radix.Provider label={t('notices.title')} swipeDirection="right">
      {shown.map((notice) => (
        <Toast
          key={notice.id}
          notice={notice}
          onClose={() => setClosed((before) => new Set(before).add(notice.id))}
        />
      ))}
      <Radix.Viewport className="toasts" label={t('notices.region')} />
    </Radix.Provider>
  );
};

const Toast: FC<{ readonly notice: Notice; readonly onClose: () => void }> = ({ notice, onClose }) => {
  const { t } = useTranslation();
  const { level, error } = notice;
  return (
    <Radix.Root
      className={`toast toast--${level}`}
      type={level === 'error' ? 'foreground' : 'background'}
      duration={TOAST_MS[level]}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Radix.Title className="toast__title">{t(`notices.level.${level}`)}</Radix.Title>
      <Radix.Description className="toast__text">{errorText(error, t)}</Radix.Description>
      <Radix.Close className="icon-button toast__close" aria-label={t('ui:close')}>
        ✕
      </Radix.Close>
    </Radix.Root>
  );
};
