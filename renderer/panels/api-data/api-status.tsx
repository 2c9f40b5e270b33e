import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '#renderer/format/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { errorText } from '#renderer/ui/error-text.ts';
import type { ApiQuery, ApiQueryState } from './api-query.ts';
import { isQueryStale } from './api-query.ts';
import { loadProgress } from './load-progress.ts';

interface ApiStatusProps {
  readonly query: ApiQuery;
  readonly state: ApiQueryState;
  /** List whose rows are counted; null: the answer has none. */
  readonly listKey: string | null;
}

/** When the answer came, how long it took, what pages there are, and what failed since. */
export const ApiStatus: FC<ApiStatusProps> = ({ query, state, listKey }) => {
  const { t } = useTranslation('api-data');
  const { reply, error, phase, lists, pages } = state;
  const rows = listKey === null ? null : (lists[listKey] ?? []);
  return (
    <div className="api-status">
      {isQueryStale(state) && reply !== null && (
        <span className="api-status__stale">{t('staleSince', { time: formatTime(reply.at) })}</span>
      )}
      {error !== null && reply !== null && (
        <span className="api-status__error" role="alert">
          {errorText(error, t)}
        </span>
      )}
      {rows !== null && reply !== null && <span>{t('rows', { count: rows.length, pages })}</span>}
      {rows !== null && <Paging query={query} state={state} lastRow={rows.at(-1)} />}
      <span className="api-status__end">
        {phase === 'asking' && t('asking')}
        {phase !== 'asking' && reply !== null && (
          <>
            {formatTime(reply.at)} · {Math.round(reply.tookMs)} ms
          </>
        )}
      </span>
    </div>
  );
};

interface PagingProps {
  readonly query: ApiQuery;
  readonly state: ApiQueryState;
  readonly lastRow: Parameters<typeof loadProgress>[1];
}

const Paging: FC<PagingProps> = ({ query, state, lastRow }) => {
  const { t } = useTranslation('api-data');
  const { reply, cursor, phase, isLoadingAll, pages, question } = state;
  if (reply === null) return null;
  if (isLoadingAll) {
    const share = loadProgress(question?.request ?? {}, lastRow);
    return (
      <>
        <progress
          className="api-status__progress"
          aria-label={t('loadingAll', { pages })}
          max={1}
          {...(share !== null && { value: share })}
        />
        <Button size="small" onClick={() => query.cancel()}>
          {t('stop')}
        </Button>
      </>
    );
  }
  if (cursor === null) return <span>{t('lastPage')}</span>;
  return (
    <>
      <Button size="small" isBusy={phase === 'adding'} onClick={() => void query.nextPage()}>
        {t('nextPage')}
      </Button>
      <Button size="small" tone="ghost" disabled={phase === 'adding'} onClick={() => void query.loadAll()}>
        {t('loadAll')}
      </Button>
    </>
  );
};
