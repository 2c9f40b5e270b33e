import { LISTING_ROWS } from '../instruments.ts';
import type { Listing } from '../../world.ts';
import { SECTOR_ROWS, type SectorMarket, type SectorRow } from './sector-table.ts';

/** A share in an index. */
export interface Member {
  readonly symbol: string;
  readonly shares: number;
}

/** An index of this market: those of the table that have members here. */
export interface Sector {
  readonly code: string;
  readonly name: string;
  readonly market: SectorMarket;
  readonly group: SectorRow['group'];
  readonly members: readonly Member[];
  /** Value of all members in won that makes one hundredth of a point. It stays, whatever the prices do. */
  readonly divisor: number;
}

const REFERENCE_PRICES: ReadonlyMap<string, number> = new Map(
  LISTING_ROWS.map((row) => [row.symbol, row.price]),
);

/** Makes the indices that these listings can form. */
export function buildSectors(listings: readonly Listing[]): readonly Sector[] {
  return SECTOR_ROWS.flatMap((row) => {
    const listed = row.membersOf(listings);
    if (listed.length === 0) return [];
    const value = listed.reduce(
      (sum, { symbol, basePrice, listedShares }) =>
        sum + (REFERENCE_PRICES.get(symbol) ?? basePrice) * listedShares,
      0,
    );
    const members = listed.map(({ symbol, listedShares }) => ({ symbol, shares: listedShares }));
    const { code, name, market, group, referenceLevel } = row;
    return [{ code, name, market, group, members, divisor: value / referenceLevel }];
  });
}

/** Returns the level of an index in hundredths of a point. */
export function levelOf(sector: Sector, value: number): number {
  return Math.round(value / sector.divisor);
}
