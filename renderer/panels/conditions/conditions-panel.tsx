import type { FC } from 'react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AccountId } from '#shared/domain/account.ts';
import { accountsStore, activeAccount } from '#renderer/stores/accounts-store.ts';
import { connectionStore, isDeskCurrent } from '#renderer/stores/connection-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { errorText } from '#renderer/ui/error-text.ts';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { EmptyState, ErrorState, LoadingState, StaleVeil } from '#renderer/ui/states.tsx';
import type { PanelChoice } from './panel-choice.ts';
import { parseChoice, saveChoice, toggleLive } from './panel-choice.ts';
import { ConditionList } from './parts/condition-list.tsx';
import { FollowedResult, SearchedResult } from './parts/results.tsx';
import { useConditionList, useLiveConditions } from './use-conditions.ts';
import { memberCount } from './view-model.ts';
import './conditions.css';

/** The trader's conditions, searched once or followed live. */
export const ConditionsPanel: FC<PanelProps> = (props) => {
  const { t } = useTranslation('conditions');
  const account = useStore(accountsStore, activeAccount);
  if (account === null) return <EmptyState title={t('noAccount')} hint={t('noAccountHint')} />;
  const { accountId, condition } = account;
  return (
    <Conditions key={accountId} panel={props} accountId={accountId} isOnline={condition.phase === 'online'} />
  );
};

interface ConditionsProps {
  readonly panel: PanelProps;
  readonly accountId: AccountId;
  readonly isOnline: boolean;
}

const Conditions: FC<ConditionsProps> = ({ panel, accountId, isOnline }) => {
  const { t } = useTranslation('conditions');
  const { state, setState, setTitle } = panel;
  const isCurrent = useStore(connectionStore, isDeskCurrent) && isOnline;
  const { conditions, error, reload } = useConditionList(accountId, isCurrent);
  const choice = useMemo(() => parseChoice(state, accountId), [state, accountId]);
  const live = useMemo(
    () => choice.live.filter((id) => conditions?.some((one) => one.id === id) === true),
    [choice, conditions],
  );
  const { followed, retry } = useLiveConditions(accountId, live, isCurrent);
  const matching = Object.values(followed).reduce((sum, { view }) => sum + memberCount(view), 0);
  const isFollowing = live.length > 0;
  useEffect(() => {
    setTitle(isFollowing ? t('titleCount', { count: matching }) : null);
  }, [setTitle, t, isFollowing, matching]);
  const save = (next: PanelChoice): void => setState(saveChoice(next, accountId));

  if (conditions === null) {
    if (error !== null) {
      const action = { label: t('again'), run: reload };
      return <ErrorState title={errorText(error, t)} hint={t(`advice.${error.kind}`)} action={action} />;
    }
    return isOnline ? <LoadingState rows={6} /> : <EmptyState title={t('offline')} hint={t('offlineHint')} />;
  }
  if (conditions.length === 0) {
    return <EmptyState title={t('none')} hint={t('noneHint')} action={{ label: t('reload'), run: reload }} />;
  }
  const selected = conditions.find(({ id }) => id === choice.selected)?.id ?? null;
  const shown = selected === null ? undefined : followed[selected];
  return (
    <section className="conditions" aria-label={t('title')}>
      <div className="conditions__side">
        <ConditionList
          conditions={conditions}
          selected={selected}
          followed={followed}
          onSelect={(id) => save({ ...choice, selected: id })}
          onToggle={(id) => save(toggleLive({ ...choice, live }, id))}
        />
        <div className="conditions__foot">
          <Button size="small" tone="ghost" onClick={reload}>
            {t('reload')}
          </Button>
          {error !== null && (
            <span className="danger" role="alert">
              {errorText(error, t)}
            </span>
          )}
        </div>
      </div>
      <div className="conditions__main">
        <StaleVeil isStale={!isCurrent}>
          {selected === null && <EmptyState title={t('choose')} hint={t('chooseHint')} />}
          {selected !== null && shown === undefined && (
            <SearchedResult
              key={selected}
              panel={panel}
              accountId={accountId}
              conditionId={selected}
              isOnline={isCurrent}
            />
          )}
          {selected !== null && shown !== undefined && (
            <FollowedResult panel={panel} followed={shown} onRetry={() => retry(selected)} />
          )}
        </StaleVeil>
      </div>
    </section>
  );
};
