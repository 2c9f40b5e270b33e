import { useEffect, useMemo, useState } from 'react';
import type { ApiRecord, ApiStream, ApiStreamUpdate } from '#shared/contract/api.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { RequestValues } from '#renderer/panels/api-data/request-form.ts';
import { declareStreams, streamKey, subscribeStreams } from '#renderer/stores/streams-store.ts';
import type { LiveDescription } from './description.ts';
import { overlay, summaryStreams, withAlone } from './live-values.ts';

/** Which streams stand over the top level of an answer. */
interface SummaryLive {
  readonly lives: readonly LiveDescription[];
  readonly request: RequestValues;
  readonly symbol: InstrumentSymbol | null;
  readonly isVisible: boolean;
}

/** Returns top-level values with those of their streams, where they are later than the answer. */
export function useLiveSummary(values: ApiRecord, answeredAt: number, facts: SummaryLive): ApiRecord {
  const { lives, request, symbol, isVisible } = facts;
  const [updates, setUpdates] = useState<Readonly<Record<string, ApiStreamUpdate>>>({});
  const streams = useMemo(() => summaryStreams(lives, request, symbol), [lives, request, symbol]);
  const wanted = isVisible
    ? streams.map(({ live, item }) => streamKey({ type: live.type, item })).join()
    : '';
  useEffect(() => {
    if (wanted === '') return;
    const keys = new Set(wanted.split(','));
    const withdraw = declareStreams([...keys].map(streamOf));
    const unsubscribe = subscribeStreams((all) => {
      const mine = all.filter((one) => keys.has(streamKey(one)));
      if (mine.length === 0) return;
      const added = Object.fromEntries(mine.map((one) => [streamKey(one), one]));
      setUpdates((before) => ({ ...before, ...added }));
    });
    return () => {
      unsubscribe();
      withdraw();
      setUpdates({});
    };
  }, [wanted]);
  return useMemo(() => {
    let shown = values;
    for (const { live, item } of streams) {
      const update = updates[streamKey({ type: live.type, item })];
      if (update === undefined) continue;
      shown = withAlone(shown, update, live);
      if (update.at >= answeredAt) shown = overlay(shown, update, live);
    }
    return shown;
  }, [values, streams, updates, answeredAt]);
}

function streamOf(key: string): ApiStream {
  const place = key.indexOf(':');
  return { type: key.slice(0, place), item: key.slice(place + 1) };
}
