import type { FC } from 'react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { searchInstruments } from '#renderer/stores/instrument-search.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { IconButton } from '#renderer/ui/button.tsx';
import type { SearchOption } from '#renderer/ui/search-box.tsx';
import { SearchBox } from '#renderer/ui/search-box.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { RequestControlProps } from './request-control.tsx';

const FOUND = 20;
const CODE = /^[0-9A-Z]{6,9}$/;

/** Search by code, name or first consonants; what is chosen stands in the field. With a venue where the API takes one. */
export const InstrumentControl: FC<RequestControlProps> = ({ field, value, onChange }) => {
  const { t } = useTranslation('api-data');
  const index = useStore(instrumentsStore, (state) => state.index);
  const bySymbol = useStore(instrumentsStore, (state) => state.bySymbol);
  const { symbol, suffix } = splitCode(value);
  const search = useCallback(
    (query: string): readonly SearchOption[] => {
      const found = searchInstruments(index, query, FOUND).map(({ instrument }) => ({
        id: instrument.symbol,
        title: instrument.name,
        detail: `${instrument.symbol} ${instrument.market}`,
      }));
      const typed = query.trim().toUpperCase();
      const isOther = CODE.test(typed) && !found.some(({ id }) => id === typed);
      return isOther ? [...found, { id: typed, title: typed, detail: t('asTyped') }] : found;
    },
    [index, t],
  );
  const name = bySymbol.get(symbol)?.name;
  return (
    <div className="api-instrument">
      <SearchBox
        label={field.label}
        placeholder={symbol === '' ? t('searchInstrument') : `${name ?? ''} ${symbol}`.trim()}
        nothingFound={t('noInstrument')}
        search={search}
        onChoose={(chosen) => onChange(joinCode(chosen, suffix))}
      />
      {field.format !== 'code' && (
        <Select
          aria-label={t('venue')}
          options={VENUES.map(([code, venue]) => ({
            value: code,
            label: venue === '' ? t('bothVenues') : venue,
          }))}
          value={suffix}
          onChange={(chosen) => onChange(joinCode(symbol, chosen))}
        />
      )}
      {!field.required && symbol !== '' && (
        <IconButton label={t('clear')} onClick={() => onChange('')}>
          ×
        </IconButton>
      )}
    </div>
  );
};

/** What stands behind a code, and the venue it means; the last means both. */
const VENUES = [
  ['', 'KRX'],
  ['_NX', 'NXT'],
  ['_AL', ''],
] as const;
type VenueSuffix = (typeof VENUES)[number][0];

export function splitCode(value: string): { readonly symbol: string; readonly suffix: VenueSuffix } {
  const found = VENUES.find(([suffix]) => suffix !== '' && value.endsWith(suffix))?.[0] ?? '';
  return { symbol: value.slice(0, value.length - found.length), suffix: found };
}

export function joinCode(symbol: string, suffix: VenueSuffix): string {
  return symbol === '' ? '' : `${symbol}${suffix}`;
}
