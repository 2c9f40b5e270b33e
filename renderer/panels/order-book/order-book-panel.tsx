import type { FC } from 'react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { HogaError } from '#shared/domain/errors.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { OrderBook } from '#shared/domain/order-book.ts';
import type { Price } from '#shared/domain/price.ts';
import { request } from '#renderer/bridge/requests.ts';
import { useInterest, useIsStale } from '#renderer/stores/hooks.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { interestKey, interestsStore } from '#renderer/stores/interests.ts';
import { applyMarketSnapshot } from '#renderer/stores/market/market-stores.ts';
import { useBookSlice } from '#renderer/stores/slices.ts';
import { loadTicket } from '#renderer/stores/ticket-load-store.ts';
import { errorText } from '#renderer/ui/error-text.ts';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { EmptyState, ErrorState, LoadingState, StaleVeil } from '#renderer/ui/states.tsx';
import { useOverdue } from '#renderer/ui/use-overdue.ts';
import { BookBands } from './parts/book-bands.tsx';
import { BookHead } from './parts/book-head.tsx';
import { BookTotals } from './parts/book-totals.tsx';
import { Levels } from './parts/levels.tsx';
import './order-book.css';

/** How long an order book may be on its way before the panel says that it is missing. */
const PATIENCE_MS = 5000;

/** 호가: ten levels a side, with my orders among them. A click on a price fills the ticket. */
export const OrderBookPanel: FC<PanelProps> = ({ symbol, linkGroup, isVisible }) => {
  const { t } = useTranslation('order-book');
  const choose = useCallback(
    (price: Price) => {
      if (symbol !== null) loadTicket({ linkGroup, symbol, price });
    },
    [linkGroup, symbol],
  );
  useInterest(isVisible && symbol !== null ? [symbol] : [], ['quote', 'book'], 'focused');
  if (symbol === null) return <EmptyState title={t('empty.title')} hint={t('empty.hint')} />;
  return <Book key={symbol} symbol={symbol} isVisible={isVisible} onChoose={choose} />;
};

interface BookProps {
  readonly symbol: InstrumentSymbol;
  readonly isVisible: boolean;
  readonly onChoose: (price: Price) => void;
}

const Book: FC<BookProps> = ({ symbol, isVisible, onChoose }) => {
  const instrument = useStore(instrumentsStore, ({ bySymbol }) => bySymbol.get(symbol) ?? null);
  const { t } = useTranslation('order-book');
  const isStale = useIsStale(symbol);
  return (
    <section className="book" aria-label={t('title')}>
      <StaleVeil isStale={isStale}>
        <BookHead symbol={symbol} name={instrument?.name ?? symbol} />
        <BookBands symbol={symbol} instrument={instrument} />
        {instrument?.kind === 'gold' ? (
          <EmptyState title={t('gold.title')} hint={t('gold.hint')} />
        ) : (
          isVisible && <BookBody symbol={symbol} onChoose={onChoose} />
        )}
      </StaleVeil>
    </section>
  );
};

const BookBody: FC<Pick<BookProps, 'symbol' | 'onChoose'>> = ({ symbol, onChoose }) => {
  const { t } = useTranslation('order-book');
  const isThere = useBookSlice(symbol, isBookThere);
  const isDenied = useStore(interestsStore, ({ denied }) => denied.has(interestKey(symbol, 'book')));
  const isOverdue = useOverdue(!isThere, PATIENCE_MS);
  if (!isThere && isDenied) return <ErrorState title={t('denied.title')} hint={t('denied.hint')} />;
  if (!isThere && isOverdue) return <MissingBook symbol={symbol} />;
  if (!isThere) return <LoadingState rows={20} />;
  return (
    <>
      {isDenied && <p className="book-note">{t('denied.note')}</p>}
      <Levels symbol={symbol} onChoose={onChoose} />
      <BookTotals symbol={symbol} />
    </>
  );
};

/** No book has come: says so, and asks again when told to. */
const MissingBook: FC<{ readonly symbol: InstrumentSymbol }> = ({ symbol }) => {
  const { t } = useTranslation('order-book');
  const [error, setError] = useState<HogaError | null>(null);
  const retry = async (): Promise<void> => {
    const reply = await request('market.snapshot', { symbol });
    if (reply.ok) applyMarketSnapshot(reply.value);
    else setError(reply.error);
  };
  return (
    <ErrorState
      title={t('missing.title')}
      hint={error === null ? t('missing.hint') : errorText(error, t)}
      action={{ label: t('missing.retry'), run: () => void retry() }}
    />
  );
};

function isBookThere(book: OrderBook | undefined): boolean {
  return book !== undefined;
}
