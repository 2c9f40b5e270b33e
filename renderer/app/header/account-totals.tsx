import type { FC } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatMoney } from '#renderer/format/money.ts';
import { NO_VALUE } from '#renderer/format/number.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { fillsOf, fillsStore } from '#renderer/stores/fills-store.ts';
import { holdingsOf, holdingsStore } from '#renderer/stores/holdings-store.ts';
import { useInterest, useSampledQuotes } from '#renderer/stores/hooks.ts';
import { valuedSymbols, valuePortfolio } from '#renderer/stores/portfolio.ts';
import { PnlText } from '#renderer/ui/price-text.tsx';

/** 총평가, 오늘손익, 주문가능 of the active account, worked out again four times a second. */
export const AccountTotals: FC = () => {
  const { t } = useTranslation();
  const accountId = useStore(accountsStore, (state) => state.activeAccountId);
  const holdings = useStore(holdingsStore, (state) => holdingsOf(state, accountId));
  const fillsState = useStore(fillsStore);
  const fills = useMemo(() => fillsOf(fillsState, accountId), [fillsState, accountId]);
  const symbols = useMemo(() => valuedSymbols(holdings.positions, fills), [holdings, fills]);
  useInterest(symbols, ['quote'], 'background');
  const quotes = useSampledQuotes(symbols);
  const { equity, dayPnl, dayPercent } = valuePortfolio(holdings.cash, holdings.positions, fills, quotes);
  const buyingPower = holdings.cash?.buyingPower ?? null;
  return (
    <dl className="totals">
      <div className="totals__equity">
        <dt>{t('header.equity')}</dt>
        <dd>{equity === null ? NO_VALUE : formatMoney(equity)}</dd>
      </div>
      <div>
        <dt>{t('header.dayPnl')}</dt>
        <dd>
          <PnlText value={dayPnl} percent={dayPercent} />
        </dd>
      </div>
      <div>
        <dt>{t('header.buyingPower')}</dt>
        <dd>{buyingPower === null ? NO_VALUE : formatMoney(buyingPower)}</dd>
      </div>
    </dl>
  );
};
