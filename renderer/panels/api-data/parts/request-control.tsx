import type { FC } from 'react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { KiwoomEndpoint, KiwoomRequestField } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { fieldErrorId } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { CodeListName } from '../code-lists.ts';
import { codeListOf, codeListsStore, loadCodeList } from '../code-lists.ts';
import { isInstrumentField } from '../request-form.ts';
import { formatCompactDate } from '../value-text.ts';
import { InstrumentControl } from './instrument-control.tsx';

export interface RequestControlProps {
  readonly id: string;
  readonly field: KiwoomRequestField;
  readonly endpoint: KiwoomEndpoint;
  readonly value: string;
  readonly isWrong: boolean;
  readonly onChange: (value: string) => void;
}

/** The control that a request field deserves: list box, day, instrument, one of the broker's lists, or free text. */
export const RequestControl: FC<RequestControlProps> = (props) => {
  const { field, endpoint } = props;
  const list = codeListOf(field, endpoint);
  if (list !== null) return <ListedControl {...props} list={list} />;
  if (field.format === 'date') return <DateControl {...props} />;
  if (isInstrumentField(field)) return <InstrumentControl {...props} />;
  if (field.values !== undefined && field.isOpen !== true) return <CodeControl {...props} />;
  return <TextControl {...props} />;
};

const CodeControl: FC<RequestControlProps> = ({ id, field, value, isWrong, onChange }) => {
  const { t } = useTranslation('api-data');
  const codes = Object.entries(field.values ?? {});
  const hasBlank = codes.some(([code]) => code === '');
  const options = [
    ...(hasBlank || (field.required && value !== '') ? [] : [{ value: '', label: t('notChosen') }]),
    ...codes.map(([code, label]) => ({ value: code, label })),
  ];
  return (
    <Select
      id={id}
      options={options}
      value={value}
      aria-invalid={isWrong}
      aria-describedby={isWrong ? fieldErrorId(id) : undefined}
      onChange={onChange}
    />
  );
};

const DateControl: FC<RequestControlProps> = ({ id, value, isWrong, onChange }) => (
  <div className={classNames('input', isWrong && 'input--error')}>
    <input
      id={id}
      type="date"
      className="input__text"
      value={formatCompactDate(value)}
      aria-invalid={isWrong}
      aria-describedby={isWrong ? fieldErrorId(id) : undefined}
      onChange={(event) => onChange(event.target.value.replaceAll('-', ''))}
    />
  </div>
);

/** Codes the guide names are offered; others may be typed. */
const TextControl: FC<RequestControlProps> = ({ id, field, value, isWrong, onChange }) => {
  const offered = Object.entries(field.values ?? {});
  return (
    <div className={classNames('input', isWrong && 'input--error')}>
      <input
        id={id}
        className="input__text"
        autoComplete="off"
        spellCheck={false}
        value={value}
        maxLength={field.length}
        list={offered.length > 0 ? `${id}-offered` : undefined}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? fieldErrorId(id) : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {offered.length > 0 && (
        <datalist id={`${id}-offered`}>
          {offered.map(([code, label]) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </datalist>
      )}
    </div>
  );
};

/** One of a list that the broker keeps; until it has come, free text. The first is taken where one is needed. */
const ListedControl: FC<RequestControlProps & { readonly list: CodeListName }> = (props) => {
  const { list, field, value, onChange, id, isWrong } = props;
  const { t } = useTranslation('api-data');
  const accountId = useStore(accountsStore, (state) => state.activeAccountId);
  const options = useStore(codeListsStore, (state) => state[list]?.options);
  useEffect(() => {
    if (accountId !== null) void loadCodeList(list);
  }, [accountId, list]);
  const first = options?.[0]?.code;
  const isDue = value === '' && field.required && first !== undefined;
  useEffect(() => {
    if (isDue) onChange(first);
  });
  if (options === undefined || options.length === 0) return <TextControl {...props} />;
  const isKnown = value === '' || options.some(({ code }) => code === value);
  return (
    <Select
      id={id}
      options={[
        ...(field.required ? [] : [{ value: '', label: t('notChosen') }]),
        ...(isKnown ? [] : [{ value, label: value }]),
        ...options.map(({ code, name }) => ({ value: code, label: `${name} ${code}` })),
      ]}
      value={value}
      aria-invalid={isWrong}
      aria-describedby={isWrong ? fieldErrorId(id) : undefined}
      onChange={onChange}
    />
  );
};
