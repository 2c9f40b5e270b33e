import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Instrument, InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Quote, ViState } from '#shared/domain/quote.ts';
import type { OrderBook } from '#shared/domain/order-book.ts';
import { formatPrice, formatChangeWithPercent } from '#renderer/format/price.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { formatCountdown } from '#renderer/format/time.ts';
import { directionOf } from '#renderer/format/direction.ts';
import { NO_VALUE } from '#renderer/format/number.ts';
import { deskNow } from '#renderer/stores/connection-store.ts';
import { useQuoteCell, useTicking } from '#renderer/stores/hooks.ts';
import { useBookSlice, useQuoteSlice } from '#renderer/stores/slices.ts';
import { sessionsStore } from '#renderer/stores/sessions-store.ts';
import { sessionLabels } from '../session-labels.ts';

interface BandProps {
  readonly symbol: InstrumentSymbol;
}

/** What state the instrument's market is in: session, halt, VI and a running auction, a line each where there is one. */
export const BookBands: FC<BandProps & { readonly instrument: Instrument | null }> = ({
  symbol,
  instrument,
}) => (
  <>
    <SessionStrip symbol={symbol} instrument={instrument} />
    <ViBand symbol={symbol} />
    <AuctionBand symbol={symbol} />
  </>
);

const SessionStrip: FC<BandProps & { readonly instrument: Instrument | null }> = ({ symbol, instrument }) => {
  const { t } = useTranslation('order-book');
  const sessions = useStore(sessionsStore, (state) => state.sessions);
  const volume = useQuoteCell<HTMLElement>(symbol, paintVolume);
  const labels = sessionLabels(sessions, instrument?.isNxtEligible ?? false);
  return (
    <div className="book-strip">
      {instrument?.isHalted === true && <b className="book-strip__halted">{t('halted')}</b>}
      <span className="book-strip__sessions">
        {labels.map(({ venues, phase }) => `${venues.join('·')} ${t(`phase.${phase}`)}`).join('  ')}
      </span>
      <span className="book-strip__fact">
        {t('volume')} <b ref={volume} />
      </span>
    </div>
  );
};

function paintVolume(element: HTMLElement, quote: Quote | undefined): void {
  element.textContent = formatQuantity(quote?.volume);
}

const ViBand: FC<BandProps> = ({ symbol }) => {
  const vi = useQuoteSlice<Partial<ViState>>(symbol, activeVi);
  return vi.isActive === true ? <ActiveViBand vi={vi} /> : null;
};

const NO_VI: Partial<ViState> = {};

/** A fresh copy, so that it is compared by its values. */
function activeVi(quote: Quote | undefined): Partial<ViState> {
  return quote?.vi?.isActive === true ? { ...quote.vi } : NO_VI;
}

const ActiveViBand: FC<{ readonly vi: Partial<ViState> }> = ({ vi }) => {
  const { t } = useTranslation('order-book');
  useTicking(1000);
  const endsAt = vi.endsAt ?? null;
  return (
    <div className="book-band book-band--vi" role="status">
      <b>
        {t(`vi.${vi.kind ?? 'any'}`)} {endsAt === null ? '' : formatCountdown(endsAt - deskNow())}
      </b>
      <span>
        {t('vi.reference')} <b>{formatPrice(vi.referencePrice)}</b>
      </span>
      <span title={t('vi.triggers')}>
        <b className="up">▲{formatPrice(vi.upperTrigger)}</b>{' '}
        <b className="down">▼{formatPrice(vi.lowerTrigger)}</b>
      </span>
    </div>
  );
};

const AuctionBand: FC<BandProps> = ({ symbol }) => {
  const { t } = useTranslation('order-book');
  const expected = useBookSlice(symbol, expectedOf);
  const basePrice = useQuoteSlice(symbol, basePriceOf);
  if (expected.price === undefined) return null;
  const change = basePrice === null ? null : expected.price - basePrice;
  return (
    <div className="book-band book-band--auction">
      <b>{t('expected')}</b>
      <span data-tone={change === null ? undefined : directionOf(change)}>
        <b>{formatPrice(expected.price)}</b>{' '}
        {change === null || basePrice === null
          ? NO_VALUE
          : formatChangeWithPercent(change, (change * 100) / basePrice)}
      </span>
      <b className="book-band__end">{t('shares', { quantity: formatQuantity(expected.quantity) })}</b>
    </div>
  );
};

interface Expected {
  readonly price?: number;
  readonly quantity?: number;
}

const NOTHING_EXPECTED: Expected = {};

function expectedOf(book: OrderBook | undefined): Expected {
  const expected = book?.expected ?? null;
  return expected === null ? NOTHING_EXPECTED : { price: expected.price, quantity: expected.quantity };
}

function basePriceOf(quote: Quote | undefined): number | null {
  return quote?.basePrice ?? null;
}
