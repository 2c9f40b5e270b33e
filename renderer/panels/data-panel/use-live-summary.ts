import { useEffect, useState } from 'react';
import type { ApiRecord, ApiStreamUpdate } from '#shared/contract/api.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { declareStreams, subscribeStreams } from '#renderer/stores/streams-store.ts';
import type { LiveDescription } from './description.ts';
import { overlay } from './live-values.ts';

/** Returns top-level values with those of the instrument's stream, where it is later than the answer. */
export function useLiveSummary(
  values: ApiRecord,
  answeredAt: number,
  live: LiveDescription | undefined,
  symbol: InstrumentSymbol | null,
  isVisible: boolean,
): ApiRecord {
  const [update, setUpdate] = useState<ApiStreamUpdate | null>(null);
  const type = live !== undefined && live.itemKey === undefined && isVisible ? live.type : null;
  useEffect(() => {
    if (type === null || symbol === null) return;
    const withdraw = declareStreams([{ type, item: symbol }]);
    const unsubscribe = subscribeStreams((updates) => {
      const mine = updates.find((one) => one.type === type && one.item === symbol);
      if (mine !== undefined) setUpdate(mine);
    });
    return () => {
      unsubscribe();
      withdraw();
    };
  }, [type, symbol]);
  const isLater = update !== null && update.item === symbol && update.at >= answeredAt;
  return live !== undefined && isLater ? overlay(values, update, live) : values;
}
