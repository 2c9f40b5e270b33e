import type { FC } from 'react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountDot, EnvironmentBadge } from '#renderer/ui/account-mark.tsx';
import { accountLabel } from '#renderer/ui/account-name.ts';
import { PnlText } from '#renderer/ui/price-text.tsx';
import type { AccountLine, Figures, Overview } from '../view-model.ts';
import { ExpandButton, useTurnedRows } from './expand.tsx';
import { money } from './totals-strip.tsx';

const COLUMNS = [
  'equity',
  'cash',
  'buyingPower',
  'marketValue',
  'dayPnl',
  'realizedPnl',
  'unrealizedPnl',
  'openOrders',
] as const satisfies readonly (keyof Figures)[];

/** A subtotal for each owner, and under it the owner's accounts. */
export const AccountsTable: FC<{ readonly overview: Overview }> = ({ overview }) => {
  const { t } = useTranslation('all-accounts');
  const { isTurned: isFolded, toggle } = useTurnedRows();
  return (
    <table className="sum-table">
      <thead>
        <tr>
          <th scope="col">{t('column.account')}</th>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" data-column={column}>
              {t(`column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {overview.owners.map(({ owner, lines, sum }) => {
          const name = owner === '' ? t('noOwner') : owner;
          return (
            <Fragment key={owner}>
              <tr className="sum-table__group">
                <th scope="row">
                  <ExpandButton
                    isOpen={!isFolded(owner)}
                    label={t('expandOwner', { name })}
                    onToggle={() => toggle(owner)}
                  />
                  {name} <span className="muted">{t('accounts', { count: lines.length })}</span>
                </th>
                <FigureCells figures={sum} />
              </tr>
              {!isFolded(owner) &&
                lines.map((line) => <AccountRow key={line.account.accountId} line={line} />)}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
};

const AccountRow: FC<{ readonly line: AccountLine }> = ({ line }) => {
  const { t } = useTranslation('all-accounts');
  const { account, standing, figures } = line;
  return (
    <tr className="sum-table__part" data-standing={standing} data-account={account.accountId}>
      <th scope="row">
        <span className="sum-table__account">
          <AccountDot color={account.color} />
          <EnvironmentBadge environment={account.environment} />
          <span className="sum-table__name">{accountLabel(account, t)}</span>
          {standing === 'current' ? (
            <span className="muted">{account.accountNumber}</span>
          ) : (
            <em className="sum-table__standing">{t(`standing.${standing}`)}</em>
          )}
        </span>
      </th>
      <FigureCells figures={figures} />
    </tr>
  );
};

const FigureCells: FC<{ readonly figures: Figures }> = ({ figures }) => (
  <>
    {COLUMNS.map((column) => (
      <td key={column} data-column={column}>
        {column.endsWith('Pnl') ? <PnlText value={figures[column]} /> : money(figures[column])}
      </td>
    ))}
  </>
);
