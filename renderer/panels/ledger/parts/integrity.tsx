import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '#renderer/format/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { errorText } from '#renderer/ui/error-text.ts';
import { useVerdict } from '../use-ledger.ts';

/** Whether the ledger is as it was written, and since when that is known. */
export const Integrity: FC = () => {
  const { t } = useTranslation('ledger');
  const { verdict, error, isChecking, check } = useVerdict();
  const tone = error !== null || verdict?.isIntact === false ? 'bad' : verdict === null ? 'open' : 'good';
  const time = verdict === null ? '' : formatTime(verdict.checkedAt);
  const text = ((): string => {
    if (error !== null) return errorText(error, t);
    if (verdict === null) return t('integrity.open');
    if (verdict.isIntact) return t('integrity.good', { rows: verdict.rows, time });
    return verdict.firstBadSequence === null
      ? t('integrity.damaged', { time })
      : t('integrity.broken', { row: verdict.firstBadSequence, time });
  })();
  return (
    <>
      <span
        className={`ledger__integrity ledger__integrity--${tone}`}
        role={tone === 'bad' ? 'alert' : 'status'}
        title={verdict === null ? undefined : t('integrity.hint', { hash: verdict.lastHash })}
      >
        {text}
      </span>
      <Button size="small" tone="ghost" disabled={isChecking} onClick={() => void check()}>
        {t(isChecking ? 'integrity.checking' : 'integrity.check')}
      </Button>
    </>
  );
};
