import type { PanelDescription } from '../description.ts';
import { PRICE_RANKINGS } from './ranking-tabs.ts';

const { section: _, ...EXPECTED } = PRICE_RANKINGS[1];

/** What the auction under way would trade, at which price. */
export const AUCTION: PanelDescription = { id: 'auction', tabs: [EXPECTED] };
