import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiRecord } from '#shared/contract/api.ts';
import type { Locale } from '#shared/contract/vocabulary.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import type { ShownField } from './value-text.ts';
import { fieldHeader, formatApiValue, rowDirection, toneOfValue } from './value-text.ts';
import './api-data.css';

interface ApiSummaryProps {
  readonly fields: readonly ShownField[];
  readonly values: ApiRecord;
  /** Cells by key, so that a stream can write into them. */
  readonly cellRef?: (key: string, cell: HTMLElement | null) => void;
}

/** Top-level values of an answer: label and value in as many columns as there is room for. */
export const ApiSummary: FC<ApiSummaryProps> = ({ fields, values, cellRef }) => {
  const { i18n } = useTranslation('api-data');
  const locale = i18n.language as Locale;
  const direction = rowDirection(values, fields);
  return (
    <dl className="api-summary">
      {fields.map((field) => (
        <div key={field.key} className="api-summary__item" title={`${field.label} · ${field.key}`}>
          <dt>{fieldHeader(field, locale)}</dt>
          <dd
            ref={(cell) => cellRef?.(field.key, cell)}
            className={classNames(toneOfValue(values[field.key], field, direction))}
          >
            {formatApiValue(values[field.key], field)}
          </dd>
        </div>
      ))}
    </dl>
  );
};
