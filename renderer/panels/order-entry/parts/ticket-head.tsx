import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Quote } from '#shared/domain/quote.ts';
import { directionOf } from '#renderer/format/direction.ts';
import { formatPercent } from '#renderer/format/number.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { useQuoteCell } from '#renderer/stores/hooks.ts';

interface TicketHeadProps {
  readonly symbol: InstrumentSymbol;
  readonly name: string;
  /** The prices shown may not be taken for current. */
  readonly isStale: boolean;
}

/** What is about to be traded: its name beside the button says it once more than the colour of a link does. */
export const TicketHead: FC<TicketHeadProps> = ({ symbol, name, isStale }) => {
  const { t } = useTranslation('order-entry');
  const price = useQuoteCell<HTMLSpanElement>(symbol, paintPrice);
  return (
    <div className="ticket__head">
      <b title={name}>{name}</b>
      <span className="ticket__code">{symbol}</span>
      {isStale && <span className="ticket__stale">{t('stale')}</span>}
      <span ref={price} className="ticket__last" />
    </div>
  );
};

function paintPrice(element: HTMLElement, quote: Quote | undefined): void {
  if (quote === undefined) {
    element.textContent = '';
    return;
  }
  element.textContent = `${formatPrice(quote.lastPrice)} ${formatPercent(quote.changePercent)}`;
  element.dataset['tone'] = directionOf(quote.change);
}
