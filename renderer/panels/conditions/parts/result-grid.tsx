import type { CellKeyDownEvent } from 'ag-grid-community';
import type { FC } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Locale } from '#shared/contract/vocabulary.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { DeskGrid } from '#renderer/ui/grid.tsx';
import type { ConditionRow } from '../view-model.ts';
import type { ResultRow } from './result-columns.ts';
import { resultColumns } from './result-columns.ts';

interface ResultGridProps {
  readonly rows: readonly ConditionRow[];
  readonly onChoose: (symbol: InstrumentSymbol) => void;
}

const ROW_CLASSES = {
  'conditions__row--fresh': ({ data }: { data: ResultRow | undefined }) => data?.state === 'fresh',
  'conditions__row--left': ({ data }: { data: ResultRow | undefined }) => data?.state === 'left',
};
/** Narrower than this the prices need the room. */
const SHOWN_FROM = { change: 420, volume: 500, turnover: 580 };

/** Who meets a condition, with live quotes; double click or Enter shows the instrument in the colour group. */
export const ResultGrid: FC<ResultGridProps> = ({ rows, onChoose }) => {
  const { t, i18n } = useTranslation('conditions');
  const bySymbol = useStore(instrumentsStore, (state) => state.bySymbol);
  const named = useMemo(
    () => rows.map((row): ResultRow => ({ ...row, name: bySymbol.get(row.symbol)?.name ?? row.symbol })),
    [rows, bySymbol],
  );
  const columns = useMemo(() => resultColumns(t, i18n.language as Locale), [t, i18n.language]);
  return (
    <DeskGrid<ResultRow>
      columnDefs={columns}
      rowData={named}
      getRowId={({ data }) => data.symbol}
      rowClassRules={ROW_CLASSES}
      shownFrom={SHOWN_FROM}
      onRowDoubleClicked={({ data }) => {
        if (data !== undefined) onChoose(data.symbol);
      }}
      onCellKeyDown={(event) => {
        const { event: key, data } = event as CellKeyDownEvent<ResultRow>;
        if (key instanceof KeyboardEvent && key.key === 'Enter' && data !== undefined) onChoose(data.symbol);
      }}
    />
  );
};
