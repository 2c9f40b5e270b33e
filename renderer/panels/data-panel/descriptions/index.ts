import type { PanelDescription } from '../description.ts';
import { ACCOUNT_REVIEW } from './account-review/account-review.ts';
import { AFTER_HOURS } from './after-hours.ts';
import { AUCTION } from './auction.ts';
import { CREDIT } from './credit.ts';
import { DAY_BY_DAY } from './day-by-day.ts';
import { FUNDS } from './funds.ts';
import { GOLD } from './gold.ts';
import { INSTRUMENT_SHEET } from './instrument-sheet.ts';
import { INTERRUPTIONS } from './interruptions.ts';
import { INVESTORS } from './investors.ts';
import { LENDING } from './lending.ts';
import { MEMBERS } from './members.ts';
import { PROGRAMME } from './programme.ts';
import { RANKINGS } from './rankings.ts';
import { SCANS } from './scans.ts';
import { SECTORS } from './sectors.ts';
import { THEMES } from './themes.ts';
import { WARRANTS } from './warrants.ts';

/** Every panel that is described by data, by id. */
export const PANEL_DESCRIPTIONS: Readonly<Record<string, PanelDescription>> = Object.fromEntries(
  [
    RANKINGS,
    SCANS,
    INTERRUPTIONS,
    AUCTION,
    AFTER_HOURS,
    INSTRUMENT_SHEET,
    DAY_BY_DAY,
    INVESTORS,
    PROGRAMME,
    MEMBERS,
    LENDING,
    CREDIT,
    SECTORS,
    THEMES,
    FUNDS,
    WARRANTS,
    GOLD,
    ACCOUNT_REVIEW,
  ].map((description) => [description.id, description]),
);
