import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { HogaError } from '#shared/domain/errors.ts';
import { ErrorState } from '#renderer/ui/states.tsx';
import { errorText } from '#renderer/ui/error-text.ts';

/** The whole window, when the desk could not be opened at all. */
export const OpeningFailed: FC<{ readonly error: HogaError; readonly onRetry: () => void }> = ({
  error,
  onRetry,
}) => {
  const { t } = useTranslation();
  return (
    <main className="desk__opening">
      <ErrorState
        title={t('openingFailed')}
        hint={errorText(error, t)}
        action={{ label: t('retry'), run: onRetry }}
      />
    </main>
  );
};
