import type { FC, KeyboardEvent, ReactNode } from 'react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { KiwoomEndpoint, KiwoomRequestField } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { fieldErrorId } from '#renderer/ui/field.tsx';
import { RequestControl } from './parts/request-control.tsx';
import { formFields } from './request-form.ts';
import type { FormValues } from './use-form-values.ts';
import './api-data.css';

interface ApiFormProps {
  readonly endpoint: KiwoomEndpoint;
  readonly form: FormValues;
  /** Sends, after the form has checked itself. */
  readonly onSend: () => void;
  /** Only these fields, in this order; absent: all. */
  readonly keys?: readonly string[];
  /** Labels over the controls instead of before them, all in one line: a filter bar. */
  readonly isBar?: boolean;
  readonly children?: ReactNode;
}

/** A form made from an API's request fields. Enter anywhere sends it. */
export const ApiForm: FC<ApiFormProps> = ({ endpoint, form, onSend, keys, isBar = false, children }) => {
  const { t } = useTranslation('api-data');
  const fields = formFields(endpoint);
  const shown =
    keys === undefined ? fields : keys.flatMap((key) => fields.filter((field) => field.key === key));
  const send = (): void => {
    if (form.check()) onSend();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // A list box opens with Space and arrows; Enter sends as in every other field.
    if (event.key !== 'Enter' || !(event.target instanceof HTMLSelectElement)) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className={classNames('api-form', isBar && 'api-form--bar')}
      aria-label={t('form', { name: endpoint.nameKo })}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {shown.map((field) => (
        <RequestRow key={field.key} field={field} endpoint={endpoint} form={form} />
      ))}
      {children}
    </form>
  );
};

interface RequestRowProps {
  readonly field: KiwoomRequestField;
  readonly endpoint: KiwoomEndpoint;
  readonly form: FormValues;
}

const RequestRow: FC<RequestRowProps> = ({ field, endpoint, form }) => {
  const { t, i18n } = useTranslation('api-data');
  const id = useId();
  const problem = form.problems[field.key];
  const label = i18n.language === 'en' ? field.key : field.label;
  return (
    <div
      className="api-field"
      title={`${field.label} · ${field.key}${field.note === undefined ? '' : ` · ${field.note}`}`}
    >
      <label className="api-field__label" htmlFor={id}>
        {label}
        {field.required && (
          <abbr className="api-field__required" title={t('required')}>
            *
          </abbr>
        )}
      </label>
      <div className="api-field__control">
        <RequestControl
          id={id}
          field={field}
          endpoint={endpoint}
          value={form.values[field.key] ?? ''}
          isWrong={problem !== undefined}
          onChange={(value) => form.set(field.key, value)}
        />
        {problem !== undefined && (
          <p className="field__error" id={fieldErrorId(id)} role="alert">
            {t(`errors:code.${problem.code}`, { label: problem.label, length: problem.length })}
          </p>
        )}
      </div>
    </div>
  );
};
