import type { FC, ReactNode } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '#shared/domain/account.ts';
import { formatTime } from '#renderer/format/time.ts';
import { useInterest } from '#renderer/stores/hooks.ts';
import { Button } from '#renderer/ui/button.tsx';
import { errorText } from '#renderer/ui/error-text.ts';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { EmptyState, ErrorState, LoadingState } from '#renderer/ui/states.tsx';
import type { FollowedCondition } from '../live-conditions.ts';
import { useConditionSearch } from '../use-conditions.ts';
import type { ConditionRow } from '../view-model.ts';
import { memberCount, NOTHING_FOLLOWED, withMembers } from '../view-model.ts';
import { ResultGrid } from './result-grid.tsx';

interface FollowedResultProps {
  readonly panel: PanelProps;
  readonly followed: FollowedCondition;
  readonly onRetry: () => void;
}

/** Who meets a condition that is followed. */
export const FollowedResult: FC<FollowedResultProps> = ({ panel, followed, onRetry }) => {
  const { t } = useTranslation('conditions');
  const { phase, view, error } = followed;
  if (error !== null) {
    const action = { label: t('again'), run: onRetry };
    return <ErrorState title={errorText(error, t)} hint={t(`advice.${error.kind}`)} action={action} />;
  }
  if (phase === 'starting' && view.rows.length === 0) return <LoadingState rows={8} />;
  return (
    <>
      <Head>
        <span className="conditions__live">{t('live')}</span>
        <span>{t('members', { count: memberCount(view) })}</span>
        <span className="up">{t('entered', { count: view.entered })}</span>
        <span className="down">{t('left', { count: view.left })}</span>
      </Head>
      <Rows panel={panel} rows={view.rows} emptyHint={t('nobodyLive')} />
    </>
  );
};

interface SearchedResultProps {
  readonly panel: PanelProps;
  readonly accountId: AccountId;
  readonly conditionId: string;
  readonly isOnline: boolean;
}

/** Who met a condition when it was searched. */
export const SearchedResult: FC<SearchedResultProps> = ({ panel, accountId, conditionId, isOnline }) => {
  const { t } = useTranslation('conditions');
  const { found, again } = useConditionSearch(accountId, conditionId, isOnline);
  const { phase, symbols, at, error } = found;
  const { rows } = useMemo(() => withMembers(NOTHING_FOLLOWED, symbols), [symbols]);
  if (error !== null) {
    const action = { label: t('again'), run: again };
    return <ErrorState title={errorText(error, t)} hint={t(`advice.${error.kind}`)} action={action} />;
  }
  if (phase === 'searching' && rows.length === 0) return <LoadingState rows={8} />;
  return (
    <>
      <Head>
        <span>{t('members', { count: rows.length })}</span>
        {at !== null && <span className="muted">{t('searchedAt', { time: formatTime(at) })}</span>}
        <Button size="small" tone="ghost" isBusy={phase === 'searching'} onClick={again}>
          {t('search')}
        </Button>
      </Head>
      <Rows panel={panel} rows={rows} emptyHint={t('nobodyHint')} />
    </>
  );
};

const Head: FC<{ readonly children: ReactNode }> = ({ children }) => (
  <div className="conditions__head" role="status">
    {children}
  </div>
);

interface RowsProps {
  readonly panel: PanelProps;
  readonly rows: readonly ConditionRow[];
  readonly emptyHint: string;
}

const Rows: FC<RowsProps> = ({ panel: { isVisible, setSymbol }, rows, emptyHint }) => {
  const { t } = useTranslation('conditions');
  const symbols = useMemo(() => rows.map(({ symbol }) => symbol), [rows]);
  useInterest(isVisible ? symbols : [], ['quote'], 'visible');
  if (rows.length === 0) return <EmptyState title={t('nobody')} hint={emptyHint} />;
  return <ResultGrid rows={rows} onChoose={setSymbol} />;
};
