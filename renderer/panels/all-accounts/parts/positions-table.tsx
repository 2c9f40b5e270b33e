import type { FC } from 'react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { formatPercent, NO_VALUE } from '#renderer/format/number.ts';
import { formatAveragePrice, formatPrice } from '#renderer/format/price.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { AccountDot, EnvironmentBadge } from '#renderer/ui/account-mark.tsx';
import { accountName } from '#renderer/ui/account-name.ts';
import { PnlText } from '#renderer/ui/price-text.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import type { HeldLine, MergedPosition } from '../view-model.ts';
import { ExpandButton, useTurnedRows } from './expand.tsx';
import { money } from './totals-strip.tsx';

interface PositionsTableProps {
  readonly positions: readonly MergedPosition[];
  readonly onChoose: (symbol: InstrumentSymbol) => void;
}

const COLUMNS = [
  'quantity',
  'sellable',
  'average',
  'lastPrice',
  'marketValue',
  'unrealizedPnl',
  'percent',
  'realizedPnl',
] as const;

/** What all accounts hold of an instrument, and under it who holds how much. */
export const PositionsTable: FC<PositionsTableProps> = ({ positions, onChoose }) => {
  const { t } = useTranslation('all-accounts');
  const { isTurned: isOpen, toggle } = useTurnedRows();
  if (positions.length === 0) return <EmptyState title={t('noPositions')} />;
  return (
    <table className="sum-table">
      <thead>
        <tr>
          <th scope="col">{t('column.name')}</th>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" data-column={column}>
              {t(`column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {positions.map((position) => (
          <Fragment key={position.symbol}>
            <tr className="sum-table__group" data-symbol={position.symbol}>
              <th scope="row">
                <ExpandButton
                  isOpen={isOpen(position.symbol)}
                  label={t('expandPosition', { name: position.name })}
                  onToggle={() => toggle(position.symbol)}
                />
                <button type="button" className="sum-table__choose" onClick={() => onChoose(position.symbol)}>
                  {position.name}
                </button>{' '}
                <span className="muted">{t('accounts', { count: position.holders.length })}</span>
              </th>
              <HeldCells held={position} />
            </tr>
            {isOpen(position.symbol) &&
              position.holders.map((holder) => (
                <tr key={holder.account.accountId} className="sum-table__part">
                  <th scope="row">
                    <span className="sum-table__account">
                      <AccountDot color={holder.account.color} />
                      <EnvironmentBadge environment={holder.account.environment} />
                      <span className="sum-table__name">{accountName(holder.account, t)}</span>
                    </span>
                  </th>
                  <HeldCells held={holder} />
                </tr>
              ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
};

const HeldCells: FC<{ readonly held: HeldLine }> = ({ held }) => (
  <>
    <td data-column="quantity">{formatQuantity(held.quantity)}</td>
    <td data-column="sellable">{formatQuantity(held.sellable)}</td>
    <td data-column="average">{formatAveragePrice(held.averageEntryPrice)}</td>
    <td data-column="lastPrice">{formatPrice(held.lastPrice)}</td>
    <td data-column="marketValue">{money(held.marketValue)}</td>
    <td data-column="unrealizedPnl">
      <PnlText value={held.unrealizedPnl} />
    </td>
    <td data-column="percent">
      {held.unrealizedPercent === null ? NO_VALUE : formatPercent(held.unrealizedPercent)}
    </td>
    <td data-column="realizedPnl">
      <PnlText value={held.realizedPnl} />
    </td>
  </>
);
