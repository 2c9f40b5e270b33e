import type { FC, KeyboardEvent } from 'react';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Price } from '#shared/domain/price.ts';
import { hasModifier } from '#renderer/ui/has-modifier.ts';
import { LevelsBoard } from './levels-board.ts';

interface LevelsProps {
  readonly symbol: InstrumentSymbol;
  readonly onChoose: (price: Price) => void;
}

/** The twenty rows. Clicks and Enter choose a price, arrows move the cursor; nothing here sends an order. */
export const Levels: FC<LevelsProps> = ({ symbol, onChoose }) => {
  const { t } = useTranslation('order-book');
  const host = useRef<HTMLDivElement>(null);
  const board = useRef<LevelsBoard | null>(null);
  const idPrefix = useId();
  const choose = useRef(onChoose);
  useEffect(() => {
    choose.current = onChoose;
  });

  useEffect(() => {
    if (host.current === null) return;
    const made = new LevelsBoard({
      host: host.current,
      symbol,
      idPrefix,
      words: { side: { buy: t('trading:side.buy'), sell: t('trading:side.sell') }, stop: t('trading:stop') },
      onChoose: (price) => choose.current(price),
    });
    board.current = made;
    return () => {
      board.current = null;
      made.dispose();
    };
  }, [symbol, idPrefix, t]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (hasModifier(event)) return;
    if (event.key === 'ArrowUp') board.current?.moveCursor(-1);
    else if (event.key === 'ArrowDown') board.current?.moveCursor(1);
    else if (event.key === 'Enter' && !event.repeat) board.current?.chooseCursor();
    else if (event.key === 'Escape') board.current?.clearCursor();
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={host}
      className="levels"
      role="listbox"
      tabIndex={0}
      aria-label={t('levels')}
      onKeyDown={onKeyDown}
    />
  );
};
