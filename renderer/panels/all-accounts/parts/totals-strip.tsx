import type { FC, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '#renderer/format/money.ts';
import { NO_VALUE } from '#renderer/format/number.ts';
import { PnlText } from '#renderer/ui/price-text.tsx';
import type { Figures } from '../view-model.ts';

/** The sums over all accounts that are current. */
export const TotalsStrip: FC<{ readonly sum: Figures }> = ({ sum }) => {
  const { t } = useTranslation('all-accounts');
  return (
    <dl className="all-accounts__totals">
      <Total name={t('column.equity')}>{money(sum.equity)}</Total>
      <Total name={t('column.cash')}>{money(sum.cash)}</Total>
      <Total name={t('column.buyingPower')}>{money(sum.buyingPower)}</Total>
      {(sum.goldCash ?? 0) > 0 && <Total name={t('column.goldCash')}>{money(sum.goldCash)}</Total>}
      <Total name={t('column.marketValue')}>{money(sum.marketValue)}</Total>
      <Total name={t('column.dayPnl')}>
        <PnlText value={sum.dayPnl} />
      </Total>
      <Total name={t('column.realizedPnl')}>
        <PnlText value={sum.realizedPnl} />
      </Total>
      <Total name={t('column.unrealizedPnl')}>
        <PnlText value={sum.unrealizedPnl} />
      </Total>
      <Total name={t('column.openOrders')}>{t('orders', { count: sum.openOrders })}</Total>
    </dl>
  );
};

const Total: FC<{ readonly name: string; readonly children: ReactNode }> = ({ name, children }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

export function money(value: number | null): string {
  return value === null ? NO_VALUE : formatMoney(value);
}
