import type { FC } from 'react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { booksStore, subscribeBook } from '#renderer/stores/market/market-stores.ts';
import { appendElement, PaintedAttribute, PaintedText } from '#renderer/ui/painted.ts';
import { buildTotals } from '../view-model.ts';

/** What waits to sell and to buy in all, and the difference. */
export const BookTotals: FC<{ readonly symbol: InstrumentSymbol }> = ({ symbol }) => {
  const { t } = useTranslation('order-book');
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const end = followTotals(element, symbol, t('totals'));
    return () => {
      end();
      element.replaceChildren();
    };
  }, [symbol, t]);
  return <div ref={host} className="book-totals" />;
};

function followTotals(host: HTMLElement, symbol: InstrumentSymbol, label: string): () => void {
  const ask = new PaintedText(appendElement(host, 'b', 'book-totals__ask'));
  const middle = appendElement(host, 'span', 'book-totals__difference');
  appendElement(middle, 'span', '').textContent = label;
  const value = appendElement(middle, 'span', 'book-totals__value');
  const difference = new PaintedText(value);
  const tone = new PaintedAttribute(value, 'data-tone');
  const bid = new PaintedText(appendElement(host, 'b', 'book-totals__bid'));
  const paint = (): void => {
    const totals = buildTotals(booksStore.get(symbol));
    ask.write(totals.askText);
    difference.write(totals.differenceText);
    tone.write(totals.tone);
    bid.write(totals.bidText);
  };
  paint();
  return subscribeBook(symbol, paint);
}
