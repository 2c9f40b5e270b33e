import type { LinkGroup } from '#shared/contract/vocabulary.ts';
import { ChartPanel } from '#renderer/panels/chart/chart-panel.tsx';
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
}

/** Panels over the broker's whole API share the catalogue, which is large: a desk that shows none of them loads none of it. */
const ExplorerPanel = lazyPanel(
  async () => (await import('#renderer/panels/explorer/explorer-panel.tsx')).ExplorerPanel,
);

/** A panel that `#renderer/panels/data-panel/descriptions/` describes by data. */
function describedPanel(id: string): PanelComponent {
  return lazyPanel(async () => (await import('#renderer/panels/data-panel/data-panel.tsx')).dataPanel(id));
}

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
    id: 'rankings',
    titleKey: 'data-panel:rankings.title',
    component: describedPanel('rankings'),
    defaultLink: 'amber',
    minimumWidth: 320,
    minimumHeight: 120,
  },
  {
    id: 'instrument-sheet',
    titleKey: 'data-panel:instrument-sheet.title',
    component: describedPanel('instrument-sheet'),
    defaultLink: 'amber',
    minimumWidth: 240,
    minimumHeight: 120,
  },
];

export function findPanel(id: string): PanelDefinition | undefined {
  return PANELS.find((panel) => panel.id === id);
}
