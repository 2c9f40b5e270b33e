import type { FC } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiRaw } from '#shared/contract/api.ts';
import { copyText } from '#renderer/panels/api-data/copy-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { rawTexts } from '../raw-text.ts';

/** What was sent and what came, as it went over the wire. */
export const RawView: FC<{ readonly raw: ApiRaw }> = ({ raw }) => {
  const { t } = useTranslation('explorer');
  const { request, answer } = rawTexts(raw);
  return (
    <div className="raw-view">
      <RawText title={t('rawRequest')} text={request} />
      <RawText title={t('rawAnswer')} text={answer} />
    </div>
  );
};

const RawText: FC<{ readonly title: string; readonly text: string }> = ({ title, text }) => {
  const { t } = useTranslation('explorer');
  const [isCopied, setIsCopied] = useState(false);
  return (
    <section className="raw-view__part" aria-label={title}>
      <header>
        <b>{title}</b>
        <Button size="small" tone="ghost" onClick={() => void copyText(text).then(setIsCopied)}>
          {isCopied ? t('rawCopied') : t('api-data:copy')}
        </Button>
      </header>
      {/* Focusable, so that a long answer can be scrolled by keys. */}
      <pre tabIndex={0}>{text}</pre>
    </section>
  );
};
