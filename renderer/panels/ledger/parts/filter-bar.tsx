import type { FC } from 'react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { isKstDate } from '#shared/domain/time.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { accountName } from '#renderer/ui/account-name.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { OrdersQuery } from '../use-ledger.ts';
import type { LedgerFilter } from '../view-model.ts';
import { dateInputText } from '../view-model.ts';
import { ExportButtons } from './export-buttons.tsx';
import { Integrity } from './integrity.tsx';

interface FilterBarProps {
  readonly filter: LedgerFilter;
  readonly query: OrdersQuery;
  /** Of the instrument that the panel is linked to; null while there is none. */
  readonly symbolName: string | null;
  readonly onChange: (filter: LedgerFilter) => void;
}

const EVERY_ACCOUNT = '*';

/** Which orders are shown, whether the ledger is whole, and the evidence of what is shown. */
export const FilterBar: FC<FilterBarProps> = ({ filter, query, symbolName, onChange }) => {
  const { t } = useTranslation('ledger');
  const accounts = useStore(accountsStore, (state) => state.accounts);
  const id = useId();
  const setDate = (field: 'from' | 'to', text: string): void => {
    const date = text.replaceAll('-', '');
    onChange({ ...filter, [field]: isKstDate(date) ? date : null });
  };
  return (
    <div className="ledger__bar">
      <div className="ledger__choice">
        <Select
          aria-label={t('filter.account')}
          value={filter.accountId ?? EVERY_ACCOUNT}
          options={[
            { value: EVERY_ACCOUNT, label: t('filter.everyAccount') },
            ...accounts.map((account) => ({
              value: account.accountId,
              label: accountName(account, t),
            })),
          ]}
          onChange={(value) =>
            onChange({
              ...filter,
              accountId: accounts.find(({ accountId }) => accountId === value)?.accountId ?? null,
            })
          }
        />
        {(['from', 'to'] as const).map((field) => (
          <div key={field} className="input ledger__date">
            <input
              id={`${id}-${field}`}
              type="date"
              className="input__text"
              aria-label={t(`filter.${field}`)}
              value={dateInputText(query[field])}
              onChange={(event) => setDate(field, event.target.value)}
            />
          </div>
        ))}
        {symbolName !== null && (
          <Segmented
            label={t('filter.symbol')}
            value={filter.isOneSymbol ? 'one' : 'all'}
            options={[
              { value: 'all', label: t('filter.everySymbol') },
              { value: 'one', label: symbolName },
            ]}
            onChange={(chosen) => onChange({ ...filter, isOneSymbol: chosen === 'one' })}
          />
        )}
      </div>
      <div className="ledger__tools">
        <Integrity />
        <ExportButtons
          query={{ accountId: query.accountId, clientOrderId: null, from: query.from, to: query.to }}
          hint={t('export.days')}
        />
      </div>
    </div>
  );
};
