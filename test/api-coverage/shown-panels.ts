import { PANEL_DESCRIPTIONS } from '#renderer/panels/data-panel/descriptions/index.ts';
import { allTabs } from '#renderer/panels/data-panel/all-tabs.ts';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { KiwoomRealtimeTypeId } from '#shared/catalogue/kiwoom-realtime.ts';

/** Panels that use an API through the desk's own words rather than by its id. */
const BY_OWN_WORDS: Readonly<Partial<Record<KiwoomApiId, readonly string[]>>> = {
  au10001: ['accounts'],
  au10002: ['accounts'],
  ka00001: ['accounts'],
  ka10001: ['order-book'],
  ka10003: ['tape'],
  ka10004: ['order-book'],
  ka10075: ['orders'],
  ka10076: ['fills'],
  ka10079: ['chart'],
  ka10080: ['chart'],
  ka10081: ['chart'],
  ka10082: ['chart'],
  ka10083: ['chart'],
  ka10094: ['chart'],
  ka10095: ['watchlist'],
  ka10099: ['watchlist'],
  kt00001: ['positions'],
  kt00007: ['orders'],
  kt00010: ['order-entry'],
  kt00018: ['positions'],
  kt10000: ['order-entry'],
  kt10001: ['order-entry'],
  kt10002: ['order-entry'],
  kt10003: ['order-entry'],
  kt10006: ['order-entry'],
  kt10007: ['order-entry'],
  kt10008: ['order-entry'],
  kt10009: ['order-entry'],
  kt50000: ['order-entry'],
  kt50001: ['order-entry'],
  kt50002: ['order-entry'],
  kt50003: ['order-entry'],
  kt00012: ['order-entry'],
  ka10085: ['positions'],
  ka10088: ['orders'],
  ka50010: ['tape'],
  ka50100: ['watchlist'],
  ka50079: ['chart'],
  ka50080: ['chart'],
  ka50081: ['chart'],
  ka50082: ['chart'],
  ka50083: ['chart'],
  kt50020: ['positions'],
  kt50021: ['positions'],
  kt50031: ['orders'],
};
const STREAMS_BY_OWN_WORDS: Readonly<Partial<Record<KiwoomRealtimeTypeId, readonly string[]>>> = {
  '00': ['orders'],
  '04': ['positions'],
  '0B': ['order-book'],
  '0D': ['order-book'],
  '0H': ['order-book'],
  '0g': ['order-book'],
  '0s': ['order-book'],
  '1h': ['order-book'],
};

/** All of the condition search is one panel's. */
export const CONDITION_PANELS: readonly string[] = ['conditions'];

const TABS = Object.values(PANEL_DESCRIPTIONS).flatMap(({ id, tabs }) =>
  allTabs(tabs).map((tab) => ({ panel: id, tab })),
);

/** Panels that show an API; the explorer shows every query and comes last. */
export function panelsOf(id: KiwoomApiId): readonly string[] {
  const described = TABS.filter(({ tab }) => tab.api === id).map(({ panel }) => panel);
  const { group } = kiwoomEndpoint(id);
  const isQuery = group !== 'oauth' && group !== 'orders' && group !== 'creditOrders';
  return [...new Set([...(BY_OWN_WORDS[id] ?? []), ...described, ...(isQuery ? ['explorer'] : [])])];
}

/** Panels that a real-time type is seen in. */
export function panelsOfStream(type: KiwoomRealtimeTypeId): readonly string[] {
  const described = TABS.filter(({ tab }) => (tab.live ?? []).some((live) => live.type === type)).map(
    ({ panel }) => panel,
  );
  return [...new Set([...(STREAMS_BY_OWN_WORDS[type] ?? []), ...described])];
}
