import type { FC, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiCondition } from '#shared/contract/api.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import type { FollowedCondition } from '../live-conditions.ts';
import { memberCount } from '../view-model.ts';

interface ConditionListProps {
  readonly conditions: readonly ApiCondition[];
  readonly selected: string | null;
  readonly followed: Readonly<Record<string, FollowedCondition>>;
  readonly onSelect: (id: string) => void;
  readonly onToggle: (id: string) => void;
}

/** The trader's conditions, each with a switch that follows it. Arrows move, Enter shows, Space switches. */
export const ConditionList: FC<ConditionListProps> = ({
  conditions,
  selected,
  followed,
  onSelect,
  onToggle,
}) => {
  const { t } = useTranslation('conditions');
  return (
    <ul className="conditions__list" aria-label={t('list')} onKeyDown={moveFocus}>
      {conditions.map(({ id, name }) => {
        const live = followed[id];
        return (
          <li key={id} className="conditions__item" data-selected={id === selected}>
            <button
              type="button"
              role="switch"
              className={classNames('conditions__switch', live?.phase === 'failed' && 'danger')}
              aria-checked={live !== undefined}
              aria-label={t('follow', { name })}
              title={t(live === undefined ? 'followHint' : 'unfollowHint')}
              onClick={() => onToggle(id)}
            />
            <button
              type="button"
              className="conditions__name"
              aria-current={id === selected}
              title={name}
              onClick={() => onSelect(id)}
            >
              {name}
            </button>
            {live !== undefined && <Counters followed={live} />}
          </li>
        );
      })}
    </ul>
  );
};

const Counters: FC<{ readonly followed: FollowedCondition }> = ({ followed: { phase, view } }) => {
  const { t } = useTranslation('conditions');
  if (phase === 'failed') return <span className="conditions__count danger">!</span>;
  if (phase === 'starting') return <span className="conditions__count">…</span>;
  return (
    <span
      className="conditions__count"
      title={t('countsHint', { count: memberCount(view), entered: view.entered, left: view.left })}
    >
      <b>{memberCount(view)}</b>
      {view.entered > 0 && <span className="up">+{view.entered}</span>}
      {view.left > 0 && <span className="down">−{view.left}</span>}
    </span>
  );
};

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const names = [...event.currentTarget.querySelectorAll<HTMLElement>('.conditions__name')];
  const place = names.findIndex((name) => name.parentElement?.contains(document.activeElement) === true);
  names[Math.max(0, Math.min(names.length - 1, place + step))]?.focus();
}
