import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { searchInstruments } from '#renderer/stores/instrument-search.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { SearchBox } from '#renderer/ui/search-box.tsx';
import type { SearchOption } from '#renderer/ui/search-box.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';

interface AllowedSymbolsProps {
  /** Null: all. */
  readonly symbols: readonly InstrumentSymbol[] | null;
  readonly problem: string | null;
  readonly onChange: (symbols: readonly InstrumentSymbol[] | null) => void;
}

const SHOWN_HITS = 12;

/** Which instruments the account may trade: all, or those of a list. */
export const AllowedSymbols: FC<AllowedSymbolsProps> = ({ symbols, problem, onChange }) => {
  const { t } = useTranslation('accounts');
  return (
    <>
      <div className="limits-form__row">
        <span>{t('ui:limits.allowedSymbols')}</span>
        <Segmented<'all' | 'some'>
          label={t('ui:limits.allowedSymbols')}
          options={[
            { value: 'all', label: t('ui:limits.allSymbols') },
            { value: 'some', label: t('limits.onlyListed') },
          ]}
          value={symbols === null ? 'all' : 'some'}
          onChange={(choice) => onChange(choice === 'all' ? null : (symbols ?? []))}
        />
      </div>
      {symbols !== null && <SymbolList symbols={symbols} problem={problem} onChange={onChange} />}
    </>
  );
};

interface SymbolListProps extends AllowedSymbolsProps {
  readonly symbols: readonly InstrumentSymbol[];
}

const SymbolList: FC<SymbolListProps> = ({ symbols, problem, onChange }) => {
  const { t } = useTranslation('accounts');
  const { index, bySymbol } = useStore(instrumentsStore);
  const search = (query: string): readonly SearchOption[] =>
    searchInstruments(index, query, SHOWN_HITS).map(({ instrument: { symbol, name } }) => ({
      id: symbol,
      title: name,
      detail: symbol,
      ...(symbols.includes(symbol) && { mark: t('limits.listed') }),
    }));
  const add = (symbol: InstrumentSymbol): void => {
    if (!symbols.includes(symbol)) onChange([...symbols, symbol]);
  };
  return (
    <div className="allowed-symbols">
      <SearchBox
        label={t('limits.addSymbol')}
        placeholder={t('limits.addSymbol')}
        nothingFound={t('limits.nothingFound')}
        search={search}
        onChoose={add}
      />
      {problem !== null && (
        <p className="field__error" role="alert">
          {problem}
        </p>
      )}
      <ul className="allowed-symbols__list">
        {symbols.map((symbol) => {
          const name = bySymbol.get(symbol)?.name ?? symbol;
          return (
            <li key={symbol}>
              {name} <span className="muted">{symbol}</span>
              <button
                type="button"
                aria-label={t('limits.removeSymbol', { name })}
                onClick={() => onChange(symbols.filter((other) => other !== symbol))}
              >
                ✕
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
};
