import type { PanelDescription } from '../../description.ts';
import { ASSETS_TABS } from './assets-tabs.ts';
import { GOLD_TABS } from './gold-tabs.ts';
import { HOLDINGS_TABS } from './holdings-tabs.ts';
import { MARGIN_TABS } from './margin-tabs.ts';
import { ORDERS_TABS } from './orders-tabs.ts';
import { PROFIT_TABS } from './profit-tabs.ts';

/** What an account has, won, lost, ordered and owes, as the broker's books have it. */
export const ACCOUNT_REVIEW: PanelDescription = {
  id: 'account-review',
  tabs: [...PROFIT_TABS, ...ASSETS_TABS, ...HOLDINGS_TABS, ...ORDERS_TABS, ...MARGIN_TABS, ...GOLD_TABS],
};
