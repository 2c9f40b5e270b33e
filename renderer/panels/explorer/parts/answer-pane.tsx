import type { FC } from 'react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KiwoomEndpoint } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { listsOf, summaryFields, unknownFields } from '#renderer/panels/api-data/answer-view.ts';
import { ApiGrid } from '#renderer/panels/api-data/api-grid.tsx';
import type { ApiQuery, ApiQueryState } from '#renderer/panels/api-data/api-query.ts';
import { isQueryStale } from '#renderer/panels/api-data/api-query.ts';
import { ApiStatus } from '#renderer/panels/api-data/api-status.tsx';
import { ApiSummary } from '#renderer/panels/api-data/api-summary.tsx';
import { refusedField } from '#renderer/panels/api-data/refused-field.ts';
import type { FormValues } from '#renderer/panels/api-data/use-form-values.ts';
import { errorText } from '#renderer/ui/error-text.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { EmptyState, ErrorState, LoadingState, StaleVeil } from '#renderer/ui/states.tsx';
import { RawView } from './raw-view.tsx';

interface AnswerPaneProps {
  readonly endpoint: KiwoomEndpoint;
  readonly query: ApiQuery;
  readonly state: ApiQueryState;
  readonly form: FormValues;
  readonly setSymbol: (symbol: InstrumentSymbol) => void;
}

/** The answer: values, rows, or as it went over the wire. What failed is told with what to do about it. */
export const AnswerPane: FC<AnswerPaneProps> = (props) => {
  const { endpoint, query, state, form } = props;
  const { t } = useTranslation('explorer');
  const { reply, error, phase, question } = state;
  const { report } = form;
  useEffect(() => {
    const refused = error === null ? null : refusedField(error);
    if (refused !== null) report(refused.key, refused.problem);
  }, [error, report]);
  if (reply === null) {
    if (phase === 'asking') return <LoadingState rows={10} />;
    if (error === null) return <EmptyState title={t('notAsked')} hint={t('notAskedHint')} />;
    const retry = { label: t('api-data:retry'), run: () => void (question && query.ask(question)) };
    return (
      <ErrorState title={errorText(error, t)} hint={t(`api-data:advice.${error.kind}`)} action={retry} />
    );
  }
  return (
    <StaleVeil isStale={isQueryStale(state)}>
      <Answer {...props} reply={reply} key={endpoint.id} />
    </StaleVeil>
  );
};

const Answer: FC<AnswerPaneProps & { readonly reply: NonNullable<ApiQueryState['reply']> }> = ({
  endpoint,
  query,
  state,
  reply,
  setSymbol,
}) => {
  const { t, i18n } = useTranslation('explorer');
  const [view, setView] = useState<'data' | 'raw'>('data');
  const list = useMemo(() => listsOf(endpoint)[0] ?? null, [endpoint]);
  const rows = list === null ? [] : (state.lists[list.key] ?? []);
  const summary = useMemo(() => {
    const known = summaryFields(endpoint);
    return [...known, ...unknownFields(endpoint.response, reply.fields)];
  }, [endpoint, reply.fields]);
  const firstRow = rows[0];
  const fields = useMemo(
    () =>
      list === null
        ? []
        : [...list.fields, ...(firstRow === undefined ? [] : unknownFields(list.fields, firstRow))],
    [list, firstRow],
  );
  const switcher = (
    <Segmented
      label={t('view')}
      value={view}
      onChange={setView}
      options={[
        { value: 'data', label: t('data') },
        { value: 'raw', label: t('raw') },
      ]}
    />
  );
  return (
    <div className="answer">
      {view === 'raw' && (
        <>
          <div className="api-tools">
            <div className="api-tools__lead">{switcher}</div>
          </div>
          <RawView raw={reply.raw} />
        </>
      )}
      {view === 'data' && (
        <>
          {list === null && (
            <div className="api-tools">
              <div className="api-tools__lead">{switcher}</div>
            </div>
          )}
          {summary.length > 0 && (
            <div className={list === null ? 'answer__summary answer__summary--whole' : 'answer__summary'}>
              <ApiSummary fields={summary} values={reply.fields} />
            </div>
          )}
          {list !== null && (
            <ApiGrid
              owner={endpoint.id}
              exportTitle={`${endpoint.id} ${i18n.language === 'en' ? endpoint.nameEn : endpoint.nameKo}`}
              fields={fields}
              rows={rows}
              onChoose={setSymbol}
              lead={
                <>
                  {switcher}
                  <b>{list.label}</b>
                  {rows.length === 0 && <span>{t('api-data:empty')}</span>}
                </>
              }
            />
          )}
        </>
      )}
      <ApiStatus query={query} state={state} listKey={list?.key ?? null} />
    </div>
  );
};
