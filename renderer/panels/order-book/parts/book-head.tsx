import type { FC } from 'react';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Quote } from '#shared/domain/quote.ts';
import { directionOf } from '#renderer/format/direction.ts';
import { formatChangeWithPercent, formatPrice } from '#renderer/format/price.ts';
import { useQuoteCell } from '#renderer/stores/hooks.ts';

/** Name, last price and change. */
export const BookHead: FC<{ readonly symbol: InstrumentSymbol; readonly name: string }> = ({
  symbol,
  name,
}) => {
  const price = useQuoteCell<HTMLSpanElement>(symbol, paintPrice);
  const change = useQuoteCell<HTMLSpanElement>(symbol, paintChange);
  return (
    <div className="book-head">
      <span className="book-head__name" title={`${name} ${symbol}`}>
        {name}
      </span>
      <span className="book-head__price" ref={price} />
      <span className="book-head__change" ref={change} />
    </div>
  );
};

function paintPrice(element: HTMLElement, quote: Quote | undefined): void {
  element.textContent = formatPrice(quote?.lastPrice);
  element.dataset['tone'] = toneOf(quote);
}

function paintChange(element: HTMLElement, quote: Quote | undefined): void {
  element.textContent =
    quote === undefined ? '' : formatChangeWithPercent(quote.change, quote.changePercent, isAtLimit(quote));
  element.dataset['tone'] = toneOf(quote);
}

function toneOf(quote: Quote | undefined): string {
  return quote === undefined ? 'flat' : directionOf(quote.change);
}

function isAtLimit({ lastPrice, upperLimit, lowerLimit }: Quote): boolean {
  return lastPrice === upperLimit || lastPrice === lowerLimit;
}
