import type { StoreApi } from 'zustand/vanilla';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { connectionStore } from '#renderer/stores/connection-store.ts';
import { fillsStore } from '#renderer/stores/fills-store.ts';
import { haltsStore } from '#renderer/stores/halts-store.ts';
import { holdingsStore } from '#renderer/stores/holdings-store.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { interestsStore } from '#renderer/stores/interests.ts';
import { layoutStore } from '#renderer/stores/layout-store.ts';
import { linksStore } from '#renderer/stores/links-store.ts';
import { booksStore, quotesStore, tradesStore } from '#renderer/stores/market/market-stores.ts';
import { marketPulse } from '#renderer/stores/market/pulse.ts';
import { stalenessStore } from '#renderer/stores/market/staleness.ts';
import { noticesStore } from '#renderer/stores/notices-store.ts';
import { ordersStore } from '#renderer/stores/orders-store.ts';
import { resolvingStore } from '#renderer/stores/resolving-store.ts';
import { sessionsStore } from '#renderer/stores/sessions-store.ts';
import { settingsStore } from '#renderer/stores/settings-store.ts';

/** Puts every store of a window back to how it is before the desk opens. */
export function resetStores(): void {
  reset(accountsStore);
  reset(connectionStore);
  reset(fillsStore);
  reset(haltsStore);
  reset(holdingsStore);
  reset(instrumentsStore);
  reset(interestsStore);
  reset(layoutStore);
  reset(linksStore);
  reset(noticesStore);
  reset(ordersStore);
  reset(resolvingStore);
  reset(sessionsStore);
  reset(settingsStore);
  reset(stalenessStore);
  quotesStore.clear();
  booksStore.clear();
  tradesStore.clear();
  Object.assign(marketPulse, { lastBatchAt: null, latencyMs: 0 });
}

function reset<State>(store: StoreApi<State>): void {
  store.setState(store.getInitialState(), true);
}
