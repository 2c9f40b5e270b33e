import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import type { Session, WebContents, WebPreferences } from 'electron';
import type { SettingsStore } from '#electron/core/ports/settings-store.ts';
import { deskAddress } from './origins.ts';
import { readBounds, writeBounds } from './window-bounds.ts';

export interface DeskWindowsParts {
  /** Folder of the built preload script. */
  readonly preloadFolder: string;
  readonly session: Session;
  readonly settings: SettingsStore;
  readonly areDevToolsAllowed: boolean;
}

export interface DeskWindows {
  /** Opens the window, or brings it to the front when it is open. */
  open(windowId: string): Promise<void>;
  focusAny(): void;
  isDeskWindow(contents: WebContents): boolean;
}

const BACKGROUND = '#14171c';

/** What every window of this app has in common: the page is a guest. */
export const GUEST_PREFERENCES: WebPreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
};

export function createDeskWindows(parts: DeskWindowsParts): DeskWindows {
  const windows = new Map<string, BrowserWindow>();
  return {
    async open(windowId) {
      const present = windows.get(windowId);
      if (present) return bringToFront(present);
      const window = createWindow(windowId, parts);
      windows.set(windowId, window);
      window.on('close', () => writeBounds(parts.settings, windowId, window.getNormalBounds()));
      window.on('closed', () => windows.delete(windowId));
      await window.loadURL(deskAddress(windowId));
    },
    focusAny() {
      const [first] = windows.values();
      if (first) bringToFront(first);
    },
    isDeskWindow: (contents) =>
      [...windows.values()].some((window) => !window.isDestroyed() && window.webContents === contents),
  };
}

function createWindow(windowId: string, parts: DeskWindowsParts): BrowserWindow {
  const { preloadFolder, session, settings, areDevToolsAllowed } = parts;
  const window = new BrowserWindow({
    width: 1600,
    height: 1000,
    minWidth: 800,
    minHeight: 560,
    ...readBounds(settings, windowId),
    title: 'Hoga',
    backgroundColor: BACKGROUND,
    autoHideMenuBar: true,
    show: false,
    webPreferences: {
      ...GUEST_PREFERENCES,
      session,
      preload: join(preloadFolder, 'preload.cjs'),
      devTools: areDevToolsAllowed,
      // A chart in a covered window must be right when it is uncovered.
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  return window;
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}
