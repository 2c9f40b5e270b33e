import type { FC } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LedgerExportFormat } from '#shared/contract/ledger.ts';
import { LEDGER_EXPORT_FORMATS } from '#shared/contract/ledger.ts';
import type { RequestPayload } from '#shared/contract/requests.ts';
import { request } from '#renderer/bridge/requests.ts';
import { usePassingText } from '#renderer/panels/api-data/use-passing-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { errorText } from '#renderer/ui/error-text.ts';
import { saveText } from '../save-text.ts';

interface ExportButtonsProps {
  readonly query: Omit<RequestPayload<'ledger.export'>, 'format'>;
  /** What the pack is of, for the tooltip. */
  readonly hint: string;
}

/** 증거 CSV · JSON: the evidence pack as a file. */
export const ExportButtons: FC<ExportButtonsProps> = ({ query, hint }) => {
  const { t } = useTranslation('ledger');
  const [said, say] = usePassingText();
  const [isBusy, setIsBusy] = useState(false);
  const save = async (format: LedgerExportFormat): Promise<void> => {
    setIsBusy(true);
    const pack = await request('ledger.export', { ...query, format });
    setIsBusy(false);
    if (!pack.ok) return say(errorText(pack.error, t));
    saveText(pack.value);
    say(t('export.saved', { count: pack.value.rows }));
  };
  return (
    <>
      <span className="ledger__said" role="status">
        {said}
      </span>
      {LEDGER_EXPORT_FORMATS.map((format) => (
        <Button
          key={format}
          size="small"
          tone="ghost"
          title={hint}
          disabled={isBusy}
          onClick={() => void save(format)}
        >
          {format.toUpperCase()}
        </Button>
      ))}
    </>
  );
};
