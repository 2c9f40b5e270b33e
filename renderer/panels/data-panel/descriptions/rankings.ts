import type { PanelDescription } from '../description.ts';
import {
  BOOK_RANKINGS,
  CREDIT_RANKINGS,
  FOREIGN_RANKINGS,
  INVESTOR_RANKINGS,
  MEMBER_RANKINGS,
  PRICE_RANKINGS,
  VOLUME_RANKINGS,
} from './ranking-tabs.ts';

/** Every ranking the broker has. */
export const RANKINGS: PanelDescription = {
  id: 'rankings',
  tabs: [
    ...PRICE_RANKINGS,
    ...VOLUME_RANKINGS,
    ...BOOK_RANKINGS,
    ...FOREIGN_RANKINGS,
    ...INVESTOR_RANKINGS,
    ...MEMBER_RANKINGS,
    ...CREDIT_RANKINGS,
  ],
};
