import type { HandlerTable } from '../handler.ts';
import { FOREIGN_RANKING_HANDLERS } from './foreign-rankings.ts';
import { INVESTOR_RANKING_HANDLERS } from './investor-rankings.ts';
import { MARKET_PROGRAMME_HANDLERS } from './market-programmes.ts';
import { MEMBER_RANKING_HANDLERS } from './member-rankings.ts';
import { SECTOR_INVESTOR_HANDLERS } from './sector-investors.ts';
import { STOCK_INVESTOR_HANDLERS } from './stock-investors.ts';
import { STOCK_MEMBER_HANDLERS } from './stock-members.ts';
import { STOCK_PROGRAMME_HANDLERS } from './stock-programmes.ts';
import { STREAK_HANDLERS } from './streaks.ts';

/** Who traded: investors, member firms, programmes. */
export const PARTICIPATION_HANDLERS: HandlerTable = {
  ...STOCK_INVESTOR_HANDLERS,
  ...FOREIGN_RANKING_HANDLERS,
  ...INVESTOR_RANKING_HANDLERS,
  ...SECTOR_INVESTOR_HANDLERS,
  ...STREAK_HANDLERS,
  ...STOCK_MEMBER_HANDLERS,
  ...MEMBER_RANKING_HANDLERS,
  ...STOCK_PROGRAMME_HANDLERS,
  ...MARKET_PROGRAMME_HANDLERS,
};
