import { openPage } from '#renderer/bridge/open-page.ts';
import { connectionStore } from '#renderer/stores/connection-store.ts';

/** The browser host's own page that halts all accounts, whatever this one is doing. */
const HALT_PATH = '/halt';

/** Electron has its menu and a key of the whole system instead. */
export function hasHaltPage(): boolean {
  return connectionStore.getState().host === 'browser';
}

export function openHaltPage(): boolean {
  return openPage(HALT_PATH);
}
