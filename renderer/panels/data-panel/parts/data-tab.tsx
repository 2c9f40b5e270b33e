import type { GridApi } from 'ag-grid-community';
import type { FC, ReactNode } from 'react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ApiRecord } from '#shared/contract/api.ts';
import type { Locale } from '#shared/contract/vocabulary.ts';
import type { ApiRow } from '#renderer/panels/api-data/answer-view.ts';
import { listsOf, summaryFields } from '#renderer/panels/api-data/answer-view.ts';
import { ApiForm } from '#renderer/panels/api-data/api-form.tsx';
import { ApiGrid } from '#renderer/panels/api-data/api-grid.tsx';
import { isQueryStale } from '#renderer/panels/api-data/api-query.ts';
import { ApiStatus } from '#renderer/panels/api-data/api-status.tsx';
import { ApiSummary } from '#renderer/panels/api-data/api-summary.tsx';
import type { RequestValues } from '#renderer/panels/api-data/request-form.ts';
import { findProblems } from '#renderer/panels/api-data/request-form.ts';
import { fieldHeader } from '#renderer/panels/api-data/value-text.ts';
import type { ShownField } from '#renderer/panels/api-data/value-text.ts';
import { connectionStore, isDeskCurrent } from '#renderer/stores/connection-store.ts';
import { errorText } from '#renderer/ui/error-text.ts';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { EmptyState, ErrorState, LoadingState, StaleVeil } from '#renderer/ui/states.tsx';
import { chartSeries } from '../chart-series.ts';
import type { DetailDescription, LiveDescription, TabDescription } from '../description.ts';
import { aloneFields } from '../live-values.ts';
import { requestOfRow } from '../row-request.ts';
import { useLiveRows } from '../use-live-rows.ts';
import { useLiveSummary } from '../use-live-summary.ts';
import type { TabQuery } from '../use-tab-query.ts';
import { useTabQuery } from '../use-tab-query.ts';
import { BoardView } from './board-view.tsx';
import { DetailPane } from './detail-pane.tsx';
import { LineChartView } from './line-chart-view.tsx';
import { RangePresets } from './range-presets.tsx';

interface DataTabProps {
  readonly panel: PanelProps;
  readonly panelId: string;
  readonly tab: TabDescription;
  /** Switches between the tabs of the panel. */
  readonly tabs: ReactNode;
  /** Request values that the row of the other pane gives. */
  readonly given?: RequestValues;
}

export const DataTab: FC<DataTabProps> = ({ panel, panelId, tab, tabs, given }) => {
  const { symbol, isVisible } = panel;
  const asked = useTabQuery(tab, symbol, isVisible, given);
  const [row, setRow] = useState<ApiRecord | null>(null);
  const hasBar = tab.filters !== undefined && tab.filters.length > 0;
  return (
    <>
      {(hasBar || tabs !== false) && (
        <div className="data-panel__bar">
          {tabs}
          {hasBar && (
            <ApiForm
              endpoint={asked.endpoint}
              form={asked.form}
              onSend={asked.ask}
              keys={tab.filters ?? []}
              isBar
            >
              {tab.range !== undefined && <RangePresets range={tab.range} form={asked.form} />}
            </ApiForm>
          )}
        </div>
      )}
      {tab.detail === undefined ? (
        <TabBody panel={panel} panelId={panelId} tab={tab} asked={asked} />
      ) : (
        <div className="data-panel__split">
          <div className="data-panel__pane">
            <TabBody panel={panel} panelId={panelId} tab={tab} asked={asked} onRow={setRow} />
          </div>
          <DetailPane
            panel={panel}
            panelId={panelId}
            detail={tab.detail}
            row={rowOfDetail(asked, tab.detail, row)}
            Tab={DataTab}
          />
        </div>
      )}
    </>
  );
};

/** The row that was chosen while it is among the rows, else the first. */
function rowOfDetail(
  { endpoint, state }: TabQuery,
  detail: DetailDescription,
  chosen: ApiRecord | null,
): ApiRecord | null {
  const list = listsOf(endpoint)[0];
  const rows = (list === undefined ? undefined : state.lists[list.key]) ?? [];
  if (chosen !== null) {
    const asked = JSON.stringify(requestOfRow(chosen, detail));
    if (rows.some((row) => JSON.stringify(requestOfRow(row, detail)) === asked)) return chosen;
  }
  return rows[0] ?? null;
}

