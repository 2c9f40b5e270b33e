import type { FC, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

interface StateBlockProps {
  readonly title: string;
  /** What to do about it. */
  readonly hint?: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Nothing to show, and that is in order. */
export const EmptyState: FC<StateBlockProps> = (props) => <StateBlock kind="empty" {...props} />;

/** Something failed; says what and offers what can be done. */
export const ErrorState: FC<StateBlockProps> = (props) => <StateBlock kind="error" {...props} />;

const StateBlock: FC<StateBlockProps & { readonly kind: 'empty' | 'error' }> = ({
  kind,
  title,
  hint,
  action,
}) => (
  <div className={`state-block state-block--${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
    <span className="state-block__mark" aria-hidden="true">
      {kind === 'error' ? '!' : '∅'}
    </span>
    <p className="state-block__title">{title}</p>
    {hint !== undefined && <p className="state-block__hint">{hint}</p>}
    {action !== undefined && (
      <Button size="small" onClick={action.run}>
        {action.label}
      </Button>
    )}
  </div>
);

interface LoadingStateProps {
  /** Rows of grey bars, about as many as the list will have. */
  readonly rows?: number;
}

/** Bars where the rows will be. Hidden for the first moments, so that a quick answer does not flash. */
export const LoadingState: FC<LoadingStateProps> = ({ rows = 6 }) => {
  const { t } = useTranslation('ui');
  return (
    <div className="loading" role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="loading__row" />
      ))}
    </div>
  );
};

interface StaleVeilProps {
  readonly isStale: boolean;
  readonly children: ReactNode;
}

/** Dims what is not current, hatches it and says so: an old price must never look like a live one. */
export const StaleVeil: FC<StaleVeilProps> = ({ isStale, children }) => {
  const { t } = useTranslation('ui');
  return (
    <div className="veil" data-stale={isStale}>
      {children}
      {isStale && (
        <div className="veil__cover" role="status">
          <span className="veil__label">{t('stale')}</span>
        </div>
      )}
    </div>
  );
};
