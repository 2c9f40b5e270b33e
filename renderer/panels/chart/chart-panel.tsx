import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ChartLine } from '#renderer/charting/candle-chart.ts';
import type { ChartPalette } from '#renderer/charting/chart-palette.ts';
import { accountsStore, marketLinkOf } from '#renderer/stores/accounts-store.ts';
import type { MarketLink } from '#renderer/stores/accounts-store.ts';
import { connectionStore, deskNow, isDeskCurrent } from '#renderer/stores/connection-store.ts';
import { holdingsStore } from '#renderer/stores/holdings-store.ts';
import { useInterest, useIsStale } from '#renderer/stores/hooks.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { isWorking, ordersStore } from '#renderer/stores/orders-store.ts';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { EmptyState, ErrorState, LoadingState, StaleVeil } from '#renderer/ui/states.tsx';
import { useOverdue } from '#renderer/ui/use-overdue.ts';
import { ChartToolbar } from './parts/chart-toolbar.tsx';
import type { CandleChartBinding } from './use-candle-chart.ts';
import { useCandleChart } from './use-candle-chart.ts';
import type { OrderLineWords } from './view-model.ts';
import { axisTick, orderLines, positionLines, readChoice } from './view-model.ts';
import './chart.css';

/** How long bars may be on their way over a link that is not there before the panel says what it waits for. */
const PATIENCE_MS = 1500;

/** Candles of the linked instrument with volume, averages, the account's working orders and its entry price. */
export const ChartPanel: FC<PanelProps> = ({ symbol, isVisible, isActive, state, setState, setTitle }) => {
  const { t } = useTranslation('chart');
  const choice = readChoice(state);
  const isStale = useIsStale(symbol);
  const lines = useOwnLines(symbol);
  const instrument = useStore(instrumentsStore, ({ bySymbol }) => bySymbol.get(symbol ?? ''));
  const chart = useCandleChart(symbol, choice, lines, axisTick(instrument, deskNow()));
  const wanted = useMemo(() => (symbol === null || !isVisible ? [] : [symbol]), [symbol, isVisible]);
  useInterest(wanted, ['quote', 'trades'], isActive ? 'focused' : 'visible');

  const link = useRetryOnceConnected(chart);
  const isLoading =
    chart.state.status === 'loading' || (chart.state.status === 'failed' && link === 'coming');
  const isWaiting = useOverdue(isLoading && link !== 'there', PATIENCE_MS);

  const name = instrument?.name ?? symbol ?? '';
  useEffect(() => {
    setTitle(symbol === null ? null : name === symbol ? symbol : `${name} ${symbol}`);
  }, [setTitle, symbol, name]);

  return (
    <div className="chart">
      <ChartToolbar choice={choice} onChange={(changed) => setState({ ...changed })} />
      <StaleVeil isStale={isStale && chart.state.status === 'ready'}>
        <div className="chart__legend" ref={chart.legend} aria-live="off" />
        <div className="chart__canvas" ref={chart.container} role="img" aria-label={t('label', { name })} />
        <ul className="visually-hidden chart__own" aria-label={t('ownLines')} ref={chart.ownLines} />
        {symbol === null && <EmptyState title={t('noSymbol')} />}
        {symbol !== null && isLoading && (
          <div className="chart__cover">
            {isWaiting ? (
              <EmptyState title={t('waiting')} hint={t('waitingHint')} />
            ) : (
              <LoadingState rows={8} />
            )}
          </div>
        )}
        {chart.state.status === 'empty' && <EmptyState title={t('empty')} />}
        {chart.state.status === 'failed' && !isLoading && (
          <div className="chart__cover">
            <ErrorState
              title={t(`errors:${chart.state.error.code}`, { defaultValue: t('failed') })}
              hint={t('failedHint')}
              action={{ label: t('retry'), run: chart.retry }}
            />
          </div>
        )}
        {chart.state.status === 'ready' && chart.state.isLoadingOlder && (
          <span className="chart__older" role="status">
            {t('loadingOlder')}
          </span>
        )}
      </StaleVeil>
    </div>
  );
};

/** Bars that nobody could send are asked for again once there is somebody to ask. Returns whether there is. */
function useRetryOnceConnected({ state, retry }: Pick<CandleChartBinding, 'state' | 'retry'>): MarketLink {
  const isCurrent = useStore(connectionStore, isDeskCurrent);
  const marketLink = useStore(accountsStore, marketLinkOf);
  const link = isCurrent ? marketLink : 'coming';
  const linkBefore = useRef(link);
  useEffect(() => {
    const isBack = link === 'there' && linkBefore.current !== 'there';
    linkBefore.current = link;
    if (isBack && state.status === 'failed') retry();
  }, [link, state.status, retry]);
  return link;
}

/** The active account's orders and entry price on the instrument, as lines in the palette's colours. */
function useOwnLines(symbol: PanelProps['symbol']): (palette: ChartPalette) => readonly ChartLine[] {
  const { t } = useTranslation('chart');
  const accountId = useStore(accountsStore, ({ activeAccountId }) => activeAccountId);
  const orders = useStore(ordersStore, ({ byId }) => byId);
  const positions = useStore(holdingsStore, ({ byAccount }) =>
    accountId === null ? undefined : byAccount.get(accountId)?.positions,
  );
  return useCallback(
    (palette) => {
      const own = [...orders.values()].filter(
        (order) => order.accountId === accountId && order.symbol === symbol && isWorking(order),
      );
      const words: OrderLineWords = {
        side: { buy: t('buy'), sell: t('sell') },
        status: ({ status }) => t(`trading:status.${status}`),
      };
      const held = positions?.find((position) => position.symbol === symbol);
      return [...orderLines(own, words, palette), ...positionLines(held, t('average'), palette.accent)];
    },
    [orders, positions, accountId, symbol, t],
  );
}
