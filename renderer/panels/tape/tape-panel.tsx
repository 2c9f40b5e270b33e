import type { FC } from 'react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { useInterest, useIsStale } from '#renderer/stores/hooks.ts';
import { interestKey, interestsStore } from '#renderer/stores/interests.ts';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { EmptyState, ErrorState, LoadingState, StaleVeil } from '#renderer/ui/states.tsx';
import { useOverdue } from '#renderer/ui/use-overdue.ts';
import { StrengthSection } from './parts/strength-section.tsx';
import { TapeList } from './parts/tape-list.tsx';
import { TapeToolbar } from './parts/tape-toolbar.tsx';
import type { TapeFeed } from './tape-feed.ts';
import { openTapeFeed } from './tape-feed.ts';
import type { TapeChoice } from './view-model.ts';
import { readTapeChoice } from './view-model.ts';
import './tape.css';

/** How long the first prints may be on their way before the panel says that there are none. */
const PATIENCE_MS = 5000;

/** 체결: the public prints as they come, and who is pressing. */
export const TapePanel: FC<PanelProps> = ({ symbol, isVisible, state, setState }) => {
  const { t } = useTranslation('tape');
  const choice = useMemo(() => readTapeChoice(state), [state]);
  useInterest(isVisible && symbol !== null ? [symbol] : [], ['quote', 'trades'], 'visible');
  const isStale = useIsStale(symbol);
  if (symbol === null) return <EmptyState title={t('empty.title')} hint={t('empty.hint')} />;
  return (
    <div className="tape">
      <TapeToolbar choice={choice} onChange={(changed) => setState({ ...changed })} />
      <StaleVeil isStale={isStale}>
        {isVisible && <TapeBody key={symbol} symbol={symbol} choice={choice} />}
      </StaleVeil>
    </div>
  );
};

interface TapeBodyProps {
  readonly symbol: InstrumentSymbol;
  readonly choice: TapeChoice;
}

const TapeBody: FC<TapeBodyProps> = ({ symbol, choice }) => {
  const { t } = useTranslation('tape');
  const feed = useTapeFeed(symbol);
  const hasPrints = useHasPrints(feed);
  const isDenied = useStore(interestsStore, ({ denied }) => denied.has(interestKey(symbol, 'trades')));
  const isOverdue = useOverdue(!hasPrints, PATIENCE_MS);
  if (feed === null) return null;
  if (!hasPrints && isDenied) return <ErrorState title={t('denied.title')} hint={t('denied.hint')} />;
  if (choice.section === 'strength') return <StrengthSection symbol={symbol} feed={feed} />;
  if (!hasPrints && isOverdue) return <EmptyState title={t('none.title')} hint={t('none.hint')} />;
  if (!hasPrints) return <LoadingState rows={16} />;
  return <TapeList symbol={symbol} feed={feed} choice={choice} />;
};

/** A feed that lives as long as the tape is in sight. */
function useTapeFeed(symbol: InstrumentSymbol): TapeFeed | null {
  const [feed, setFeed] = useState<TapeFeed | null>(null);
  useEffect(() => {
    const opened = openTapeFeed(symbol);
    setFeed(opened);
    return () => opened.dispose();
  }, [symbol]);
  return feed;
}

function useHasPrints(feed: TapeFeed | null): boolean {
  const [hasPrints, setHasPrints] = useState(false);
  useEffect(() => {
    if (feed === null) return;
    const update = (): void => setHasPrints(feed.tape.trades.length > 0);
    update();
    return feed.onChange(update);
  }, [feed]);
  return hasPrints;
}
