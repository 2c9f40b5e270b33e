import type { FC } from 'react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { TapeFeed } from '../tape-feed.ts';
import type { TapeChoice } from '../view-model.ts';
import { TapeBoard } from './tape-board.ts';

interface TapeListProps {
  readonly symbol: InstrumentSymbol;
  readonly feed: TapeFeed;
  readonly choice: TapeChoice;
}

/** The running prints under their column heads. */
export const TapeList: FC<TapeListProps> = ({ symbol, feed, choice }) => {
  const { t } = useTranslation('tape');
  const host = useRef<HTMLDivElement>(null);
  const board = useRef<TapeBoard | null>(null);
  const latest = useRef(choice);
  useEffect(() => {
    latest.current = choice;
    board.current?.choose(choice);
  }, [choice]);

  useEffect(() => {
    if (host.current === null) return;
    const words = {
      buy: t('trading:side.buy'),
      sell: t('trading:side.sell'),
      auction: t('auction'),
      gap: t('gap'),
      openGap: t('openGap'),
    };
    const made = new TapeBoard({ host: host.current, symbol, feed, words }, latest.current);
    board.current = made;
    return () => {
      board.current = null;
      made.dispose();
    };
  }, [symbol, feed, t]);

  return (
    <>
      <div className="tape__head" aria-hidden="true">
        <span>{t('column.time')}</span>
        <span>{t('column.price')}</span>
        <span>{t('column.percent')}</span>
        <span>{t('column.quantity')}</span>
      </div>
      <div ref={host} className="tape__list" role="log" aria-live="off" aria-label={t('list')} tabIndex={0} />
    </>
  );
};
