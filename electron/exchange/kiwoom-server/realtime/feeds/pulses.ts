import type { MarketModels } from '../../../market/market-models.ts';
import type { Sector } from '../../../market/indices/sectors.ts';
import type { World } from '../../../world.ts';
import { findScopedListing, type ScopedListing } from '../../wording/symbol-code.ts';
import type { RealtimeValues, ServedType } from '../hub.ts';
import { fundValues } from '../values/fund-values.ts';
import { goldValues } from '../values/gold-values.ts';
import { memberValues } from '../values/member-values.ts';
import { programmeValues } from '../values/programme-values.ts';
import { sectorBreadthValues, sectorIndexValues } from '../values/sector-values.ts';
import { warrantIndicatorValues, warrantTheoryValues } from '../values/warrant-values.ts';

/** A real-time type that is a reading of the market, not an event in it. */
export interface Pulse {
  readonly type: ServedType;
  /** Reads the values of an item; null while it has none. Called about once a second for each item that someone registered. */
  readonly valuesOf: (item: string) => RealtimeValues | null;
}

/** Every type that is sent as a reading, a row for each. */
export function createPulses(world: World, market: MarketModels): readonly Pulse[] {
  const { indices } = market;
  const forSector = (read: (sector: Sector) => RealtimeValues) => (item: string) => {
    const sector = indices.sector(item);
    return sector === null ? null : read(sector);
  };
  const fundReading = (item: string): RealtimeValues | null => {
    const listing = world.listing(item);
    return listing?.kind === 'etf' ? fundValues(world, market, listing) : null;
  };
  const goldReading = (item: string): RealtimeValues | null =>
    item === 'MGD' || item === 'MGU' ? goldValues(market.gold.international(item), item) : null;
  const forInstrument = (read: (scoped: ScopedListing) => RealtimeValues) => (item: string) => {
    const found = findScopedListing(world, item);
    return typeof found === 'string' ? null : read(found);
  };
  const warrantReading =
    (read: typeof warrantTheoryValues) =>
    (item: string): RealtimeValues | null => {
      const warrant = market.warrants.find(item);
      return warrant === null ? null : read(market.warrants, warrant);
    };
  return [
    { type: '0F', valuesOf: forInstrument((scoped) => memberValues(market, scoped)) },
    { type: '0w', valuesOf: forInstrument((scoped) => programmeValues(world, market, scoped)) },
    { type: '0G', valuesOf: fundReading },
    { type: '0m', valuesOf: warrantReading(warrantTheoryValues) },
    { type: '0u', valuesOf: warrantReading(warrantIndicatorValues) },
    { type: '0I', valuesOf: goldReading },
    { type: '0J', valuesOf: forSector((sector) => sectorIndexValues(indices.quote(sector))) },
    { type: '0U', valuesOf: forSector((sector) => sectorBreadthValues(indices.quote(sector))) },
  ];
}
