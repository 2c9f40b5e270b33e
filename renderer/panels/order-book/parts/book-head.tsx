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
  write(element, formatPrice(quote?.lastPrice), toneOf(quote));
}

function paintChange(element: HTMLElement, quote: Quote | undefined): void {
  const text =
    quote === undefined ? '' : formatChangeWithPercent(quote.change, quote.changePercent, isAtLimit(quote));
  write(element, text, toneOf(quote));
}

/** Most quotes leave the last price as it is: nothing is laid out anew for those. */
function write(element: HTMLElement, text: string, tone: string): void {
  if (element.textContent !== text) element.textContent = text;
  if (element.dataset['tone'] !== tone) element.dataset['tone'] = tone;
}

function toneOf(quote: Quote | undefined): string {
  return quote === undefined ? 'flat' : directionOf(quote.change);
}

function isAtLimit({ lastPrice, upperLimit, lowerLimit }: Quote): boolean {
  return lastPrice === upperLimit || lastPrice === lowerLimit;
}
