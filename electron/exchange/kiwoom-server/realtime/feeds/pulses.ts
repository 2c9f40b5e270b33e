import type { MarketModels } from '../../../market/market-models.ts';
import type { World } from '../../../world.ts';
import type { RealtimeValues, ServedType } from '../hub.ts';

/** A real-time type that is a reading of the market, not an event in it. */
export interface Pulse {
  readonly type: ServedType;
  /** Reads the values of an item; null while it has none. Called about once a second for each item that someone registered. */
  readonly valuesOf: (item: string) => RealtimeValues | null;
}

/** Every type that is sent as a reading, a row for each. */
export function createPulses(_world: World, _market: MarketModels): readonly Pulse[] {
  return [];
}
