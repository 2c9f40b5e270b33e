import type { CsvExportParams, GridApi } from 'ag-grid-community';
import type { FC, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Locale } from '#shared/contract/vocabulary.ts';
import { formatDate } from '#renderer/format/time.ts';
import { deskNow } from '#renderer/stores/connection-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Menu } from '#renderer/ui/menu.tsx';
import type { ApiRow } from '../answer-view.ts';
import { copyText } from '../copy-text.ts';
import type { ColumnChoice } from '../grid-columns.ts';
import { headerOf, shownColumns } from '../grid-columns.ts';
import { buildTsv, exportName, exportText } from '../table-text.ts';
import { usePassingText } from '../use-passing-text.ts';
import type { ShownField } from '../value-text.ts';

interface GridToolsProps {
  readonly grid: GridApi<ApiRow> | null;
  readonly fields: readonly ShownField[];
  readonly columns: readonly ColumnChoice[] | undefined;
  readonly hidden: ReadonlySet<string>;
  readonly onToggleColumn: (key: string) => void;
  readonly onResetColumns: () => void;
  readonly isFiltering: boolean;
  readonly onToggleFilter: () => void;
  readonly exportTitle: string;
  readonly lead: ReactNode;
}

/** The line over a grid: what it shows, then filter, columns, clipboard and file. */
export const GridTools: FC<GridToolsProps> = (props) => {
  const { grid, fields, columns, hidden, isFiltering, onToggleFilter, exportTitle, lead } = props;
  const { t, i18n } = useTranslation('api-data');
  const locale = i18n.language as Locale;
  const [said, say] = usePassingText();
  const shown = shownColumns(fields, columns).filter(({ field }) => !hidden.has(field.key));
  const copy = async (): Promise<void> => {
    const rows = visibleRows(grid);
    const isCopied = await copyText(
      buildTsv(
        rows,
        shown.map(({ field }) => field),
        locale,
      ),
    );
    say(isCopied ? t('copied', { count: rows.length }) : t('notCopied'));
  };
  const save = (): void => grid?.exportDataAsCsv(csvOptions(exportTitle));
  return (
    <div className="api-tools">
      <div className="api-tools__lead">{lead}</div>
      <span className="api-tools__said" role="status">
        {said}
      </span>
      <Button size="small" tone="ghost" aria-pressed={isFiltering} onClick={onToggleFilter}>
        {t('filter')}
      </Button>
      <Menu
        align="end"
        trigger={
          <Button size="small" tone="ghost">
            {t('columns')}
          </Button>
        }
        entries={[
          { id: 'all', label: t('allColumns'), onSelect: props.onResetColumns },
          { id: 'line', isSeparator: true },
          ...shownColumns(fields, columns).map(({ field, choice }) => ({
            id: field.key,
            label: headerOf(field, choice, locale),
            isChecked: !hidden.has(field.key),
            onSelect: () => props.onToggleColumn(field.key),
          })),
        ]}
      />
      <Button size="small" tone="ghost" title={t('copyHint')} onClick={() => void copy()}>
        {t('copy')}
      </Button>
      <Button size="small" tone="ghost" title={t('csvHint')} onClick={save}>
        CSV
      </Button>
    </div>
  );
};

/** As sorted and filtered in sight. */
function visibleRows(grid: GridApi<ApiRow> | null): readonly ApiRow[] {
  const rows: ApiRow[] = [];
  grid?.forEachNodeAfterFilterAndSort(({ data }) => {
    if (data !== undefined) rows.push(data);
  });
  return rows;
}

function csvOptions(title: string): CsvExportParams {
  const [apiId = '', ...name] = title.split(' ');
  return {
    fileName: exportName(apiId, name.join(' '), formatDate(deskNow())),
    processCellCallback: ({ value }) => exportText(value as string | number | null),
  };
}
