import type { FC } from 'react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonValue } from '#shared/contract/requests.ts';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { accountName } from '#renderer/ui/account-name.ts';
import { AccountsTable } from './parts/accounts-table.tsx';
import { PositionsTable } from './parts/positions-table.tsx';
import { TotalsStrip } from './parts/totals-strip.tsx';
import { useAllAccounts } from './use-all-accounts.ts';
import type { AccountLine } from './view-model.ts';
import './all-accounts.css';

type View = 'accounts' | 'positions';

/** 전체 계좌: what all accounts hold and earn together, by owner and account, or by instrument. */
export const AllAccountsPanel: FC<PanelProps> = ({ isVisible, setSymbol, setTitle, state, setState }) => {
  const { t } = useTranslation('all-accounts');
  const { overview, positions } = useAllAccounts(isVisible);
  const count = overview.counted.length + overview.missing.length;
  useEffect(() => setTitle(t('count', { count })), [setTitle, t, count]);
  if (count === 0) return <EmptyState title={t('none')} />;
  const view = viewOf(state);
  return (
    <section className="all-accounts" aria-label={t('title')}>
      <TotalsStrip sum={overview.sum} />
      {overview.missing.length > 0 && <MissingNote missing={overview.missing} />}
      <div className="all-accounts__views">
        <Segmented<View>
          label={t('view.label')}
          options={[
            { value: 'accounts', label: t('view.accounts') },
            { value: 'positions', label: t('view.positions', { count: positions.length }) },
          ]}
          value={view}
          onChange={(chosen) => setState({ view: chosen })}
        />
      </div>
      <div className="all-accounts__table">
        {view === 'accounts' ? (
          <AccountsTable overview={overview} />
        ) : (
          <PositionsTable positions={positions} onChoose={setSymbol} />
        )}
      </div>
    </section>
  );
};

/** Names what the sums lack: a sum that is short must never pass for a loss. */
const MissingNote: FC<{ readonly missing: readonly AccountLine[] }> = ({ missing }) => {
  const { t } = useTranslation('all-accounts');
  const names = missing.map(
    ({ account, standing }) => `${accountName(account, t)} (${t(`standing.${standing}`)})`,
  );
  return (
    <p className="panel-note" role="status">
      {t('missing', { count: missing.length, names: names.join(', ') })}
    </p>
  );
};

function viewOf(state: JsonValue | null): View {
  const view = typeof state === 'object' && state !== null && !Array.isArray(state) ? state['view'] : null;
  return view === 'positions' ? 'positions' : 'accounts';
}