interface TabBodyProps extends Omit<DataTabProps, 'tabs' | 'given'> {
  readonly asked: TabQuery;
  readonly onRow?: ((row: ApiRecord) => void) | undefined;
}

const STILL: readonly LiveDescription[] = [];

const TabBody: FC<TabBodyProps> = (props) => {
  const { asked } = props;
  const { t } = useTranslation('data-panel');
  const isCurrent = useStore(connectionStore, isDeskCurrent);
  const { state, missing, ask } = asked;
  if (missing === 'account') return <EmptyState title={t('api-data:noAccount')} />;
  if (missing === 'instrument') return <EmptyState title={t('noInstrument')} hint={t('noInstrumentHint')} />;
  if (state.reply === null) {
    const [problem] = Object.values(findProblems(asked.endpoint, asked.values));
    if (problem !== undefined) {
      return <EmptyState title={t('incomplete')} hint={t(`errors:code.${problem.code}`, { ...problem })} />;
    }
    if (state.error === null) return <LoadingState rows={10} />;
    const retry = { label: t('api-data:retry'), run: ask };
    const { error } = state;
    return (
      <ErrorState title={errorText(error, t)} hint={t(`api-data:advice.${error.kind}`)} action={retry} />
    );
  }
  return (
    <StaleVeil isStale={!isCurrent || isQueryStale(state)}>
      <TabData {...props} reply={state.reply} />
    </StaleVeil>
  );
};

const TabData: FC<TabBodyProps & { readonly reply: NonNullable<TabQuery['state']['reply']> }> = ({
  panel,
  panelId,
  tab,
  asked,
  reply,
  onRow,
}) => {
  const { t, i18n } = useTranslation('data-panel');
  const locale = i18n.language as Locale;
  const { endpoint, state, query, values: request } = asked;
  const { live = STILL, board } = tab;
  const { symbol, setSymbol, isVisible } = panel;
  const [grid, setGrid] = useState<GridApi<ApiRow> | null>(null);
  const list = useMemo(() => listsOf(endpoint)[0] ?? null, [endpoint]);
  const rows = useMemo(() => (list === null ? [] : (state.lists[list.key] ?? [])), [list, state.lists]);
  const summary = useMemo(
    () => [...aloneFields(live), ...shownSummary(tab, summaryFields(endpoint), list === null)],
    [tab, live, endpoint, list],
  );
  const values = useLiveSummary(reply.fields, reply.at, { lives: live, request, symbol, isVisible });
  useLiveRows(grid, live, isVisible);
  const series = useMemo(
    () =>
      tab.chart === undefined
        ? null
        : chartSeries(rows, tab.chart, (key) => {
            const field = list?.fields.find((one) => one.key === key);
            return field === undefined ? key : fieldHeader(field, locale);
          }),
    [tab, rows, list, locale],
  );
  return (
    <>
      {summary.length > 0 && (
        <div
          className={
            list === null && board === undefined
              ? 'data-panel__summary data-panel__summary--whole'
              : 'data-panel__summary'
          }
        >
          <ApiSummary fields={summary} values={values} />
        </div>
      )}
      {board !== undefined && (
        <BoardView board={board} fields={summaryFields(endpoint)} values={values} isWhole={list === null} />
      )}
      {series !== null && <LineChartView label={t('chart')} series={series} />}
      {list !== null && (
        <ApiGrid
          owner={`${panelId}.${tab.id}`}
          exportTitle={`${endpoint.id} ${t(`${panelId}.title`)}`}
          fields={list.fields}
          rows={rows}
          columns={tab.columns}
          sort={tab.sort}
          totals={tab.totals}
          isPartial={state.cursor !== null}
          rowKey={live.find(({ itemKey }) => itemKey !== undefined)?.itemKey}
          onFocus={onRow}
          onChoose={setSymbol}
          onGrid={setGrid}
          lead={rows.length === 0 ? t('api-data:empty') : null}
        />
      )}
      <ApiStatus query={query} state={state} listKey={list?.key ?? null} />
    </>
  );
};

function shownSummary(
  { summary, board }: TabDescription,
  fields: readonly ShownField[],
  isAlone: boolean,
): readonly ShownField[] {
  if (summary === undefined) return isAlone && board === undefined ? fields : [];
  return summary.flatMap(({ key, as }) => {
    const field = fields.find((one) => one.key === key);
    return field === undefined ? [] : [{ ...field, ...as }];
  });
}
