import type { LinkGroup } from '#shared/contract/vocabulary.ts';
import { AccountsPanel } from '#renderer/panels/accounts/accounts-panel.tsx';
import { AllAccountsPanel } from '#renderer/panels/all-accounts/all-accounts-panel.tsx';
import { ChartPanel } from '#renderer/panels/chart/chart-panel.tsx';
import { ConditionsPanel } from '#renderer/panels/conditions/conditions-panel.tsx';
import { FillsPanel } from '#renderer/panels/fills/fills-panel.tsx';
import { OrderEntryPanel } from '#renderer/panels/order-entry/order-entry-panel.tsx';
import { OrderBookPanel } from '#renderer/panels/order-book/order-book-panel.tsx';
import { OrdersPanel } from '#renderer/panels/orders/orders-panel.tsx';
import { PositionsPanel } from '#renderer/panels/positions/positions-panel.tsx';
import { TapePanel } from '#renderer/panels/tape/tape-panel.tsx';
import { HoldingsPanel } from '#renderer/panels/watchlist/holdings-panel.tsx';
import { WatchlistPanel } from '#renderer/panels/watchlist/watchlist-panel.tsx';
import { lazyPanel } from '#renderer/ui/lazy-panel.tsx';
import type { PanelComponent } from '#renderer/ui/panel-props.ts';

/**
 * A kind of panel. To add one:
 *
 * 1. Write `renderer/panels/<id>/<id>-panel.tsx`, a component of `PanelProps` (`#renderer/ui/panel-props.ts`), and its
 *    texts in `renderer/panels/<id>/locales/{ko,en}.json`; namespace `<id>`, the tab's title under `title`.
 * 2. Add it to `PANELS`. The workspace, the add-panel menu and the command palette follow from that.
 *
 * A panel reads stores, asks core through `#renderer/bridge/`, and declares what it wants to see live with `useInterest`.
 * It imports neither another panel nor `renderer/app`; to reach the ticket it calls `loadTicket`.
 */
export interface PanelDefinition {
  /** Kept in saved layouts: never rename. */
  readonly id: string;
  /** i18n key of the tab's title, with its namespace: `watchlist:title`. */
  readonly titleKey: string;
  readonly component: PanelComponent;
  /** The colour group a new panel joins. `none`: the panel shows no single instrument, so there is nothing to link. */
  readonly defaultLink: LinkGroup | 'none';
  /** Below these the panel cannot be used, in pixels. */
  readonly minimumWidth?: number;
  readonly minimumHeight?: number;
  /** The submenu that adds it; absent: the menu itself. */
  readonly group?: PanelGroup;
}

/** Submenus of the add-panel menu, in order; the texts are `group.panels.<group>`. */
export const PANEL_GROUPS = ['market', 'instrument', 'flows', 'products'] as const;
export type PanelGroup = (typeof PANEL_GROUPS)[number];

/** Panels over the broker's whole API share the catalogue, which is large: a desk that shows none of them loads none of it. */
const ExplorerPanel = lazyPanel(
  async () => (await import('#renderer/panels/explorer/explorer-panel.tsx')).ExplorerPanel,
);

/** Read now and then, when something has to be proved. */
const LedgerPanel = lazyPanel(
  async () => (await import('#renderer/panels/ledger/ledger-panel.tsx')).LedgerPanel,
);

/** A panel that `#renderer/panels/data-panel/descriptions/` describes by data. */
function describedPanel(id: string): PanelComponent {
  return lazyPanel(async () => (await import('#renderer/panels/data-panel/data-panel.tsx')).dataPanel(id));
}

interface DescribedPanel {
  readonly id: string;
  readonly group: PanelGroup;
  readonly minimumWidth?: number;
}

