import type { PanelDescription } from '../description.ts';
import { INSTRUMENT_SHEET } from './instrument-sheet.ts';
import { RANKINGS } from './rankings.ts';

/** Every panel that is described by data, by id. */
export const PANEL_DESCRIPTIONS: Readonly<Record<string, PanelDescription>> = Object.fromEntries(
  [RANKINGS, INSTRUMENT_SHEET].map((description) => [description.id, description]),
);
