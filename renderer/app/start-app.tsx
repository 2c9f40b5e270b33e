import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'dockview-react/dist/styles/dockview.css';
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import type { Bridge } from '#shared/contract/bridge.ts';
import { connectStores } from '#renderer/bridge/connect-stores.ts';
import { setBridge } from '#renderer/bridge/requests.ts';
import { localeOf, settingsStore, themeOf } from '#renderer/stores/settings-store.ts';
import { cspNonce } from '#renderer/ui/csp-nonce.ts';
import { App } from './app.tsx';
import { changeLocale, startI18n } from './i18n.ts';
import { windowIdOf } from './window-id.ts';
import { followStories } from './workspace/follow-stories.ts';
import './theme.css';
import '../ui/controls.css';
import '../ui/overlays.css';
import '../ui/states.css';
import '../ui/grid.css';

/** Draws the desk into the page and ties it to core. */
export async function startApp(bridge: Bridge): Promise<void> {
  // Where react-remove-scroll, inside the dialogs, looks for the nonce of its style element.
  Object.assign(globalThis, { __webpack_nonce__: cspNonce() });
  setBridge(bridge);
  await startI18n(localeOf(settingsStore.getState()));
  followAppearance();
  followStories();
  const connection = connectStores(bridge, windowIdOf(location.search));
  const root = document.querySelector('#root');
  if (root === null) throw new Error('the page has no #root');
  createRoot(root).render(
    <StrictMode>
      <App onRetry={connection.reopen} />
    </StrictMode>,
  );
}

/** Theme and language follow the settings, whichever window changes them. */
function followAppearance(): void {
  const apply = (): void => {
    const settings = settingsStore.getState();
    document.documentElement.dataset['theme'] = themeOf(settings);
    void changeLocale(localeOf(settings));
  };
  apply();
  settingsStore.subscribe(apply);
}