/** Panels that are data. Their ids and sizes are told here, so that a desk without them need not load what they show. */
const DESCRIBED: readonly DescribedPanel[] = [
  { id: 'rankings', group: 'market' },
  { id: 'scans', group: 'market' },
  { id: 'sectors', group: 'market' },
  { id: 'themes', group: 'market' },
  { id: 'interruptions', group: 'market' },
  { id: 'auction', group: 'market' },
  { id: 'instrument-sheet', group: 'instrument', minimumWidth: 240 },
  { id: 'day-by-day', group: 'instrument' },
  { id: 'after-hours', group: 'instrument', minimumWidth: 260 },
  { id: 'investors', group: 'flows' },
  { id: 'programme', group: 'flows' },
  { id: 'members', group: 'flows' },
  { id: 'lending', group: 'flows' },
  { id: 'credit', group: 'flows' },
  { id: 'funds', group: 'products' },
  { id: 'warrants', group: 'products' },
  { id: 'gold', group: 'products' },
];

export const PANELS: readonly PanelDefinition[] = [
  {
    id: 'watchlist',
    titleKey: 'watchlist:title',
    component: WatchlistPanel,
    defaultLink: 'amber',
    minimumWidth: 236,
  },
  {
    id: 'holdings',
    titleKey: 'watchlist:holdingsTitle',
    component: HoldingsPanel,
    defaultLink: 'amber',
    minimumWidth: 236,
  },
  {
    id: 'chart',
    titleKey: 'chart:title',
    component: ChartPanel,
    defaultLink: 'amber',
    minimumWidth: 280,
    minimumHeight: 200,
  },
  {
    id: 'order-book',
    titleKey: 'order-book:title',
    component: OrderBookPanel,
    defaultLink: 'amber',
    minimumWidth: 260,
    minimumHeight: 240,
  },
  {
    id: 'order-entry',
    titleKey: 'order-entry:title',
    component: OrderEntryPanel,
    defaultLink: 'amber',
    minimumWidth: 240,
    minimumHeight: 240,
  },
  {
    id: 'orders',
    titleKey: 'orders:title',
    component: OrdersPanel,
    defaultLink: 'amber',
    minimumWidth: 320,
    minimumHeight: 90,
  },
  {
    id: 'fills',
    titleKey: 'fills:title',
    component: FillsPanel,
    defaultLink: 'amber',
    minimumWidth: 320,
    minimumHeight: 90,
  },
  {
    id: 'positions',
    titleKey: 'positions:title',
    component: PositionsPanel,
    defaultLink: 'amber',
    minimumWidth: 320,
    minimumHeight: 90,
  },
  {
    id: 'tape',
    titleKey: 'tape:title',
    component: TapePanel,
    defaultLink: 'amber',
    minimumWidth: 240,
    minimumHeight: 120,
  },
  {
    id: 'explorer',
    titleKey: 'explorer:title',
    component: ExplorerPanel,
    defaultLink: 'amber',
    minimumWidth: 420,
    minimumHeight: 240,
  },
  {
    id: 'account-review',
    titleKey: 'data-panel:account-review.title',
    component: describedPanel('account-review'),
    defaultLink: 'amber',
    minimumWidth: 360,
    minimumHeight: 160,
  },
  {
    id: 'all-accounts',
    titleKey: 'all-accounts:title',
    component: AllAccountsPanel,
    defaultLink: 'amber',
    minimumWidth: 320,
    minimumHeight: 140,
  },
  {
    id: 'accounts',
    titleKey: 'accounts:title',
    component: AccountsPanel,
    defaultLink: 'none',
    minimumWidth: 320,
    minimumHeight: 200,
  },
  {
    id: 'conditions',
    titleKey: 'conditions:title',
    component: ConditionsPanel,
    defaultLink: 'amber',
    minimumWidth: 360,
    minimumHeight: 140,
  },
  {
    id: 'ledger',
    titleKey: 'ledger:title',
    component: LedgerPanel,
    defaultLink: 'amber',
    minimumWidth: 420,
    minimumHeight: 220,
  },
  ...DESCRIBED.map(({ id, group, minimumWidth = 320 }) => ({
    id,
    titleKey: `data-panel:${id}.title`,
    component: describedPanel(id),
    defaultLink: 'amber' as const,
    minimumWidth,
    minimumHeight: 120,
    group,
  })),
];

export function findPanel(id: string): PanelDefinition | undefined {
  return PANELS.find((panel) => panel.id === id);
}
